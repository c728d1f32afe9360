"""Patterns of work, calendars, and counting working days in them."""

from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.models import HolidayKind
from kinerja.rules.absences import check_days, covers
from kinerja.rules.working_days import (
    DEFAULT,
    Calendar,
    Pattern,
    decreed,
    next_working_day,
    working_day_after,
    working_days_between,
)

CHRISTMAS = date(2026, 12, 25)
SIX_DAY = Pattern("six_day", "6")
SHIFT = Pattern("shift", "", keeps_holidays=False, rotation="11100", rotation_from=date(2026, 1, 1))


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 12, 23), True),
        (date(2026, 2, 17), False),  # Chinese New Year
        (date(2026, 12, 24), False),  # joint leave
        (CHRISTMAS, False),
        (date(2026, 12, 26), False),  # Saturday
        (date(2026, 12, 28), True),
    ],
)
def test_the_default_calendar_keeps_weekends_holidays_and_joint_leave(day, works):
    assert works is DEFAULT.works(day)


def test_six_days_are_worked_in_a_six_day_week():
    calendar = Calendar(SIX_DAY)
    assert calendar.works(date(2026, 2, 7))
    assert not calendar.works(date(2026, 2, 8))


def test_a_roster_works_by_its_rotation_whatever_the_holiday():
    calendar = Calendar(SHIFT)
    worked = [calendar.works(date(2026, 1, day)) for day in range(1, 8)]
    assert [True, True, True, False, False, True, True] == worked
    assert calendar.works(date(2025, 12, 31)) is False  # the rotation runs backwards, too


def test_the_agencys_list_adds_holidays_and_makes_working_days_of_others():
    listed = {CHRISTMAS: HolidayKind.WORKING, date(2026, 12, 28): HolidayKind.LOCAL}
    calendar = Calendar(listed=listed)
    assert calendar.works(CHRISTMAS)
    assert not calendar.works(date(2026, 12, 28))


def test_own_free_days_of_a_pattern_come_before_everything():
    free = frozenset({date(2026, 6, 22)})
    assert not Calendar(SHIFT, own_free=free).works(date(2026, 6, 22))


def test_counting_over_the_end_of_the_year():
    works = DEFAULT.works
    assert date(2026, 12, 28) == next_working_day(CHRISTMAS, works)
    assert date(2027, 1, 4) == working_day_after(date(2026, 12, 29), 3, works)
    assert 3 == working_days_between(date(2026, 12, 29), date(2027, 1, 4), works)


def test_a_calendar_without_working_days_ends_the_search():
    assert date(2026, 1, 1) < next_working_day(date(2026, 1, 1), lambda _day: False)


def test_the_library_says_what_is_joint_leave_and_what_is_only_estimated():
    assert HolidayKind.JOINT_LEAVE is decreed(2026)[date(2026, 12, 24)].kind
    assert not decreed(2026)[CHRISTMAS].estimated
    assert any(day.estimated for day in decreed(2028).values())
    assert HolidayKind.JOINT_LEAVE not in {day.kind for day in decreed(2028).values()}


@pytest.mark.parametrize(
    ("spans", "whole"),
    [
        ([(date(2026, 2, 2), date(2026, 2, 27))], True),  # 1 and 28 February are no working days
        ([(date(2026, 2, 2), date(2026, 2, 26))], False),
        ([(date(2026, 1, 5), date(2026, 2, 13)), (date(2026, 2, 18), date(2026, 3, 5))], True),
        ([(date(2026, 1, 1), date(2026, 1, 31))], False),
        ([], False),
    ],
)
def test_a_month_wholly_on_leave_has_no_working_day_left(spans, whole):
    # 16 and 17 February 2026 are joint leave and Imlek.
    assert whole is covers(spans, date(2026, 2, 1), date(2026, 2, 28))


@pytest.mark.parametrize(
    ("first", "last"),
    [
        (date(2026, 2, 3), date(2026, 2, 2)),
        (date(2026, 2, 3), date(2032, 2, 3)),
        (date(2025, 1, 1), date(2026, 2, 3)),
    ],
)
def test_days_that_no_absence_has(first, last):
    with pytest.raises(Refused):
        check_days(first, last, date(2026, 2, 3))


@pytest.mark.parametrize(
    ("day", "count", "later"),
    [
        (date(2026, 2, 3), 3, date(2026, 2, 6)),
        (date(2026, 2, 5), 3, date(2026, 2, 10)),
        # Over the weekend, the joint leave on the 16th and the holiday on the 17th.
        (date(2026, 2, 12), 3, date(2026, 2, 19)),
        (date(2026, 2, 7), 0, date(2026, 2, 7)),
    ],
)
def test_working_days_are_added(day, count, later):
    assert later == working_day_after(day, count, DEFAULT.works)
    assert count == working_days_between(day, later, DEFAULT.works)


def test_between_days_in_the_wrong_order_there_are_none():
    assert working_days_between(date(2026, 2, 6), date(2026, 2, 3), DEFAULT.works) == 0
