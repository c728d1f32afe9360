"""The rhythm of scheduled feedback: which there are, and when the next one is due."""

from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.rules.rhythm import MONTHS, check_months, next_due


@pytest.mark.parametrize(
    ("agreed", "last", "months", "expected"),
    [
        (date(2026, 2, 3), None, 1, date(2026, 3, 3)),
        (date(2026, 1, 31), None, 1, date(2026, 2, 28)),
        (date(2026, 11, 30), None, 3, date(2027, 2, 28)),
        (date(2026, 2, 3), date(2026, 4, 10), 3, date(2026, 7, 10)),
        # What was given before they agreed does not count against the new rhythm.
        (date(2026, 2, 3), date(2025, 6, 1), 6, date(2026, 8, 3)),
    ],
)
def test_the_next_one_is_due(agreed, last, months, expected):
    assert expected == next_due(agreed, last, months)


def test_only_what_is_offered_can_be_agreed_on():
    assert list(MONTHS) == [check_months(months) for months in MONTHS]
    for months in (0, -1, 4, 120):
        with pytest.raises(Refused):
            check_months(months)
