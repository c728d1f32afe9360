"""What needs attention, case by case, and the sample of the evidence."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from kinerja.models.plan import Pattern, Polarity
from kinerja.rules.exceptions import (
    is_open_too_long,
    is_silent,
    misses_target,
    sample,
    sample_size,
    share_of_span,
)
from kinerja.rules.progress import MonthValue


@dataclass
class Target:
    pattern: Pattern
    polarity: Polarity
    target: Decimal | None
    target_high: Decimal | None = None


CASES = """
pattern    polarity target high share values      misses
cumulative more     120    -    1/12  10          no
cumulative more     120    -    1/12  9           yes
cumulative more     120    -    2/12  9,11        no
cumulative more     120    -    2/12  9,10        yes
cumulative more     120    -    1     120         no
cumulative less     12     -    1/12  1           no
cumulative less     12     -    1/12  2           yes
cumulative less     12     -    6/12  0,6         no
cumulative range    12     24   6/12  6           no
cumulative range    12     24   6/12  5           yes
cumulative range    12     24   6/12  13          yes
level      more     80     -    1/12  80          no
level      more     80     -    1/12  90,79       yes
level      less     30     -    1/12  30          no
level      less     30     -    1/12  31          yes
level      range    20     25   1/12  22          no
level      range    20     25   1/12  19          yes
level      range    20     25   1/12  26          yes
average    more     80     -    3/12  70,90       no
average    more     80     -    3/12  70,80       yes
ratio      more     95     -    3/12  96          no
ratio      more     95     -    3/12  94          yes
release    more     3      -    1/12  2           yes
level      more     -      -    1/12  1           no
level      more     80     -    1/12  -           no
"""


def cases():
    for row in CASES.strip().splitlines()[1:]:
        pattern, polarity, target, high, share, values, misses = row.split()
        of = Target(
            Pattern(pattern),
            Polarity(polarity),
            None if target == "-" else Decimal(target),
            None if high == "-" else Decimal(high),
        )
        given = [] if values == "-" else [Decimal(value) for value in values.split(",")]
        months = [MonthValue(date(2026, n, 1), value) for n, value in enumerate(given, start=1)]
        yield pytest.param(of, months, Fraction(share), misses == "yes", id="-".join(row.split()))


@pytest.mark.parametrize(("of", "months", "share", "misses"), list(cases()))
def test_who_stands_behind_the_target(of, months, share, misses):
    assert misses is misses_target(of, months, share)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "period", "share"),
    [
        (date(2026, 1, 1), date(2026, 12, 31), date(2026, 1, 1), "1/12"),
        (date(2026, 1, 1), date(2026, 12, 31), date(2026, 12, 1), "1/1"),
        (date(2026, 7, 1), date(2026, 12, 31), date(2026, 9, 1), "1/2"),
        (date(2026, 7, 1), date(2026, 12, 31), date(2026, 6, 1), "0/1"),
        (date(2026, 1, 1), date(2026, 6, 30), date(2026, 8, 1), "1/1"),
    ],
)
def test_the_share_of_a_plan(starts_on, ends_on, period, share):
    assert Fraction(share) == share_of_span(starts_on, ends_on, period)


# 17 February 2026 is Chinese New Year, the day before it joint leave.
@pytest.mark.parametrize(
    ("opened_on", "today", "too_long"),
    [
        (date(2026, 2, 2), date(2026, 2, 9), False),
        (date(2026, 2, 2), date(2026, 2, 10), True),
        (date(2026, 2, 13), date(2026, 2, 23), False),
        (date(2026, 2, 13), date(2026, 2, 25), True),
        (date(2026, 2, 9), date(2026, 2, 9), False),
    ],
)
def test_an_obstacle_open_for_more_than_five_working_days(opened_on, today, too_long):
    assert too_long is is_open_too_long(opened_on, today)


@pytest.mark.parametrize(
    ("last_log", "since", "today", "silent"),
    [
        (date(2026, 2, 2), date(2026, 1, 1), date(2026, 2, 13), False),
        (date(2026, 2, 2), date(2026, 1, 1), date(2026, 2, 18), True),
        (None, date(2026, 2, 2), date(2026, 2, 13), False),
        (None, date(2026, 1, 2), date(2026, 2, 3), True),
        (date(2026, 2, 20), date(2026, 1, 1), date(2026, 2, 20), False),
    ],
)
def test_no_log_for_ten_working_days(last_log, since, today, silent):
    assert silent is is_silent(last_log, since, today)


def test_the_sample_is_one_in_five_and_the_same_again():
    pieces = [(report, 100 + report * 3 + n) for report in range(1, 21) for n in range(3)]
    drawn = sample(pieces)

    assert 12 == len(drawn) == sample_size(60)
    assert drawn == sample(reversed(pieces))
    assert drawn < {evidence for _report, evidence in pieces}
    assert (0, 1, 1, 2) == (sample_size(0), sample_size(1), sample_size(5), sample_size(6))


def test_the_sample_depends_on_the_reports():
    first = sample([(1, number) for number in range(60)])
    assert first != sample([(2, number) for number in range(60)])
