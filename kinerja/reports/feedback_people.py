"""The people somebody may give feedback to as their rater, with the last feedback they gave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.models import Feedback, Person, Position
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class RatedPerson:
    """Somebody the reader rates, and when the reader last gave them feedback."""

    id: int
    name: str
    last_feedback: datetime | None


def people_rated(session: Session, actor: Actor, today: date) -> list[RatedPerson]:
    """Return those the actor rates today, by name."""
    last = (
        select(col(Feedback.receiver_id).label("id"), func.max(Feedback.given_at).label("at"))
        .where(col(Feedback.giver_id) == actor.person_id)
        .group_by(col(Feedback.receiver_id))
        .subquery()
    )
    rows = session.exec(
        select(Person.id, Person.name, last.c.at)
        .join(Position, col(Position.person_id) == col(Person.id))
        .join(last, last.c.id == col(Person.id), isouter=True)
        .where(
            col(Position.id).in_(posts_rated_by(actor.person_id, today)),
            valid_on(Position.starts_on, Position.ends_on, today),
            col(Person.id) != actor.person_id,
        )
        .distinct()
        .order_by(col(Person.name), col(Person.id))
    )
    return [RatedPerson(key or 0, name, at) for key, name, at in rows]
