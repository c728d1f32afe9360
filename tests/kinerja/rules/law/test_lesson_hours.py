"""Lesson hours a year by kind of employment (domain.md 5): a least for some, a most for others."""

from datetime import date
from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.models import EmploymentKind
from kinerja.regulation import Regulation
from kinerja.rules.lesson_hours import (
    HourBound,
    HourState,
    counted_in,
    hours_of,
    read_hour_rules,
    standing,
)

LAW = Regulation().on(date(2026, 1, 1))
PNS, CPNS = EmploymentKind.CIVIL_SERVANT, EmploymentKind.PROBATIONER
PPPK, PART_TIME = EmploymentKind.CONTRACT, EmploymentKind.PART_TIME_CONTRACT


@pytest.mark.parametrize(
    ("kind", "hours", "state", "left"),
    [
        (PNS, "0", HourState.BELOW, "20"),
        (PNS, "12.5", HourState.BELOW, "7.5"),
        (PNS, "19.9", HourState.BELOW, "0.1"),
        (PNS, "20", HourState.REACHED, "0"),
        (PNS, "44", HourState.REACHED, "0"),  # more than the least is welcome
        (CPNS, "19", HourState.BELOW, "1"),
        (CPNS, "20", HourState.REACHED, "0"),
        (PPPK, "0", HourState.WITHIN, "24"),  # nothing is owed
        (PPPK, "20", HourState.WITHIN, "4"),
        (PPPK, "23.5", HourState.WITHIN, "0.5"),
        (PPPK, "24", HourState.USED_UP, "0"),
        (PPPK, "25", HourState.EXCEEDED, "0"),
        (PART_TIME, "0", HourState.WITHIN, "24"),
        (PART_TIME, "24", HourState.USED_UP, "0"),
    ],
)
def test_where_somebody_stands(kind, hours, state, left):
    found = standing(LAW.lesson_hours[kind], Decimal(hours))
    assert (state, Decimal(left)) == (found.state, found.left)


@pytest.mark.parametrize(
    ("kind", "bound", "hours", "certain"),
    [
        (PNS, HourBound.AT_LEAST, 20, True),
        (PPPK, HourBound.AT_MOST, 24, True),
        (CPNS, HourBound.AT_LEAST, 20, False),
        (PART_TIME, HourBound.AT_MOST, 24, False),
    ],
)
def test_the_rule_of_each_kind(kind, bound, hours, certain):
    rule = LAW.lesson_hours[kind]
    assert (bound, hours, certain) == (rule.bound, rule.hours, rule.basis.certain)


@pytest.mark.parametrize("kind", [PPPK, PART_TIME])
@pytest.mark.parametrize("hours", [0, 10, 24, 40])
def test_a_contract_employee_is_never_below(kind, hours):
    assert HourState.BELOW is not standing(LAW.lesson_hours[kind], Decimal(hours)).state


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [(45, "1"), (90, "2"), (0, "0"), (60, "1.3"), (22, "0.5"), (480, "10.7"), (900, "20")],
)
def test_a_lesson_hour_has_45_minutes(minutes, hours):
    assert Decimal(hours) == hours_of(minutes, LAW.lesson_minutes.value)


@pytest.mark.parametrize(
    ("kind", "since", "day", "span"),
    [
        (PNS, date(2024, 3, 1), date(2026, 5, 5), (date(2026, 1, 1), date(2026, 12, 31))),
        (PNS, None, date(2026, 5, 5), (date(2026, 1, 1), date(2026, 12, 31))),
        (PPPK, date(2024, 3, 1), date(2026, 5, 5), (date(2026, 3, 1), date(2027, 2, 28))),
        (PPPK, date(2024, 3, 1), date(2026, 2, 28), (date(2025, 3, 1), date(2026, 2, 28))),
        (PPPK, date(2024, 3, 1), date(2026, 3, 1), (date(2026, 3, 1), date(2027, 2, 28))),
        (PPPK, date(2024, 2, 29), date(2026, 2, 28), (date(2025, 3, 1), date(2026, 2, 28))),
        (PPPK, date(2024, 2, 29), date(2028, 3, 1), (date(2028, 2, 29), date(2029, 2, 28))),
        (PPPK, None, date(2026, 5, 5), (date(2026, 1, 1), date(2026, 12, 31))),
        (PPPK, date(2027, 1, 1), date(2026, 5, 5), (date(2026, 1, 1), date(2026, 12, 31))),
    ],
)
def test_hours_count_in_the_calendar_year_or_in_the_year_of_the_contract(kind, since, day, span):
    assert span == counted_in(LAW.lesson_hours[kind], day, since)


def test_an_agencys_rules_are_read():
    found = read_hour_rules("cpns at least 0, pppk_part_time at most 12")
    assert {CPNS: (HourBound.AT_LEAST, 0), PART_TIME: (HourBound.AT_MOST, 12)} == found


@pytest.mark.parametrize(
    "written", ["", "cpns 20", "cpns at least x", "asn at least 20", "cpns about 20"]
)
def test_other_rules_are_refused(written):
    with pytest.raises(Refused):
        read_hour_rules(written)
