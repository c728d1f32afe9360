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
