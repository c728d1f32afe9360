"""Whom a window concerns: everybody of the agency, or of a unit and those below it, who is in service today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from kinerja.models import Account, Person, Position, Unit
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise_agency, authorise_unit, valid_on


@dataclass(frozen=True, slots=True)
class Concerned:
    """How many people, and how many of them are linked to a chat."""

    people: int
    linked: int


def concerned(session: Session, actor: Actor, unit_id: int | None, today: date) -> Concerned:
    """Count whom a window of a unit (or of the agency) concerns."""
    if unit_id is None:
        authorise_agency(session, actor, Action.MOVE_WINDOW, today)
    else:
        authorise_unit(session, actor, Action.MOVE_WINDOW, unit_id, today)
    people = people_below(unit_id, today).subquery()
    count = select(func.count()).select_from(people)
    linked = select(func.count(col(Account.id))).where(
        col(Account.person_id).in_(select(people.c.person_id)), col(Account.unlinked_at).is_(None)
    )
    return Concerned(session.exec(count).one(), session.exec(linked).one())


def people_below(unit_id: int | None, today: date) -> Any:
    """Return the query of the employees in a unit and those below it, or in the whole agency."""
    query: Any = (
        select(Position.person_id)
        .join(Person, col(Person.id) == col(Position.person_id))
        .where(
            col(Person.kind).is_not(None),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .distinct()
    )
    if unit_id is None:
        return query
    start: Any = select(col(Unit.id).label("id")).where(col(Unit.id) == unit_id)
    here = start.cte("units_here", recursive=True)
    below = select(col(Unit.id)).join(here, col(Unit.parent_id) == here.c.id)
    return query.where(col(Position.unit_id).in_(select(here.union(below).c.id)))
