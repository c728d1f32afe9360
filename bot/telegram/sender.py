"""Sends what is in the outbox: claims rows, keeps the pace, and writes down what became of them."""

from __future__ import annotations

import asyncio
import contextlib
import math
import time
from dataclasses import replace

import structlog

from bot.telegram import outcomes
from bot.telegram.api import ApiRefused
from bot.telegram.claiming import Claims, Room
from bot.telegram.figures import Figures
from bot.telegram.line import Line
from bot.telegram.messenger import Messenger
from bot.telegram.outbox import Mark, Outgoing
from bot.telegram.pace import Pace
from bot.telegram.reminding import Reminding
from bot.telegram.request import AnswerLost, NotConnected
from bot.telegram.stopping import Stopping
from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.models import OutboxStatus

AT_ONCE = 64
"""Calls under way at the same time, or a second's worth where that is more."""
AHEAD, MOST_AHEAD = 0.1, 0.5
"""Seconds' worth of mass messages that are claimed before their moment; more where rounds are slow.

The rest can be stopped still, and what a killed process had claimed is held.
"""
LONGEST_WAIT = 30.0
_LOOK_EVERY = 1.0
_GATHER, _GATHER_OUTCOMES = 0.02, 0.05
"""Seconds between two rounds at least; longer where nothing new has come and only outcomes are written down."""
_STOP_WITHIN = 6.0

log = structlog.get_logger(__name__)


