"""Who was on leave for a whole period, and is therefore not rated in it (*tidak dinilai - cuti*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import Absence
from kinerja.rules.absences import NOT_RATED, covers
from kinerja.rules.periods import last_of_month


def on_leave_all_through(
    session: Session, people: Iterable[int], first: date, last: date
) -> frozenset[int]:
    """Return those of the people whose confirmed leave holds every working day of a period."""
    spans = _leave(session, people, first, last)
    return frozenset(who for who, away in spans.items() if covers(away, first, last))


def months_on_leave(session: Session, person_id: int, months: Sequence[date]) -> frozenset[date]:
    """Return those of somebody's months (first days, ascending) that were wholly on leave."""
    if not months:
        return frozenset()
    spans = _leave(session, [person_id], months[0], last_of_month(months[-1]))[person_id]
    return frozenset(month for month in months if covers(spans, month, last_of_month(month)))


def _leave(
    session: Session, people: Iterable[int], first: date, last: date
) -> dict[int, list[tuple[date, date]]]:
    rows = session.exec(
        select(Absence).where(
            col(Absence.person_id).in_(list(people)),
            col(Absence.kind).in_(NOT_RATED),
            col(Absence.ended_at).is_(None),
            col(Absence.confirmed_at).is_not(None),
            col(Absence.first_day) <= last,
            col(Absence.last_day) >= first,
        )
    )
    spans: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in rows:
        spans[row.person_id].append((row.first_day, row.last_day))
    return spans
