"""Asking for the right: how an actor stands to a person in the present organisation."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, or_
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from kinerja.errors import Unknown
from kinerja.models import (
    PlannedResult,
    Position,
    RaterAssignment,
    ReportLine,
    Role,
    RoleGrant,
    Unit,
)
from kinerja.rules.access import ALLOWED, Action, Actor, Relation, may, require
from kinerja.services import days, standing_in
from kinerja.services.numbers import number_of
from kinerja.services.standing_in import as_assistant, as_former, as_rater

valid_on = days.valid_on
rates = standing_in.rates

_OF_ROLE = {
    Role.ADMIN: Relation.ADMIN,
    Role.AUDITOR: Relation.AUDITOR,
    Role.OWNER: Relation.OWNER,
}


def authorise(
    session: Session,
    actor: Actor,
    action: Action,
    person_id: int,
    today: date,
    *,
    position_id: int | None = None,
    line_id: int | None = None,
    helpers: Collection[int] = (),
) -> None:
    """Raise ``Unknown`` unless the actor may do the action with the person's record today.

    A record that belongs to one post names its ``position_id``: then only whoever rates that post is a
    rater, not the rater of another post of the same person. A record that belongs to one result names
    the report's ``line_id``: then the leader of that result is its leader, and of no other. A request for
    help names its ``helpers``: who leads the result, and whom it was handed on to.
    """
    if actor.person_id == person_id and Relation.SELF in ALLOWED[action]:
        return
    relations = relations_to(session, actor, person_id, today, position_id=position_id)
    if line_id is not None and _leads(session, actor, person_id, line_id, today):
        relations = relations | {Relation.LEADER}
    if actor.person_id in helpers and actor.person_id != person_id:
        relations = relations | {Relation.HELPER}
    if not may(action, relations):
        relations = relations | _from_afar(session, actor, action, person_id, today, position_id)
    require(action, relations)


def authorise_part(
    session: Session,
    actor: Actor,
    action: Action,
    post: Position,
    today: date,
    *,
    during: tuple[date, date],
) -> None:
    """Raise ``Unknown`` unless the actor may do the action with what a post has of some days.

    Whoever rated the post on one of them, and has moved on lately, may still close what was theirs.
    """
    position_id = number_of(post)
    try:
        authorise(session, actor, action, post.person_id, today, position_id=position_id)
    except Unknown:
        if actor.person_id in (None, post.person_id):
            raise
        require(action, as_former(session, actor.person_id, position_id, today, during))


def _from_afar(
    session: Session,
    actor: Actor,
    action: Action,
    person_id: int,
    today: date,
    position_id: int | None,
) -> set[Relation]:
    """Return the relations that are asked for only where the nearer ones do not suffice."""
    found: set[Relation] = set()
    if actor.is_operator or actor.person_id == person_id:
        return found
    if Relation.SUPERIOR in ALLOWED[action]:
        found |= _as_superior(session, actor, person_id, today, position_id)
    if Relation.ASSISTANT in ALLOWED[action] and position_id is not None:
        found |= as_assistant(session, actor.person_id, position_id, today)
    return found


def authorise_operator(actor: Actor, action: Action) -> None:
    """Raise ``Unknown`` unless the command line acts; for work on the whole agency."""
    require(action, {Relation.OPERATOR} if actor.is_operator else set())


def relations_to(
    session: Session,
    actor: Actor,
    person_id: int,
    today: date,
    *,
    position_id: int | None = None,
) -> set[Relation]:
    """Return how the actor stands to the person on a day, or to one post of theirs; nobody rates themselves."""
    if actor.is_operator:
        return {Relation.OPERATOR}
    relations: set[Relation] = set()
    if actor.person_id == person_id:
        relations.add(Relation.SELF)
    else:
        relations |= as_rater(session, actor.person_id, person_id, today, position_id)
    return relations | _roles_in(session, actor, _units_above(person_id, today), today)


def _leads(session: Session, actor: Actor, person_id: int, line_id: int, today: date) -> bool:
    found = session.exec(
        select(PlannedResult.leader_id)
        .join(ReportLine, col(ReportLine.result_id) == col(PlannedResult.id))
        .where(
            col(ReportLine.id) == line_id,
            valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
        )
    ).first()
    return found is not None and found == actor.person_id and found != person_id


def posts_rated_by(rater_id: int | None, today: date) -> SelectOfScalar[int]:
    """Return the query of the posts somebody rates today.

    A post that has ended keeps its rater for what is left of it.
    """
    return select(RaterAssignment.position_id).where(
        col(RaterAssignment.rater_id) == rater_id,
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )


def posts_below(rater_id: int | None, today: date) -> SelectOfScalar[int]:
    """Return the query of the present posts that somebody rates, or that those they rate rate further down."""
    own = _people_rated_by(col(RaterAssignment.rater_id) == rater_id, today)
    below = own.cte("people_below", recursive=True)
    further = _people_rated_by(col(RaterAssignment.rater_id) == below.c.person_id, today)
    people = select(below.union(further).c.person_id)
    return (
        select(RaterAssignment.position_id)
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            or_(
                col(RaterAssignment.rater_id) == rater_id,
                col(RaterAssignment.rater_id).in_(people),
            ),
            col(Position.person_id) != rater_id,
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )


def posts_overseen(person_id: int | None, today: date) -> Any:
    """Return the query of the present posts in the units that somebody administers or audits."""
    granted: Any = select(col(RoleGrant.unit_id).label("id")).where(
        col(RoleGrant.person_id) == person_id,
        col(RoleGrant.role).in_((Role.ADMIN, Role.AUDITOR)),
        valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
    )
    own = granted.cte("units_below", recursive=True)
    below = select(col(Unit.id)).join(own, col(Unit.parent_id) == own.c.id)
    return select(col(Position.id)).where(
        col(Position.unit_id).in_(select(own.union(below).c.id)),
        col(Position.person_id) != person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )


def _people_rated_by(rater: ColumnElement[bool], today: date) -> Any:
    return (
        select(col(Position.person_id).label("person_id"))
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(Position.id))
        .where(
            rater,
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )


def _as_superior(
    session: Session, actor: Actor, person_id: int, today: date, position_id: int | None
) -> set[Relation]:
    """Return the relation of somebody who rates the person's rater, or stands further above."""
    posts = posts_below(actor.person_id, today).where(col(Position.person_id) == person_id)
    if position_id is not None:
        posts = posts.where(col(Position.id) == position_id)
    return {Relation.SUPERIOR} if session.exec(posts.limit(1)).first() is not None else set()


