"""The year as data: opened once, moved with history, laid on calendars; absences and the end of a service."""

from datetime import date, time, timedelta

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused
from kinerja.models import (
    Absence,
    AbsenceKind,
    Account,
    AuditEntry,
    EmployeeGroup,
    EndKind,
    Holiday,
    HolidayKind,
    Period,
    PeriodKind,
    RaterAssignment,
    Stage,
    StageWindow,
    Workday,
    WorkingTime,
    WorkPattern,
)
from kinerja.reports.cycle import cycle_of, moves_of, window_card, windows_of
from kinerja.reports.leave import on_leave_all_through
from kinerja.reports.working_time import times_of
from kinerja.rules.access import OPERATOR
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window
from kinerja.rules.tables import FileRefused, Row
from kinerja.services.absences import (
    change_last_day,
    decide_absence,
    report_absence,
    take_back_absence,
)
from kinerja.services.cycles import open_cycle
from kinerja.services.ending_service import end_service
from kinerja.services.importing_absences import import_absences
from kinerja.services.moving_windows import move_window, window_at
from kinerja.services.workdays import ensure_workdays, rebuild_workdays
from kinerja.services.working_times import set_own_times
from tests.builders import NOW, TODAY, agency, unit

WHEN = {"now": NOW, "today": TODAY}
LATER = Window(date(2026, 1, 1), date(2026, 2, 5), date(2026, 2, 15))


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def opened(session, kind=PeriodKind.MONTH, year=2026):
    return open_cycle(session, OPERATOR, year, kind, closes_day=10, **WHEN)


def january(session, stage=Stage.MONTHLY_REPORT, unit_id=None):
    month = select(Period.id).where(
        col(Period.kind) == PeriodKind.MONTH, col(Period.starts_on) == date(2026, 1, 1)
    )
    return Place(session.exec(month).one(), stage, unit_id)


def move(session, place, window=LATER, reason="Surat edaran 12"):
    return move_window(session, OPERATOR, place, window, reason=reason, **WHEN)


class TestOpening:
    def test_it_makes_every_stage_of_every_period_once(self, session, made):
        first = opened(session)
        # Twelve months with five stages, and eight stages of the year.
        assert 12 * 5 + 8 == first.new_windows == len(windows_of(session, OPERATOR, 2026, TODAY))
        assert 0 == opened(session).new_windows
        assert 1 == len(
            session.exec(select(AuditEntry).where(col(AuditEntry.action) == "cycle.opened")).all()
        )

    def test_a_quarterly_year_is_evaluated_four_times_and_reported_every_month(self, session, made):
        opened(session, PeriodKind.QUARTER)
        rows = windows_of(session, OPERATOR, 2026, TODAY)
        evaluated = [row for row in rows if row.stage is Stage.PERIODIC_EVALUATION]
        assert 4 == len(evaluated)
        assert {PeriodKind.QUARTER} == {row.period for row in evaluated}
        assert 12 == sum(row.stage is Stage.MONTHLY_REPORT for row in rows)

    def test_a_group_with_another_period_gets_its_own_evaluations(self, session, made):
        session.add(EmployeeGroup(name="Guru", period_kind=PeriodKind.QUARTER))
        opened(session)
        rows = windows_of(session, OPERATOR, 2026, TODAY)
        assert 12 + 4 == sum(row.stage is Stage.PERIODIC_EVALUATION for row in rows)

    def test_another_kind_of_period_completes_it_and_keeps_what_was_moved(self, session, made):
        opened(session)
        move(session, january(session))
        assert 4 == opened(session, PeriodKind.QUARTER).new_windows
        assert PeriodKind.QUARTER is cycle_of(session, OPERATOR, 2026, TODAY).period_kind
        assert LATER.due == window_card(session, OPERATOR, january(session), TODAY).due

    def test_the_agencys_closing_day_holds_for_report_and_log(self, session, made):
        open_cycle(session, OPERATOR, 2026, PeriodKind.MONTH, closes_day=15, **WHEN)
        card = window_card(session, OPERATOR, january(session), TODAY)
        assert (date(2026, 1, 31), date(2026, 2, 15)) == (card.due, card.closes)


