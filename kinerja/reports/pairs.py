"""Pairs of a rater and an employee, as they stand today."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import Person, Position, RaterAssignment
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise, valid_on


@dataclass(frozen=True, slots=True)
class Pair:
    """A rater and somebody they rate."""

    rater_id: int
    rater: str
    person_id: int
    person: str

    def other(self, me: int) -> tuple[int, str]:
        """Return the other side: id and name."""
        if me == self.rater_id:
            return self.person_id, self.person
        return self.rater_id, self.rater


def pairs_of(session: Session, actor: Actor, today: date) -> tuple[Pair, ...]:
    """Return the actor's pairs: with those who rate them today, and with those they rate."""
    me = actor.person_id
    if me is None:
        return ()
    rater, person = aliased(Person), aliased(Person)
    rows = session.exec(
        select(rater.id, rater.name, person.id, person.name)
        .select_from(RaterAssignment)
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .join(rater, col(rater.id) == col(RaterAssignment.rater_id))
        .join(person, col(person.id) == col(Position.person_id))
        .where(
            or_(col(RaterAssignment.rater_id) == me, col(Position.person_id) == me),
            col(RaterAssignment.rater_id) != col(Position.person_id),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .distinct()
        .order_by(col(rater.name), col(rater.id), col(person.name), col(person.id))
    )
    return tuple(Pair(a or 0, name, b or 0, other) for a, name, b, other in rows)


def pair_between(
    session: Session, actor: Actor, rater_id: int, person_id: int, today: date
) -> Pair:
    """Return a pair, for the two of them."""
    authorise(session, actor, Action.HOLD_DIALOGUE, person_id, today)
    for pair in pairs_of(session, actor, today):
        if (pair.rater_id, pair.person_id) == (rater_id, person_id):
            return pair
    raise Unknown
