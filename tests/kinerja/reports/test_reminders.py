"""Who is reminded at a moment: zones, holidays, absences, what is done, and deadlines that moved."""

from datetime import date, datetime

import pytest
from sqlmodel import col, select

from kinerja.models import (
    Absence,
    AbsenceKind,
    EndKind,
    EndOfService,
    LogEntry,
    Period,
    PeriodKind,
    ReminderMute,
    ReportStatus,
    Stage,
    Unit,
)
from kinerja.reports.reminders import Why, reminders_at, reminders_of
from kinerja.rules.access import OPERATOR
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window
from kinerja.rules.reminders import ReminderName, ReminderPlan, plan_of
from kinerja.services.cycles import open_cycle
from kinerja.services.moving_windows import move_window
from tests import builders

DECEMBER = date(2026, 12, 1)


@pytest.fixture
def world(database):
    """Wati in WIB, Made in WITA and Yan in WIT, rated by Ani, who has a post, too; a minister without NIP."""
    made = {}
    with database.unit_of_work() as session:
        root = builders.unit(session, "Kabupaten", zone="Asia/Jakarta")
        wita = builders.unit(session, "Puskesmas Bali", root, zone="Asia/Makassar")
        wit = builders.unit(session, "Puskesmas Damar", root, zone="Asia/Jayapura")
        minister = builders.person(session, "Menteri", nip="menteri", kind=None)
        builders.position(session, minister, root, "Menteri")
        made["Ani"] = builders.person(session, "Ani")
        builders.position(session, made["Ani"], root, "Kepala", minister)
        for name, place in (("Wati", root), ("Made", wita), ("Yan", wit)):
            made[name] = builders.person(session, name)
            post = builders.position(session, made[name], place, "Perawat", made["Ani"])
            plan = builders.plan(
                session, post, year=2026, starts_on=date(2026, 1, 1), ends_on=date(2026, 12, 31)
            )
            made[name, "plan"] = plan
        builders.account(session, made["Wati"], 7)
    return made


def listed(database, at, stage=Stage.MONTHLY_REPORT):
    with database.reading() as session:
        found = reminders_at(session, OPERATOR, datetime.fromisoformat(at), 10)
        return {one.person.name: one.step.mark for one in found if one.reminder.stage is stage}


def why(database, person, at):
    with database.reading() as session:
        found = reminders_of(session, OPERATOR, person.nip, datetime.fromisoformat(at), 10)
        return {
            one.why
            for one in found
            if one.starts_on == DECEMBER and one.reminder.stage is Stage.MONTHLY_REPORT
        }


def test_a_holiday_moves_the_step_to_the_next_working_day_at_eight_local_time(database, world):
    assert {} == listed(database, "2026-12-25T08:00+07:00")
    assert {"Ani": "H-3", "Wati": "H-3"} == listed(database, "2026-12-28T08:00+07:00")
    assert {} == listed(database, "2026-12-28T05:50+07:00")
    assert {"Made": "H-3"} == listed(database, "2026-12-28T07:00+07:00")
    assert {"Yan": "H-3"} == listed(database, "2026-12-28T06:00+07:00")


def test_those_who_are_not_linked_are_listed_as_out_of_reach(database, world):
    with database.reading() as session:
        found = reminders_at(
            session, OPERATOR, datetime.fromisoformat("2026-12-28T08:00+07:00"), 10
        )
        reach = {
            one.person.name: one.reachable
            for one in found
            if one.reminder.stage is Stage.MONTHLY_REPORT
        }
    assert {"Ani": False, "Wati": True} == reach


def test_who_has_reported_is_reminded_of_filing_and_the_rater_of_feedback(database, world):
    with database.unit_of_work() as session:
        builders.report(
            session,
            world["Wati", "plan"],
            DECEMBER,
            ReportStatus.SUBMITTED,
            submitted_at=builders.NOW,
        )
    assert "Wati" not in listed(database, "2026-12-28T08:00+07:00")
    assert {Why.DONE} == why(database, world["Wati"], "2026-12-28T08:00+07:00")
    assert {"Wati": "H-3"} == listed(database, "2027-01-07T08:00+07:00", Stage.FILING)
    # Due on the third working day after the month, 7 January: the 1st and the 5th are holidays.
    assert {"Ani": "+1"} == listed(database, "2027-01-08T08:00+07:00", Stage.FEEDBACK)


