"""The circles around somebody who can be asked about them: those who use the assistant, today."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from sqlmodel import Session, col, select

from kinerja.models import Account, Circle, Person, Position, RaterAssignment
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise, posts_rated_by, valid_on


def circle_sizes(session: Session, actor: Actor, subject_id: int, today: date) -> dict[Circle, int]:
    """Return how many people of each whole circle could be asked about somebody."""
    authorise(session, actor, Action.ASK_PEERS, subject_id, today)
    return {
        circle: len(people_of_circle(session, subject_id, circle, today))
        for circle in (Circle.UNIT, Circle.BELOW)
    }


def people_of_circle(session: Session, subject_id: int, circle: Circle, today: date) -> list[int]:
    """Return the people of a whole circle: colleagues of the unit, or those whom the person rates."""
    below = select(Position.person_id).where(
        col(Position.id).in_(posts_rated_by(subject_id, today)),
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    if circle is Circle.BELOW:
        return _linked(session, subject_id, below)
    own = select(Position.id).where(
        col(Position.person_id) == subject_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    raters = select(RaterAssignment.rater_id).where(
        col(RaterAssignment.position_id).in_(own),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
    units = select(Position.unit_id).where(col(Position.id).in_(own))
    beside = select(Position.person_id).where(
        col(Position.unit_id).in_(units),
        valid_on(Position.starts_on, Position.ends_on, today),
        col(Position.person_id).not_in(raters),
        col(Position.person_id).not_in(below),
    )
    return _linked(session, subject_id, beside)


def people_to_pick(
    session: Session, asker_id: int, subject_id: int, picked: Collection[int], today: date
) -> list[int]:
    """Return those of the people picked who may be asked by name about somebody.

    Whoever the subject rates is asked as a group, so that they can answer freely; the rater gives feedback
    in another way.
    """
    below = set(people_of_circle(session, subject_id, Circle.BELOW, today))
    present = select(Position.person_id).where(
        col(Position.person_id).in_(picked), valid_on(Position.starts_on, Position.ends_on, today)
    )
    linked = _linked(session, subject_id, present)
    return [one for one in linked if one not in below and one != asker_id]


def _linked(session: Session, subject_id: int, people: Any) -> list[int]:
    rows = session.exec(
        select(Account.person_id)
        .join(Person, col(Person.id) == col(Account.person_id))
        .where(
            col(Account.person_id).in_(people),
            col(Account.person_id) != subject_id,
            col(Account.unlinked_at).is_(None),
            col(Account.unreachable_at).is_(None),
        )
        .order_by(col(Account.person_id))
    )
    return list(rows)
