"""The tick of reminders: killed anywhere, twice at once, late, with a clock that jumps, and while the year is changed."""

import threading
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

import pytest
from sqlmodel import col, select

from bot.clock_watch import ClockWatch
from bot.due import Due
from bot.telegram.claiming import Claims, Room
from bot.telegram.outbox import Mark
from bot.telegram.pace import Pace
from bot.telegram.reminding import Reminding
from kinerja.clock import FixedClock
from kinerja.database import Database
from kinerja.models import (
    AbsenceKind,
    OutboxMessage,
    OutboxStatus,
    Period,
    PeriodKind,
    PlannedReminder,
    ReminderState,
    Stage,
    StopReason,
    Unit,
)
from kinerja.rules.access import OPERATOR
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window
from kinerja.rules.reminders import ReminderName, ReminderPlan
from kinerja.services.absences import report_absence, take_back_absence
from kinerja.services.cycles import open_cycle
from kinerja.services.moving_windows import move_window
from kinerja.services.reminder_board import Turn
from kinerja.services.reminder_changes import replan_all
from kinerja.services.reminder_turns import is_taken
from kinerja.services.sent_reminders import note_sent
from kinerja.services.telling import Notice
from kinerja.services.visiting_counters import SWEPT
from kinerja.services.working_times import set_own_times
from tests import builders
from tests.mortal import Executioner, Killed

ON_SQLITE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
REPORTS = ReminderPlan(switched_on=frozenset({ReminderName.MONTHLY_REPORT}))
FEBRUARY = date(2026, 2, 1)


def moment(day, hour, minute=0, month=2):
    """A moment of Makassar's clock in 2026, in UTC."""
    return datetime(2026, month, day, hour, minute, tzinfo=UTC) - timedelta(hours=8)


@dataclass
class Year:
    """The agency of the tests, its clock, and a sender that delivers at once."""

    database: Database
    made: builders.Agency
    clock: FixedClock

    def __post_init__(self):
        self.due = Due(self.database, self.clock, list, REPORTS)
        self.reminding = Reminding(self.clock, REPORTS)

    def at(self, now):
        """Let the clock stand at a moment, tick, and deliver; return to whom a message went."""
        self.clock.moment = now
        self.due.tick()
        return self.deliver()

    def deliver(self):
        with self.database.unit_of_work() as session:
            rows = session.exec(
                select(OutboxMessage)
                .where(
                    col(OutboxMessage.kind) == Notice.REMINDER.value,
                    col(OutboxMessage.status) == OutboxStatus.PENDING,
                )
                .order_by(col(OutboxMessage.id))
            ).all()
            said = self.reminding.contents(session, rows)
            for row in rows:
                row.status = OutboxStatus.SENT if row.id in said else OutboxStatus.CANCELLED
                if row.id in said:
                    note_sent(session, row.key, self.clock.now())
            return sorted(row.chat_id for row in rows if row.id in said)

    def rows(self, member=None):
        """Return the steps of the report of February with their states, of a person or of everybody."""
        whose = [] if member is None else [col(PlannedReminder.person_id) == member.id]
        with self.database.reading() as session:
            found = session.exec(
                select(PlannedReminder)
                .where(col(PlannedReminder.starts_on) == FEBRUARY, *whose)
                .order_by(col(PlannedReminder.id))
            ).all()
        return [(row.step, row.state) for row in found]

    def messages(self):
        with self.database.reading() as session:
            return len(session.exec(select(OutboxMessage.id)).all())


@pytest.fixture
def year(database):
    with database.unit_of_work() as session:
        made = builders.agency(session)
    return Year(database, made, FixedClock(builders.NOW))


EVERYBODY = [100, 200, 300, 400, 500]
SENT, PLANNED = ReminderState.SENT, ReminderState.PLANNED


