"""What is overdue below the people somebody rates: by name, for the superior who was told the numbers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Person, Position, RaterAssignment, Stage
from kinerja.reports.stage_ranks import in_service
from kinerja.reports.stage_supervision import overdue
from kinerja.reports.windows import OpenWindow, windows_around
from kinerja.rules.access import Actor
from kinerja.rules.reminders import ReminderName, of_code
from kinerja.services.authority import posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class OverduePost:
    """A post whose holder, or whose rater, has not done what was due."""

    position_id: int
    person_id: int
    name: str
    title: str
    rater: str


def overdue_posts(
    session: Session, me: int | None, stage: Stage, one: OpenWindow, today: date
) -> list[OverduePost]:
    """Return the posts two levels below a superior whose stage is not done in a window, by rater and name."""
    rater, held = aliased(Person), aliased(Position)
    below = select(held.person_id).where(
        col(held.id).in_(posts_rated_by(me, today)),
        valid_on(held.starts_on, held.ends_on, today),
    )
    rows = session.exec(
        select(Position, Person.name, rater.name)
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(Position.id))
        .join(Person, col(Person.id) == col(Position.person_id))
        .join(rater, col(rater.id) == col(RaterAssignment.rater_id))
        .where(
            col(rater.id).in_(below),
            col(rater.id) != me,
            col(Person.id).not_in([me, col(rater.id)]),
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
            in_service(Person, today),
            *overdue(stage, one, today),
        )
        .order_by(col(rater.name), col(rater.id), col(Person.name), col(Position.id))
    )
    return [
        OverduePost(post.id or 0, post.person_id, name, post.title, rated_by)
        for post, name, rated_by in rows
    ]


def overdue_now(
    session: Session, actor: Actor, code: str, starts_on: date, today: date, closes_day: int
) -> list[OverduePost]:
    """Return who is overdue below the actor in the window an escalation named; empty once it has closed."""
    reminder = of_code(code)
    if reminder is None or reminder.name is not ReminderName.ESCALATION:
        raise Unknown
    unit_id = session.exec(
        select(Position.unit_id)
        .where(
            col(Position.person_id) == actor.person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
    ).first()
    windows = windows_around(session, today, closes_day).of(reminder, unit_id, today)
    found = [one for one in windows if one.starts_on == starts_on]
    return overdue_posts(session, actor.person_id, reminder.stage, found[0], today) if found else []
