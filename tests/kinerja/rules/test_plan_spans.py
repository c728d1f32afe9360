"""The days of a new plan: the year, the post, what is planned already, and the return from study."""

from datetime import date

import pytest

from kinerja.rules.plan_spans import span_to_plan, years_to_plan


def day(text: str) -> date | None:
    return date.fromisoformat(f"2026-{text}") if text else None


def spans(text: str) -> list[tuple[date, date]]:
    return [tuple(day(part) for part in one.split("..")) for one in text.split()]


CASES = """
held           | planned                    | study        | expected
..             |                            |              | 01-01..12-31
03-16..        |                            |              | 03-16..12-31
..06-30        |                            |              | 01-01..06-30
..             | 01-01..12-31               |              | -
..             | 01-01..06-30               |              | 07-01..12-31
..             | 07-01..12-31               |              | 01-01..06-30
..             | 01-01..03-31 04-01..12-31  |              | -
..             | 01-01..12-31               | 02-01..08-31 | 09-01..12-31
..             | 01-01..12-31 09-01..12-31  | 02-01..08-31 | -
..             | 01-01..12-31               | 02-01..12-31 | -
07-01..09-30   | 07-01..09-30               |              | -
"""


@pytest.mark.parametrize("case", CASES.strip().splitlines()[1:])
def test_the_days_that_are_left(case):
    held, planned, study, expected = (part.strip() for part in case.split("|"))
    first, last = held.split("..")
    found = span_to_plan(2026, (day(first), day(last)), spans(planned), spans(study))
    assert (None if expected == "-" else spans(expected)[0]) == found


def test_the_next_year_can_be_planned_in_december():
    assert (2026,) == years_to_plan(date(2026, 11, 30))
    assert (2026, 2027) == years_to_plan(date(2026, 12, 1))