@ON_SQLITE
def test_killed_at_any_statement_it_sends_nothing_twice_and_forgets_nobody(year):
    executioner = Executioner(year.database.engine)
    year.clock.moment = moment(25, 8)
    deaths = 0
    while True:
        executioner.left = deaths
        with suppress(Killed):
            year.due.tick()
            executioner.left = None
            break
        deaths += 1
        assert year.messages() in {0, 5}
    executioner.left = None
    assert deaths > 20
    assert 5 == year.messages()
    assert EVERYBODY == year.deliver()
    assert [] == year.at(moment(25, 8, 1))


@ON_SQLITE
def test_a_turn_that_another_replica_took_meanwhile_is_left_until_something_changes(year):
    turn = Turn(builders.ZONE, time(8), at_end=False, day=date(2026, 2, 25))
    with year.database.unit_of_work() as session:
        assert not is_taken(session, turn)
    year.at(moment(25, 8))
    with year.database.unit_of_work() as session:
        assert is_taken(session, turn)
        assert not is_taken(session, turn._replace(day=date(2026, 2, 26)))
        replan_all(session)
        assert not is_taken(session, turn)


@ON_SQLITE
def test_a_sender_that_is_killed_while_it_claims_or_notes_loses_and_doubles_nothing(year):
    year.clock.moment = moment(25, 8)
    year.due.tick()
    executioner = Executioner(year.database.engine)
    claims = Claims(year.database, Pace(1000, 30), year.clock, "one", year.reminding)

    def exchanged(marks):
        """Exchange with the database, killed at every statement before it is let through."""
        deaths = 0
        while True:
            executioner.left = deaths
            try:
                return claims.exchange(marks, set(), Room(64, 64, 0))
            except Killed:
                deaths += 1
            finally:
                executioner.left = None

    rows = [row for row, _target in exchanged([]).rows]
    assert EVERYBODY == sorted(row.chat_id for row in rows)
    assert all(len(row.content["items"]) == 1 for row in rows)
    marks = [Mark(row.id, OutboxStatus.SENT, 1, 7, at=year.clock.now()) for row in rows]
    assert [] == exchanged(marks).rows
    assert [("H-3", SENT)] * 5 == year.rows()


def test_two_ticks_at_once_send_one(year):
    year.clock.moment = moment(25, 8)
    others = [
        Due(
            Database(year.database.engine.url.render_as_string(hide_password=False)),
            year.clock,
            list,
            REPORTS,
        )
        for _ in range(2)
    ]
    ticks = [threading.Thread(target=due.tick) for due in (*others, year.due)]
    for tick in ticks:
        tick.start()
    for tick in ticks:
        tick.join()
    for due in others:
        due._database.close()
    assert EVERYBODY == year.deliver()
    assert 5 == len(year.rows())


@pytest.mark.parametrize(
    ("back", "expected", "step"),
    [
        (moment(25, 9), EVERYBODY, "H-3"),
        (moment(26, 9), EVERYBODY, "H-3"),
        (moment(6, 9, month=3), EVERYBODY, "+3"),
        (moment(25, 21), [], None),
        (moment(28, 9), [], None),
    ],
    ids=["an hour", "a day", "ten days", "quiet hours", "a day off"],
)
@ON_SQLITE
def test_after_a_downtime_only_the_newest_step_goes_out(year, back, expected, step):
    assert [] == year.at(moment(24, 9))
    assert expected == year.at(back)
    assert [(step, SENT)] * len(expected) == year.rows()
    assert [] == year.at(back + timedelta(minutes=1))


@ON_SQLITE
def test_a_clock_that_is_set_sends_nothing_twice(year):
    assert EVERYBODY == year.at(moment(25, 8))
    assert [] == year.at(moment(22, 8))
    assert [] == year.at(moment(25, 9))
    assert EVERYBODY == year.at(moment(27, 8))


@ON_SQLITE
def test_while_the_clock_is_off_nothing_is_planned_and_nothing_goes_to_many(year):
    wall, steady = [1000.0], [50.0]
    watch = ClockWatch(lambda: wall[0], lambda: steady[0])
    year.due = Due(year.database, year.clock, list, REPORTS, watch=watch)
    for jump in (72, -72):
        wall[0] += jump * 3600
        assert [] == year.at(moment(25, 8))
        assert not Reminding(year.clock, watch=watch).may_send_many()
        wall[0] -= jump * 3600
    wall[0] += 5 * 3600
    steady[0] += 30
    assert EVERYBODY == year.at(moment(25, 8))
    assert Reminding(year.clock, watch=watch).may_send_many()


