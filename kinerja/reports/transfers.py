"""What an administrator chooses from when somebody takes up a post: what they hold, and where they can go."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, or_, select

from kinerja.models import Person, Position, RaterAssignment, Unit
from kinerja.reports.administered import units_administered
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise, valid_on

MOST = 12


@dataclass(frozen=True, slots=True)
class HeldPost:
    """A post somebody holds or will hold, and who rates it when nobody is away."""

    position_id: int
    title: str
    unit: str
    rater_id: int | None
    rater: str
    starts_on: date | None


def posts_held(session: Session, actor: Actor, person_id: int, today: date) -> list[HeldPost]:
    """Return the posts somebody holds, or is to hold, to administrators of their unit."""
    authorise(session, actor, Action.TRANSFER, person_id, today)
    owner = func.coalesce(RaterAssignment.stands_for_id, RaterAssignment.rater_id)
    rows: Any = session.exec(
        select(Position, col(Unit.name), col(Person.id), col(Person.name))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .join(
            RaterAssignment,
            (col(RaterAssignment.position_id) == col(Position.id))
            & valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
            isouter=True,
        )
        .join(Person, col(Person.id) == owner, isouter=True)
        .where(
            col(Position.person_id) == person_id,
            or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= today),
        )
        .order_by(col(Position.starts_on).is_not(None), col(Position.starts_on), col(Position.id))
    )
    found = {
        post.id or 0: HeldPost(post.id or 0, post.title, unit, key, name or "", post.starts_on)
        for post, unit, key, name in rows
    }
    return list(found.values())


def units_named(session: Session, actor: Actor, text: str, today: date) -> list[tuple[int, str]]:
    """Return the units the actor administers whose name has these words, by name."""
    words = text.split()
    if actor.person_id is None or not words:
        return []
    rows = session.exec(
        select(Unit.id, Unit.name)
        .where(
            col(Unit.id).in_(units_administered(actor, today)),
            *(func.lower(col(Unit.name)).contains(word.lower(), autoescape=True) for word in words),
        )
        .order_by(col(Unit.name), col(Unit.id))
        .limit(MOST)
    )
    return [(key or 0, name) for key, name in rows]
