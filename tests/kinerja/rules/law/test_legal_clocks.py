"""The legal clocks of domain.md 1.5 and 2.6, in days and in working days.

Free in 2026 beside Saturdays and Sundays, as far as the cases need it: 1 and 16 January, 16 and 17 February,
18 to 24 March, 3 April, 1, 14, 15, 27 and 28 May, 1 and 16 June, 17 and 25 August, 24 and 25 December; in 2027, 1 and 5 January.
"""

from datetime import date, timedelta

import pytest

from kinerja.errors import Refused
from kinerja.models import HolidayKind
from kinerja.regulation import Regulation
from kinerja.rules.legal_clocks import (
    ClockKind,
    LegalClock,
    Span,
    days_left,
    is_over,
    last_day,
    read_spans,
    run_of,
    working_days_left,
)
from kinerja.rules.working_days import DEFAULT, Calendar, Pattern

LAW = Regulation().on(date(2026, 1, 1))
SIX_DAY = Calendar(Pattern("six_day", "6"))
WORKING, PLAIN = Span(14, working=True), Span(14, working=False)


@pytest.mark.parametrize(
    ("starts_on", "last"),
    [
        (date(2026, 1, 30), date(2026, 2, 13)),
        (date(2026, 1, 31), date(2026, 2, 14)),
        (date(2026, 2, 1), date(2026, 2, 15)),
        (date(2026, 2, 14), date(2026, 2, 28)),
        (date(2026, 2, 20), date(2026, 3, 6)),
        (date(2028, 2, 20), date(2028, 3, 5)),
        (date(2026, 3, 10), date(2026, 3, 24)),
        (date(2026, 12, 11), date(2026, 12, 25)),
        (date(2026, 12, 20), date(2027, 1, 3)),
        (date(2026, 12, 31), date(2027, 1, 14)),
    ],
)
def test_fourteen_days_are_days_whatever_they_are(starts_on, last):
    assert last == last_day(PLAIN, starts_on, DEFAULT.works)


@pytest.mark.parametrize(
    ("starts_on", "last"),
    [
        (date(2026, 1, 5), date(2026, 1, 26)),  # Monday; the 16th is Isra Mikraj
        (date(2026, 1, 19), date(2026, 2, 6)),  # three weeks without a holiday, less a day
        (date(2026, 1, 30), date(2026, 2, 23)),  # Chinese New Year with its joint leave
        (
            date(2026, 1, 31),
            date(2026, 2, 23),
        ),  # a Saturday counts no earlier than the Friday before
        (date(2026, 2, 1), date(2026, 2, 23)),  # a Sunday likewise
        (date(2026, 2, 2), date(2026, 2, 24)),
        (date(2026, 2, 18), date(2026, 3, 10)),
        (date(2026, 3, 2), date(2026, 3, 27)),  # Nyepi, Idulfitri and their joint leave
        (date(2026, 3, 17), date(2026, 4, 14)),  # the whole of it, and Good Friday
        (date(2026, 3, 24), date(2026, 4, 14)),  # begins on joint leave
        (date(2026, 4, 20), date(2026, 5, 11)),  # Labour Day
        (date(2026, 5, 11), date(2026, 6, 5)),  # Ascension, Iduladha with joint leave, Pancasila
        (date(2026, 5, 18), date(2026, 6, 10)),
        (date(2026, 8, 3), date(2026, 8, 24)),  # Independence Day
        (date(2026, 8, 10), date(2026, 9, 1)),  # and Maulid
        (date(2026, 12, 7), date(2026, 12, 29)),  # Christmas with joint leave
        (date(2026, 12, 14), date(2027, 1, 7)),  # over New Year and Isra Mikraj
    ],
)
def test_fourteen_working_days_leave_out_weekends_holidays_and_joint_leave(starts_on, last):
    assert last == last_day(WORKING, starts_on, DEFAULT.works)


@pytest.mark.parametrize(
    ("starts_on", "last"),
    [
        (date(2026, 1, 19), date(2026, 2, 4)),
        (date(2026, 2, 18), date(2026, 3, 6)),
        (date(2026, 3, 2), date(2026, 3, 25)),
    ],
)
def test_a_six_day_week_is_sooner_over(starts_on, last):
    assert last == last_day(WORKING, starts_on, SIX_DAY.works)


def test_the_agencys_own_list_moves_the_last_day():
    listed = {date(2026, 1, 20): HolidayKind.LOCAL, date(2026, 1, 21): HolidayKind.JOINT_LEAVE}
    assert date(2026, 2, 10) == last_day(WORKING, date(2026, 1, 19), Calendar(listed=listed).works)


