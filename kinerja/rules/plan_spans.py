"""From when until when a new plan holds: the year, as far as the post is held and no plan covers it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta

DECEMBER = 12

Span = tuple[date, date]


def years_to_plan(today: date) -> tuple[int, ...]:
    """Return the years a plan can be written for: this one, in December the next one as well."""
    return (today.year, today.year + 1) if today.month == DECEMBER else (today.year,)


def span_to_plan(
    year: int,
    held: tuple[date | None, date | None],
    planned: Iterable[Span],
    study: Iterable[Span] = (),
) -> Span | None:
    """Return the days a new plan of a post would hold in a year; None where nothing is left to plan.

    ``held`` is from when until when somebody holds the post, ``planned`` the days of its plans. After a
    study leave that ended within a plan, the rest of the year is planned anew.
    """
    first = max(held[0] or date.min, date(year, 1, 1))
    last = min(held[1] or date.max, date(year, 12, 31))
    for starts_on, ends_on in sorted(planned):
        back = _back_within((starts_on, ends_on), study)
        if back is not None and starts_on <= first:
            first = max(first, back)
        elif starts_on <= first <= ends_on:
            first = ends_on + timedelta(days=1)
        elif first < starts_on <= last:
            last = starts_on - timedelta(days=1)
    return (first, last) if first <= last else None


def _back_within(plan: Span, study: Iterable[Span]) -> date | None:
    """Return the day after a study leave that ended within a plan, as far as the plan goes on."""
    back = [ends_on + timedelta(days=1) for _starts_on, ends_on in study]
    return max((day for day in back if plan[0] < day <= plan[1]), default=None)
