"""The table of reminders in its own words: its steps, and the days on which somebody gets them.

Written for the tests alone: it shares no code with the assistant.
"""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import NamedTuple

from tests.year.world import (
    ESCALATED,
    EVALUATION,
    FEEDBACK,
    FILING,
    LEARNING,
    PLANNING,
    REPORT,
    Window,
)

DAY = timedelta(days=1)


class Planned(NamedTuple):
    """A step as the table says it, before anybody's free days."""

    day: date
    name: str


def planned(
    stage: str, window: Window, period: date, is_worked: Callable[[date], bool]
) -> list[Planned]:
    """Return the steps of a row of the table in its order; days of work are counted in a roster, leave apart."""
    due = window.due

    def before(*days: int) -> list[Planned]:
        return [Planned(due - n * DAY, f"H-{n}" if n else "H") for n in days]

    def after(days: Iterable[int]) -> list[Planned]:
        return [Planned(due + n * DAY, f"+{n}") for n in days]

    if stage in (PLANNING, EVALUATION):
        ahead = [Planned(window.opens, "opening"), *before(14)] if stage == PLANNING else []
        return [*ahead, *before(7, 3, 1, 0), *after(range(3, 31, 3))]
    if stage == REPORT:
        day_25 = period.replace(day=25)
        first = [Planned(day_25, "day 25")] if day_25 <= due else []
        return [*first, *before(3, 1, 0), *after((1, 3))]
    if stage == FILING:
        return before(3, 1, 0)
    if stage == FEEDBACK:
        return after((1, 3, 7, 14, 21))
    if stage == LEARNING:
        months = ((7, "1 July"), (10, "1 October"), (12, "1 December"))
        return [Planned(date(period.year, month, 1), name) for month, name in months]
    if stage in ESCALATED:
        return [Planned(worked_days_after(due, 5, is_worked), "overdue 5")]
    raise ValueError(stage)


def worked_days_after(day: date, count: int, is_worked: Callable[[date], bool]) -> date:
    while count:
        day += DAY
        count -= is_worked(day)
    return day


def laid_out(
    row: Iterable[Planned], window: Window, works: Callable[[date], bool]
) -> dict[date, Planned]:
    """Walk through the days of a window: what is planned waits for the next day of work, the newest of it stays.

    What still waits at the closing is brought on the last day of work before.
    """
    row, found = list(row), {}
    waits = last_worked = None
    day = window.opens
    while day <= window.closes:
        for step in row:
            if step.day == day:
                waits = step
        if works(day):
            last_worked = day
            if waits is not None:
                found[day], waits = waits, None
        day += DAY
    if waits is not None and last_worked is not None:
        found[last_worked] = waits
    return found
