"""The agency's people as any of them may see them: names and units, nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, or_, select

from kinerja.models import Person, Position, RaterAssignment, Unit
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by, valid_on

MOST = 12
SHORTEST_QUERY = 3


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody of the agency."""

    id: int
    name: str
    unit: str


def is_present(session: Session, person_id: int, today: date) -> bool:
    """Say whether somebody holds a post today."""
    post = select(Position.id).where(
        col(Position.person_id) == person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    return session.exec(post.limit(1)).first() is not None


def colleague(session: Session, actor: Actor, person_id: int, today: date) -> Colleague | None:
    """Return somebody of the agency, or None where they hold no post today."""
    found = _colleagues(session, actor, today, col(Person.id) == person_id, 1)
    return found[0] if found and actor.person_id is not None else None


def near_colleagues(session: Session, actor: Actor, today: date) -> list[Colleague]:
    """Return the actor's superiors, own people and the colleagues of their unit, by name."""
    own = select(Position.id).where(
        col(Position.person_id) == actor.person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    units = select(Position.unit_id).where(col(Position.id).in_(own))
    raters = select(RaterAssignment.rater_id).where(
        col(RaterAssignment.position_id).in_(own),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
    near = or_(
        col(Position.unit_id).in_(units),
        col(Position.id).in_(posts_rated_by(actor.person_id, today)),
        col(Person.id).in_(raters),
    )
    return _colleagues(session, actor, today, near, 60)


def find_colleagues(session: Session, actor: Actor, text: str, today: date) -> list[Colleague]:
    """Return people of the agency whose name contains the words, at most a dozen."""
    words = text.casefold().split()
    if actor.person_id is None or max(map(len, words), default=0) < SHORTEST_QUERY:
        return []
    named = [func.lower(Person.name).contains(word, autoescape=True) for word in words]
    condition = named[0]
    for one in named[1:]:
        condition = condition & one
    return _colleagues(session, actor, today, condition, MOST)


def _colleagues(
    session: Session, actor: Actor, today: date, which: ColumnElement[bool], most: int
) -> list[Colleague]:
    rows = session.exec(
        select(Person.id, Person.name, func.min(Unit.name))
        .join(Position, col(Position.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            which,
            col(Person.id) != actor.person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .group_by(col(Person.id), col(Person.name))
        .order_by(col(Person.name), col(Person.id))
        .limit(most)
    )
    return [Colleague(key or 0, name, unit) for key, name, unit in rows]
