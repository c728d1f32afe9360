"""Observations: how long they stay private, and on which day their author is asked."""

from datetime import date, timedelta

import pytest

from kinerja.rules.observations import is_over, last_to_warn, private_until, warned_on


@pytest.mark.parametrize(
    ("until", "asked"),
    [
        (date(2026, 3, 12), date(2026, 3, 11)),  # Thursday
        (date(2026, 3, 9), date(2026, 3, 6)),  # Monday: the Friday before
        (date(2026, 2, 18), date(2026, 2, 13)),  # after joint leave and the lunar new year
        (date(2026, 8, 18), date(2026, 8, 14)),  # after Independence Day on a Monday
    ],
)
def test_the_author_is_asked_on_a_working_day_before_the_last(until, asked):
    assert asked == warned_on(until)


@pytest.mark.parametrize("number", range(0, 365, 7))
def test_who_is_asked_by_a_day_agrees_with_the_day_of_each(number):
    today = date(2026, 1, 1) + timedelta(days=number)
    asked = [
        until
        for until in (today + timedelta(days=n) for n in range(1, 40))
        if warned_on(until) <= today
    ]
    assert last_to_warn(today) == max(asked, default=today + timedelta(days=1))


def test_it_is_private_for_fourteen_days_and_then_over():
    until = private_until(date(2026, 3, 1))
    assert date(2026, 3, 15) == until
    assert [False, True] == [is_over(until, date(2026, 3, day)) for day in (15, 16)]
