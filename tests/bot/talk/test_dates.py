"""Dates as people write them, read on 3 February 2026."""

from datetime import date

import pytest

from bot.talk.dates import read_day
from kinerja.errors import Refused


@pytest.mark.parametrize(
    ("day", "written"),
    [
        ("2026-02-05", "5/2"),
        ("2025-12-31", "31/12"),
        ("2026-01-30", "30-1"),
        ("2026-02-01", "1"),
        ("2024-02-29", "29/2/24"),
        ("2025-03-05", "05.03.2025"),
        ("2026-01-02", "2026-01-02"),
    ],
)
def test_without_a_year_the_nearest_day_is_meant(day, written):
    assert day == read_day(written, date(2026, 2, 3)).isoformat()


@pytest.mark.parametrize("written", ["kemarin dulu", "31/2", "29/2", "", "1/2/3/4", "5/13"])
def test_what_is_no_date_is_refused_with_an_example(written):
    with pytest.raises(Refused) as refused:
        read_day(written, date(2026, 2, 3))
    assert "03/02" == refused.value.message.values["example"]
