"""Appreciation as its receiver sees it, and what a unit shares in a month (*ucapan terima kasih*)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Appreciation, Behaviour, Person, Position
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise, valid_on

_MOST = 30


@dataclass(frozen=True, slots=True)
class Thanks:
    """An appreciation with all it says; ``shared`` is None until the receiver has answered."""

    id: int
    giver: str
    receiver: str
    behaviour: Behaviour
    text: str
    given_at: datetime
    shared: bool | None


def appreciation_card(session: Session, actor: Actor, appreciation_id: int, today: date) -> Thanks:
    """Return one appreciation, which only its receiver reads."""
    found = session.get(Appreciation, appreciation_id)
    if found is None:
        raise Unknown
    authorise(session, actor, Action.SHARE_APPRECIATION, found.receiver_id, today)
    people = (found.giver_id, found.receiver_id)
    rows = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(people)))
    names = {key: name for key, name in rows}  # noqa: C416 - dict() loses the types
    return _thanks(found, names[found.giver_id], names[found.receiver_id])


def thanks_of_month(session: Session, actor: Actor, today: date) -> list[Thanks]:
    """Return what people of the actor's units agreed to share this month, newest first."""
    giver, receiver = aliased(Person), aliased(Person)
    present = valid_on(Position.starts_on, Position.ends_on, today)
    units = select(Position.unit_id).where(col(Position.person_id) == actor.person_id, present)
    team = select(Position.person_id).where(col(Position.unit_id).in_(units), present)
    first = datetime.combine(today.replace(day=1), time(), tzinfo=UTC) - timedelta(hours=7)
    rows = session.exec(
        select(Appreciation, col(giver.name), col(receiver.name))
        .join(giver, col(giver.id) == col(Appreciation.giver_id))
        .join(receiver, col(receiver.id) == col(Appreciation.receiver_id))
        .where(
            col(Appreciation.receiver_id).in_(team),
            col(Appreciation.shared).is_(True),
            col(Appreciation.given_at) >= first,
        )
        .order_by(col(Appreciation.given_at).desc(), col(Appreciation.id).desc())
    )
    return [_thanks(found, gave, received) for found, gave, received in rows]


def thanks_of(session: Session, actor: Actor, receiver_id: int, today: date) -> list[Thanks]:
    """Return what somebody agreed to share, to themselves and to their rater, newest first."""
    authorise(session, actor, Action.READ_FEEDBACK, receiver_id, today)
    giver, receiver = aliased(Person), aliased(Person)
    rows = session.exec(
        select(Appreciation, col(giver.name), col(receiver.name))
        .join(giver, col(giver.id) == col(Appreciation.giver_id))
        .join(receiver, col(receiver.id) == col(Appreciation.receiver_id))
        .where(col(Appreciation.receiver_id) == receiver_id, col(Appreciation.shared).is_(True))
        .order_by(col(Appreciation.given_at).desc(), col(Appreciation.id).desc())
        .limit(_MOST)
    )
    return [_thanks(found, gave, received) for found, gave, received in rows]


def _thanks(found: Appreciation, giver: str, receiver: str) -> Thanks:
    return Thanks(
        id=found.id or 0,
        giver=giver,
        receiver=receiver,
        behaviour=Behaviour(found.behaviour),
        text=found.text,
        given_at=found.given_at,
        shared=found.shared,
    )
