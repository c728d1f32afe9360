"""What the passing of days asks for, whoever writes or is silent; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime

import structlog

from bot.clock_watch import ClockWatch
from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.regulation import Regulation
from kinerja.rules.periods import DEFAULT_ZONE, local_date
from kinerja.rules.reminders import USUAL, ReminderPlan
from kinerja.services.closing_peers import close_requests, remind_givers
from kinerja.services.ending_observations import end_observations
from kinerja.services.forgetting_peers import SWEPT
from kinerja.services.noting_silence import note_silence
from kinerja.services.planning_reminders import plan_turn
from kinerja.services.queueing_reminders import (
    is_anything_due,
    lock_planning,
    queue_reminders,
)
from kinerja.services.reminder_board import Board, Boards, Turn
from kinerja.services.reminder_turns import (
    changes,
    finish_turn,
    hours_there,
    is_anybody_changed,
    is_taken,
    note_hours,
    people_range,
    plan_changed_people,
    turns_to_take,
)
from kinerja.services.telling_of_development import tell_of_development
from kinerja.services.telling_of_dialogues import remind_of_dialogues
from kinerja.services.telling_of_silence import tell_of_silence
from kinerja.services.visiting_counters import SWEPT as VISITS
from kinerja.services.visiting_counters import begin_counter_day
from kinerja.services.working_times import quiet_hours

PEOPLE_AT_A_TIME = 20_000
"""People whose reminders are planned in one transaction, so that nobody's reply waits long for it."""

log = structlog.get_logger(__name__)


class Due:
    """The work of the tick."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        wake: Callable[[], object],
        plan: ReminderPlan = USUAL,
        closes_day: int = 10,
        watch: ClockWatch | None = None,
        regulation: Regulation | None = None,
    ) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake
        self._watch = watch
        self._regulation = regulation or Regulation()
        self._boards = Boards(plan, closes_day)
        self._turns_of: tuple[int, date] | None = None
        self._counter_day: date | None = None
        self._to_sweep: set[str] = set()

    def tick(self) -> None:
        """Do what is due, and let the sender look when somebody was told of it."""
        now = self._clock.now()
        self._end_observations(now)
        self._close_requests(now)
        self._begin_counter_day(now)
        if self._watch is None or not self._watch.has_jumped():
            self._remind_of_dialogues(now)
            self._tell_of_development(now)
            self.plan(now)
            self.queue(now)
        self._sweep()

    def _tell_of_development(self, now: datetime) -> None:
        with self._database.unit_of_work() as session:
            told = tell_of_development(session, now=now)
        if told:
            log.info("told_of_development", messages=told)
            self._wake()

    def _remind_of_dialogues(self, now: datetime) -> None:
        with self._database.unit_of_work() as session:
            told = remind_of_dialogues(session, now=now)
        if told:
            log.info("reminded_of_dialogues", count=told)
            self._wake()

    def _end_observations(self, now: datetime) -> None:
        with self._database.unit_of_work() as session:
            ended = end_observations(session, now=now)
        with self._database.unit_of_work() as session:
            fallen = tell_of_silence(session, now=now)
        with self._database.unit_of_work() as session:
            silent = note_silence(session, self._regulation, now=now)
        if silent:
            log.info("silence_noted", count=silent)
        if fallen:
            log.info("told_of_silence", count=fallen)
            self._wake()
        if ended.warned or ended.deleted:
            log.info("observations_ended", warned=ended.warned, deleted=ended.deleted)
            self._wake()

    def _close_requests(self, now: datetime) -> None:
        """Remind of requests for feedback that end, close those that have, and leave no trace of who answered."""
        with self._database.unit_of_work() as session:
            reminded = remind_givers(session, now=now)
        with self._database.unit_of_work() as session:
            closed = close_requests(session, now=now)
        if closed:
            self._to_sweep.update(SWEPT)
            log.info("peer_requests_closed", count=closed)
        if closed or reminded:
            self._wake()

    def _begin_counter_day(self, now: datetime) -> None:
        """Once a day show what people served have said, and throw away by what they could be told."""
        day = local_date(now, DEFAULT_ZONE)
        if day == self._counter_day:
            return
        with self._database.unit_of_work() as session:
            begin_counter_day(session, now=now)
        self._to_sweep.update(VISITS)
        self._counter_day = day

    def _sweep(self) -> None:
        """Leave nothing readable of what was deleted; last of all, since it may take its time."""
        if self._to_sweep:
            self._database.sweep(sorted(self._to_sweep))
            self._to_sweep.clear()

    def plan(self, now: datetime) -> None:
        """Take the turns whose hour has come, and look again at people whose days changed."""
        with self._database.reading() as session:
            seen = changes(session)
            day = local_date(now, DEFAULT_ZONE)
            are_known = self._turns_of == (seen, day)
            turns = turns_to_take(session, quiet_hours(session), now)
            if are_known and not turns and not is_anybody_changed(session):
                return
            board = self._boards.at(session, now, seen)
            hours = set() if are_known else hours_there(session, board)
        if not are_known:
            with self._database.unit_of_work() as session:
                lock_planning(session)
                note_hours(session, hours)
                turns = turns_to_take(session, board.quiet, now)
            self._turns_of = (seen, day)
        for turn in turns:
            self._take(board, turn, seen)
        self._look_again(board, now)

    def _take(self, board: Board, turn: Turn, seen: int) -> None:
        with self._database.reading() as session:
            lowest, highest = people_range(session)
        planned = 0
        for first in range(lowest, highest + 1, PEOPLE_AT_A_TIME):
            last = first + PEOPLE_AT_A_TIME - 1
            with self._database.unit_of_work() as session:
                lock_planning(session)
                if is_taken(session, turn):
                    return
                planned += plan_turn(session, board, turn, first, last)
        with self._database.unit_of_work() as session:
            finish_turn(session, turn, seen)
        if planned:
            log.info("reminders_planned", zone=turn.zone, hour=str(turn.hour), reminders=planned)

    def _look_again(self, board: Board, now: datetime) -> None:
        found = 1
        while found:
            with self._database.unit_of_work() as session:
                lock_planning(session)
                found = plan_changed_people(session, board, now)

    def queue(self, now: datetime) -> None:
        """Put what is due into the outbox."""
        with self._database.reading() as session:
            is_due = is_anything_due(session, now)
        while is_due:
            with self._database.unit_of_work() as session:
                lock_planning(session)
                queued = queue_reminders(session, now)
                is_due = is_anything_due(session, now)
            log.info("reminders_queued", people=queued)
            self._wake()
