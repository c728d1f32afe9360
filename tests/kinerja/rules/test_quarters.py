"""Quarters: where a day's begins, and the one before."""

from datetime import UTC, date, datetime

import pytest

from kinerja.rules.quarters import begins_at, first_of_quarter, quarter_before


@pytest.mark.parametrize(
    ("day", "first", "before"),
    [
        (date(2026, 1, 1), date(2026, 1, 1), date(2025, 10, 1)),
        (date(2026, 3, 31), date(2026, 1, 1), date(2025, 10, 1)),
        (date(2026, 5, 15), date(2026, 4, 1), date(2026, 1, 1)),
        (date(2026, 12, 31), date(2026, 10, 1), date(2026, 7, 1)),
    ],
)
def test_quarters(day, first, before):
    assert (first, before) == (first_of_quarter(day), quarter_before(day))


def test_a_day_begins_where_people_are():
    expected = datetime(2025, 12, 31, 17, tzinfo=UTC)
    assert expected == begins_at(date(2026, 1, 1), "Asia/Jakarta")
