"""Quarters of a year, which counts are compared by."""

from __future__ import annotations

from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from kinerja.rules.periods import first_of_month, month_before


def first_of_quarter(day: date) -> date:
    """Return the first day of a day's quarter."""
    return first_of_month(day).replace(month=day.month - (day.month - 1) % 3)


def quarter_before(day: date) -> date:
    """Return the first day of the quarter before a day's."""
    return first_of_quarter(month_before(first_of_quarter(day)))


def begins_at(day: date, zone: str) -> datetime:
    """Return the moment (aware) at which a day begins in an IANA zone."""
    return datetime.combine(day, time(), ZoneInfo(zone))