class TestMoving:
    def test_it_keeps_who_moved_what_and_why(self, session, made):
        opened(session)
        move_window(session, made.eka.actor, january(session), LATER, reason="Surat 12", **WHEN)
        (kept,) = moves_of(session, OPERATOR, january(session), TODAY)
        assert ("Eka Wijaya", "Surat 12") == (kept.by, kept.reason)
        assert (date(2026, 1, 31), date(2026, 2, 5)) == (kept.due_before, kept.due)

    def test_the_same_window_again_is_no_move(self, session, made):
        opened(session)
        assert None is not move(session, january(session))
        assert None is move(session, january(session))

    def test_a_unit_gets_its_own_and_those_below_follow_it(self, session, made):
        opened(session)
        below = unit(session, "Poli Gigi", made.section)
        mine = january(session, unit_id=made.section.id)
        move(session, mine)
        for place, due in (
            (mine, LATER.due),
            (january(session, unit_id=below.id), LATER.due),
            (january(session, unit_id=made.elsewhere.id), date(2026, 1, 31)),
            (january(session), date(2026, 1, 31)),
        ):
            assert due == window_at(session, place).due
        assert 1 == len(moves_of(session, OPERATOR, mine, TODAY))

    @pytest.mark.parametrize(
        ("window", "reason"),
        [(Window(LATER.due, LATER.opens, LATER.closes), "Surat edaran"), (LATER, "")],
    )
    def test_disorder_and_silence_are_refused(self, session, made, window, reason):
        opened(session)
        with pytest.raises(Refused):
            move(session, january(session), window, reason)
        assert [] == moves_of(session, OPERATOR, january(session), TODAY)


def days(session, calendar):
    rows = session.exec(select(Workday).where(col(Workday.calendar) == calendar))
    return {row.day: row.ordinal for row in rows}


class TestWorkdays:
    def test_the_difference_of_ordinals_counts_working_days(self, session, made):
        assert ensure_workdays(session, TODAY)
        five = days(session, "five_day")
        assert date(2026, 12, 25) not in five
        assert 2 == five[date(2026, 12, 29)] - five[date(2026, 12, 23)]
        assert date(2026, 2, 7) in days(session, "six_day")
        assert date(2026, 12, 25) in days(session, "shift")

    def test_they_are_counted_out_once(self, session, made):
        ensure_workdays(session, TODAY)
        assert not ensure_workdays(session, TODAY + timedelta(days=20))
        assert ensure_workdays(session, TODAY + timedelta(days=400))

    def test_local_holidays_hold_for_a_unit_and_those_below(self, session, made):
        below = unit(session, "Poli Gigi", made.section)
        session.add(
            Holiday(
                day=date(2026, 4, 7),
                name="HUT Kota",
                kind=HolidayKind.LOCAL,
                unit_id=made.section.id,
                entered_at=NOW,
            )
        )
        made.budi.position.unit_id = below.id
        session.flush()
        rebuild_workdays(session, TODAY)

        times = times_of(session, [made.budi.id, made.citra.id], TODAY)
        own, other = times[made.budi.id], times[made.citra.id]
        assert (f"five_day@{made.section.id}", "five_day") == (
            own.calendar_name,
            other.calendar_name,
        )
        assert date(2026, 4, 7) not in days(session, own.calendar_name)
        assert date(2026, 4, 7) in days(session, other.calendar_name)
        assert not own.calendar.works(date(2026, 4, 7))

    def test_holidays_of_a_pattern_are_only_that_patterns(self, session, made):
        school = session.exec(select(WorkPattern).where(col(WorkPattern.code) == "school")).one()
        session.add(
            Holiday(
                day=date(2026, 6, 22),
                name="Libur semester",
                kind=HolidayKind.LOCAL,
                pattern_id=school.id,
                entered_at=NOW,
            )
        )
        rebuild_workdays(session, TODAY)
        assert date(2026, 6, 22) not in days(session, "school")
        assert date(2026, 6, 22) in days(session, "five_day")


