"""Sends what is in the outbox: claims rows, keeps the pace, and writes down what became of them."""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import structlog

from bot.telegram import outbox, outcomes, turns
from bot.telegram.api import ApiRefused
from bot.telegram.choosing import Chosen, choose
from bot.telegram.figures import Figures
from bot.telegram.messenger import Messenger
from bot.telegram.outbox import Mark, Outgoing
from bot.telegram.pace import Pace
from bot.telegram.request import AnswerLost, NotConnected
from bot.telegram.stopping import Stopping
from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.models import OutboxStatus, Priority

AT_ONCE = 64
"""Calls under way at the same time."""
LEASE = timedelta(seconds=20)
"""How long a row is kept for a process that no longer says that it is alive."""
LONGEST_WAIT = 30.0
_LOOK_EVERY = 1.0
_GATHER = 0.02
_LANE_SECONDS = 15
_STOP_WITHIN = 6.0

log = structlog.get_logger(__name__)


class Sender:
    """Sends rows in the order of their priority, one at a time in each chat."""

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        pace: Pace,
        clock: Clock,
        owner: str,
        figures: Figures,
        stopping: Stopping,
    ) -> None:
        self._database = database
        self._messenger = messenger
        self._pace = pace
        self._clock = clock
        self._owner = owner
        self._figures = figures
        self._stopping = stopping
        self._awake = asyncio.Event()
        self._busy: set[int] = set()
        self._resting: dict[int, float] = {}
        self._marks: list[tuple[int, Mark]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._pause_until = 0.0
        self._pause_to_tell = 0.0
        self._failures = 0
        self._looked_at = 0.0

    def wake(self) -> None:
        """Say that there is something to send."""
        self._awake.set()

    @property
    def is_paused(self) -> bool:
        """Tell whether Telegram asked to wait, or cannot be reached."""
        return time.monotonic() < self._pause_until

    async def run(self) -> None:
        """Send until stopping; then let the calls under way end."""
        failures = 0
        while not self._stopping.is_set():
            try:
                await self._round()
                failures = 0
            except Exception:
                failures += 1
                log.exception("outbox_out_of_reach")
                await self._stopping.wait(min(LONGEST_WAIT, 0.5 * 2 ** min(failures, 8)))
                continue
            await self._sleep()
        await self._finish()

    async def _sleep(self) -> None:
        resting = [moment - time.monotonic() for moment in self._resting.values()]
        waits = [_LOOK_EVERY, *resting, *self._pace.cooling().values()]
        if self.is_paused:
            waits = [self._pause_until - time.monotonic(), _LOOK_EVERY]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._awake.wait(), max(0.005, min(waits)))
        # Under load, rows and their outcomes gather, so that a round serves many of them.
        gather = self._looked_at + _GATHER - time.monotonic()
        if gather > 0:
            await asyncio.sleep(gather)
        self._awake.clear()

    async def _round(self) -> None:
        marks, self._marks = self._marks, []
        freed = {chat_id for chat_id, _mark in marks}
        now = self._looked_at = time.monotonic()
        self._resting = {chat: moment for chat, moment in self._resting.items() if moment > now}
        room = 0 if self.is_paused else AT_ONCE - len(self._tasks)
        left_out = (self._busy - freed) | self._resting.keys() | self._pace.cooling().keys()
        try:
            chosen = await asyncio.to_thread(
                self._exchange, [mark for _, mark in marks], left_out, room
            )
        except BaseException:
            self._marks = marks + self._marks
            raise
        self._busy -= freed
        for mark in chosen.settled:
            self._figures.outcomes[mark.status.value] += 1
        for row, target in chosen.rows:
            self._busy.add(row.chat_id)
            task = asyncio.create_task(self._deliver(row, target))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        if chosen.settled:
            self._awake.set()

    def _exchange(self, marks: list[Mark], left_out: set[int], room: int) -> Chosen:
        """Write down what became of rows and claim the next ones, in one transaction."""
        moment = datetime.now(UTC)
        with self._database.unit_of_work() as session:
            outbox.mark(session, marks)
            if self._pause_to_tell:
                turns.pause(session, moment + timedelta(seconds=self._pause_to_tell), self._owner)
                self._pause_to_tell = 0.0
            self._note_pause(turns.paused_until(session), moment)
            if room <= 0 or self.is_paused:
                return Chosen()
            outbox.lock_claims(session)
            lane = self._database.is_sqlite or turns.hold(
                session, "mass", self._owner, moment, _LANE_SECONDS
            )
            now = self._clock.now()
            lowest = Priority.BROADCAST if lane else Priority.DECISION
            rows = outbox.due(session, now, left_out, lowest, room * 3 + 20)
            targets = outbox.targets(session, {r.edits_key for r in rows if r.edits_key})
            chosen = choose(rows, targets, now, room)
            outbox.mark(session, chosen.settled)
            outbox.take(session, (r.id for r, _ in chosen.rows), self._owner, moment + LEASE)
            return chosen

    def _note_pause(self, until: datetime | None, moment: datetime) -> None:
        if until is not None and until > moment:
            seconds = (until - moment).total_seconds()
            self._pause_until = max(self._pause_until, time.monotonic() + seconds)

    async def _deliver(self, row: Outgoing, target: int | None) -> None:
        try:
            mark = await self._send(row, target)
        except Exception as error:
            log.exception("message_failed", row=row.id, kind=row.kind)
            reason = type(error).__name__
            mark = Mark(row.id, OutboxStatus.FAILED, row.attempts + 1, reason=reason)
        if row.is_secret and mark.status is not OutboxStatus.PENDING:
            mark = replace(mark, empties=True)
        self._figures.outcomes[mark.status.value] += 1
        if mark.status is OutboxStatus.PENDING and mark.attempts > row.attempts:
            wait = min(LONGEST_WAIT, 0.5 * 2 ** min(mark.attempts, 8))
            self._resting[row.chat_id] = time.monotonic() + wait
        self._marks.append((row.chat_id, mark))
        self._awake.set()

    async def _send(self, row: Outgoing, target: int | None) -> Mark:
        delay = self._pace.delay()
        if delay:
            await self._stopping.wait(delay)
        if self.is_paused or self._stopping.is_set():
            return outcomes.again(row, "")
        if target is None:
            self._pace.take(row.chat_id)
        try:
            message_id = await self._messenger.deliver(row, target)
        except (ApiRefused, NotConnected, AnswerLost) as error:
            return self._after(row, error)
        self._failures = 0
        now = self._clock.now()
        return Mark(row.id, OutboxStatus.SENT, row.attempts + 1, message_id, at=now)

    def _after(self, row: Outgoing, error: Exception) -> Mark:
        mark = outcomes.after(row, error, self._clock.now())
        if outcomes.is_token_refused(error):
            self._stopping.refuse_token()
        elif isinstance(error, ApiRefused) and outcomes.is_pause(error):
            self._pause(error.retry_after)
        elif isinstance(error, NotConnected):
            self._failures += 1
            wait = min(LONGEST_WAIT, 0.25 * 2 ** min(self._failures, 8))
            self._pause_until = max(self._pause_until, time.monotonic() + wait)
        if mark.status in (OutboxStatus.FAILED, OutboxStatus.UNKNOWN):
            log.error(
                "message_not_sent",
                row=row.id,
                kind=row.kind,
                status=mark.status.value,
                reason=mark.reason,
            )
        return mark

    def _pause(self, seconds: float) -> None:
        seconds = max(1.0, seconds)
        self._pace.slow_down()
        self._pause_until = max(self._pause_until, time.monotonic() + seconds)
        self._pause_to_tell = max(self._pause_to_tell, seconds)
        log.warning("sending_paused", seconds=seconds)

    async def _finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOP_WITHIN)
        marks, self._marks = self._marks, []
        if marks:
            await asyncio.to_thread(self._exchange, [mark for _, mark in marks], set(), 0)