def authorise_unit(
    session: Session, actor: Actor, action: Action, unit_id: int, today: date
) -> None:
    """Raise ``Unknown`` unless the actor may do the action with a unit: by a role there or further up."""
    if session.get(Unit, unit_id) is None:
        raise Unknown
    if actor.is_operator:
        require(action, {Relation.OPERATOR})
        return
    start: Any = select(col(Unit.id).label("id"), col(Unit.parent_id).label("parent_id"))
    above = upwards(start.where(col(Unit.id) == unit_id))
    require(action, _roles_in(session, actor, above, today))


def authorise_agency(session: Session, actor: Actor, action: Action, today: date) -> None:
    """Raise ``Unknown`` unless the actor may do the action with the whole agency: by a role at its top."""
    if actor.is_operator:
        require(action, {Relation.OPERATOR})
        return
    tops = session.exec(select(Unit.id).where(col(Unit.parent_id).is_(None))).all()
    if not tops:
        raise Unknown
    for top in tops:
        require(action, _roles_in(session, actor, [top], today))


def upwards(start: Any) -> Any:
    """Return the query of the ids of some units (``start`` selects id and parent_id) and all above them."""
    own = start.cte("units_above", recursive=True)
    above = select(col(Unit.id), col(Unit.parent_id)).join(own, col(Unit.id) == own.c.parent_id)
    return select(own.union(above).c.id)


def _roles_in(session: Session, actor: Actor, units: Any, today: date) -> set[Relation]:
    roles = session.exec(
        select(RoleGrant.role).where(
            col(RoleGrant.person_id) == actor.person_id,
            valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
            col(RoleGrant.unit_id).in_(units),
        )
    )
    return {_OF_ROLE[Role(role)] for role in roles}


def _units_above(person_id: int, today: date) -> Any:
    return upwards(
        select(col(Unit.id).label("id"), col(Unit.parent_id).label("parent_id"))
        .join(Position, col(Position.unit_id) == col(Unit.id))
        .where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
    )