class TestTimes:
    def test_without_anything_set_the_unit_and_five_days_count(self, session, made):
        found = times_of(session, [made.budi.id], TODAY)[made.budi.id]
        assert ("Asia/Makassar", time(8), "five_day", None) == (
            found.zone,
            found.hour,
            found.calendar_name,
            found.period_kind,
        )

    def test_the_group_sets_pattern_and_period_and_the_person_comes_first(self, session, made):
        school = session.exec(select(WorkPattern).where(col(WorkPattern.code) == "school")).one()
        group = EmployeeGroup(name="Guru", period_kind=PeriodKind.QUARTER, pattern_id=school.id)
        session.add(group)
        session.flush()
        session.add(WorkingTime(person_id=made.budi.id, group_id=group.id, zone="Asia/Jayapura"))
        session.flush()
        found = times_of(session, [made.budi.id], TODAY)[made.budi.id]
        assert ("Asia/Jayapura", time(7), "school", PeriodKind.QUARTER) == (
            found.zone,
            found.hour,
            found.calendar_name,
            found.period_kind,
        )


def away(session, made, kind=AbsenceKind.LEAVE, first=TODAY, last=TODAY, by=None):
    actor = by or made.budi.actor
    return report_absence(session, actor, made.budi.id, kind, first, last, **WHEN)


class TestAbsences:
    def test_ones_own_waits_for_confirmation_and_an_administrators_does_not(self, session, made):
        assert None is away(session, made).confirmed_at
        later = TODAY + timedelta(days=30)
        assert NOW == away(session, made, first=later, last=later, by=made.eka.actor).confirmed_at

    def test_the_same_tap_twice_is_one_absence(self, session, made):
        first = away(session, made)
        assert first.id == away(session, made).id
        assert 1 == len(session.exec(select(Absence)).all())

    def test_two_that_overlap_are_refused(self, session, made):
        away(session, made, last=TODAY + timedelta(days=5))
        with pytest.raises(Refused):
            away(session, made, AbsenceKind.SICK)

    def test_a_changed_last_day_has_to_be_confirmed_again(self, session, made):
        row = away(session, made)
        decide_absence(session, made.eka.actor, row.id, confirmed=True, **WHEN)
        changed = change_last_day(
            session, made.budi.actor, row.id, TODAY + timedelta(days=2), **WHEN
        )
        assert (TODAY + timedelta(days=2), None) == (changed.last_day, changed.confirmed_at)

    def test_it_does_not_run_into_the_next_one(self, session, made):
        row = away(session, made)
        away(session, made, first=TODAY + timedelta(days=3), last=TODAY + timedelta(days=4))
        with pytest.raises(Refused):
            change_last_day(session, made.budi.actor, row.id, TODAY + timedelta(days=3), **WHEN)

    def test_taken_back_or_refused_it_never_was(self, session, made):
        take_back_absence(session, made.budi.actor, away(session, made).id, **WHEN)
        refused = away(session, made, AbsenceKind.SICK)
        decide_absence(session, made.eka.actor, refused.id, confirmed=False, **WHEN)
        assert None is not refused.ended_at
        away(session, made, AbsenceKind.TRAINING)

    def test_only_confirmed_leave_takes_a_whole_month_out_of_the_counts(self, session, made):
        month = date(2026, 3, 1), date(2026, 3, 31)
        row = away(session, made, first=date(2026, 2, 20), last=date(2026, 4, 20))
        assert frozenset() == on_leave_all_through(session, [made.budi.id], *month)
        decide_absence(session, made.eka.actor, row.id, confirmed=True, **WHEN)
        whole = on_leave_all_through(session, [made.budi.id, made.citra.id], *month)
        assert {made.budi.id} == whole
        assert frozenset() == on_leave_all_through(
            session, [made.budi.id], date(2026, 2, 1), date(2026, 2, 28)
        )

    def test_a_trip_is_work(self, session, made):
        away(
            session,
            made,
            AbsenceKind.TRIP,
            date(2026, 3, 1),
            date(2026, 3, 31),
            by=made.eka.actor,
        )
        found = on_leave_all_through(session, [made.budi.id], date(2026, 3, 1), date(2026, 3, 31))
        assert frozenset() == found


