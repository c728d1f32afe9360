"""Long polling: updates are stored in the inbox and committed, and only then acknowledged."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import structlog

from bot.telegram import face, inbox
from bot.telegram.api import Api, ApiRefused
from bot.telegram.figures import Figures
from bot.telegram.request import AnswerLost, NotConnected
from bot.telegram.stopping import Stopping
from bot.telegram.turns import PollingTurn
from kinerja.database import Database

POLL_SECONDS = 25
SILENCE = 24 * 3600
"""After so many seconds without updates Telegram may number them anew."""
LONGEST_WAIT = 30.0
_STAND_BY = 2.0
_UNAUTHORISED, _CONFLICT = 401, 409

log = structlog.get_logger(__name__)


class Poller:
    """Asks Telegram for updates until it is stopped."""

    def __init__(
        self,
        api: Api,
        database: Database,
        figures: Figures,
        turn: PollingTurn,
        wake: Callable[[], None],
        stopping: Stopping,
    ) -> None:
        self._api = api
        self._database = database
        self._figures = figures
        self._turn = turn
        self._wake = wake
        self._stopping = stopping
        self._offset: int | None = None
        self._heard_at = time.monotonic()
        self._failures = 0

    async def run(self) -> None:
        """Poll until stopping; a conflict ends this poller, a refused token everything."""
        while not self._stopping.is_set():
            try:
                if await self._is_our_turn():
                    await self._round()
            except ApiRefused as refused:
                if not await self._go_on_after(refused):
                    return
            except (NotConnected, AnswerLost) as error:
                await self._wait(type(error).__name__)
            except Exception:
                log.exception("updates_not_stored")
                await self._wait("database")

    async def _is_our_turn(self) -> bool:
        """Wait a little where another replica polls."""
        if self._database.is_sqlite or await asyncio.to_thread(self._turn.is_ours):
            return True
        self._offset = None
        await self._stopping.wait(_STAND_BY)
        return False

    async def _round(self) -> None:
        if time.monotonic() - self._heard_at > SILENCE:
            self._offset = None
        parameters: dict[str, Any] = {
            "timeout": POLL_SECONDS,
            "allowed_updates": list(face.UPDATE_KINDS),
        }
        if self._offset is not None:
            parameters["offset"] = self._offset
        updates = await self._stopping.unless_stopped(
            self._api.call("getUpdates", parameters, read_timeout=POLL_SECONDS + 10)
        )
        if updates is None:
            return
        self._figures.polled_at = time.monotonic()
        if not updates:
            self._failures = 0
            return
        newest = await asyncio.to_thread(store_updates, self._database, self._api.bot_id, updates)
        if newest is None:
            await self._wait("updates without numbers")
            return
        self._failures = 0
        self._heard_at = time.monotonic()
        self._offset = newest + 1
        self._figures.received += len(updates)
        self._wake()

    async def _go_on_after(self, refused: ApiRefused) -> bool:
        if refused.status == _UNAUTHORISED:
            self._stopping.refuse_token()
            return False
        if refused.status == _CONFLICT and await self._is_our_turn():
            self._figures.polling = False
            log.error(
                "polling_stopped",
                reason="another program receives the updates of this bot; stop it, then restart this one",
                telegram=refused.description,
            )
            return False
        if refused.status == _CONFLICT:
            return True
        await self._wait(refused.description, at_least=refused.retry_after)
        return True

    async def _wait(self, reason: str, at_least: float = 0) -> None:
        self._failures += 1
        seconds = max(at_least, min(LONGEST_WAIT, 0.5 * 2 ** min(self._failures, 8)))
        log.warning("polling_failed", reason=reason, again_in=seconds)
        await self._stopping.wait(seconds)


def store_updates(database: Database, bot_id: int, updates: Any) -> int | None:
    """Store raw updates in one transaction; return the highest number among them."""
    now = datetime.now(UTC)
    rows: dict[int, dict[str, Any]] = {}
    for update in updates if isinstance(updates, list) else ():
        number = face.update_id_of(update)
        if number is None:
            log.error("update_without_number")
            continue
        rows.setdefault(number, inbox.row_of(bot_id, number, face.chat_id_of(update), update, now))
    if not rows:
        return None
    with database.unit_of_work() as session:
        inbox.store(session, list(rows.values()))
    return max(rows)
