"""Methods that put messages into chats."""

from collections.abc import Callable
from functools import partial

from bot.demo.call import Call, Upload
from bot.demo.errors import bad_request
from bot.demo.formatted import call_caption, caption, message_text
from bot.demo.keyboards import reply_markup
from bot.demo.shapes import Json, Value
from bot.demo.state import Chat, Message
from bot.demo.world import World

_ACTIONS = {
    "typing",
    "upload_photo",
    "record_video",
    "upload_video",
    "record_voice",
    "upload_voice",
    "upload_document",
    "choose_sticker",
    "find_location",
    "record_video_note",
    "upload_video_note",
}
_ACTION_SECONDS = 5.0
_ALBUM_KINDS = {"photo", "video", "document"}
_MEDIA = ("photo", "document", "voice", "video")


def send_message(world: World, call: Call) -> Json:
    text, entities = message_text(call)
    content: Json = {"text": text, **({"entities": entities} if entities else {})}
    preview = call.structure("link_preview_options", "link preview options")
    if preview:
        content["link_preview_options"] = preview
    return _send(world, call, lambda: content).data


def send_file(kind: str) -> Callable[[World, Call], Json]:
    """Make the method that sends files of one kind."""

    def send(world: World, call: Call) -> Json:
        words = call_caption(call)
        file = call.upload(kind)
        if file is None:
            raise bad_request(f"there is no {kind} in the request")
        return _send(world, call, lambda: {**media(world, kind, file), **words}).data

    return send


def media(world: World, kind: str, file: Upload | str) -> Json:
    """Give the part of a message that shows a new or a known file."""
    if isinstance(file, str):
        return world.files.again(kind, file)
    return world.files.content(kind, file)


def album_item(world: World, call: Call, item: Value) -> Json:
    """Read one InputMedia: the file with its caption."""
    if not isinstance(item, dict) or item.get("type") not in _MEDIA:
        raise bad_request("can't parse InputMedia: type is unsupported")
    part = Call(call.method, {"media": item.get("media")}, call.files)
    file = part.upload("media")
    if file is None:
        raise bad_request("media not found")
    words = caption(
        str(item.get("caption") or ""),
        str(item.get("parse_mode") or ""),
        item.get("caption_entities"),
    )
    return {**media(world, item["type"], file), **words}


def send_media_group(world: World, call: Call) -> list[Json]:
    items = call.structure("media", "media")
    if not isinstance(items, list) or not items:
        raise bad_request("can't parse media: Array of InputMedia expected")
    if len(items) > 10:
        raise bad_request("too many messages to send as an album")
    if len(items) < 2:
        raise bad_request("an album must include 2-10 items")
    kinds = {item.get("type") for item in items if isinstance(item, dict)}
    if not kinds <= _ALBUM_KINDS or ("document" in kinds and len(kinds) > 1):
        raise bad_request("document can't be mixed with other media types")
    chat = world.open_chat(call.string("chat_id"))
    contents = [album_item(world, call, item) for item in items]
    group = str(world.today()) + str(chat.version)
    return [
        _send(world, call, partial(dict, content, media_group_id=group)).data
        for content in contents
    ]


def forward_message(world: World, call: Call) -> Json:
    source = _source(world, call, "forward")
    kept = _content(source)
    if source.by_bot:
        origin: Json = {"type": "user", "sender_user": source.data["from"]}
    else:
        origin = source.data.get("forward_origin") or {
            "type": "user",
            "sender_user": source.data["from"],
        }
    origin = {**origin, "date": source.data["date"]}
    return _send(world, call, lambda: {**kept, "forward_origin": origin}).data


def copy_message(world: World, call: Call) -> Json:
    source = _source(world, call, "copy")
    kept = _content(source)
    if call.string("caption"):
        kept = {k: v for k, v in kept.items() if not k.startswith("caption")}
        kept |= call_caption(call)
    return {"message_id": _send(world, call, lambda: kept).message_id}


def send_chat_action(world: World, call: Call) -> bool:
    if call.string("action") not in _ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.open_chat(call.string("chat_id"))
    chat.action = call.string("action")
    chat.action_until = world.real_seconds() + _ACTION_SECONDS
    world.hub.publish("typing", chat_id=chat.id, action=chat.action)
    return True


def _source(world: World, call: Call, what: str) -> Message:
    chat = world.chat(call.string("from_chat_id"))
    source = world.message(chat, call.integer("message_id"), what)
    if source.data.get("has_protected_content"):
        raise bad_request(f"message can't be {'copied' if what == 'copy' else 'forwarded'}")
    return source


def _content(message: Message) -> Json:
    left_out = {"message_id", "from", "chat", "date", "edit_date", "reply_markup"}
    left_out |= {"reply_to_message", "media_group_id", "has_protected_content"}
    return {name: value for name, value in message.data.items() if name not in left_out}


def _send(world: World, call: Call, content: Callable[[], Json]) -> Message:
    markup = reply_markup(call)
    chat = world.open_chat(call.string("chat_id"))
    body = {**_reply_to(chat, call), **content()}
    if call.flag("protect_content"):
        body["has_protected_content"] = True
    if call.string("message_effect_id"):
        body["effect_id"] = call.string("message_effect_id")
    if markup and markup.get("inline_keyboard"):
        body["reply_markup"] = markup
    elif markup and "inline_keyboard" not in markup:
        chat.keyboard = None if markup.get("remove_keyboard") else markup
    return world.post(chat, world.bot, body, silent=call.flag("disable_notification"))


def _reply_to(chat: Chat, call: Call) -> Json:
    wanted = call.structure("reply_parameters", "reply parameters") or {}
    number = int(wanted.get("message_id") or call.integer("reply_to_message_id"))
    if not number:
        return {}
    found = chat.messages.get(number)
    if found is None:
        if wanted.get("allow_sending_without_reply") or call.flag("allow_sending_without_reply"):
            return {}
        raise bad_request("message to be replied not found")
    kept = {k: v for k, v in found.data.items() if k != "reply_to_message"}
    return {"reply_to_message": kept}


METHODS = {
    "sendMessage": send_message,
    "sendPhoto": send_file("photo"),
    "sendDocument": send_file("document"),
    "sendVoice": send_file("voice"),
    "sendVideo": send_file("video"),
    "sendMediaGroup": send_media_group,
    "sendChatAction": send_chat_action,
    "forwardMessage": forward_message,
    "copyMessage": copy_message,
}