class TestEndOfService:
    def end(self, session, made, kind, last_day):
        return end_service(session, OPERATOR, made.budi.id, kind, last_day, **WHEN)

    def test_post_and_plan_end_that_day_and_the_rater_stays_for_what_is_left(self, session, made):
        last = date(2026, 5, 31)
        self.end(session, made, EndKind.RETIREMENT, last)
        rating = session.exec(
            select(RaterAssignment).where(col(RaterAssignment.position_id) == made.budi.position.id)
        ).one()
        assert {last} == {made.budi.position.ends_on, made.plan.ends_on}
        assert rating.ends_on is None

    def test_a_corrected_day_is_followed(self, session, made):
        self.end(session, made, EndKind.CONTRACT_END, date(2026, 5, 31))
        self.end(session, made, EndKind.CONTRACT_END, date(2026, 6, 30))
        assert date(2026, 6, 30) == made.plan.ends_on == made.budi.position.ends_on

    def test_after_a_death_nothing_can_be_sent(self, session, made):
        self.end(session, made, EndKind.DEATH, TODAY)
        account = session.exec(select(Account).where(col(Account.person_id) == made.budi.id)).one()
        assert NOW == account.unlinked_at


def test_windows_of_units_are_listed_with_the_units_name(session, made):
    opened(session)
    move(session, january(session, unit_id=made.section.id))
    named = [row for row in windows_of(session, OPERATOR, 2026, TODAY) if row.unit]
    assert [("Puskesmas Mawar", 1)] == [(row.unit, row.moves) for row in named]
    assert 1 == len(
        session.exec(select(StageWindow).where(col(StageWindow.unit_id).is_not(None))).all()
    )


class TestAbsencesFile:
    def take_in(self, session, *rows):
        head = ("nip", "jenis", "mulai", "selesai")
        sheet = tuple(Row(number, cells) for number, cells in enumerate((head, *rows), start=1))
        return import_absences(session, OPERATOR, (sheet,), **WHEN)

    def test_leave_is_confirmed_with_it_and_taken_in_once(self, session, made):
        row = (made.budi.person.nip, "Tugas Belajar", "1/3/2026", "31/8/2026")
        assert 1 == self.take_in(session, row).new
        assert (0, 1) == (self.take_in(session, row).new, self.take_in(session, row).unchanged)
        kept = session.exec(select(Absence)).one()
        assert (AbsenceKind.STUDY_LEAVE, date(2026, 8, 31)) == (kept.kind, kept.last_day)
        assert None is not kept.confirmed_at

    def test_an_end_of_service_closes_post_and_plan(self, session, made):
        row = (made.budi.person.nip, "pensiun", date(2026, 5, 31), None)
        assert 1 == self.take_in(session, row).new
        assert 0 == self.take_in(session, row).new
        assert date(2026, 5, 31) == made.plan.ends_on

    def test_every_wrong_place_is_named_and_nothing_entered(self, session, made):
        away(session, made)
        budi = made.budi.person.nip
        with pytest.raises(FileRefused) as refused:
            self.take_in(
                session,
                ("199001012015039999", "cuti", TODAY, TODAY),
                ("", "liburan", "besok", None),
                (budi, "sakit", TODAY, TODAY),
                (budi, "cuti", date(2026, 3, 9), date(2026, 3, 2)),
                (budi, "cuti", date(2024, 3, 9), date(2024, 3, 10)),
            )
        places = [(problem.row, problem.column) for problem in refused.value.problems]
        assert [
            (2, "nip"),
            (3, "jenis"),
            (3, "mulai"),
            (3, "nip"),
            (4, "mulai"),
            (5, "mulai"),
            (5, "selesai"),
            (6, "mulai"),
        ] == places
        assert 1 == len(session.exec(select(Absence)).all())


def test_a_person_sets_the_own_hours_and_unsets_them(session, made):
    def times():
        found = times_of(session, [made.budi.id], TODAY)[made.budi.id]
        return found.hour, found.quiet_from, found.quiet_until

    set_own_times(
        session,
        made.budi.actor,
        hour=time(9),
        quiet=(time(21), time(6)),
        zone="Asia/Jakarta",
        now=NOW,
    )
    assert (time(9), time(21), time(6)) == times()
    set_own_times(session, made.budi.actor, hour=None, quiet=None, zone=None, now=NOW)
    assert (time(8), time(20), time(7)) == times()
