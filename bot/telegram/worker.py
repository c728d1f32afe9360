"""Takes the oldest update of each chat from the inbox and has it handled, people in parallel."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import structlog
from telegram.error import TelegramError

from bot.talk.turn import Incoming
from bot.telegram import face, inbox
from bot.telegram.api import Api, ApiRefused
from bot.telegram.figures import Figures
from bot.telegram.files import Fetcher
from bot.telegram.handling import MOST_ATTEMPTS, Done, Handler
from bot.telegram.inbox import Waiting
from bot.telegram.stopping import Stopping
from kinerja.clock import Clock
from kinerja.database import Database

AT_ONCE = 64
"""Updates that are taken in one look; each is a unit of work of its own."""
_LOOK_EVERY = 1.0
_LONGEST_WAIT = 30.0
_STOP_WITHIN = 6.0

log = structlog.get_logger(__name__)


class Worker:
    """Hands updates to threads; a chat has one under way at most."""

    def __init__(
        self,
        api: Api,
        database: Database,
        handler: Handler,
        fetcher: Fetcher,
        clock: Clock,
        figures: Figures,
        stopping: Stopping,
        wake_sender: Callable[[], None],
    ) -> None:
        self._api = api
        self._database = database
        self._handler = handler
        self._fetcher = fetcher
        self._clock = clock
        self._figures = figures
        self._stopping = stopping
        self._wake_sender = wake_sender
        # SQLite has one writer; more threads would only wait for one another.
        self._threads = 1 if database.is_sqlite else 4
        self._pool = ThreadPoolExecutor(self._threads, "worker")
        self._awake = asyncio.Event()
        self._busy: set[int] = set()
        self._tasks: set[asyncio.Task[None]] = set()
        self._groups = 0

    def wake(self) -> None:
        """Say that there are new updates."""
        self._awake.set()

    async def run(self) -> None:
        """Work until stopping, then let what is under way end."""
        failures = 0
        while not self._stopping.is_set():
            if self._groups >= self._threads:
                await self._sleep()
                continue
            try:
                found = await asyncio.to_thread(self._heads, frozenset(self._busy))
                failures = 0
            except Exception:
                failures += 1
                log.exception("inbox_out_of_reach")
                await self._stopping.wait(min(_LONGEST_WAIT, 0.5 * 2 ** min(failures, 8)))
                continue
            self._hand_out(found)
            await self._sleep()
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOP_WITHIN)
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _sleep(self) -> None:
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._awake.wait(), _LOOK_EVERY)
        self._awake.clear()

    def _heads(self, busy: frozenset[int]) -> list[tuple[Waiting, bool]]:
        """Return the waiting updates, and whether the file of each is to be fetched."""
        with self._database.reading() as session:
            rows = inbox.heads(session, self._api.bot_id, datetime.now(UTC), busy, AT_ONCE)
            return [
                (row, _may_have_file(row.payload) and inbox.may_send_files(session, row.chat_id))
                for row in rows
            ]

    def _hand_out(self, found: Sequence[tuple[Waiting, bool]]) -> None:
        plain = [row for row, has_file in found if not has_file]
        share = max(1, -(-len(plain) // self._threads))
        self._busy.update(row.chat_id for row, _has_file in found)
        for start in range(0, len(plain), share):
            self._start(self._work, plain[start : start + share])
        for row, has_file in found:
            if has_file:
                self._start(self._work_with_file, [row])

    def _start(self, work: Callable[[list[Waiting]], Any], rows: list[Waiting]) -> None:
        """Let a group of updates be handled; ``rows`` keeps those that are left."""

        async def run() -> None:
            try:
                await work(rows)
            except Exception:
                log.exception("updates_left_for_later", count=len(rows))
                await self._stopping.wait(1)
            finally:
                self._busy.difference_update(row.chat_id for row in rows)
                self._awake.set()

        self._keep(asyncio.create_task(run()))

    def _keep(self, task: asyncio.Task[None]) -> None:
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _work(self, rows: list[Waiting]) -> None:
        loop = asyncio.get_running_loop()

        def handle_all() -> None:
            for row in tuple(rows):
                if self._stopping.is_set():
                    return
                done = self._handle(row, None)
                loop.call_soon_threadsafe(self._after, done, rows)

        self._groups += 1
        try:
            await loop.run_in_executor(self._pool, handle_all)
        finally:
            self._groups -= 1

    async def _work_with_file(self, rows: list[Waiting]) -> None:
        (row,) = rows
        loop = asyncio.get_running_loop()
        incoming = await self._with_file(row)
        if incoming is not None:
            done = await loop.run_in_executor(self._pool, self._handle, row, incoming)
            self._after(done, rows)

    async def _with_file(self, row: Waiting) -> Incoming | None:
        """Return what came, with its file fetched; None where that has to be tried again."""
        try:
            incoming = face.read(row.payload, self._clock.now())
        except face.Undecodable as error:
            await asyncio.to_thread(self._handler.bury, row, str(error))
            return None
        if not isinstance(incoming, Incoming) or incoming.attachment is None:
            return None
        last_try = row.attempts + 1 >= MOST_ATTEMPTS
        try:
            kept = await self._fetcher.fetch(incoming.attachment, last_try=last_try)
        except Exception as error:  # noqa: BLE001 - written down, and tried again
            await asyncio.to_thread(self._handler.give_up, row, incoming, error)
            return None
        return replace(incoming, attachment=kept)

    def _handle(self, row: Waiting, incoming: Incoming | None) -> Done:
        read: Incoming | face.Elsewhere | None = incoming
        if read is None:
            try:
                read = face.read(row.payload, self._clock.now())
            except face.Undecodable as error:
                return self._handler.bury(row, str(error))
        if isinstance(read, face.Elsewhere):
            return self._handler.pass_over(row, read)
        return self._handler.handle(row, read)

    def _after(self, done: Done, rows: list[Waiting]) -> None:
        rows[:] = [row for row in rows if row.chat_id != done.chat_id]
        self._busy.discard(done.chat_id)
        self._wake_sender()
        self._figures.handled += 1
        self._figures.failed += done.failed
        if done.tap is not None:
            given = {"callback_query_id": done.tap, **({"text": done.toast} if done.toast else {})}
            self._call("answerCallbackQuery", given)
        if done.leave:
            self._call("leaveChat", {"chat_id": done.chat_id})

    def _call(self, method: str, parameters: dict[str, Any]) -> None:
        async def call() -> None:
            try:
                await self._api.call(method, parameters)
            except (ApiRefused, TelegramError) as error:
                log.info("call_refused", method=method, reason=str(error))

        self._keep(asyncio.create_task(call()))


def _may_have_file(payload: dict[str, Any]) -> bool:
    message = payload.get("message")
    return isinstance(message, dict) and any(
        kind in message for kind in ("photo", "document", "voice")
    )
