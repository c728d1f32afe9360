"""The periods of a year, and which stage belongs to which kind of period."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise

from kinerja.errors import N_, Refused
from kinerja.models.cycle import PeriodKind, Stage

FIRST_YEAR, LAST_YEAR = 2025, 2100
SHORTEST_REASON = 5


@dataclass(frozen=True, slots=True)
class Place:
    """Where a window stands: a stage of a period, for a unit and those below it, or for the agency."""

    period_id: int
    stage: Stage
    unit_id: int | None = None


_MONTHS_OF = {PeriodKind.MONTH: 1, PeriodKind.QUARTER: 3, PeriodKind.YEAR: 12}


def spans(year: int, kind: PeriodKind) -> list[tuple[date, date]]:
    """Return first and last day of each period of a kind in a year, in their order."""
    months = _MONTHS_OF[kind]
    starts = [date(year, month, 1) for month in range(1, 13, months)] + [date(year + 1, 1, 1)]
    return [(first, after - timedelta(days=1)) for first, after in pairwise(starts)]


def check_year(year: int) -> int:
    """Refuse a year no cycle can be opened for."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise Refused(
            N_("Please give a year from {first} to {last}."),
            first=str(FIRST_YEAR),
            last=str(LAST_YEAR),
        )
    return year


def check_reason(reason: str) -> str:
    """Return why a window is moved; refused where nobody could understand it later."""
    cleaned = " ".join(reason.split())
    if not SHORTEST_REASON <= len(cleaned) <= 500:
        raise Refused(
            N_(
                "Please write in a few words why the deadline moves, for example: circular 12 of "
                "20 January."
            )
        )
    return cleaned
