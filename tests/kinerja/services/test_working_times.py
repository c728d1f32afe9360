"""Holidays by file, groups and patterns of work, quiet hours, and windows that hold for reports."""

from datetime import date, time

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused
from kinerja.models import (
    AbsenceKind,
    EmployeeGroup,
    Holiday,
    HolidayKind,
    OutboxMessage,
    PatternKind,
    Period,
    PeriodKind,
    ReportStatus,
    Stage,
    Workday,
    WorkingTime,
    WorkPattern,
)
from kinerja.reports.attention import concerns_of
from kinerja.reports.concerned import concerned
from kinerja.reports.cycle import calendar_of, scope_of
from kinerja.reports.holidays import holidays_known, holidays_listed
from kinerja.reports.working_time import times_of
from kinerja.rules.access import OPERATOR
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window
from kinerja.rules.exceptions import Concern
from kinerja.rules.tables import FileRefused, Row
from kinerja.services.absences import report_absence
from kinerja.services.cycles import open_cycle
from kinerja.services.holidays import FreeDay, import_holidays, remove_holiday, set_holiday
from kinerja.services.importing_people import import_people
from kinerja.services.moving_windows import move_window
from kinerja.services.report_windows import (
    closes_on,
    comes_after_closing,
    logs_open_from,
    month_due,
)
from kinerja.services.reviewing import return_report
from kinerja.services.telling import Notice, tell
from kinerja.services.workdays import calendars
from kinerja.services.working_times import (
    PatternContent,
    quiet_hours,
    set_group,
    set_pattern,
    set_quiet_hours,
)
from tests.builders import NOW, TODAY, agency, grant, log, report

WHEN = {"now": NOW, "today": TODAY}
JANUARY = date(2026, 1, 1)


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def sheet(*rows):
    return (tuple(Row(number, cells) for number, cells in enumerate(rows, start=1)),)


def worked(session, calendar, day):
    return session.get(Workday, (calendar, day)) is not None


class TestHolidays:
    HEAD = ("tanggal", "nama", "jenis", "unit", "pola_kerja")

    def take_in(self, session, *rows):
        return import_holidays(session, OPERATOR, sheet(self.HEAD, *rows), **WHEN)

    def test_a_file_is_taken_in_once_and_working_days_follow(self, session, made):
        rows = (
            (date(2026, 4, 8), "HUT", "libur lokal", "Puskesmas Mawar", None),
            ("24/12/2027", "Cuti bersama Natal", "cuti bersama", "", ""),
            ("22 Juni 2026", "Libur semester", "", "", "sekolah"),
        )
        assert (3, 0, 0) == counted(self.take_in(session, *rows))
        assert (0, 0, 3) == counted(self.take_in(session, *rows))
        assert not worked(session, f"five_day@{made.section.id}", date(2026, 4, 8))
        assert worked(session, "five_day", date(2026, 4, 8))
        assert not worked(session, "school", date(2026, 6, 22))

    def test_a_corrected_row_changes_its_day(self, session, made):
        self.take_in(session, ("2026-04-08", "HUT", "libur lokal", "", ""))
        assert (0, 1, 0) == counted(
            self.take_in(session, ("2026-04-08", "HUT", "hari kerja", "", ""))
        )
        assert worked(session, "five_day", date(2026, 4, 8))

    def test_every_wrong_place_is_named_and_nothing_is_changed(self, session, made):
        with pytest.raises(FileRefused) as refused:
            self.take_in(
                session,
                ("besok", "Cuti", "cuti bersama", "", ""),
                ("2026-04-08", "", "pesta", "Puskesmas Kamboja", "malam"),
                ("2026-04-09", "HUT", "", "", ""),
                ("9/4/2026", "HUT", "", "", ""),
            )
        places = [(problem.row, problem.column) for problem in refused.value.problems]
        assert [
            (2, "tanggal"),
            (3, "jenis"),
            (3, "nama"),
            (3, "pola_kerja"),
            (3, "unit"),
            (5, "tanggal"),
        ] == places
        assert [] == session.exec(select(Holiday)).all()

    def test_a_single_day_is_set_and_removed(self, session, made):
        set_holiday(session, made.eka.actor, FreeDay(date(2026, 4, 8), "HUT Kota"), **WHEN)
        (day,) = holidays_listed(session, 2026)
        assert ("HUT Kota", "") == (day.name, day.unit)
        assert not worked(session, "five_day", date(2026, 4, 8))
        remove_holiday(session, made.eka.actor, day.id, **WHEN)
        assert worked(session, "five_day", date(2026, 4, 8))
        with pytest.raises(Refused):
            set_holiday(session, OPERATOR, FreeDay(date(2026, 4, 8), " "), **WHEN)

    def test_the_agencys_decree_settles_what_was_estimated(self, session, made):
        known = holidays_known(session, 2027)
        assert date(2027, 3, 10) in known.estimated
        assert not calendars(session).by_name["five_day"].works(date(2027, 3, 10))

        self.take_in(session, ("11/3/2027", "Idul Fitri", "libur nasional", "", ""))
        assert () == holidays_known(session, 2027).estimated
        five = calendars(session).by_name["five_day"]
        assert (True, False) == (five.works(date(2027, 3, 10)), five.works(date(2027, 3, 11)))

    def test_joint_leave_that_nobody_has_decreed_is_missing_until_it_is_listed(self, session, made):
        assert holidays_known(session, 2026).joint_leave
        assert not holidays_known(session, 2029).joint_leave
        self.take_in(session, ("24/12/2029", "Cuti bersama", "cuti bersama", "", ""))
        assert holidays_known(session, 2029).joint_leave


