"""Absences as people look at them: one's own, one of somebody else, and those an administrator has to confirm."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Absence, AbsenceKind, Person, Position, Role, RoleGrant, Unit
from kinerja.rules.access import Action, Actor, may
from kinerja.services.authority import authorise, relations_to, valid_on


@dataclass(frozen=True, slots=True)
class AbsenceView:
    """An absence with the name of the person; ``ended`` where it was taken back or refused."""

    id: int
    person_id: int
    name: str
    kind: AbsenceKind
    first_day: date
    last_day: date
    confirmed: bool
    ended: bool


@dataclass(frozen=True, slots=True)
class AbsentPerson:
    """Somebody whose absence another enters; ``confirms`` says that it is confirmed with that."""

    id: int
    name: str
    confirms: bool


def absent_person(session: Session, actor: Actor, person_id: int, today: date) -> AbsentPerson:
    """Return somebody else for whom the actor may enter an absence: as their rater or administrator."""
    if actor.person_id == person_id:
        raise Unknown
    authorise(session, actor, Action.REPORT_ABSENCE, person_id, today)
    name = session.get_one(Person, person_id).name
    confirms = may(Action.CONFIRM_ABSENCE, relations_to(session, actor, person_id, today))
    return AbsentPerson(person_id, name, confirms)


def own_absences(session: Session, actor: Actor, today: date) -> list[AbsenceView]:
    """Return the actor's own absences that are not over, the next first."""
    return _views(
        session,
        col(Absence.person_id) == actor.person_id,
        col(Absence.last_day) >= today,
        col(Absence.ended_at).is_(None),
    )


def absence_card(session: Session, actor: Actor, absence_id: int, today: date) -> AbsenceView:
    """Return an absence."""
    found = _views(session, col(Absence.id) == absence_id)
    if not found:
        raise Unknown
    authorise(session, actor, Action.READ_ABSENCE, found[0].person_id, today)
    return found[0]


def absences_to_confirm(session: Session, actor: Actor, today: date) -> list[AbsenceView]:
    """Return what waits for the actor as an administrator, the oldest first."""
    start: Any = select(col(RoleGrant.unit_id).label("id")).where(
        col(RoleGrant.person_id) == actor.person_id,
        col(RoleGrant.role) == Role.ADMIN,
        valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
    )
    granted = start.cte("units_below", recursive=True)
    below = select(col(Unit.id)).join(granted, col(Unit.parent_id) == granted.c.id)
    people = select(Position.person_id).where(
        col(Position.unit_id).in_(select(granted.union(below).c.id)),
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    return _views(
        session,
        col(Absence.person_id).in_(people),
        col(Absence.confirmed_at).is_(None),
        col(Absence.ended_at).is_(None),
    )


def _views(session: Session, *conditions: Any) -> list[AbsenceView]:
    rows = session.exec(
        select(Absence, Person.name)
        .join(Person, col(Person.id) == col(Absence.person_id))
        .where(*conditions)
        .order_by(col(Absence.first_day), col(Absence.id))
    )
    return [
        AbsenceView(
            id=row.id or 0,
            person_id=row.person_id,
            name=name,
            kind=row.kind,
            first_day=row.first_day,
            last_day=row.last_day,
            confirmed=row.confirmed_at is not None,
            ended=row.ended_at is not None,
        )
        for row, name in rows
    ]