@ON_SQLITE
def test_a_moved_deadline_stops_what_waits_and_plans_its_own_steps(year, database):
    with database.unit_of_work() as session:
        now, today = builders.NOW, builders.TODAY
        open_cycle(session, OPERATOR, 2026, PeriodKind.MONTH, closes_day=10, now=now, today=today)
    year.clock.moment = moment(25, 8)
    year.due.tick()
    with database.unit_of_work() as session:
        period = next(
            one.id
            for one in session.exec(select(Period)).all()
            if one.kind is PeriodKind.MONTH and one.starts_on == FEBRUARY
        )
        move_window(
            session,
            OPERATOR,
            Place(period, Stage.MONTHLY_REPORT, year.made.section.id),
            Window(FEBRUARY, date(2026, 2, 26), date(2026, 3, 10)),
            reason="Surat edaran 12",
            now=moment(25, 8, 5),
            today=date(2026, 2, 25),
        )
    assert [300, 400, 500] == year.deliver()
    assert [100, 200] == year.at(moment(25, 8, 6))
    assert [("H-3", ReminderState.STOPPED), ("H-1", SENT)] == year.rows(year.made.budi)
    with database.reading() as session:
        reasons = session.exec(select(PlannedReminder.reason).distinct()).all()
    assert {None, StopReason.MOVED} == set(reasons)
    assert [100, 200] == year.at(moment(26, 8))


@ON_SQLITE
def test_an_absence_keeps_it_back_and_one_taken_back_lets_it_go(year, database):
    budi, today = year.made.budi, date(2026, 2, 25)
    with database.unit_of_work() as session:
        absence = report_absence(
            session,
            budi.actor,
            budi.id,
            AbsenceKind.LEAVE,
            today,
            date(2026, 2, 26),
            now=moment(25, 7),
            today=today,
        )
    assert [100, 300, 400, 500] == year.at(moment(25, 8))
    with database.unit_of_work() as session:
        take_back_absence(session, budi.actor, absence.id, now=moment(25, 10), today=today)
    assert [200] == year.at(moment(25, 10))


@ON_SQLITE
def test_own_hours_and_quiet_hours_are_kept(year, database):
    budi, ani = year.made.budi, year.made.ani
    with database.unit_of_work() as session:
        early = (time(21), time(5))
        given = {"now": moment(24, 12), "zone": None}
        set_own_times(session, budi.actor, hour=time(6), quiet=early, **given)
        set_own_times(session, ani.actor, hour=time(6), quiet=None, **given)
    assert [200] == year.at(moment(25, 6))
    assert [100] == year.at(moment(25, 7))
    assert [300, 400, 500] == year.at(moment(25, 8))
    with database.unit_of_work() as session:
        set_own_times(session, budi.actor, hour=time(10), quiet=None, **given)
    assert [] == year.at(moment(25, 10))


@ON_SQLITE
def test_a_unit_that_changes_its_zone_is_reminded_once(year, database):
    assert EVERYBODY == year.at(moment(25, 8))
    with database.unit_of_work() as session:
        session.get_one(Unit, year.made.section.id).zone = "Asia/Jakarta"
        replan_all(session)
    assert [] == year.at(moment(25, 9))
    assert [300, 400, 500] == year.at(moment(27, 8))
    assert [100, 200] == year.at(moment(27, 9))


def test_what_was_deleted_is_swept_after_everything_else(database, monkeypatch):
    done = []
    due = Due(database, FixedClock(builders.NOW), lambda: None)
    monkeypatch.setattr(due, "queue", lambda _now: done.append("queue"))
    monkeypatch.setattr(type(database), "sweep", lambda _self, tables: done.append(list(tables)))
    due.tick()
    due.tick()
    assert ["queue", sorted(SWEPT), "queue"] == done
