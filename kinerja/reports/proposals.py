"""Where proposed ratings wait for a look from above, and what a rater has to release or deliver."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from kinerja.models import (
    Evaluation,
    EvaluationDelivery,
    EvaluationQuestion,
    EvaluationState,
    Period,
    Position,
    Unit,
)
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_below
from kinerja.services.standing_in import posts_to_rate_by


@dataclass(frozen=True, slots=True)
class UnitProposals:
    """A unit with so many proposals, and so many released evaluations, of other raters below the reader."""

    unit_id: int
    name: str
    proposed: int
    released: int


@dataclass(frozen=True, slots=True)
class ToFinish:
    """The ids of a rater's evaluations that can be released, and of those that can be delivered."""

    to_release: tuple[int, ...]
    to_deliver: tuple[int, ...]


def units_with_proposals(
    session: Session, actor: Actor, period_id: int, today: date
) -> tuple[UnitProposals, ...]:
    """Return the units below the reader in which somebody else has proposed or released ratings."""
    rows = session.exec(
        select(Unit, col(Evaluation.state), func.count())
        .join(Position, col(Position.unit_id) == col(Unit.id))
        .join(Evaluation, col(Evaluation.position_id) == col(Position.id))
        .where(
            col(Evaluation.period_id) == period_id,
            col(Evaluation.state) != EvaluationState.DRAFT,
            col(Evaluation.rater_id) != actor.person_id,
            col(Position.id).in_(posts_below(actor.person_id, today)),
        )
        .group_by(*Unit.__table__.columns, col(Evaluation.state))  # type: ignore[attr-defined]
        .order_by(col(Unit.name), col(Unit.id))
    ).all()
    units = {unit.id or 0: unit for unit, _state, _count in rows}
    counted = {(unit.id or 0, state): count for unit, state, count in rows}
    return tuple(
        UnitProposals(
            key,
            unit.name,
            counted.get((key, EvaluationState.PROPOSED), 0),
            counted.get((key, EvaluationState.RELEASED), 0),
        )
        for key, unit in units.items()
    )


def to_finish(session: Session, actor: Actor, period_id: int, today: date) -> ToFinish:
    """Return what the actor can release (nothing is asked) and deliver in a period."""
    period = session.get(Period, period_id)
    if period is None:
        return ToFinish((), ())
    posts = posts_to_rate_by(actor.person_id, today, period.starts_on, period.ends_on)
    asked = select(EvaluationQuestion.evaluation_id).where(
        col(EvaluationQuestion.answered_at).is_(None)
    )
    delivered = select(EvaluationDelivery.evaluation_id)
    mine = (
        col(Evaluation.period_id) == period_id,
        col(Evaluation.rater_id) == actor.person_id,
        col(Evaluation.position_id).in_(posts),
    )
    order = col(Evaluation.id)
    release = session.exec(
        select(Evaluation.id)
        .where(
            *mine,
            col(Evaluation.state) == EvaluationState.PROPOSED,
            col(Evaluation.id).not_in(asked),
        )
        .order_by(order)
    )
    deliver = session.exec(
        select(Evaluation.id)
        .where(
            *mine,
            col(Evaluation.state) == EvaluationState.RELEASED,
            col(Evaluation.id).not_in(delivered),
        )
        .order_by(order)
    )
    return ToFinish(tuple(one or 0 for one in release), tuple(one or 0 for one in deliver))
