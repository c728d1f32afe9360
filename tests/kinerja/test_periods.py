"""Which month is reported when, late, and working days in Indonesia."""

from datetime import UTC, date, datetime

import pytest

from kinerja.rules import periods


@pytest.mark.parametrize(
    ("today", "month"),
    [
        (date(2026, 2, 1), date(2026, 1, 1)),
        (date(2026, 2, 10), date(2026, 1, 1)),
        (date(2026, 2, 11), date(2026, 2, 1)),
        (date(2026, 2, 28), date(2026, 2, 1)),
        (date(2027, 1, 5), date(2026, 12, 1)),
        (date(2027, 1, 11), date(2027, 1, 1)),
    ],
)
def test_the_month_that_ended_until_its_window_closes(today, month):
    assert month == periods.month_to_report(today, 10)


@pytest.mark.parametrize(
    ("today", "late"),
    [(date(2026, 2, 10), False), (date(2026, 2, 11), True), (date(2026, 1, 31), False)],
)
def test_late_is_after_the_window(today, late):
    assert late is periods.is_late(date(2026, 1, 1), today, 10)


def test_the_present_month_and_the_three_before_can_be_chosen():
    months = periods.months_to_choose(date(2026, 2, 28))
    assert [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)] == months


@pytest.mark.parametrize(
    ("month", "last"),
    [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 1), date(2028, 2, 29)),
        (date(2026, 12, 1), date(2026, 12, 31)),
    ],
)
def test_the_last_day_of_a_month(month, last):
    assert last == periods.last_of_month(month)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2026, 2, 3), True),
        (date(2026, 2, 7), False),
        (date(2026, 2, 8), False),
        (date(2026, 8, 17), False),
        (date(2026, 1, 1), False),
    ],
)
def test_working_days(day, works):
    assert works is periods.is_working_day(day)


def test_three_working_days_after_a_friday():
    assert date(2026, 2, 11) == periods.add_working_days(date(2026, 2, 6), 3)


def test_working_days_between_two_days():
    assert 3 == periods.working_days_between(date(2026, 2, 6), date(2026, 2, 11))
    assert 0 == periods.working_days_between(date(2026, 2, 6), date(2026, 2, 6))


@pytest.mark.parametrize(
    ("zone", "day"),
    [("Asia/Jakarta", date(2026, 2, 1)), ("Asia/Jayapura", date(2026, 2, 2))],
)
def test_the_local_date_follows_the_zone(zone, day):
    assert day == periods.local_date(datetime(2026, 2, 1, 15, 30, tzinfo=UTC), zone)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(0, False), (12, False), (13, True), (22, True), (23, True)]
)
def test_quiet_hours_are_from_eight_to_seven(hour, quiet):
    moment = datetime(2026, 2, 2, hour, tzinfo=UTC)
    assert quiet is periods.is_quiet(moment, "Asia/Jakarta")
