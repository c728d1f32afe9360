"""Which indicators are asked for in which month."""

from __future__ import annotations

from datetime import date

from kinerja.models.plan import Indicator, Pattern

LAST_MONTH = 12


def is_measurable(indicator: Indicator) -> bool:
    """Say whether an indicator has a number as target; words are answered by the note."""
    return indicator.target is not None


def asked_in(indicator: Indicator, period: date) -> bool:
    """Say whether a value is asked in a month.

    One that exists once a year is asked in its own month only, December where none is named.
    """
    if not is_measurable(indicator):
        return False
    if indicator.pattern is not Pattern.RELEASE:
        return True
    return period.month == (indicator.release_month or LAST_MONTH)


def comes_in(indicator: Indicator, period: date) -> date | None:
    """Return the month of the year in which a value exists, where it is not the given one."""
    if not is_measurable(indicator) or asked_in(indicator, period):
        return None
    return period.replace(month=indicator.release_month or LAST_MONTH)
