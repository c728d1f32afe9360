"""The observations that wait with their author to be shared or deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.models import Observation, Person
from kinerja.rules.access import Actor
from kinerja.rules.observations import warned_on


@dataclass(frozen=True, slots=True)
class ObservationView:
    """An observation; ``due`` says that it is time to share or delete it."""

    id: int
    person: str
    text: str
    noted_at: datetime
    private_until: date
    due: bool


def observations_of(session: Session, actor: Actor, today: date) -> list[ObservationView]:
    """Return the actor's own observations that are neither shared, deleted nor over, oldest first."""
    rows = session.exec(
        select(Observation, Person.name)
        .join(Person, col(Person.id) == col(Observation.person_id))
        .where(
            col(Observation.author_id) == actor.person_id,
            col(Observation.deleted_at).is_(None),
            col(Observation.feedback_id).is_(None),
            col(Observation.private_until) >= today,
        )
        .order_by(col(Observation.noted_at), col(Observation.id))
    )
    return [
        ObservationView(
            id=noted.id or 0,
            person=name,
            text=noted.text,
            noted_at=noted.noted_at,
            private_until=noted.private_until,
            due=warned_on(noted.private_until) <= today,
        )
        for noted, name in rows
    ]
