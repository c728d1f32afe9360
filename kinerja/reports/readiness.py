"""How ready the agency is: what is missing in its data, counted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, exists, func, select

from kinerja.models import (
    Account,
    InstanceFact,
    PerformancePlan,
    Person,
    PlanStatus,
    Position,
    RaterAssignment,
    Role,
    RoleGrant,
)
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise_operator, valid_on

BOT_NAME = "bot_name"
"""The fact under which a run keeps the bot's name."""


@dataclass(frozen=True, slots=True)
class Readiness:
    """Numbers of people: all employees, those not linked, without plan, without rater, administrators."""

    employees: int
    not_linked: int
    without_plan: int
    without_rater: int
    administrators: int


def readiness(session: Session, actor: Actor, today: date) -> Readiness:
    """Return what is missing before the agency can report."""
    authorise_operator(actor, Action.IMPORT)
    present = valid_on(Position.starts_on, Position.ends_on, today)
    employees = (
        select(func.count(func.distinct(col(Person.id))))
        .join(Position, col(Position.person_id) == col(Person.id))
        .where(col(Person.kind).is_not(None), present)
    )
    linked = exists().where(
        col(Account.person_id) == col(Person.id), col(Account.unlinked_at).is_(None)
    )
    planned = exists().where(
        col(PerformancePlan.person_id) == col(Person.id),
        col(PerformancePlan.status) == PlanStatus.APPROVED,
        col(PerformancePlan.year) == today.year,
    )
    rated = exists().where(
        col(RaterAssignment.position_id) == col(Position.id),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
    admins = select(func.count(func.distinct(col(RoleGrant.person_id)))).where(
        col(RoleGrant.role) == Role.ADMIN,
        valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
    )
    return Readiness(
        employees=session.exec(employees).one(),
        not_linked=session.exec(employees.where(~linked)).one(),
        without_plan=session.exec(employees.where(~planned)).one(),
        without_rater=session.exec(employees.where(~rated)).one(),
        administrators=session.exec(admins).one(),
    )


def bot_name(session: Session) -> str:
    """Return the bot's name as the last run learned it, or nothing."""
    fact = session.get(InstanceFact, BOT_NAME)
    return fact.value if fact is not None else ""
