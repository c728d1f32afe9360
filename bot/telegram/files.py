"""Fetches the file of a message and keeps it, before the transaction that handles the message."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import Any

from bot.talk.turn import Attachment
from bot.telegram.api import Api, ApiRefused
from kinerja.errors import Refused
from kinerja.evidence_store import EvidenceStore
from kinerja.messages import N_, Message, say
from kinerja.rules.evidence import LARGEST_FILE, check_size

_OUT_OF_REACH = N_(
    "The file could not be fetched from Telegram, so it was not added. Please send it again."
)


class Fetcher:
    """Fetches files from Telegram into the evidence store."""

    def __init__(self, api: Api, store: EvidenceStore) -> None:
        self._api = api
        self._store = store

    async def fetch(self, attachment: Attachment, *, last_try: bool) -> Attachment:
        """Return the attachment as it was kept, or with the problem that kept it out.

        Raises when the network fails, unless it is the last try.
        """
        if attachment.problem is not None:
            return attachment
        try:
            if attachment.size > LARGEST_FILE:
                check_size(attachment.size)
            content = await self._content(attachment.file_id)
            if content is None:
                check_size(LARGEST_FILE + 1)
            kept = await asyncio.to_thread(self._store.keep, content or b"", attachment.file_name)
        except Refused as refused:
            return replace(attachment, problem=refused.message)
        except ApiRefused as refused:
            return replace(attachment, problem=_problem(refused))
        except Exception:
            if not last_try:
                raise
            return replace(attachment, problem=say(_OUT_OF_REACH))
        return replace(
            attachment,
            sha256=kept.sha256,
            size=kept.size,
            media_type=kept.media_type,
            stripped=kept.stripped,
        )

    async def _content(self, file_id: str) -> bytes | None:
        file: Any = await self._api.call("getFile", {"file_id": file_id})
        path = file.get("file_path") if isinstance(file, dict) else None
        if not isinstance(path, str):
            raise ApiRefused(400, "a file without a path")
        return await self._api.download(path, at_most=LARGEST_FILE)


def _problem(refused: ApiRefused) -> Message:
    if "too big" not in refused.description.lower():
        return say(_OUT_OF_REACH)
    try:
        check_size(LARGEST_FILE + 1)
    except Refused as too_large:
        return too_large.message
    return say(_OUT_OF_REACH)
