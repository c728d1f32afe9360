"""Methods that change or take away messages, and the answers to taps."""

import time

from bot.demo.call import Call
from bot.demo.errors import bad_request
from bot.demo.formatted import call_caption, message_text
from bot.demo.keyboards import inline_markup
from bot.demo.sending import album_item
from bot.demo.shapes import Json
from bot.demo.state import Chat, Message
from bot.demo.world import World

DELETABLE_SECONDS = 48 * 3600
CALLBACK_SECONDS = 15 * 60
MAX_ANSWER = 200
_MEDIA = {"photo", "document", "voice", "video"}
_NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly "
    "the same as a current content and reply markup of the message"
)
_TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


def edit_text(world: World, call: Call) -> Json:
    text, entities = message_text(call)
    chat, message = _editable(world, call)
    if "text" not in message.data:
        raise bad_request("there is no text in the message to edit")
    content: Json = {"text": text, **({"entities": entities} if entities else {})}
    preview = call.structure("link_preview_options", "link preview options")
    if preview:
        content["link_preview_options"] = preview
    return _change(
        world, call, chat, message, content, {"text", "entities", "link_preview_options"}
    )


def edit_caption(world: World, call: Call) -> Json:
    words = call_caption(call)
    chat, message = _editable(world, call)
    if not _MEDIA & message.data.keys():
        raise bad_request("there is no caption in the message to edit")
    return _change(world, call, chat, message, words, {"caption", "caption_entities"})


def edit_media(world: World, call: Call) -> Json:
    item = call.structure("media", "input media")
    chat, message = _editable(world, call)
    content = album_item(world, call, item)
    gone = {*_MEDIA, "text", "entities", "caption", "caption_entities", "link_preview_options"}
    return _change(world, call, chat, message, content, gone)


def edit_reply_markup(world: World, call: Call) -> Json:
    chat, message = _editable(world, call)
    return _change(world, call, chat, message, {}, set())


def delete_message(world: World, call: Call) -> bool:
    chat = world.chat(call.string("chat_id"))
    message = world.message(chat, call.integer("message_id"), "delete")
    _check_deletable(world, chat, message)
    world.erase(chat, message.message_id)
    return True


def delete_messages(world: World, call: Call) -> bool:
    numbers = call.structure("message_ids", "message identifiers")
    if not isinstance(numbers, list) or not 1 <= len(numbers) <= 100:
        raise bad_request("message identifiers must be 1-100")
    chat = world.chat(call.string("chat_id"))
    found = [chat.messages[int(number)] for number in numbers if int(number) in chat.messages]
    for message in found:
        _check_deletable(world, chat, message)
    for message in found:
        world.erase(chat, message.message_id)
    return True


def answer_callback_query(world: World, call: Call) -> bool:
    callback = world.callbacks.get(call.string("callback_query_id"))
    age = time.monotonic() - callback.asked_at if callback else 0.0
    if callback is None or callback.answer is not None or age > CALLBACK_SECONDS:
        raise bad_request(_TOO_OLD)
    text = call.string("text")
    if len(text) > MAX_ANSWER:
        raise bad_request("MESSAGE_TOO_LONG")
    answer: Json = {"text": text, "show_alert": call.flag("show_alert"), "url": call.string("url")}
    callback.answer, callback.answered_after = answer, age
    world.hub.publish(
        "answer",
        chat_id=callback.chat_id,
        user_id=callback.user_id,
        message_id=callback.message_id,
        callback_id=callback.id,
        **answer,
    )
    return True


def _editable(world: World, call: Call) -> tuple[Chat, Message]:
    if call.string("inline_message_id"):
        raise bad_request("wrong inline message identifier specified")
    chat = world.open_chat(call.string("chat_id"))
    message = world.message(chat, call.integer("message_id"), "edit")
    if not message.by_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _change(
    world: World, call: Call, chat: Chat, message: Message, content: Json, replaced: set[str]
) -> Json:
    markup = inline_markup(call)
    new = {k: v for k, v in message.data.items() if k not in {*replaced, "reply_markup"}}
    new |= content
    if markup is not None:
        new["reply_markup"] = markup
    if new == message.data:
        raise bad_request(_NOT_MODIFIED)
    message.data = {**new, "edit_date": world.today()}
    world.touch(chat, message)
    return message.data


def _check_deletable(world: World, chat: Chat, message: Message) -> None:
    too_old = world.today() - int(message.data["date"]) > DELETABLE_SECONDS
    if (too_old and message.by_bot) or (chat.is_group and not message.by_bot):
        raise bad_request("message can't be deleted for everyone")


METHODS = {
    "editMessageText": edit_text,
    "editMessageCaption": edit_caption,
    "editMessageMedia": edit_media,
    "editMessageReplyMarkup": edit_reply_markup,
    "deleteMessage": delete_message,
    "deleteMessages": delete_messages,
    "answerCallbackQuery": answer_callback_query,
}
