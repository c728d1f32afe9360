"""What a month has to reach, by pattern and action plan."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from kinerja.models import Pattern
from kinerja.rules.period_targets import target_of_month
from tests.kinerja.rules.test_plan_quality import RELEASE, STEPS, measure, outcome, written

MARCH, APRIL = date(2026, 3, 1), date(2026, 4, 1)
LEVEL = measure(pattern=Pattern.LEVEL)
ONCE = measure(**RELEASE | {"release_month": 4})
CASES = [
    (outcome(measure()), MARCH, "10"),
    (outcome(measure(target=Decimal(100))), MARCH, "8.33"),
    (outcome(measure(), steps=STEPS), MARCH, "5"),
    (outcome(measure(), steps=STEPS), APRIL, "10"),
    (outcome(measure(), LEVEL, steps=STEPS), MARCH, "10"),
    (outcome(LEVEL), MARCH, "120"),
    (outcome(ONCE), MARCH, None),
    (outcome(ONCE), APRIL, "120"),
    (outcome(measure(**RELEASE | {"release_month": None})), date(2026, 12, 1), "120"),
    (outcome(measure(target=None)), MARCH, None),
    (outcome(measure()), date(2027, 1, 1), None),
]


@pytest.mark.parametrize(("result", "month", "expected"), CASES)
def test_each_pattern(result, month, expected):
    found = target_of_month(result.indicators[0], result, written(result), month)
    assert (Decimal(expected) if expected else None) == found


def test_a_plan_for_part_of_the_year_divides_by_its_months():
    plan = replace(written(outcome()), starts_on=date(2026, 9, 1))
    assert Decimal(30) == target_of_month(measure(), outcome(), plan, date(2026, 9, 1))
