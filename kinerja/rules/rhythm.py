"""The rhythm of scheduled feedback (*berkala*): how often, and until when the next one is due."""

from __future__ import annotations

from datetime import date

from kinerja.errors import N_, Refused
from kinerja.rules.periods import last_of_month, month_after

MONTHS = (1, 2, 3, 6)
"""How many months may lie between two scheduled feedbacks."""


def check_months(months: int) -> int:
    """Return the number of months of a rhythm; refused where it is none of those offered."""
    if months not in MONTHS:
        raise Refused(N_("Please choose one of the buttons."))
    return months


def next_due(agreed_on: date, last: date | None, months: int) -> date:
    """Return the day until which the next scheduled feedback is due: counted from the last, or the agreement."""
    start = max(agreed_on, last or agreed_on)
    month = start
    for _ in range(months):
        month = month_after(month)
    return month.replace(day=min(start.day, last_of_month(month).day))
