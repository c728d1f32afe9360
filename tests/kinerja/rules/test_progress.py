from datetime import date
from decimal import Decimal

import pytest

from kinerja.models import Pattern
from kinerja.rules.progress import MonthValue, actual_so_far


def months(*values):
    made = []
    for number, value in enumerate(values, start=1):
        actual, *counts = value if isinstance(value, tuple) else (value,)
        made.append(MonthValue(date(2026, number, 1), Decimal(actual), *map(Decimal, counts)))
    return made


@pytest.mark.parametrize(
    ("pattern", "values", "actual"),
    [
        (Pattern.CUMULATIVE, (10, 12, "0.5"), "22.5"),
        (Pattern.LEVEL, (35, 32), "32"),
        (Pattern.RELEASE, (70,), "70"),
        (Pattern.AVERAGE, (10, 11, 11), "10.67"),
        (Pattern.AVERAGE, (100, 300), "200"),
        (Pattern.RATIO, ((50, 5, 10), (100, 30, 30)), "87.5"),
        (Pattern.RATIO, ((100, 5, 5), (100, 3, 3)), "100"),
        (Pattern.RATIO, ((50, 5, 10), 80), "80"),
        (Pattern.RATIO, ((50, 0, 0),), "50"),
    ],
)
def test_months_become_one_value_by_pattern(pattern, values, actual):
    found = actual_so_far(pattern, months(*values))

    assert actual == str(found)


@pytest.mark.parametrize("pattern", list(Pattern))
def test_before_the_first_report_there_is_none(pattern):
    assert actual_so_far(pattern, []) is None
