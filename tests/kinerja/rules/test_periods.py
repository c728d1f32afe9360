from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kinerja.rules.periods import (
    first_of_month,
    is_quiet,
    last_of_month,
    local_date,
    month_after,
    month_before,
    months_to_choose,
    was_missed,
    window_closes_on,
)

MONTHS = st.dates(min_value=date(2020, 1, 1), max_value=date(2035, 12, 31))


@pytest.mark.parametrize(
    ("zone", "day"),
    [
        ("Asia/Jakarta", date(2026, 1, 31)),
        ("Asia/Makassar", date(2026, 2, 1)),
        ("Asia/Jayapura", date(2026, 2, 1)),
    ],
)
def test_the_day_is_that_of_the_unit(zone, day):
    assert day == local_date(datetime(2026, 1, 31, 16, 30, tzinfo=UTC), zone)


@pytest.mark.parametrize(
    ("closes_day", "closes"),
    [(10, date(2026, 2, 10)), (28, date(2026, 2, 28)), (31, date(2026, 2, 28))],
)
def test_a_window_closes_within_the_month_after(closes_day, closes):
    assert closes == window_closes_on(date(2026, 1, 1), closes_day)


def test_the_months_of_the_year_can_be_chosen_and_at_least_four():
    expected = [date(2026, 2, 1), date(2026, 1, 1), date(2025, 12, 1), date(2025, 11, 1)]
    assert expected == months_to_choose(date(2026, 2, 17))
    assert [8, 7, 6, 5, 4, 3, 2, 1] == [m.month for m in months_to_choose(date(2026, 8, 17))]


def test_what_had_closed_before_somebody_came_is_not_missed():
    closes = date(2026, 8, 10)
    assert was_missed(closes, closes, date(2026, 8, 11))
    assert not was_missed(closes, closes, closes)
    assert not was_missed(closes, date(2026, 8, 11), date(2026, 8, 12))


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2026, 2, 1), date(2026, 2, 28)),
        (date(2028, 2, 17), date(2028, 2, 29)),
        (date(2026, 12, 31), date(2026, 12, 31)),
    ],
)
def test_a_month_ends_on_its_last_day(day, last):
    assert last == last_of_month(day)


@given(MONTHS)
def test_months_follow_each_other(day):
    first = first_of_month(day)
    assert first == month_after(month_before(day)) == month_before(month_after(day))
    assert first <= day <= last_of_month(day)
    assert last_of_month(day) < month_after(day)


@pytest.mark.parametrize(
    ("hour", "quiet"), [(0, False), (12, False), (13, True), (22, True), (23, True)]
)
def test_quiet_hours_are_from_eight_to_seven(hour, quiet):
    assert quiet is is_quiet(datetime(2026, 2, 2, hour, tzinfo=UTC), "Asia/Jakarta")


@pytest.mark.parametrize(
    ("begins", "ends", "quiet"),
    [
        (time(21), time(6), False),  # 20.00 in Makassar
        (time(20), time(6), True),
        (time(13), time(21), True),
        (time(13), time(20), False),
    ],
)
def test_quiet_hours_may_be_others_and_need_not_pass_midnight(begins, ends, quiet):
    now = datetime(2026, 2, 3, 12, 0, tzinfo=UTC)
    assert quiet is is_quiet(now, "Asia/Makassar", begins, ends)
