"""Months and local days: which month is reported when, and what counts as late."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

DEFAULT_ZONE = "Asia/Jakarta"
"""The zone of somebody whose unit is not known."""

QUIET_FROM, QUIET_UNTIL = 20, 7
"""Hours of the day between which events arrive without a sound."""


def is_quiet(
    now: datetime, zone: str, begins: time = time(QUIET_FROM), ends: time = time(QUIET_UNTIL)
) -> bool:
    """Say whether it is quiet time in a zone, from one hour until another; over midnight, too."""
    return in_quiet_hours(now.astimezone(ZoneInfo(zone)).time(), begins, ends)


def in_quiet_hours(hour: time, begins: time, ends: time) -> bool:
    """Say whether an hour of the clock lies between two others, the last one not included."""
    return begins <= hour < ends if begins <= ends else hour >= begins or hour < ends


def local_date(now: datetime, zone: str) -> date:
    """Return the date an IANA zone shows at a moment (aware)."""
    return now.astimezone(ZoneInfo(zone)).date()


def first_of_month(day: date) -> date:
    """Return the first day of a day's month."""
    return day.replace(day=1)


def month_before(month: date) -> date:
    """Return the first day of the month before."""
    return first_of_month(first_of_month(month) - timedelta(days=1))


def month_after(month: date) -> date:
    """Return the first day of the month after."""
    return first_of_month(first_of_month(month) + timedelta(days=32))


def last_of_month(month: date) -> date:
    """Return the last day of a month."""
    return month_after(month) - timedelta(days=1)


def window_closes_on(month: date, closes_day: int) -> date:
    """Return the last day on which a month's report is in time: a day of the month after."""
    after = month_after(month)
    return min(after.replace(day=min(closes_day, 28)), last_of_month(after))


def months_to_choose(today: date) -> list[date]:
    """Return the months that can be reported, newest first: those of the year so far, at least four.

    Months before somebody's start in the system stay open to them: nothing is due, nothing is barred.
    """
    months = [first_of_month(today)]
    while len(months) < max(4, today.month):
        months.append(month_before(months[-1]))
    return months


def was_missed(closes: date, joined_on: date, today: date) -> bool:
    """Say whether a window has closed for somebody; one that had closed before they came never does."""
    return joined_on <= closes < today