def counted(done):
    return (done.new, done.changed, done.unchanged)


ROSTER = PatternContent(
    PatternKind.SHIFT,
    rest_weekdays="",
    keeps_holidays=False,
    rotation="11100",
    rotation_from=JANUARY,
    hour=time(8),
    ends_at=time(15),
)


class TestPatternsAndGroups:
    HEAD = (
        "nip",
        "nama",
        "jenis",
        "jabatan",
        "unit",
        "unit_induk",
        "atasan_nip",
        "zona",
        "kelompok",
        "pola_kerja",
    )

    def person(self, group, pattern):
        nip = "199001012015031777"
        return (nip, "Gita", "PNS", "Guru", "SMA 1", "", "", "WIT", group, pattern)

    def take_in(self, session, group, pattern):
        people = sheet(self.HEAD, self.person(group, pattern))
        return import_people(session, OPERATOR, people, **WHEN)

    def test_the_columns_of_the_file_set_group_and_pattern(self, session):
        assert (1, 0, 0) == counted(self.take_in(session, "Guru", "Sekolah"))
        assert (0, 0, 1) == counted(self.take_in(session, "guru", "sekolah"))
        assert (0, 1, 0) == counted(self.take_in(session, "", "6 hari"))
        assert ["Guru"] == [group.name for group in session.exec(select(EmployeeGroup))]
        times = session.exec(select(WorkingTime)).one()
        found = times_of(session, [times.person_id], TODAY)[times.person_id]
        assert (None, "six_day", "Asia/Jayapura") == (
            times.group_id,
            found.calendar_name,
            found.zone,
        )

    def test_a_file_without_the_columns_leaves_them_as_they_are(self, session):
        self.take_in(session, "Guru", "sekolah")
        people = sheet(self.HEAD[:8], self.person("", "")[:8])
        assert (0, 0, 1) == counted(import_people(session, OPERATOR, people, **WHEN))
        assert None is not session.exec(select(WorkingTime)).one().group_id

    def test_an_unknown_pattern_is_refused_and_the_agencys_own_is_taken(self, session, made):
        with pytest.raises(FileRefused) as refused:
            self.take_in(session, "", "regu a")
        assert [(2, "pola_kerja")] == [(p.row, p.column) for p in refused.value.problems]
        set_pattern(session, OPERATOR, "Regu A", ROSTER, **WHEN)
        assert (1, 0, 0) == counted(self.take_in(session, "", "REGU A"))
        assert worked(session, "regu a", date(2026, 1, 3))
        assert not worked(session, "regu a", date(2026, 1, 4))

    @pytest.mark.parametrize(
        "change",
        [
            {"rotation": "000"},
            {"rotation": "12"},
            {"rotation_from": None},
            {"rotation": "", "rest_weekdays": "0123456"},
        ],
    )
    def test_a_pattern_needs_work(self, session, made, change):
        content = PatternContent(**{**vars_of(ROSTER), **change})
        with pytest.raises(Refused):
            set_pattern(session, OPERATOR, "Regu A", content, **WHEN)

    def test_a_pattern_and_a_group_need_a_name(self, session, made):
        with pytest.raises(Refused):
            set_pattern(session, OPERATOR, "a@b", ROSTER, **WHEN)
        for name, pattern in (("", ""), ("Guru", "malam")):
            with pytest.raises(Refused):
                set_group(session, OPERATOR, name, period_kind=None, pattern=pattern, **WHEN)

    def test_a_group_is_set_and_corrected(self, session, made):
        quarterly = {"period_kind": PeriodKind.QUARTER, "pattern": "school"}
        set_group(session, OPERATOR, "Guru", **quarterly, **WHEN)
        set_group(session, OPERATOR, "guru", period_kind=None, pattern="six_day", **WHEN)
        group = session.exec(select(EmployeeGroup)).one()
        pattern = session.get(WorkPattern, group.pattern_id)
        assert ("Guru", None, "six_day") == (group.name, group.period_kind, pattern.code)


