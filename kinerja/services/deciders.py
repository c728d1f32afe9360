"""Who decides an objection: the nearest superior of the rater who is there, else whoever stands in from above."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import Absence, AbsenceKind, Evaluation
from kinerja.services.in_charge import superior_of
from kinerja.services.responsible import raters_of


def decider_of(session: Session, row: Evaluation, today: date) -> int | None:
    """Return who decides an objection to an evaluation today; None where nobody above uses the assistant.

    Neither the rater nor the person decides. Who is away today is passed over, a trip apart.
    """
    away = session.exec(
        select(Absence.person_id).where(
            col(Absence.first_day) <= today,
            col(Absence.last_day) >= today,
            col(Absence.ended_at).is_(None),
            col(Absence.kind) != AbsenceKind.TRIP,
        )
    )
    apart = {row.person_id, row.rater_id, *away}
    found = superior_of(session, [row.rater_id], today, but_not=apart)
    if found is None:
        present = [one for one in raters_of(session, row.person_id, today) if one != row.rater_id]
        found = superior_of(session, present, today, but_not=apart)
    return found
