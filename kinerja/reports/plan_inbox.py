"""The plans that wait for whoever rates the post, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from kinerja.models import PerformancePlan, Person, PlanStatus, Position
from kinerja.rules.access import Actor
from kinerja.services.standing_in import posts_decided_by


@dataclass(frozen=True, slots=True)
class WaitingPlan:
    """A plan that waits for a decision; a revision follows a version that was handed over before."""

    plan_id: int
    person_id: int
    name: str
    position: str
    year: int
    since: datetime
    is_revision: bool


def plans_to_approve(session: Session, actor: Actor, today: date) -> list[WaitingPlan]:
    """Return the plans of the people the actor rates that wait for approval, oldest first."""
    if actor.person_id is None:
        return []
    rows = session.exec(
        select(PerformancePlan, Person.name, Position.title)
        .join(Person, col(Person.id) == col(PerformancePlan.person_id))
        .join(Position, col(Position.id) == col(PerformancePlan.position_id))
        .where(*_waits_for(actor, today))
        .order_by(col(PerformancePlan.submitted_at), col(PerformancePlan.id))
    )
    return [
        WaitingPlan(
            plan_id=plan.id or 0,
            person_id=plan.person_id,
            name=name,
            position=title,
            year=plan.year,
            since=_moment(plan),
            is_revision=bool(plan.reason),
        )
        for plan, name, title in rows
    ]


def count_plans(session: Session, actor: Actor, today: date) -> int:
    """Return how many plans wait for the actor."""
    if actor.person_id is None:
        return 0
    query = select(func.count()).select_from(PerformancePlan).where(*_waits_for(actor, today))
    return session.exec(query).one()


def _waits_for(actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(PerformancePlan.status) == PlanStatus.SUBMITTED,
        col(PerformancePlan.submitted_at).is_not(None),
        col(PerformancePlan.person_id) != actor.person_id,
        col(PerformancePlan.position_id).in_(posts_decided_by(actor.person_id, today)),
    )


def _moment(plan: PerformancePlan) -> datetime:
    if plan.submitted_at is None:
        raise LookupError("a plan that waits was sent at some moment")
    return plan.submitted_at