def vars_of(content):
    return {name: getattr(content, name) for name in content.__dataclass_fields__}


def test_quiet_hours_of_the_agency_hold_where_a_person_has_none(session, made):
    assert (time(20), time(7)) == quiet_hours(session)
    set_quiet_hours(session, OPERATOR, time(21), time(6), **WHEN)
    session.add(WorkingTime(person_id=made.citra.id, quiet_from=time(18)))
    session.flush()
    times = times_of(session, [made.budi.id, made.citra.id], TODAY)
    assert (time(21), time(6)) == (times[made.budi.id].quiet_from, times[made.budi.id].quiet_until)
    assert time(18) == times[made.citra.id].quiet_from


class TestReportsInTheCycle:
    def opened(self, session):
        open_cycle(session, OPERATOR, 2026, PeriodKind.MONTH, closes_day=10, **WHEN)

    def move(self, session, closes, unit_id=None):
        month = select(Period.id).where(
            col(Period.kind) == PeriodKind.MONTH, col(Period.starts_on) == JANUARY
        )
        place = Place(session.exec(month).one(), Stage.MONTHLY_REPORT, unit_id)
        window = Window(JANUARY, date(2026, 1, 31), closes)
        move_window(session, OPERATOR, place, window, reason="Surat 12", **WHEN)

    def test_without_a_cycle_the_settings_hold(self, session, made):
        assert date(2026, 2, 12) == closes_on(session, made.budi.position.id, JANUARY, 12)
        assert JANUARY == month_due(session, made.budi.actor, date(2026, 2, 12), 12)
        assert date(2026, 2, 1) == month_due(session, made.budi.actor, date(2026, 2, 13), 12)

    def test_a_moved_window_holds_for_its_unit(self, session, made):
        self.opened(session)
        self.move(session, date(2026, 2, 20), made.section.id)
        budi, citra = made.budi.position.id, made.citra.position.id
        assert date(2026, 2, 20) == closes_on(session, budi, JANUARY, 10)
        assert date(2026, 2, 10) == closes_on(session, citra, JANUARY, 10)
        assert not comes_after_closing(session, budi, JANUARY, date(2026, 2, 20), 10)
        assert JANUARY == month_due(session, made.budi.actor, date(2026, 2, 20), 10)
        assert JANUARY == logs_open_from(session, made.budi.actor, date(2026, 2, 20), 10)
        february = date(2026, 2, 1)
        assert february == logs_open_from(session, made.budi.actor, date(2026, 2, 21), 10)
        assert february == logs_open_from(session, made.citra.actor, date(2026, 2, 20), 10)
        assert date(2026, 2, 1) == month_due(session, made.citra.actor, date(2026, 2, 20), 10)

    def test_months_outside_every_cycle_follow_the_settings(self, session, made):
        self.opened(session)
        assert date(2026, 1, 10) == closes_on(session, made.budi.position.id, date(2025, 12, 1), 10)

    def test_what_is_shown_is_what_holds_for_the_unit(self, session, made):
        self.opened(session)
        self.move(session, date(2026, 2, 20), made.section.id)
        shown = calendar_of(session, OPERATOR, made.section.id, JANUARY, TODAY)
        (report,) = [row for row in shown if row.stage is Stage.MONTHLY_REPORT]
        assert (date(2026, 2, 20), made.section.id) == (report.closes, report.unit_id)
        agency_wide = calendar_of(session, OPERATOR, None, JANUARY, TODAY)
        assert date(2026, 2, 10) in {row.closes for row in agency_wide}

    def test_whom_it_concerns(self, session, made):
        found = concerned(session, OPERATOR, made.section.id, TODAY)
        assert (2, 2) == (found.people, found.linked)
        assert 5 == concerned(session, OPERATOR, None, TODAY).people

    def test_an_administrator_of_a_unit_has_that_unit(self, session, made):
        grant(session, made.dedi.person, made.elsewhere)
        assert None is scope_of(session, made.eka.actor, TODAY).unit_id
        assert made.elsewhere.id == scope_of(session, made.dedi.actor, TODAY).unit_id


