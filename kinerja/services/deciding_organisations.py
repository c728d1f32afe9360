"""An organisation's performance in a period, entered from the decision of the leader above it."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Evaluation,
    EvaluationState,
    OrganisationPerformance,
    Period,
    Person,
    Position,
    Unit,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.evaluation import Decision
from kinerja.services.authority import authorise_unit, posts_rated_by, valid_on
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign

LONGEST_ADVICE = 2000


def decide_organisation(
    session: Session,
    actor: Actor,
    unit_id: int,
    period_id: int,
    decision: Decision,
    *,
    now: datetime,
    today: date,
) -> int:
    """Enter how a unit performed; return the id of the decision.

    Whoever rates somebody in the unit from outside it decides themselves; an administrator enters what a
    leader outside the unit decided. Nobody decides about the unit they work in, and nothing changes
    once ratings that considered it were released.
    """
    decided_by_id = decision.decided_by_id
    if not (actor.person_id == decided_by_id and _is_above(session, actor, unit_id, today)):
        authorise_unit(session, actor, Action.DECIDE_ORGANISATION, unit_id, today)
    if session.get(Period, period_id) is None or session.get(Person, decided_by_id) is None:
        raise Unknown
    if _works_in(session, decided_by_id, unit_id, today):
        raise Refused(
            N_("The leader above the unit decides how it performed, nobody who works in it.")
        )
    session.get(Unit, unit_id, with_for_update=True)
    if _was_considered(session, unit_id, period_id):
        raise Refused(
            N_("Ratings of this unit were released for this period, so its performance stays.")
        )
    row = session.exec(
        select(OrganisationPerformance).where(
            col(OrganisationPerformance.unit_id) == unit_id,
            col(OrganisationPerformance.period_id) == period_id,
        )
    ).first() or OrganisationPerformance(
        unit_id=unit_id,
        period_id=period_id,
        predicate=decision.predicate,
        decided_by_id=decided_by_id,
        entered_at=now,
    )
    row.predicate, row.decided_by_id = decision.predicate, decided_by_id
    row.entered_by_id, row.entered_at = actor.person_id, now
    row.advice = decision.advice.strip()[:LONGEST_ADVICE]
    session.add(row)
    session.flush()
    row_id = number_of(row)
    sign(session, actor, "decide", "organisation", row_id, person_id=decided_by_id, now=now)
    return row_id


def _is_above(session: Session, actor: Actor, unit_id: int, today: date) -> bool:
    """Say whether somebody rates a present post of the unit."""
    found = session.exec(
        select(Position.id)
        .where(
            col(Position.unit_id) == unit_id,
            col(Position.person_id) != actor.person_id,
            col(Position.id).in_(posts_rated_by(actor.person_id, today)),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .limit(1)
    )
    return found.first() is not None


def _works_in(session: Session, person_id: int, unit_id: int, today: date) -> bool:
    found = session.exec(
        select(Position.id)
        .where(
            col(Position.unit_id) == unit_id,
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .limit(1)
    )
    return found.first() is not None


def _was_considered(session: Session, unit_id: int, period_id: int) -> bool:
    found = session.exec(
        select(Evaluation.id)
        .join(Position, col(Position.id) == col(Evaluation.position_id))
        .where(
            col(Position.unit_id) == unit_id,
            col(Evaluation.period_id) == period_id,
            col(Evaluation.state) == EvaluationState.RELEASED,
        )
        .limit(1)
    )
    return found.first() is not None
