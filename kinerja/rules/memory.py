"""Whether somebody remembers only the end of a period."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

LAST_WEEKS = timedelta(days=28)
LONG_PERIOD = timedelta(days=60)
"""Periods shorter than this have no beginning that could be forgotten."""


def is_of_the_last_weeks_only(days: Sequence[date], first: date, last: date) -> bool:
    """Say whether everything that was noted in a long period was noted in its last four weeks."""
    return last - first >= LONG_PERIOD and bool(days) and min(days) > last - LAST_WEEKS