def test_a_kind_of_holiday_is_kept_as_the_file_names_it(session, made):
    free = FreeDay(date(2026, 4, 8), "HUT", HolidayKind.LOCAL, unit_id=made.section.id)
    set_holiday(session, OPERATOR, free, **WHEN)
    set_holiday(session, OPERATOR, free, **WHEN)
    assert ["Puskesmas Mawar"] == [day.unit for day in holidays_listed(session, 2026)]


def test_a_notice_is_silent_in_the_readers_own_quiet_hours(session, made):
    def silent(name):
        assert tell(session, made.budi.id, Notice.NUDGED, key=name, now=NOW)
        kept = select(OutboxMessage.silent).where(col(OutboxMessage.key) == name)
        return session.exec(kept).one()

    assert not silent("at ten")
    set_quiet_hours(session, OPERATOR, time(9), time(11), **WHEN)
    assert silent("the agency rests")
    session.add(WorkingTime(person_id=made.budi.id, quiet_from=time(22), quiet_until=time(6)))
    session.flush()
    assert not silent("the person does not")


def test_time_to_complete_is_counted_in_the_persons_own_working_days(session, made):
    # Tuesday, and a local holiday on Thursday: the third working day is Monday.
    holiday = FreeDay(date(2026, 2, 5), "HUT Kota", unit_id=made.section.id)
    set_holiday(session, OPERATOR, holiday, **WHEN)
    sent = report(session, made.plan, JANUARY, ReportStatus.SUBMITTED, submitted_at=NOW)
    until = return_report(session, made.ani.actor, sent.id, "Foto kurang", **WHEN)
    assert date(2026, 2, 9) == until


def test_days_away_are_no_silence(session, made):
    sent = report(session, made.plan, JANUARY, ReportStatus.SUBMITTED, submitted_at=NOW)
    log(session, made.budi.person, date(2026, 1, 9))
    assert Concern.NO_LOG in concerns_of(session, [sent], TODAY)[sent.id]
    leave = (AbsenceKind.LEAVE, date(2026, 1, 12), date(2026, 1, 30))
    report_absence(session, made.budi.actor, made.budi.id, *leave, **WHEN)
    assert Concern.NO_LOG not in concerns_of(session, [sent], TODAY)[sent.id]
