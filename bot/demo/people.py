"""What people do: write, send files, tap, edit, block, join groups."""

import re
import secrets
from collections.abc import Sequence

from bot.demo.call import Upload
from bot.demo.entities import found_entities
from bot.demo.shapes import Json
from bot.demo.state import Chat, Message, User
from bot.demo.world import World

START_PARAMETER = re.compile(r"[A-Za-z0-9_-]{1,64}")
_FIRST_GROUP = -1000000000001


class CannotDo(Exception):
    """Something that a person could not do in Telegram either."""


def create_user(world: World, details: Json) -> User:
    """Add a person, or change one that is there."""
    number = int(details.get("id") or 700000000 + len(world.users) + 1)
    known = {name: details[name] for name in User.__slots__ if name in details and name != "id"}
    user = world.users.get(number)
    if user is None:
        known.setdefault("first_name", f"Pengguna {number}")
        user = world.users[number] = User(number, **known)
        world.chats[number] = Chat(number, user=user, instance=_instance())
    else:
        for name, value in known.items():
            setattr(user, name, value)
    world.hub.publish("users")
    return user


def create_group(world: World, user: User, title: str, members: Sequence[int]) -> Chat:
    """Make a group with the bot in it."""
    number = min([_FIRST_GROUP + 1, *world.chats]) - 1
    chat = Chat(number, "supergroup", title, members={user.id, *members}, instance=_instance())
    chat.known = chat.started = True
    world.chats[number] = chat
    _membership(world, chat, user, "left", "member")
    world.hub.publish("users")
    return chat


def say(world: World, user: User, chat: Chat, content: Json, **more: object) -> Message:
    """Write a message of any content; the first one starts a private chat."""
    if user.deactivated:
        raise CannotDo("this account is deleted")
    if chat.is_group and user.id not in chat.members:
        raise CannotDo("not a member of this group")
    if chat.blocked and not chat.is_group:
        raise CannotDo("the bot is blocked: unblock it first")
    chat.started = chat.known = True
    body = {**_reply(chat, more.get("reply_to")), **content}
    message = world.post(chat, user.as_json(), body)
    keyboard = chat.keyboard
    if keyboard and keyboard.get("one_time_keyboard"):
        chat.keyboard = {**keyboard, "hidden": True}
    elif keyboard and keyboard.get("force_reply"):
        chat.keyboard = None
    if not chat.is_group or _seen_in_group(world, message):
        world.updates.add("message", message.data)
    return message


def text(words: str) -> Json:
    """Make the content of a text message, with the entities that Telegram finds."""
    words = words.strip()
    if not words:
        raise CannotDo("an empty message cannot be sent")
    entities = found_entities(words)
    return {"text": words, **({"entities": entities} if entities else {})}


def file(world: World, kind: str, upload: Upload, caption: str = "", seconds: int = 1) -> Json:
    """Make the content of a message with a file."""
    content = world.files.content(kind, upload, duration=seconds)
    if caption.strip():
        content["caption"] = caption.strip()
        entities = found_entities(content["caption"])
        if entities:
            content["caption_entities"] = entities
    return content


def contact(user: User, details: Json) -> Json:
    """Make the content of a shared contact: one's own without details."""
    own: Json = {"phone_number": user.phone or f"+62811{user.id % 10**7:07d}"}
    own |= {"first_name": user.first_name, "user_id": user.id}
    if user.last_name:
        own["last_name"] = user.last_name
    foreign = {"first_name": "Kontak", **details}
    return {"contact": foreign if details else own}


def start_command(link: str) -> str:
    """Give the command that a deep link sends; a bad parameter is left out, as clients do."""
    match = re.search(r"[?&]start=([^&\s]*)", link)
    if match and START_PARAMETER.fullmatch(match[1]):
        return f"/start {match[1]}"
    return "/start"


def edit(world: World, user: User, chat: Chat, message_id: int, words: str) -> Message:
    """Change one's own message."""
    message = chat.messages.get(message_id)
    if message is None or message.by_bot or message.data["from"]["id"] != user.id:
        raise CannotDo("only own messages can be edited")
    field = "text" if "text" in message.data else "caption"
    entities = "entities" if field == "text" else "caption_entities"
    kept = {k: v for k, v in message.data.items() if k not in {field, entities}}
    found = found_entities(words)
    message.data = {**kept, field: words, "edit_date": world.today()}
    if found:
        message.data[entities] = found
    world.touch(chat, message)
    world.updates.add("edited_message", message.data)
    return message


def forward(world: World, user: User, chat: Chat, message: Message) -> Message:
    """Forward a message into a chat with the bot; buttons stay behind."""
    if message.data.get("has_protected_content"):
        raise CannotDo("this message is protected against forwarding")
    left_out = {"message_id", "from", "chat", "date", "edit_date", "reply_markup"}
    content = {k: v for k, v in message.data.items() if k not in {*left_out, "reply_to_message"}}
    origin = {"type": "user", "sender_user": message.data["from"], "date": message.data["date"]}
    return say(world, user, chat, {**content, "forward_origin": origin})


def block(world: World, user: User, chat: Chat, *, blocked: bool) -> None:
    """Block the bot or let it write again (in a group: put it out or in)."""
    if chat.blocked == blocked:
        return
    chat.blocked = blocked
    before, after = ("member", "kicked") if blocked else ("kicked", "member")
    _membership(world, chat, user, before, after)
    world.touch(chat)


def clear(world: World, chat: Chat) -> None:
    """Delete a chat on the person's side: the messages are gone, the bot is not told."""
    chat.deleted.update(chat.messages)
    chat.messages.clear()
    chat.keyboard = None
    world.touch(chat)


def find_button(chat: Chat, label: str, message_id: int = 0) -> tuple[Message, Json] | None:
    """Find an inline button by its label, on the newest message that has it."""
    for message in sorted(chat.messages.values(), key=lambda m: m.message_id, reverse=True):
        if message_id and message.message_id != message_id:
            continue
        for row in message.data.get("reply_markup", {}).get("inline_keyboard", []):
            for button in row:
                if button["text"].strip() == label.strip():
                    return message, button
    return None


def labels(chat: Chat) -> list[str]:
    """List the labels of all buttons that can be tapped in a chat."""
    found = [
        button["text"]
        for message in chat.messages.values()
        for row in message.data.get("reply_markup", {}).get("inline_keyboard", [])
        for button in row
    ]
    rows = (chat.keyboard or {}).get("keyboard", [])
    return found + [button["text"] for row in rows for button in row]


def _reply(chat: Chat, message_id: object) -> Json:
    found = chat.messages.get(int(str(message_id))) if message_id else None
    if found is None:
        return {}
    return {"reply_to_message": {k: v for k, v in found.data.items() if k != "reply_to_message"}}


def _seen_in_group(world: World, message: Message) -> bool:
    """Privacy mode: a bot sees commands and replies to itself only."""
    data = message.data
    reply = data.get("reply_to_message", {}).get("from", {})
    return str(data.get("text", "")).startswith("/") or reply.get("id") == world.bot["id"]


def _membership(world: World, chat: Chat, user: User, before: str, after: str) -> None:
    def member(status: str) -> Json:
        until = {"until_date": 0} if status == "kicked" else {}
        return {"status": status, "user": world.bot, **until}

    content = {
        "chat": chat.as_json(),
        "from": user.as_json(),
        "date": world.today(),
        "old_chat_member": member(before),
        "new_chat_member": member(after),
    }
    world.updates.add("my_chat_member", content)


def _instance() -> str:
    return str(secrets.randbits(62))
