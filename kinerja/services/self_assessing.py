"""What employees say of themselves before they are rated."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Evaluation, EvaluationState, Period, Position, SelfAssessment
from kinerja.rules.access import Action, Actor
from kinerja.rules.evaluation import check_reason
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of


def assess_oneself(
    session: Session,
    actor: Actor,
    position_id: int,
    period_id: int,
    results: str,
    behaviour: str,
    *,
    now: datetime,
    today: date,
) -> int:
    """Keep how the actor sees their own period; it may be written anew until the ratings are released."""
    post = session.get(Position, position_id, with_for_update=True)
    period = session.get(Period, period_id)
    if post is None or period is None:
        raise Unknown
    authorise(session, actor, Action.ASSESS_ONESELF, post.person_id, today)
    if today < period.starts_on:
        raise Refused(N_("This period has not begun yet."))
    if _is_released(session, position_id, period_id):
        raise Refused(N_("This period is already rated, so the self-assessment stays as it is."))
    row = session.exec(
        select(SelfAssessment).where(
            col(SelfAssessment.position_id) == position_id,
            col(SelfAssessment.period_id) == period_id,
        )
    ).first() or SelfAssessment(
        person_id=post.person_id,
        position_id=position_id,
        period_id=period_id,
        results="",
        behaviour="",
        written_at=now,
    )
    row.results, row.behaviour = check_reason(results), check_reason(behaviour)
    row.written_at = now
    session.add(row)
    session.flush()
    of = post.person_id
    record(session, actor, "write", "self_assessment", row.id, person_id=of, now=now)
    return number_of(row)


def _is_released(session: Session, position_id: int, period_id: int) -> bool:
    released = session.exec(
        select(Evaluation.id).where(
            col(Evaluation.position_id) == position_id,
            col(Evaluation.period_id) == period_id,
            col(Evaluation.state) == EvaluationState.RELEASED,
        )
    )
    return released.first() is not None
