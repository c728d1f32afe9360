"""The posts for which somebody may assess themselves in a period."""

from __future__ import annotations

from dataclasses import dataclass

from sqlmodel import Session, col, select

from kinerja.models import (
    Evaluation,
    EvaluationState,
    PerformancePlan,
    Period,
    PlanStatus,
    Position,
    SelfAssessment,
)
from kinerja.rules.access import Actor


@dataclass(frozen=True, slots=True)
class OwnAssessment:
    """A post of one's own with a plan in the period; ``closed`` once its ratings are released."""

    position_id: int
    title: str
    written: SelfAssessment | None
    closed: bool


def own_assessments(session: Session, actor: Actor, period_id: int) -> tuple[OwnAssessment, ...]:
    """Return the actor's posts with an approved plan in the period."""
    period = session.get(Period, period_id)
    if period is None:
        return ()
    posts = session.exec(
        select(Position)
        .join(PerformancePlan, col(PerformancePlan.position_id) == col(Position.id))
        .where(
            col(Position.person_id) == actor.person_id,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.starts_on) <= period.ends_on,
            col(PerformancePlan.ends_on) >= period.starts_on,
        )
        .distinct()
        .order_by(col(Position.id))
    ).all()
    ids = [one.id or 0 for one in posts]
    written = select(SelfAssessment).where(
        col(SelfAssessment.position_id).in_(ids), col(SelfAssessment.period_id) == period_id
    )
    by_post = {one.position_id: one for one in session.exec(written)}
    released = select(Evaluation.position_id).where(
        col(Evaluation.position_id).in_(ids),
        col(Evaluation.period_id) == period_id,
        col(Evaluation.state) == EvaluationState.RELEASED,
    )
    closed = set(session.exec(released))
    return tuple(
        OwnAssessment(one.id or 0, one.title, by_post.get(one.id or 0), one.id in closed)
        for one in posts
    )