def test_who_is_away_gets_the_newest_step_on_the_first_day_back(database, world):
    with database.unit_of_work() as session:
        session.add(
            Absence(
                person_id=world["Wati"].id,
                kind=AbsenceKind.LEAVE,
                first_day=date(2026, 12, 21),
                last_day=date(2026, 12, 29),
                entered_at=builders.NOW,
            )
        )
    assert {"Ani": "H-3"} == listed(database, "2026-12-28T08:00+07:00")
    assert {Why.AWAY} == why(database, world["Wati"], "2026-12-28T08:00+07:00")
    assert "H-1" == listed(database, "2026-12-30T08:00+07:00")["Wati"]


def test_nothing_that_was_due_before_somebody_came_and_nothing_after_their_service(database, world):
    with database.unit_of_work() as session:
        newcomer = session.merge(world["Wati"])
        newcomer.joined_on = date(2027, 1, 4)
        session.add(
            EndOfService(
                person_id=world["Ani"].id,
                kind=EndKind.RETIREMENT,
                last_day=date(2026, 12, 27),
                entered_at=builders.NOW,
            )
        )
    assert {} == listed(database, "2026-12-28T08:00+07:00")
    assert {Why.BEFORE_START} == why(database, world["Wati"], "2027-01-04T08:00+07:00")


def test_a_moved_deadline_moves_its_steps_for_that_unit_only(database, world):
    with database.unit_of_work() as session:
        opened = open_cycle(
            session,
            OPERATOR,
            2026,
            PeriodKind.MONTH,
            closes_day=10,
            now=builders.NOW,
            today=date(2026, 1, 5),
        )
        period = next(
            one
            for one in session.exec(select(Period)).all()
            if one.kind is PeriodKind.MONTH and one.starts_on == DECEMBER
        )
        wita = session.exec(select(Unit).where(col(Unit.name) == "Puskesmas Bali")).one()
        assert opened.new_windows
        move_window(
            session,
            OPERATOR,
            Place(period.id, Stage.MONTHLY_REPORT, wita.id),
            Window(date(2026, 12, 1), date(2026, 12, 22), date(2027, 1, 8)),
            reason="Surat edaran 12",
            now=builders.NOW,
            today=date(2026, 1, 5),
        )
    assert {"Made": "H"} == listed(database, "2026-12-22T07:00+07:00")
    assert {"Ani": "H-3", "Wati": "H-3"} == listed(database, "2026-12-28T08:00+07:00")


def test_a_digest_of_exceptions_is_listed_only_for_raters_who_have_any(database, world):
    plan = plan_of([ReminderName.EXCEPTIONS], {})
    monday = datetime.fromisoformat("2026-06-08T08:00+07:00")

    def raters():
        with database.reading() as session:
            found = reminders_at(session, OPERATOR, monday, 10, plan)
            return {one.person.name: one.step.mark for one in found}

    # Nobody of Ani's people has logged since January; the minister's one person has no plan to log for.
    assert {"Ani": "opening"} == raters()
    with database.unit_of_work() as session:
        for name in ("Wati", "Made", "Yan"):
            log = {"person_id": world[name].id, "day": date(2026, 6, 5), "text": "Kunjungan"}
            session.add(LogEntry(created_at=builders.NOW, **log))
    assert {} == raters()


def test_what_is_switched_off_says_so_and_a_day_is_that_of_the_person(database, world):
    with database.unit_of_work() as session:
        mute = {"name": "monthly_report", "muted_at": builders.NOW}
        session.add(ReminderMute(person_id=world["Wati"].id, **mute))
    assert {Why.MUTED} == why(database, world["Wati"], "2026-12-28T08:00+07:00")
    assert {"Ani": "H-3"} == listed(database, "2026-12-28T08:00+07:00")
    with database.reading() as session:
        moment = datetime.fromisoformat("2026-12-28T08:00+07:00")
        nothing = ReminderPlan(switched_on=frozenset())
        of_yan = reminders_of(session, OPERATOR, world["Yan"].nip, moment, 10, nothing)
    assert Why.NOT_SENT in {one.why for one in of_yan if one.reminder.name is ReminderName.LEARNING}
    # At 23.00 of the 27th in London it is the 28th, 8.00, in the east.
    assert {"Yan": "H-3"} == listed(database, "2026-12-27T23:00+00:00")
