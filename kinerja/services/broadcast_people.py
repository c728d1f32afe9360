"""Whom an announcement can reach: the units somebody may announce in, and the people of an audience."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

import sqlalchemy
from sqlalchemy import ColumnElement, and_, func
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, exists, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Account,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    ProgressReport,
    RaterAssignment,
    ReportStatus,
    Role,
    RoleGrant,
    Unit,
    WorkingTime,
)
from kinerja.rules.access import Action, Actor, Relation, may
from kinerja.rules.broadcast_audience import Audience, Part
from kinerja.rules.periods import DEFAULT_ZONE, last_of_month
from kinerja.services.authority import valid_on

_ROLES = [role for role in (Role.ADMIN, Role.OWNER) if may(Action.BROADCAST, {Relation(role)})]


def scope_of(session: Session, actor: Actor, today: date) -> list[int]:
    """Return the units, with all below them, in which the actor may announce; ``Unknown`` where none."""
    if actor.is_operator:
        found = session.exec(select(Unit.id).where(col(Unit.parent_id).is_(None)))
    else:
        found = session.exec(
            select(RoleGrant.unit_id)
            .where(
                col(RoleGrant.person_id) == actor.person_id,
                col(RoleGrant.role).in_(_ROLES),
                valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
            )
            .distinct()
        )
    scope = sorted(unit for unit in found if unit is not None)
    if not scope:
        raise Unknown
    return scope


def units_below(units: Iterable[int]):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return the query of units and all that are below them."""
    tree = select(col(Unit.id).label("id")).where(col(Unit.id).in_(list(units))).cte(recursive=True)
    below = select(col(Unit.id)).join(tree, col(Unit.parent_id) == tree.c.id)
    tree = tree.union(below)
    return select(tree.c.id)


def covers(session: Session, actor: Actor, scope: Iterable[int], today: date) -> bool:
    """Say whether the actor may announce in all units of a scope."""
    try:
        own = scope_of(session, actor, today)
    except Unknown:
        return False
    if actor.is_operator:
        return True
    return set(scope) <= set(session.exec(units_below(own)))


def people_of(scope: list[int], audience: Audience, today: date):  # type: ignore[no-untyped-def]  # noqa: ANN201
    """Return the query of the people of an audience, each once: id, name, unit, zone and linked account."""
    first = aliased(Position)
    reach = [
        col(first.person_id) == col(Person.id),
        valid_on(first.starts_on, first.ends_on, today),
        col(first.unit_id).in_(units_below(scope)),
    ]
    if audience.units:
        reach.append(col(first.unit_id).in_(units_below(audience.units)))
    post = select(func.min(first.id)).where(*reach).correlate(Person).scalar_subquery()
    return (
        sqlalchemy.select(
            col(Person.id).label("person_id"),
            col(Person.name).label("name"),
            col(Unit.name).label("unit"),
            func.coalesce(Unit.zone, DEFAULT_ZONE).label("zone"),
            col(Account.id).label("account_id"),
        )
        .select_from(Person)
        .join(Position, col(Position.id) == post)
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .outerjoin(
            Account,
            and_(col(Account.person_id) == col(Person.id), col(Account.unlinked_at).is_(None)),
        )
        .where(*_filters(audience, today))
    )


def _filters(audience: Audience, today: date) -> list[ColumnElement[bool]]:
    wanted: list[ColumnElement[bool]] = []
    if audience.people:
        wanted.append(col(Person.id).in_(audience.people))
    if audience.groups:
        members = select(col(WorkingTime.person_id)).where(
            col(WorkingTime.group_id).in_(audience.groups)
        )
        wanted.append(col(Person.id).in_(members))
    if audience.kinds:
        wanted.append(col(Person.kind).in_(audience.kinds))
    if audience.parts:
        wanted.append(or_(*(_is_part(part, today) for part in audience.parts)))
    if audience.unreported is not None:
        wanted += _has_not_reported(audience.unreported)
    return wanted


def _is_part(part: Part, today: date) -> ColumnElement[bool]:
    if part is Part.EMPLOYEES:
        return col(Person.kind).is_not(None)
    if part is Part.RATERS:
        return exists().where(
            col(RaterAssignment.rater_id) == col(Person.id),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    if part is Part.LEADERS:
        return (
            exists()
            .where(col(PlannedResult.leader_id) == col(Person.id))
            .where(
                col(PerformancePlan.id) == col(PlannedResult.plan_id),
                col(PerformancePlan.person_id) != col(Person.id),
                col(PerformancePlan.status) == PlanStatus.APPROVED,
                valid_on(PerformancePlan.starts_on, PerformancePlan.ends_on, today),
            )
        )
    return exists().where(
        col(RoleGrant.person_id) == col(Person.id),
        col(RoleGrant.role) == Role.ADMIN,
        valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
    )


def _has_not_reported(month: date) -> list[ColumnElement[bool]]:
    """Return the conditions that somebody has a plan in a month and no report of it under way."""
    planned = exists().where(
        col(PerformancePlan.person_id) == col(Person.id),
        col(PerformancePlan.status) == PlanStatus.APPROVED,
        col(PerformancePlan.starts_on) <= last_of_month(month),
        col(PerformancePlan.ends_on) >= month,
    )
    reported = exists().where(
        col(ProgressReport.person_id) == col(Person.id),
        col(ProgressReport.period) == month,
        col(ProgressReport.status).in_([ReportStatus.SUBMITTED, ReportStatus.ACCEPTED]),
    )
    return [planned, ~reported]
