"""What may be entered as learnt, and what of it counts."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.models import EmploymentKind, LearningKind, LearningState
from kinerja.regulation import Regulation
from kinerja.rules.learning import (
    LearningContent,
    asks_about_hours,
    check_certificates,
    check_changeable,
    check_days,
    check_learning,
    check_waits,
    counted,
    read_hours,
)

TODAY = date(2026, 2, 3)
YEAR = date(2026, 1, 1), date(2026, 12, 31)
LAW = Regulation().on(TODAY).lesson_hours


@dataclass
class Entry:
    ends_on: date = TODAY
    hours: Decimal = Decimal(8)
    by_employer: bool = True
    state: LearningState = LearningState.CONFIRMED


@pytest.mark.parametrize(
    ("written", "hours"),
    [
        ("8", "8"),
        ("8 JP", "8"),
        ("12,5 jam pelajaran", "12.5"),
        ("90 menit", "2"),
        ("3 jam", "4"),
        ("1,5 hours", "2"),
        ("100 minutes", "2.2"),
    ],
)
def test_hours_are_read_as_people_write_them(written, hours):
    assert Decimal(hours) == read_hours(written, 45)


@pytest.mark.parametrize("written", ["0", "-4", "1001", "dua", "", "0 menit"])
def test_what_are_no_hours_is_refused(written):
    with pytest.raises(Refused):
        read_hours(written, 45)


@pytest.mark.parametrize(
    ("first", "last", "allowed"),
    [
        (date(2026, 2, 3), date(2026, 2, 3), True),
        (date(2025, 1, 1), date(2025, 1, 1), True),
        (date(2024, 12, 30), date(2025, 1, 2), True),
        (date(2024, 12, 31), date(2024, 12, 31), False),
        (date(2026, 2, 3), date(2026, 2, 4), False),
        (date(2026, 2, 3), date(2026, 2, 2), False),
    ],
)
def test_days_are_over_in_order_and_not_long_ago(first, last, allowed):
    if allowed:
        check_days(first, last, TODAY)
    else:
        with pytest.raises(Refused):
            check_days(first, last, TODAY)


@pytest.mark.parametrize(
    ("hours", "days", "asks"), [("12", 1, False), ("12.5", 1, True), ("24", 2, False)]
)
def test_more_hours_than_a_day_holds_are_asked_about(hours, days, asks):
    last = date(2026, 2, days)
    assert asks is (asks_about_hours(Decimal(hours), date(2026, 2, 1), last) is not None)


@pytest.mark.parametrize(("title", "provider"), [("  ", "LAN"), ("Kursus", "\u200b")])
def test_an_entry_without_words_is_refused(title, provider):
    content = LearningContent(LearningKind.COURSE, title, provider, TODAY, TODAY, Decimal(1))
    with pytest.raises(Refused):
        check_learning(content, TODAY)


def test_the_words_are_kept_clean():
    content = LearningContent(LearningKind.COURSE, " Excel  dua ", "LAN", TODAY, TODAY, Decimal(1))
    assert "Excel dua" == check_learning(content, TODAY).title


def test_states_say_what_may_be_done():
    for state in (LearningState.WAITING, LearningState.RETURNED):
        check_changeable(state)
    check_waits(LearningState.WAITING)
    with pytest.raises(Refused):
        check_changeable(LearningState.CONFIRMED)
    for state in (LearningState.CONFIRMED, LearningState.RETURNED):
        with pytest.raises(Refused):
            check_waits(state)
    check_certificates(4)
    with pytest.raises(Refused):
        check_certificates(5)


@pytest.mark.parametrize(
    ("kind", "entry", "hours"),
    [
        (EmploymentKind.CIVIL_SERVANT, Entry(), 8),
        (EmploymentKind.CIVIL_SERVANT, Entry(by_employer=False), 8),
        (EmploymentKind.CONTRACT, Entry(by_employer=False), 0),
        (EmploymentKind.CONTRACT, Entry(), 8),
        (EmploymentKind.CIVIL_SERVANT, Entry(ends_on=date(2025, 12, 31)), 0),
        (EmploymentKind.CIVIL_SERVANT, Entry(ends_on=date(2027, 1, 1)), 0),
        (EmploymentKind.CIVIL_SERVANT, Entry(state=LearningState.WAITING), 0),
    ],
)
def test_what_counts_in_a_year(kind, entry, hours):
    assert Decimal(hours) == counted([entry], LAW[kind], YEAR, LearningState.CONFIRMED)
