"""Periods as people call them: a month, a quarter, a year."""

from __future__ import annotations

from datetime import date

from kinerja.messages import N_, Message, Month, say
from kinerja.models import PeriodKind


def period_name(kind: PeriodKind | None, first: date) -> Message:
    """Return the name of a period by its first day."""
    if kind is PeriodKind.MONTH:
        return say("{month}", month=Month(first))
    if kind is PeriodKind.QUARTER:
        number = (first.month + 2) // 3
        return say(N_("quarter {number} of {year}"), number=number, year=str(first.year))
    return say("{year}", year=str(first.year))
