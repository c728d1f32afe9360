"""What somebody is in the agency today: employee, rater, administrator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, exists, or_, select

from kinerja.models import (
    Account,
    Acting,
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
from kinerja.services.standing_in import assists


@dataclass(frozen=True, slots=True)
class Standing:
    """What somebody is today; a superior from outside the civil service is no employee.

    Who leads results of others, or assists a rater, looks at reports as a rater does.
    """

    is_employee: bool
    is_rater: bool
    roles: frozenset[Role]

    @property
    def is_admin(self) -> bool:
        """Whether they administer a unit."""
        return Role.ADMIN in self.roles

    @property
    def announces(self) -> bool:
        """Whether they may announce to units of theirs."""
        return self.is_admin or Role.OWNER in self.roles


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
        is_rater=rater is not None
        or _leads(session, actor, today)
        or _assists(session, actor, today),
        roles=frozenset(Role(role) for role in roles),
    )


def _leads(session: Session, actor: Actor, today: date) -> bool:
    found = session.exec(
        select(PlannedResult.id)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.leader_id) == actor.person_id,
            valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
            col(PerformancePlan.person_id) != actor.person_id,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            valid_on(PerformancePlan.starts_on, PerformancePlan.ends_on, today),
        )
        .limit(1)
    )
    return found.first() is not None


def _assists(session: Session, actor: Actor, today: date) -> bool:
    found = session.exec(
        select(Acting.id).where(col(Acting.acting_id) == actor.person_id, assists(today)).limit(1)
    )
    return found.first() is not None


@dataclass(frozen=True, slots=True)
class ChatStanding:
    """A linked chat, its language, and what its person is today."""

    chat_id: int
    language: str
    standing: Standing


def chat_standings(session: Session, today: date, chat_id: int | None = None) -> list[ChatStanding]:
    """Return the standing of everybody who is linked, or of one chat; for the assistant itself."""
    rates = exists().where(
        col(RaterAssignment.rater_id) == col(Account.person_id),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
    leads = exists().where(
        col(PerformancePlan.id) == col(PlannedResult.plan_id),
        col(PlannedResult.leader_id) == col(Account.person_id),
        valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
        col(PerformancePlan.person_id) != col(Account.person_id),
        col(PerformancePlan.status) == PlanStatus.APPROVED,
        valid_on(PerformancePlan.starts_on, PerformancePlan.ends_on, today),
    )
    helps = exists().where(col(Acting.acting_id) == col(Account.person_id), assists(today))
    query = (
        select(Account, col(Person.kind).is_not(None), or_(rates, leads, helps))
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(col(Account.unlinked_at).is_(None))
        .order_by(col(Account.id))
    )
    if chat_id is not None:
        query = query.where(col(Account.chat_id) == chat_id)
    granted = select(RoleGrant.person_id, RoleGrant.role).where(
        valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today)
    )
    roles: dict[int, set[Role]] = {}
    for person_id, role in session.exec(granted):
        roles.setdefault(person_id, set()).add(Role(role))
    return [
        ChatStanding(
            account.chat_id,
            account.language,
            Standing(is_employee, is_rater, frozenset(roles.get(account.person_id, ()))),
        )
        for account, is_employee, is_rater in session.exec(query)
    ]
