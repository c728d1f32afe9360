"""Open obstacles of one person."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.models import Obstacle, Person, PlannedResult
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class OpenObstacle:
    """An obstacle that waits to be solved, with whose it is and the result it is in the way of."""

    id: int
    person_id: int
    person_name: str
    result: str
    text: str
    help_needed: str
    opened_at: datetime


def open_obstacles(
    session: Session, actor: Actor, person_id: int, today: date
) -> list[OpenObstacle]:
    """Return what is in the way of somebody's results, oldest first."""
    authorise(session, actor, Action.READ_REPORT, person_id, today)
    rows = session.exec(
        select(Obstacle, Person.name)
        .join(Person, col(Person.id) == col(Obstacle.person_id))
        .where(col(Obstacle.person_id) == person_id, col(Obstacle.closed_at).is_(None))
        .order_by(col(Obstacle.opened_at), col(Obstacle.id))
    ).all()
    lineages = {obstacle.lineage for obstacle, _ in rows}
    texts = dict(
        session.exec(
            select(PlannedResult.lineage, PlannedResult.text)
            .where(col(PlannedResult.lineage).in_(lineages))
            .order_by(col(PlannedResult.id))
        ).all()
    )
    return [
        OpenObstacle(
            id=obstacle.id or 0,
            person_id=obstacle.person_id,
            person_name=name,
            result=texts.get(obstacle.lineage, ""),
            text=obstacle.text,
            help_needed=obstacle.help_needed,
            opened_at=obstacle.opened_at,
        )
        for obstacle, name in rows
    ]
