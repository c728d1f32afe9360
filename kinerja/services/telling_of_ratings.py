"""Who is told that ratings were proposed, asked about and answered; none of it says which ratings."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from kinerja.models import Evaluation, EvaluationQuestion, Period, Person
from kinerja.services.in_charge import superior_of
from kinerja.services.telling import Notice, tell


def tell_proposed(session: Session, row: Evaluation, *, now: datetime, today: date) -> None:
    """Tell the nearest superior of the rater, once a day for all that is proposed in a period."""
    apart = {row.person_id, row.rater_id}
    above = superior_of(session, [row.rater_id], today, but_not=apart)
    if above is None:
        return
    period = session.get_one(Period, row.period_id)
    tell(
        session,
        above,
        Notice.RATINGS_PROPOSED,
        key=f"{Notice.RATINGS_PROPOSED.value}:{row.rater_id}:{row.period_id}:{today}:{above}",
        now=now,
        name=session.get_one(Person, row.rater_id).name,
        period_id=row.period_id,
        kind=period.kind.value,
        starts_on=period.starts_on,
    )


def tell_asked(session: Session, row: Evaluation, asked: EvaluationQuestion, now: datetime) -> None:
    """Tell the rater that somebody above asks."""
    tell(
        session,
        row.rater_id,
        Notice.RATING_ASKED,
        key=f"{Notice.RATING_ASKED.value}:{asked.id}",
        now=now,
        name=session.get_one(Person, row.person_id).name,
        position_id=row.position_id,
        period_id=row.period_id,
    )


def tell_answered(
    session: Session, row: Evaluation, asked: EvaluationQuestion, now: datetime
) -> None:
    """Tell who asked that the rater has answered."""
    tell(
        session,
        asked.asked_by_id,
        Notice.RATING_ANSWERED,
        key=f"{Notice.RATING_ANSWERED.value}:{asked.id}:{now.isoformat()}",
        now=now,
        name=session.get_one(Person, row.rater_id).name,
        evaluation_id=row.id,
    )
