"""Says one row of the outbox in the reader's language and calls Telegram, with its second tries."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import structlog

from bot.talk.saying import (
    CLOSE,
    COMMANDS,
    FORGET,
    RECALL,
    NoticeText,
    Words,
    put_into_words,
)
from bot.talk.speaker import speaker
from bot.telegram import calls, outcomes
from bot.telegram.api import Api, ApiRefused
from bot.telegram.calls import Call
from bot.telegram.outbox import Outgoing
from bot.telegram.request import AnswerLost, NotConnected
from kinerja.evidence_store import EvidenceStore
from kinerja.models import EvidenceKind

log = structlog.get_logger(__name__)


class Messenger:
    """Turns rows into messages."""

    def __init__(self, api: Api, notices: Mapping[str, NoticeText], files: EvidenceStore) -> None:
        self._api = api
        self._notices = notices
        self._files = files
        self._uploaded: dict[tuple[str, str], str] = {}

    async def deliver(self, row: Outgoing, target: int | None) -> int | None:
        """Send a row, or edit the target with it; return the number of its message."""
        if row.kind == COMMANDS:
            return await self._call(calls.command_menu(row))
        words = self._words(row)
        if row.kind == RECALL and target is not None and await self._removed(row, target):
            return target
        if words is None or words.file is None:
            made = calls.compose(row, words, target, self._files)
        else:
            made = await asyncio.to_thread(calls.compose, row, words, target, self._files)
        message_id: int | None = None
        for call in made:
            message_id = await self._say(row, words, call)
        return message_id

    def _words(self, row: Outgoing) -> Words | None:
        if row.kind in (CLOSE, FORGET):
            return None
        language = row.content.get("language") or row.language or ""
        words = put_into_words(row.kind, row.content, speaker(language), self._notices)
        file = words.file
        if file is None or file.file_id is not None or file.sha256 is None:
            return words
        # What was uploaded once goes to everybody else by the id it got.
        known = self._uploaded.get((file.kind, file.sha256))
        return words if known is None else replace(words, file=replace(file, file_id=known))

    async def _removed(self, row: Outgoing, target: int) -> bool:
        """Delete a message; False where Telegram lets it only be changed any more."""
        try:
            await self._call(calls.removing(row, target))
        except ApiRefused as refused:
            if outcomes.is_too_old(refused):
                return False
            if not outcomes.is_gone(refused):
                raise
        return True

    async def _say(self, row: Outgoing, words: Words | None, call: Call) -> int | None:
        try:
            return await self._call(call)
        except ApiRefused as refused:
            if outcomes.is_as_wanted(refused):
                return call.edits
            if (words is None or row.kind == RECALL) and outcomes.is_gone(refused):
                return None
            other = self._other_way(row, words, call, refused)
            if other is None:
                raise
            is_picture = outcomes.has_no_text(refused)
        message_id = await self._call(other)
        if is_picture and call.edits is not None:
            await self._close(row.chat_id, call.edits)
        return message_id

    async def _close(self, chat_id: int, message_id: int) -> None:
        """Take the buttons from a picture or file that no text could replace; at worst they stay."""
        given = {"chat_id": chat_id, "message_id": message_id}
        with contextlib.suppress(ApiRefused, NotConnected, AnswerLost):
            await self._api.call("editMessageReplyMarkup", given)

    def _other_way(
        self, row: Outgoing, words: Words | None, call: Call, refused: ApiRefused
    ) -> Call | None:
        """Return the second and last try, if the refusal leaves one."""
        if words is None:
            return None
        if call.edits is not None and outcomes.cannot_edit(refused):
            return calls.as_new(row, words, self._files)
        if outcomes.cannot_parse(refused):
            log.error("markup_not_understood", row=row.id, kind=row.kind)
            return calls.as_plain(call)
        file = words.file
        if file is not None and file.file_id and file.sha256 and outcomes.file_unknown(refused):
            self._uploaded.pop((file.kind, file.sha256), None)
            ours = replace(words, file=replace(file, file_id=None))
            return calls.compose(row, ours, call.edits, self._files)[0]
        return None

    async def _call(self, call: Call) -> int | None:
        result: Any = await self._api.call(call.method, call.parameters, call.upload)
        if call.sha256 is not None:
            self._note_upload(call, result)
        if call.edits is not None:
            return call.edits
        found = result.get("message_id") if isinstance(result, dict) else None
        return found if isinstance(found, int) else None

    def _note_upload(self, call: Call, result: Any) -> None:
        kind = EvidenceKind.PHOTO if call.method == "sendPhoto" else EvidenceKind.DOCUMENT
        sent = result.get(kind.value) if isinstance(result, dict) else None
        largest = sent[-1] if isinstance(sent, list) and sent else sent
        file_id = largest.get("file_id") if isinstance(largest, dict) else None
        if isinstance(file_id, str) and call.sha256 is not None:
            self._uploaded[kind, call.sha256] = file_id
