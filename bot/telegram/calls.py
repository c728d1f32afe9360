"""From a row of the outbox and its finished words to a method of the Bot API with its parameters."""

from __future__ import annotations

import base64
import html
import re
from dataclasses import dataclass, replace
from typing import Any

from bot.talk.saying import CLOSE, FORGET, Label, Words
from bot.talk.speaker import speaker
from bot.talk.turn import CARD, File
from bot.telegram.api import Upload
from bot.telegram.card import neutral_card
from bot.telegram.outbox import Outgoing
from kinerja.evidence_store import EvidenceStore
from kinerja.messages import decode
from kinerja.models import EvidenceKind

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
_LONGEST_DESCRIPTION = 256
_BEGINNING = 900
"""Characters of a long text that stand below the file that holds all of it."""

_TAGS = re.compile(r"</?[a-z]+>")
_METHODS = {
    EvidenceKind.PHOTO: "sendPhoto",
    EvidenceKind.VOICE: "sendVoice",
    EvidenceKind.DOCUMENT: "sendDocument",
}
_REPLACEABLE = (EvidenceKind.PHOTO, EvidenceKind.DOCUMENT)
"""What can stand in the place of another message."""


@dataclass(frozen=True, slots=True)
class Call:
    """A method with its parameters; ``edits`` is the message it changes, if any.

    ``sha256`` names the file of the evidence store that is uploaded to be sent.
    """

    method: str
    parameters: dict[str, Any]
    upload: Upload | None = None
    edits: int | None = None
    sha256: str | None = None


def removing(row: Outgoing, target: int) -> Call:
    """Return the call that deletes a message of the assistant's."""
    return Call("deleteMessage", {"chat_id": row.chat_id, "message_id": target}, edits=target)


def compose(
    row: Outgoing, words: Words | None, target: int | None, files: EvidenceStore
) -> tuple[Call, ...]:
    """Return the calls that say a row; ``target`` is the message to edit, and the last call's is the row's."""
    if words is None:
        return (_without_words(row.kind, row.chat_id, target),)
    words = _with_long_text_as_file(words)
    if words.file is not None:
        return _with_file(row, words, words.file, target, files)
    if target is not None:
        edit = {"chat_id": row.chat_id, "message_id": target, **_text(words)}
        return (Call("editMessageText", edit, edits=target),)
    return (Call("sendMessage", {**_sending(row, words), **_text(words)}),)


def command_menu(row: Outgoing) -> Call:
    """Return the call that tells Telegram the command menu of a chat, or takes it back."""
    given: dict[str, Any] = {"scope": {"type": "chat", "chat_id": row.chat_id}}
    if not row.content["commands"]:
        return Call("deleteMyCommands", given)
    words = speaker(row.content["language"])
    listed = [
        {"command": name, "description": words.plain(decode(description))[:_LONGEST_DESCRIPTION]}
        for name, description in row.content["commands"]
    ]
    return Call("setMyCommands", {**given, "commands": listed})


def as_plain(call: Call) -> Call:
    """Return a call with its markup taken out of its text, for text that Telegram cannot parse."""
    given = {name: value for name, value in call.parameters.items() if name != "parse_mode"}
    for name in ("text", "caption"):
        if name in given:
            given[name] = _plain(given[name])
    if "media" in given:
        media = {name: value for name, value in given["media"].items() if name != "parse_mode"}
        given["media"] = {**media, "caption": _plain(media.get("caption", ""))}
    return replace(call, parameters=given)


def as_new(row: Outgoing, words: Words, files: EvidenceStore) -> Call:
    """Return the call that sends as a new message what could not be edited."""
    return compose(row, words, None, files)[0]


def _with_long_text_as_file(words: Words) -> Words:
    """Return words that fit: a text too long for a message becomes a file below which it begins."""
    if len(words.html) <= LONGEST_TEXT or words.file is not None:
        return words
    text = _plain(words.html)
    if len(text.encode("utf-16-le")) // 2 <= LONGEST_TEXT:
        return words
    file = File(EvidenceKind.DOCUMENT, content=text)
    return replace(words, html=html.escape(text[:_BEGINNING], quote=False) + "…", file=file)


def _without_words(kind: str, chat_id: int, target: int | None) -> Call:
    method = {FORGET: "deleteMessage", CLOSE: "editMessageReplyMarkup"}[kind]
    return Call(method, {"chat_id": chat_id, "message_id": target}, edits=target)


def _with_file(
    row: Outgoing, words: Words, file: File, target: int | None, files: EvidenceStore
) -> tuple[Call, ...]:
    fits = len(_plain(words.html)) <= LONGEST_CAPTION
    if target is not None and fits and file.kind in _REPLACEABLE:
        return (_replacing(row, words, file, target, files),)
    method = _METHODS.get(file.kind, "sendDocument")
    parameter = method.removeprefix("send").lower()
    given = _sending(row, words)
    upload = None if file.file_id else _upload(parameter, file, files)
    if file.file_id:
        given[parameter] = file.file_id
    if fits:
        if words.html:
            given |= {"caption": words.html, "parse_mode": "HTML"}
        uploads = None if file.file_id else file.sha256
        return (Call(method, {**given, **_keyboard(words)}, upload, sha256=uploads),)
    text = {**_sending(row, words), **_text(words)}
    return (Call(method, given, upload), Call("sendMessage", text))


def _replacing(row: Outgoing, words: Words, file: File, target: int, files: EvidenceStore) -> Call:
    """Return the call that puts a file in the place of a message, be it a text or another file."""
    media = {"type": file.kind.value, "media": file.file_id or "attach://file"}
    if words.html:
        media |= {"caption": words.html, "parse_mode": "HTML"}
    edit = {"chat_id": row.chat_id, "message_id": target, "media": media, **_keyboard(words)}
    upload = None if file.file_id else _upload("file", file, files)
    return Call("editMessageMedia", edit, upload, edits=target)


def _upload(parameter: str, file: File, files: EvidenceStore) -> Upload:
    if file == CARD:
        return Upload(parameter, file.file_name, neutral_card(), "image/png")
    if file.packed:
        return Upload(parameter, file.file_name, base64.b64decode(file.packed))
    if file.sha256 is None:
        name = file.file_name or "kinerja.txt"
        return Upload(parameter, name, file.content.encode(), "text/plain; charset=utf-8")
    content = files.path_of(file.sha256).read_bytes()
    return Upload(parameter, file.file_name or file.sha256[:12], content)


def _sending(row: Outgoing, words: Words) -> dict[str, Any]:
    given: dict[str, Any] = {"chat_id": row.chat_id}
    if row.silent:
        given["disable_notification"] = True
    if words.protected:
        given["protect_content"] = True
    return given


def _text(words: Words) -> dict[str, Any]:
    return {
        "text": words.html,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
        **_keyboard(words),
    }


def _keyboard(words: Words) -> dict[str, Any]:
    rows = [[_button(label) for label in row] for row in words.rows if row]
    return {"reply_markup": {"inline_keyboard": rows}} if rows else {}


def _button(label: Label) -> dict[str, Any]:
    if label.url:
        return {"text": label.text, "url": label.url}
    if label.copies:
        return {"text": label.text, "copy_text": {"text": label.copies}}
    return {"text": label.text, "callback_data": label.data}


def _plain(text: str) -> str:
    return html.unescape(_TAGS.sub("", text))
