"""What somebody is in the agency today: employee, rater, administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import (
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    RaterAssignment,
    Role,
    RoleGrant,
)
from kinerja.rules.access import Actor
from kinerja.services.authority import valid_on


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is today; a superior from outside the civil service is no employee.

    Who leads results of others looks at reports as a rater does.
    """

    is_employee: bool
    is_rater: bool
    roles: frozenset[Role]

    @property
    def is_admin(self) -> bool:
        """Whether they administer a unit."""
        return Role.ADMIN in self.roles or Role.OWNER in self.roles


def standing(session: Session, actor: Actor, today: date) -> Standing:
    """Return the actor's own standing on a day."""
    person = session.get(Person, actor.person_id)
    rater = session.exec(
        select(RaterAssignment.id)
        .where(
            col(RaterAssignment.rater_id) == actor.person_id,
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
        .limit(1)
    ).first()
    roles = session.exec(
        select(RoleGrant.role).where(
            col(RoleGrant.person_id) == actor.person_id,
            valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
        )
    )
    return Standing(
        is_employee=person is not None and person.kind is not None,
        is_rater=rater is not None or _leads(session, actor, today),
        roles=frozenset(Role(role) for role in roles),
    )


def _leads(session: Session, actor: Actor, today: date) -> bool:
    found = session.exec(
        select(PlannedResult.id)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.leader_id) == actor.person_id,
            col(PerformancePlan.person_id) != actor.person_id,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            valid_on(PerformancePlan.starts_on, PerformancePlan.ends_on, today),
        )
        .limit(1)
    )
    return found.first() is not None
