"""When the steps of a reminder fall: marks such as H-3, laid on a stage's window and somebody's working days."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from operator import itemgetter

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.rules.deadlines import Window
from kinerja.rules.working_days import IsWorkingDay, working_day_after, working_day_before

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)

_MARK = re.compile(
    r"opening(?: \+(?P<opened>[1-9]\d?))?"
    rf"|(?P<date>[1-9]|[12]\d|3[01]) (?P<month>{'|'.join(_MONTHS)})"
    r"|day (?P<day_of_month>[1-9]|[12]\d|3[01])"
    r"|H(?:-(?P<before>[1-9]\d?))?"
    r"|\+(?P<after>[1-9]\d?)"
    r"|every (?P<every>[1-9]\d?)"
    r"|overdue (?P<overdue>[1-9]\d?)"
    r"|ahead (?P<ahead>[1-9]\d?)"
    r"|clock (?P<clock>[1-9]\d?)"
)


@dataclass(frozen=True, slots=True, order=True)
class Step:
    """A step of a reminder: the local day it is sent on and its mark, such as ``H-3`` or ``+6``."""

    day: date
    planned_for: date
    mark: str


def read_marks(marks: Sequence[str]) -> tuple[str, ...]:
    """Return marks as they are, or raise ``Refused`` naming the first that is none.

    ``opening``, ``opening +7``: that many calendar days after it; ``H-3``, ``H``, ``+3``: calendar days
    from the due day; ``every 3``: every three days after it; ``overdue 5``, ``ahead 20``: the fifth working
    day after it, the twentieth before it; ``clock 5``: the fifth working day after the opening; ``day 25``:
    that day of the month of the due day, or of the month before where that would be past it;
    ``1 December``: the last one that is not past it.
    """
    for mark in marks:
        if not _MARK.fullmatch(mark):
            raise Refused(
                N_(
                    "“{mark}” is no step of a reminder. Good ones are opening, opening +7, day 25, 1 December, H-3, H, +3, every 3, overdue 5, ahead 20 and clock 5."
                ),
                mark=mark,
            )
    return tuple(marks)


def steps(
    marks: Sequence[str],
    window: Window,
    is_working: IsWorkingDay,
    most: int,
    calendar: IsWorkingDay | None = None,
) -> list[Step]:
    """Return the steps of a window in the order of their days, none of them outside it.

    Working days are counted in the ``calendar``, which is ``is_working`` without the person's absences. A
    day that is no working day moves to the next one that is, and where that is past the closing, back to
    the last one before. Of steps on one day the newest stays. ``every`` ends after ``most`` times.
    """
    moved: dict[date, Step] = {}
    planned = _planned(marks, window, calendar or is_working, most)
    for planned_for, mark in sorted(
        planned, key=itemgetter(0)
    ):  # of a day, the later of the table wins
        day = _moved(planned_for, window, is_working)
        if day is not None:
            moved[day] = Step(day, planned_for, mark)
    return [moved[day] for day in sorted(moved)]


def newest(found: Sequence[Step], today: date) -> Step | None:
    """Return the newest step whose day has come, which is the only one still to be sent."""
    come = [step for step in found if step.day <= today]
    return come[-1] if come else None


def _planned(
    marks: Sequence[str], window: Window, is_working: IsWorkingDay, most: int
) -> Iterator[tuple[date, str]]:
    for mark in marks:
        found = _MARK.fullmatch(mark)
        if found is None:
            raise ValueError(mark)
        for day, name in _days_of(mark, found, window, is_working, most):
            if window.opens <= day <= window.closes:
                yield day, name


def _days_of(
    mark: str, found: re.Match[str], window: Window, is_working: IsWorkingDay, most: int
) -> Iterator[tuple[date, str]]:
    part = {name: int(text) for name, text in found.groupdict().items() if text and text.isdigit()}
    if "every" in part:
        for n in range(1, most + 1):
            days = part["every"] * n
            yield window.due + timedelta(days=days), f"+{days}"
    elif mark.startswith("opening"):
        yield window.opens + timedelta(days=part.get("opened", 0)), mark
    elif found["month"]:
        yield _date(part["date"], _MONTHS.index(found["month"]) + 1, window), mark
    elif "day_of_month" in part:
        yield _day_of_month(part["day_of_month"], window), mark
    elif "overdue" in part:
        yield working_day_after(window.due, part["overdue"], is_working), mark
    elif "ahead" in part:
        yield working_day_before(window.due, part["ahead"], is_working), mark
    elif "clock" in part:
        yield working_day_after(window.opens, part["clock"], is_working), mark
    else:
        yield window.due + timedelta(days=part.get("after", 0) - part.get("before", 0)), mark


def _date(day: int, month: int, window: Window) -> date:
    """Return a date of the year of the due day or, where it would lie behind that, of the year before."""
    behind = (month, day) > (window.due.month, window.due.day)
    year = window.due.year - behind
    return date(year, month, min(day, monthrange(year, month)[1]))


def _day_of_month(number: int, window: Window) -> date:
    """Return a day of the due day's month or, where it lies behind the due day, of the month before."""
    first = window.due.replace(day=1)
    if number > window.due.day:
        first = (first - timedelta(days=1)).replace(day=1)
    return first.replace(day=min(number, monthrange(first.year, first.month)[1]))


def _moved(day: date, window: Window, is_working: IsWorkingDay) -> date | None:
    later = day
    while later <= window.closes:
        if is_working(later):
            return later
        later += timedelta(days=1)
    earlier = day
    while earlier > window.opens:
        earlier -= timedelta(days=1)
        if is_working(earlier):
            return earlier
    return None
