"""Reminders on their way out: each is looked at again when its message is claimed, and noted when it was sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from sqlmodel import Session

from bot.clock_watch import ClockWatch
from bot.telegram import outbox
from bot.telegram.choosing import Chosen
from bot.telegram.outbox import Mark, Outgoing
from kinerja.clock import Clock
from kinerja.messages import encode
from kinerja.models import OutboxStatus
from kinerja.rules.reminders import USUAL, ReminderPlan
from kinerja.services.checking_reminders import check_reminders
from kinerja.services.reminder_board import Boards
from kinerja.services.reminder_turns import changes
from kinerja.services.sent_reminders import note_sent, note_undelivered, values_of
from kinerja.services.telling import Notice


class Reminding:
    """The sender's knowledge of reminders; called by one thread at a time."""

    def __init__(
        self,
        clock: Clock,
        plan: ReminderPlan = USUAL,
        closes_day: int = 10,
        most_a_day: int = 3,
        watch: ClockWatch | None = None,
    ) -> None:
        self._clock = clock
        self._most_a_day = most_a_day
        self._watch = watch
        self._boards = Boards(plan, closes_day)
        self._keys: dict[int, str] = {}
        self._settled: set[int] = set()

    def may_send_many(self) -> bool:
        """Say whether messages to many may go out: not while the machine's clock is off."""
        return self._watch is None or not self._watch.has_jumped()

    def check(self, session: Session, chosen: Chosen) -> Chosen:
        """Return what was chosen, with what its reminders say now; messages that say nothing are cancelled."""
        rows = [row for row, _target in chosen.rows if row.kind == Notice.REMINDER]
        if not rows:
            return chosen
        found = self.contents(session, rows)
        silent = [row for row in rows if row.id not in found]
        marks = [
            Mark(row.id, OutboxStatus.CANCELLED, row.attempts, reason="no longer so")
            for row in silent
        ]
        outbox.mark(session, marks)
        self._keys |= {row.id: row.key for row in rows if row.id in found}
        left_out = {row.id for row in silent}
        going = [
            (row._replace(content=found.get(row.id, row.content)), target)
            for row, target in chosen.rows
            if row.id not in left_out
        ]
        return replace(chosen, rows=going, settled=[*chosen.settled, *marks])

    def set_aside(self, session: Session, rows: Iterable[Outgoing], marks: Iterable[Mark]) -> None:
        """Note messages of reminders that were not even tried, since their reader is out of reach."""
        failed = {mark.id for mark in marks if mark.status is OutboxStatus.FAILED}
        for row in rows:
            if row.id in failed and row.kind == Notice.REMINDER:
                note_undelivered(session, row.key)

    def contents(self, session: Session, rows: Iterable[Outgoing]) -> dict[int, dict[str, object]]:
        """Return by its row what each message still says; one that says nothing any more is missing."""
        ids = {row.key: row.id for row in rows}
        now = self._clock.now()
        board = self._boards.at(session, now, changes(session))
        checked = check_reminders(session, board, ids, most_a_day=self._most_a_day, now=now)
        found = {
            ids[key]: {name: encode(value) for name, value in values_of(one).items()}
            for key, one in checked.items()
            if one.items
        }
        outbox.fill(session, found)
        return found

    def settle(self, session: Session, marks: Sequence[Mark]) -> None:
        """Note what became of messages of reminders; said again where the exchange before failed."""
        for done in self._settled - {mark.id for mark in marks}:
            self._keys.pop(done, None)
        ours = [mark for mark in marks if mark.id in self._keys]
        self._settled = {mark.id for mark in ours if mark.status is not OutboxStatus.PENDING}
        for mark in ours:
            if mark.status is OutboxStatus.SENT and mark.at is not None:
                note_sent(session, self._keys[mark.id], mark.at)
            elif mark.status is OutboxStatus.FAILED:
                note_undelivered(session, self._keys[mark.id])
