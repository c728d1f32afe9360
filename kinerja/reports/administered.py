"""The people somebody administers: who they are, and what is still missing for each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, func, select

from kinerja.models import (
    Account,
    Invitation,
    PerformancePlan,
    Person,
    PlanStatus,
    Position,
    RaterAssignment,
    Role,
    RoleGrant,
    Unit,
)
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise, valid_on
from kinerja.services.inviting import is_open_at

LINKED = exists().where(
    col(Account.person_id) == col(Person.id), col(Account.unlinked_at).is_(None)
)


class Group(StrEnum):
    """Which of the people: everybody, or those for whom something is missing."""

    EVERYONE = "all"
    LINKED = "linked"
    NOT_LINKED = "unlinked"
    WITHOUT_RATER = "unrated"
    WITHOUT_PLAN = "unplanned"


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody the actor administers."""

    person_id: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class Access:
    """How somebody gets in: linked since when, or invited until when, or neither; and who rates them."""

    name: str
    unit: str
    linked_at: datetime | None
    invited_until: datetime | None
    locked: bool
    raters: tuple[str, ...]


def members(
    session: Session, actor: Actor, group: Group, *, now: datetime, today: date, text: str = ""
) -> list[Member]:
    """Return the people of a group in the actor's units, by name; ``text`` narrows them down."""
    query = (
        select(Person.id, Person.name, func.min(Unit.name))
        .join(Position, col(Position.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(in_scope(actor, today), belongs(group, today))
        .group_by(col(Person.id), col(Person.name))
        .order_by(col(Person.name), col(Person.id))
    )
    for word in text.lower().split():
        query = query.where(func.lower(Person.name).contains(word, autoescape=True))
    return [Member(key or 0, name, unit) for key, name, unit in session.exec(query)]


def access_of(
    session: Session, actor: Actor, person_id: int, *, now: datetime, today: date
) -> Access:
    """Return how one person gets in; for whoever may invite them."""
    authorise(session, actor, Action.INVITE, person_id, today)
    posts = session.exec(
        select(Position.id, Unit.name)
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
    ).all()
    linked = session.exec(
        select(Account.linked_at).where(
            col(Account.person_id) == person_id, col(Account.unlinked_at).is_(None)
        )
    ).first()
    mine = col(Invitation.person_id) == person_id
    latest = select(Invitation).where(mine).order_by(col(Invitation.id).desc()).limit(1)
    invitation = session.exec(latest).first()
    raters = session.exec(
        select(Person.name)
        .join(RaterAssignment, col(RaterAssignment.rater_id) == col(Person.id))
        .where(
            col(RaterAssignment.position_id).in_([post for post, _unit in posts]),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
        .order_by(col(Person.name))
        .distinct()
    )
    still_open = session.exec(
        select(func.max(Invitation.expires_at)).where(mine, *is_open_at(now))
    ).one()
    return Access(
        name=session.get_one(Person, person_id).name,
        unit=posts[0][1] if posts else "",
        linked_at=linked,
        invited_until=still_open,
        locked=invitation is not None and invitation.locked_at is not None,
        raters=tuple(raters),
    )


def units_administered(actor: Actor, today: date) -> Any:
    """Return the query of the ids of the units over which the actor is administrator, with all below."""
    granted = select(RoleGrant.unit_id).where(
        col(RoleGrant.person_id) == actor.person_id,
        col(RoleGrant.role) == Role.ADMIN,
        valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
    )
    start: Any = select(col(Unit.id).label("id")).where(col(Unit.id).in_(granted))
    own = start.cte("units_below", recursive=True)
    below = select(col(Unit.id)).join(own, col(Unit.parent_id) == own.c.id)
    return select(own.union(below).c.id)


def in_scope(actor: Actor, today: date) -> ColumnElement[bool]:
    """Return the condition that a post of today lies in the actor's units."""
    return col(Position.unit_id).in_(units_administered(actor, today)) & valid_on(
        Position.starts_on, Position.ends_on, today
    )


def belongs(group: Group, today: date) -> ColumnElement[bool]:
    """Return the condition that a person, in a post of theirs, belongs to a group.

    A superior from outside the civil service has neither a plan nor a rater, and who rates others from
    the topmost unit has no rater in the agency.
    """
    is_employee = col(Person.kind).is_not(None)
    rated = exists().where(
        col(RaterAssignment.position_id) == col(Position.id),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
    rates_others = exists().where(
        col(RaterAssignment.rater_id) == col(Person.id),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
    topmost = aliased(Unit)  # not the unit that the query itself may name
    at_the_top = exists().where(
        col(topmost.id) == col(Position.unit_id), col(topmost.parent_id).is_(None)
    )
    planned = exists().where(
        col(PerformancePlan.person_id) == col(Person.id),
        col(PerformancePlan.status) == PlanStatus.APPROVED,
        col(PerformancePlan.year) == today.year,
    )
    return {
        Group.EVERYONE: true(),
        Group.LINKED: LINKED,
        Group.NOT_LINKED: ~LINKED,
        Group.WITHOUT_RATER: is_employee & ~rated & ~(at_the_top & rates_others),
        Group.WITHOUT_PLAN: is_employee & ~planned,
    }[group]
