"""From a raw update to one incoming value; types are checked here, since anybody may send anything."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, TypeGuard

from bot.talk.turn import Attachment, Incoming, IncomingKind
from kinerja.messages import N_, say
from kinerja.models import EvidenceKind

UPDATE_KINDS = ("message", "edited_message", "callback_query", "my_chat_member")
"""What the bot asks Telegram for."""
_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,32})(?:@\w{1,64})?(?:\s+(.*))?", re.DOTALL)
_LONGEST_NAME = 200
_LARGEST_ID = 2**62
_GONE = ("kicked", "left")
_NOT_KEPT = ("video", "video_note", "animation", "audio")
NO_VIDEO = N_(
    "Videos and sound files cannot be kept here. Please put the file where your agency keeps its files "
    "and send the link, or send a photo or a document."
)


class Undecodable(Exception):
    """An update that is not what Telegram sends."""


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Something that happened outside private chats; ``leave`` says that the bot is a member there."""

    chat_id: int
    leave: bool


def update_id_of(update: object) -> int | None:
    """Return the id of an update, or None where it has none."""
    found = update.get("update_id") if isinstance(update, dict) else None
    return found if _is_id(found) and found >= 0 else None


def chat_id_of(update: Mapping[str, Any]) -> int:
    """Return the chat an update belongs to; zero where that cannot be told."""
    try:
        return _chat(_place(update)[1])[0]
    except Undecodable:
        return 0


def callback_id_of(update: Mapping[str, Any]) -> str | None:
    """Return the id of a tap, which must be answered whatever becomes of it."""
    query = update.get("callback_query")
    found = query.get("id") if isinstance(query, dict) else None
    return found if isinstance(found, str) else None


def read(update: Mapping[str, Any], now: datetime) -> Incoming | Elsewhere:
    """Return what an update says; raise ``Undecodable``."""
    kind, message = _place(update)
    chat_id, is_private = _chat(message)
    if not is_private:
        return Elsewhere(chat_id, leave=not _was_removed(kind, message))
    update_id = update_id_of(update)
    if update_id is None:
        raise Undecodable("an update without a number")
    read_content = _READERS[kind]
    given = read_content(update[kind], message)
    return Incoming(
        chat_id=chat_id,
        update_id=update_id,
        # A tap has no date of its own, only its message has.
        at=now if kind == "callback_query" else _moment(message.get("date"), now),
        language_code=_language(update[kind]),
        **given,
    )


def _place(update: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """Return the kind of an update and the part of it that names the chat."""
    for kind in UPDATE_KINDS:
        part = update.get(kind)
        if isinstance(part, dict):
            if kind == "callback_query":
                part = part.get("message")
            if isinstance(part, dict):
                return kind, part
    raise Undecodable("an update of an unknown kind")


def _chat(message: Mapping[str, Any]) -> tuple[int, bool]:
    chat = message.get("chat")
    if not isinstance(chat, dict) or not _is_id(chat.get("id")):
        raise Undecodable("an update without a chat")
    return chat["id"], chat.get("type") == "private"


def _was_removed(kind: str, message: Mapping[str, Any]) -> bool:
    return kind == "my_chat_member" and _membership(message) in _GONE


def _membership(change: Mapping[str, Any]) -> str:
    member = change.get("new_chat_member")
    status = member.get("status") if isinstance(member, dict) else None
    if not isinstance(status, str):
        raise Undecodable("a membership without a status")
    return status


def _read_message(_part: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    text = _text(message, "text") or _text(message, "caption")
    given: dict[str, Any] = {
        "kind": IncomingKind.OTHER,
        "message_id": _message_id(message),
        "text": text,
        "album": _text(message, "media_group_id") or None,
        "forwarded": "forward_origin" in message or "forward_date" in message,
    }
    attachment = _attachment(message)
    if attachment is not None:
        return {**given, "kind": IncomingKind.FILE, "attachment": attachment}
    if not _text(message, "text"):
        return given
    command = _COMMAND.fullmatch(text)
    if command is None:
        return {**given, "kind": IncomingKind.TEXT}
    name, argument = command[1].lower(), (command[2] or "").strip()
    return {**given, "kind": IncomingKind.COMMAND, "command": name, "argument": argument}


def _read_edit(part: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    given = _read_message(part, message)
    given.pop("attachment", None)
    return {**given, "kind": IncomingKind.EDITED}


def _read_tap(query: Mapping[str, Any], message: Mapping[str, Any]) -> dict[str, Any]:
    if not isinstance(query.get("id"), str):
        raise Undecodable("a tap without an id")
    return {
        "kind": IncomingKind.BUTTON,
        "message_id": _message_id(message),
        "data": _text(query, "data"),
    }


def _read_membership(change: Mapping[str, Any], _message: Mapping[str, Any]) -> dict[str, Any]:
    gone = _membership(change) in _GONE
    return {"kind": IncomingKind.BLOCKED if gone else IncomingKind.UNBLOCKED}


_READERS = {
    "message": _read_message,
    "edited_message": _read_edit,
    "callback_query": _read_tap,
    "my_chat_member": _read_membership,
}


def _attachment(message: Mapping[str, Any]) -> Attachment | None:
    if "photo" in message:
        return _photo(message["photo"])
    for kind in (EvidenceKind.DOCUMENT, EvidenceKind.VOICE):
        # A moving picture comes as a document, too.
        if kind.value in message and "animation" not in message:
            return _file(kind, message[kind.value])
    if any(kind in message for kind in _NOT_KEPT):
        return Attachment(EvidenceKind.DOCUMENT, file_id="", problem=say(NO_VIDEO))
    return None


def _photo(sizes: Any) -> Attachment:
    found = [size for size in sizes if isinstance(size, dict)] if isinstance(sizes, list) else []
    if not found:
        raise Undecodable("a photo without sizes")
    largest = max(found, key=lambda size: _number(size, "width") * _number(size, "height"))
    return _file(EvidenceKind.PHOTO, largest)


def _file(kind: EvidenceKind, file: Any) -> Attachment:
    if not isinstance(file, dict) or not _text(file, "file_id"):
        raise Undecodable("a file without an id")
    return Attachment(
        kind=kind,
        file_id=_text(file, "file_id"),
        file_name=_text(file, "file_name")[:_LONGEST_NAME],
        media_type=_text(file, "mime_type")[:100],
        size=_number(file, "file_size"),
    )


def _message_id(message: Mapping[str, Any]) -> int:
    found = message.get("message_id")
    if not _is_id(found):
        raise Undecodable("a message without a number")
    return found


def _language(part: Mapping[str, Any]) -> str:
    sender = part.get("from")
    return _text(sender, "language_code")[:16] if isinstance(sender, dict) else ""


def _moment(date: Any, now: datetime) -> datetime:
    # Telegram gives zero for messages that it no longer shows.
    if not _is_id(date) or not 0 < date < 2**33:
        return now
    return datetime.fromtimestamp(date, UTC)


def _text(part: Mapping[str, Any], name: str) -> str:
    found = part.get(name, "")
    if not isinstance(found, str):
        raise Undecodable(f"{name} is not a text")
    if found.isascii():
        return found.replace("\0", "")
    # Half characters and NUL can be stored nowhere.
    return found.encode("utf-16", "surrogatepass").decode("utf-16", "replace").replace("\0", "")


def _number(part: Mapping[str, Any], name: str) -> int:
    found = part.get(name, 0)
    if not _is_id(found):
        raise Undecodable(f"{name} is not a number")
    return max(found, 0)


def _is_id(value: Any) -> TypeGuard[int]:
    return type(value) is int and -_LARGEST_ID < value < _LARGEST_ID