@pytest.mark.parametrize(
    ("kind", "spans"),
    [
        (ClockKind.DELIVERY, (WORKING, PLAIN)),
        (ClockKind.ACKNOWLEDGEMENT, (WORKING, PLAIN)),
        (ClockKind.OBJECTION, (PLAIN, WORKING)),
        (ClockKind.DECISION, (WORKING, Span(21, working=True))),
    ],
)
def test_both_readings_hold_until_the_agency_confirms_one(kind, spans):
    clock = LAW.clocks[kind]
    assert spans == clock.spans
    assert not clock.basis.certain


@pytest.mark.parametrize("kind", ClockKind)
@pytest.mark.parametrize("starts_on", [date(2026, 1, 30), date(2026, 3, 17), date(2026, 12, 14)])
def test_the_earlier_reading_is_reminded_and_the_later_one_closes(kind, starts_on):
    run = run_of(LAW.clocks[kind], starts_on, DEFAULT.works)
    days = [day for _span, day in run.readings]
    assert (2, min(days), max(days)) == (len(days), run.reminded_on, run.closes_on)


@pytest.mark.parametrize(
    ("kind", "reminded_on", "closes_on"),
    [
        (ClockKind.DELIVERY, date(2026, 2, 13), date(2026, 2, 23)),
        (ClockKind.ACKNOWLEDGEMENT, date(2026, 2, 13), date(2026, 2, 23)),
        (ClockKind.OBJECTION, date(2026, 2, 13), date(2026, 2, 23)),
        (ClockKind.DECISION, date(2026, 2, 23), date(2026, 3, 4)),
    ],
)
def test_what_begins_on_30_january_ends_on(kind, reminded_on, closes_on):
    run = run_of(LAW.clocks[kind], date(2026, 1, 30), DEFAULT.works)
    assert (reminded_on, closes_on) == (run.reminded_on, run.closes_on)


def test_one_confirmed_reading_is_the_only_one():
    law = Regulation({"objection": "14 working days"}).on(date(2026, 1, 1))
    run = run_of(law.clocks[ClockKind.OBJECTION], date(2026, 1, 30), DEFAULT.works)
    assert date(2026, 2, 23) == run.reminded_on == run.closes_on
    assert law.clocks[ClockKind.OBJECTION].basis.by_agency


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 2, 13), 10),
        (date(2026, 2, 22), 1),
        (date(2026, 2, 23), 0),
        (date(2026, 2, 24), 0),
        (date(2027, 2, 24), 0),
    ],
)
def test_days_left_are_never_negative(today, left):
    assert left == days_left(date(2026, 2, 23), today)


@pytest.mark.parametrize(
    ("today", "left"),
    [
        (date(2026, 2, 13), 4),  # Monday and Tuesday are free
        (date(2026, 2, 20), 1),
        (date(2026, 2, 22), 1),
        (date(2026, 2, 23), 0),
        (date(2026, 3, 30), 0),
    ],
)
def test_working_days_left_are_never_negative(today, left):
    assert left == working_days_left(date(2026, 2, 23), today, DEFAULT.works)


@pytest.mark.parametrize(
    ("today", "over"),
    [
        (date(2026, 1, 30), False),
        (date(2026, 2, 14), False),  # past the earlier reading only
        (date(2026, 2, 23), False),  # the last day belongs to it
        (date(2026, 2, 24), True),
    ],
)
def test_a_clock_is_over_after_its_later_reading(today, over):
    run = run_of(LAW.clocks[ClockKind.OBJECTION], date(2026, 1, 30), DEFAULT.works)
    assert over == is_over(run, today)


@pytest.mark.parametrize(
    "starts_on", [date(2026, 1, 1) + timedelta(days=n) for n in range(0, 365, 13)]
)
def test_working_days_never_end_before_as_many_days(starts_on):
    assert last_day(PLAIN, starts_on, DEFAULT.works) < last_day(WORKING, starts_on, DEFAULT.works)


@pytest.mark.parametrize(
    ("written", "spans"),
    [
        ("14 days", (PLAIN,)),
        ("14 working days", (WORKING,)),
        ("  14  working   days ", (WORKING,)),
        ("1 days", (Span(1, working=False),)),
        ("14 days or 14 working days", (PLAIN, WORKING)),
    ],
)
def test_spans_are_read(written, spans):
    assert spans == read_spans(written)


@pytest.mark.parametrize(
    "written", ["", "14", "0 days", "-3 days", "14 weeks", "366 days", "14 days or"]
)
def test_other_spans_are_refused(written):
    with pytest.raises(Refused):
        read_spans(written)


def test_a_clock_of_one_day_ends_on_the_next_working_day():
    clock = LegalClock(ClockKind.DECISION, (Span(1, working=True),), LAW.quadrant.basis)
    assert date(2026, 2, 18) == run_of(clock, date(2026, 2, 13), DEFAULT.works).closes_on
