"""Updates that Telegram brings: stored in the inbox and committed, and only then confirmed."""

from __future__ import annotations

import asyncio
import hmac
import json
from collections.abc import Callable

import structlog

from bot.telegram.figures import Figures
from bot.telegram.poller import store_updates
from kinerja.database import Database

LARGEST_BODY = 1 << 20
SECRET_HEADER = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105 - the name of a header
_OK, _BAD, _FORBIDDEN, _UNAVAILABLE = 200, 400, 403, 503

log = structlog.get_logger(__name__)


class Webhook:
    """Takes one update a call; anything but success makes Telegram bring it again."""

    def __init__(
        self,
        database: Database,
        bot_id: int,
        secret: str,
        figures: Figures,
        wake: Callable[[], None],
    ) -> None:
        self._database = database
        self._bot_id = bot_id
        self._secret = secret.encode()
        self._figures = figures
        self._wake = wake

    async def receive(self, secret: str, body: bytes) -> int:
        """Store the update of a call and return the HTTP status of the answer."""
        if not self._secret or not hmac.compare_digest(secret.encode(), self._secret):
            return _FORBIDDEN
        try:
            update = json.loads(body)
        except (ValueError, RecursionError):
            return _BAD
        try:
            stored = await asyncio.to_thread(store_updates, self._database, self._bot_id, [update])
        except Exception:
            log.exception("updates_not_stored")
            return _UNAVAILABLE
        if stored is None:
            return _BAD
        self._figures.received += 1
        self._wake()
        return _OK
