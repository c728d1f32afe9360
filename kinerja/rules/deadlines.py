"""Days written in words, such as ``end +3 working days``, laid on a period."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from kinerja.errors import N_, Refused
from kinerja.models.cycle import PeriodKind, Stage
from kinerja.rules.periods import last_of_month, month_after
from kinerja.rules.working_days import IsWorkingDay, working_day_after

_DAY = re.compile(
    r"(?P<anchor>start|end|month after end|month after day (?P<number>[1-9]|1\d|2[0-8]))"
    r"(?: (?P<days>[+-]\d{1,3}) days)?"
    r"(?: \+(?P<working>\d{1,3}) working days)?"
)


@dataclass(frozen=True, slots=True)
class Window:
    """When a stage opens, is due and closes; whole local days, all three belong to it."""

    opens: date
    due: date
    closes: date


@dataclass(frozen=True, slots=True)
class Deadline:
    """A deadline of the law or of custom: the stage, how often, its days in words, and where it stands."""

    stage: Stage
    per: PeriodKind
    opens: str
    due: str
    closes: str
    source: str
    article: str
    valid_from: date
    certain: bool
    """Whether the text of the rule was read; else the agency has to confirm it."""


def day_of(written: str, starts_on: date, ends_on: date, is_working: IsWorkingDay) -> date:
    """Return the day that words mean for a period; ``ValueError`` where they mean none."""
    found = _DAY.fullmatch(written)
    if found is None:
        raise ValueError(written)
    anchor = found["anchor"]
    if anchor == "start":
        day = starts_on
    elif anchor == "end":
        day = ends_on
    else:
        after = month_after(ends_on)
        day = after.replace(day=int(found["number"])) if found["number"] else last_of_month(after)
    day += timedelta(days=int(found["days"] or 0))
    return working_day_after(day, int(found["working"] or 0), is_working)


def window_of(
    deadline: Deadline, starts_on: date, ends_on: date, is_working: IsWorkingDay
) -> Window:
    """Return the window of a deadline in a period."""
    return Window(
        *(
            day_of(written, starts_on, ends_on, is_working)
            for written in (deadline.opens, deadline.due, deadline.closes)
        )
    )


def check_window(window: Window) -> None:
    """Refuse a window whose days are in the wrong order."""
    if not window.opens <= window.due <= window.closes:
        raise Refused(
            N_(
                "A stage opens first, then it is due, then it closes. Opening {opens}, due {due} and "
                "closing {closes} are not in this order."
            ),
            opens=window.opens,
            due=window.due,
            closes=window.closes,
        )


def moved(window: Window, due: date) -> Window:
    """Return a window with another due day; its opening and closing give way where they must."""
    delay = due - window.due
    closes = window.closes + delay if delay > timedelta(0) else max(window.closes, due)
    return Window(min(window.opens, due), due, closes)


def in_nearest_year(day: date, other: date) -> date:
    """Return a day written without its year in the year that brings it closest to another day."""
    if abs(day - other) <= timedelta(days=183):
        return day
    years = (other.year - 1, other.year, other.year + 1)
    try:
        return min((day.replace(year=year) for year in years), key=lambda one: abs(one - other))
    except ValueError:  # 29 February
        return day