class Sender:
    """Sends rows in the order of their priority, one at a time in each chat.

    Two loops: rounds exchange rows and their outcomes with the database, the other one lets the rows of
    the line go at the pace.
    """

    def __init__(
        self,
        database: Database,
        messenger: Messenger,
        pace: Pace,
        clock: Clock,
        owner: str,
        figures: Figures,
        stopping: Stopping,
        reminding: Reminding | None = None,
    ) -> None:
        self._messenger = messenger
        self._pace = pace
        self._clock = clock
        self._figures = figures
        self._stopping = stopping
        self._awake = asyncio.Event()
        self._wanted = asyncio.Event()
        self._filled = asyncio.Event()
        self._line = Line()
        self._busy: set[int] = set()
        self._resting: dict[int, float] = {}
        self._marks: list[tuple[int, Mark]] = []
        self._tasks: set[asyncio.Task[None]] = set()
        self._pause_until = 0.0
        self._failures = 0
        self._looked_at = 0.0
        self._round_took = 0.0
        self._claims = Claims(database, pace, clock, owner, reminding or Reminding(clock))

    def wake(self) -> None:
        """Say that there is something to send."""
        self._wanted.set()
        self._awake.set()

    @property
    def is_paused(self) -> bool:
        """Tell whether Telegram asked to wait, or cannot be reached."""
        return time.monotonic() < self._pause_until

    async def run(self) -> None:
        """Send until stopping; then let the calls under way end."""
        letting_go = asyncio.create_task(self._let_go())
        failures = 0
        while not self._stopping.is_set() and not letting_go.done():
            try:
                await self._round()
                failures = 0
            except Exception:
                failures += 1
                log.exception("outbox_out_of_reach")
                await self._stopping.wait(min(LONGEST_WAIT, 0.5 * 2 ** min(failures, 8)))
                continue
            await self._sleep()
        self._filled.set()
        await letting_go
        await self._finish()

    async def _sleep(self) -> None:
        resting = [moment - time.monotonic() for moment in self._resting.values()]
        waits = [_LOOK_EVERY, *resting, *self._pace.cooling().values()]
        if self.is_paused:
            waits = [self._pause_until - time.monotonic(), _LOOK_EVERY]
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._awake.wait(), max(0.005, min(waits)))
        # Under load, rows and their outcomes gather, so that a round serves many of them.
        gather = self._looked_at + _GATHER_OUTCOMES - time.monotonic()
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(self._wanted.wait(), max(0.0, gather))
        await asyncio.sleep(max(0.0, self._looked_at + _GATHER - time.monotonic()))
        self._wanted.clear()
        self._awake.clear()

    async def _round(self) -> None:
        marks, self._marks = self._marks, []
        freed = {chat_id for chat_id, _mark in marks}
        now = self._looked_at = time.monotonic()
        self._resting = {chat: moment for chat, moment in self._resting.items() if moment > now}
        left_out = (self._busy - freed) | self._resting.keys() | self._pace.cooling().keys()
        try:
            chosen = await asyncio.to_thread(
                self._claims.exchange, [mark for _, mark in marks], left_out, self._room()
            )
        except BaseException:
            self._marks = marks + self._marks
            raise
        self._round_took += 0.2 * (time.monotonic() - now - self._round_took)
        self._busy -= freed
        self._pace.window.others(self._claims.take_others())
        self._note_pause(chosen.paused_for)
        for mark in chosen.settled:
            self._figures.outcomes[mark.status.value] += 1
        for row, target in chosen.rows:
            self._busy.add(row.chat_id)
            self._line.put(row, target)
        if chosen.rows:
            self._filled.set()
        if chosen.settled:
            self._awake.set()

    def _room(self) -> Room:
        """Return how many rows may be claimed now, and how many of them may go to many."""
        line = len(self._line)
        if self.is_paused or self._stopping.is_set():
            return Room(0, 0, line)
        live = self._line.live
        seconds = min(MOST_AHEAD, AHEAD + 1.5 * self._round_took)
        ahead = max(2, math.ceil(seconds / self._pace.interval))
        return Room(max(0, self._at_once - live), max(0, ahead - (line - live)), line)

    @property
    def _at_once(self) -> int:
        return max(AT_ONCE, round(1 / self._pace.interval))

    def _note_pause(self, seconds: float) -> None:
        """Pause as long as any replica was told to; what they were told concerns this one's pace, too."""
        if seconds <= 0:
            return
        is_news = time.monotonic() + seconds > self._pause_until + _GATHER
        self._pause_until = max(self._pause_until, time.monotonic() + seconds)
        if is_news:
            self._pace.slow_down()

    async def _let_go(self) -> None:
        """Let the rows of the line go, each at its moment, until stopping."""
        while not self._stopping.is_set():
            if not len(self._line):
                self._filled.clear()
                await self._filled.wait()
            elif self.is_paused:
                self._put_back()
            elif len(self._tasks) >= self._at_once:
                await asyncio.wait(self._tasks, return_when=asyncio.FIRST_COMPLETED)
            else:
                while (wait := self._pace.window.wait()) and not self._stopping.is_set():
                    await self._stopping.wait(wait)
                if delay := self._pace.delay():
                    await self._stopping.wait(delay)
                self._start_next()
        self._put_back()

    def _start_next(self) -> None:
        claimed = None if self.is_paused or self._stopping.is_set() else self._line.next()
        if claimed is None:
            return
        number = self._pace.window.begin()
        task = asyncio.create_task(self._deliver(claimed.row, claimed.target, number))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
        if not len(self._line):
            self.wake()

    def _put_back(self) -> None:
        self._marks += [(row.chat_id, outcomes.again(row, "")) for row in self._line.empty()]
        self._awake.set()

    async def _deliver(self, row: Outgoing, target: int | None, number: int) -> None:
        try:
            mark = await self._send(row, target)
        except Exception as error:
            log.exception("message_failed", row=row.id, kind=row.kind)
            reason = type(error).__name__
            mark = Mark(row.id, OutboxStatus.FAILED, row.attempts + 1, reason=reason)
        self._pace.window.end(number, sent=mark.status is OutboxStatus.SENT)
        if row.is_secret and mark.status is not OutboxStatus.PENDING:
            mark = replace(mark, empties=True)
        self._figures.outcomes[mark.status.value] += 1
        if mark.status is OutboxStatus.PENDING and mark.attempts > row.attempts:
            wait = min(LONGEST_WAIT, 0.5 * 2 ** min(mark.attempts, 8))
            self._resting[row.chat_id] = time.monotonic() + wait
        self._marks.append((row.chat_id, mark))
        self._awake.set()

    async def _send(self, row: Outgoing, target: int | None) -> Mark:
        if self.is_paused or self._stopping.is_set():
            return outcomes.again(row, "")
        try:
            message_id = await self._messenger.deliver(row, target)
        except (ApiRefused, NotConnected, AnswerLost) as error:
            return self._after(row, error)
        finally:
            # Counted when it has certainly arrived: a slow call is not followed too soon.
            if target is None:
                self._pace.take(row.chat_id)
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
        self._claims.tell_pause(seconds)
        log.warning("sending_paused", seconds=seconds)

    async def _finish(self) -> None:
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=_STOP_WITHIN)
        marks, self._marks = self._marks, []
        if marks:
            await asyncio.to_thread(
                self._claims.exchange, [m for _, m in marks], set(), self._room()
            )
