"""Who was on leave for a whole period, and is therefore not rated in it (*tidak dinilai - cuti*)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import Absence
from kinerja.rules.absences import NOT_RATED, covers


def on_leave_all_through(
    session: Session, people: Iterable[int], first: date, last: date
) -> frozenset[int]:
    """Return those of the people whose confirmed leave holds every working day of a period."""
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
    return frozenset(who for who, away in spans.items() if covers(away, first, last))
