"""The sender's exchange with the database: outcomes in, the next rows out, in one transaction."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import NamedTuple

from sqlmodel import Session

from bot.telegram import outbox, turns
from bot.telegram.choosing import Chosen, choose
from bot.telegram.outbox import Mark
from bot.telegram.pace import CATCH_UP, CATCH_UP_ALONE, Pace
from bot.telegram.reminding import Reminding
from bot.telegram.window import SECOND
from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.models import OutboxStatus, Priority
from kinerja.services.broadcast_batches import keep_stopped

LEASE = timedelta(seconds=8)
"""How long a row is kept for a process that no longer says that it is alive."""
_AT_A_TIME = 64
_LANE_SECONDS, _LANE_AGAIN = 8.0, 2.0


class Room(NamedTuple):
    """How many rows may be claimed, how many of them may go to many, and how many wait already."""

    most: int
    most_mass: int
    waiting: int


class Claims:
    """Writes down what became of rows and claims the next ones; called in threads, one call at a time."""

    def __init__(
        self,
        database: Database,
        pace: Pace,
        clock: Clock,
        owner: str,
        reminding: Reminding,
    ) -> None:
        self._database = database
        self._pace = pace
        self._clock = clock
        self._owner = owner
        self._reminding = reminding
        self._pause_to_tell = 0.0
        self._has_lane = database.is_sqlite
        self._lane_asked = float("-inf")
        self._reserved_until = 0.0
        self._others = 0
        self._set_catch_up()

    def tell_pause(self, seconds: float) -> None:
        """Have all replicas pause, with the next exchange."""
        self._pause_to_tell = max(self._pause_to_tell, seconds)

    def take_others(self) -> int:
        """Return how many messages of other replicas have come in between, as far as it matters here."""
        others, self._others = self._others, 0
        return others

    def exchange(self, marks: list[Mark], left_out: set[int], room: Room) -> Chosen:
        """Write down outcomes and claim rows of chats that are not left out."""
        moment = datetime.now(UTC)
        with self._database.unit_of_work() as session:
            outbox.mark(session, marks)
            self._reminding.settle(session, marks)
            unsent = [mark.id for mark in marks if mark.status is OutboxStatus.PENDING]
            if unsent:
                keep_stopped(session, unsent)
            if self._pause_to_tell:
                turns.pause(session, moment + timedelta(seconds=self._pause_to_tell), self._owner)
                self._pause_to_tell = 0.0
            paused_until = turns.paused_until(session)
            if paused_until is not None and paused_until > moment:
                return Chosen(paused_for=(paused_until - moment).total_seconds())
            if room.most <= 0:
                return Chosen()
            outbox.lock_claims(session)
            self._ask_for_lane(session, moment)
            return self._claim(session, left_out, room, moment)

    def _claim(self, session: Session, left_out: set[int], room: Room, moment: datetime) -> Chosen:
        now = self._clock.now()
        sends_many = self._has_lane and self._reminding.may_send_many()
        most_mass = room.most_mass if sends_many else 0
        live = (Priority.REPLY, Priority.DECISION)
        rows = outbox.due(session, now, left_out, live, min(room.most, _AT_A_TIME) * 3 + 20)
        if most_mass:
            mass = (Priority.REMINDER, Priority.BROADCAST)
            rows += outbox.due(session, now, left_out, mass, most_mass * 2 + 20)
        targets = outbox.targets(session, {r.edits_key for r in rows if r.edits_key})
        chosen = choose(rows, targets, now, room.most, most_mass)
        outbox.mark(session, chosen.settled)
        self._reminding.set_aside(session, rows, chosen.settled)
        ids = [row.id for row, _target in chosen.rows]
        taken = outbox.take(session, ids, self._owner, moment + LEASE)
        chosen = replace(chosen, rows=[(r, target) for r, target in chosen.rows if r.id in taken])
        chosen = self._reminding.check(session, chosen)
        if chosen.rows and not self._database.is_sqlite:
            self._share_budget(session, len(chosen.rows), room.waiting)
        return chosen

    def _share_budget(self, session: Session, count: int, waiting: int) -> None:
        interval, late = self._pace.interval, self._pace.catch_up
        until_last, until_others = turns.reserve(session, count, interval, waiting, late)
        now = time.monotonic()
        if self._has_lane:
            between = until_others - max(self._reserved_until - now, -SECOND)
            self._others += max(0, round(between / interval))
        self._reserved_until = now + until_last
        self._pace.not_before(until_last - (waiting + count) * interval)

    def _ask_for_lane(self, session: Session, moment: datetime) -> None:
        """Take or keep the mass lane, which one replica holds; on SQLite there is only one."""
        now = time.monotonic()
        if not self._database.is_sqlite and now - self._lane_asked > _LANE_AGAIN:
            self._lane_asked = now
            self._has_lane = turns.hold(session, "mass", self._owner, moment, _LANE_SECONDS)
            self._set_catch_up()

    def _set_catch_up(self) -> None:
        """Let whoever has the lane make up for more: it counts what the others send, they do not."""
        self._pace.catch_up = CATCH_UP_ALONE if self._has_lane else CATCH_UP
