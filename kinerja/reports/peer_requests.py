"""Requests for feedback from others: as those see them who were asked, and as those read them who wait for it.

While a request is open nothing here looks at what was answered: who waits for it cannot tell an answer from
none, neither by what is shown nor by how long it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Circle,
    GatheredText,
    InvitationState,
    PeerAnswer,
    PeerInvitation,
    PeerOutcome,
    PeerPool,
    PeerRequest,
    Person,
    Position,
    Unit,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.peer_feedback import Way, is_small, ways_of
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class Asked:
    """A request as somebody sees it who was asked; ``readers`` will read what is said."""

    id: int
    subject: str
    asker: str
    circle: Circle
    asked: int
    questions: tuple[str, ...]
    closes_on: date
    readers: tuple[str, ...]
    ways: tuple[Way, ...]
    state: InvitationState
    unit_above: str
    names: tuple[str, ...]
    titles: tuple[str, ...]

    @property
    def is_small(self) -> bool:
        """Whether its group can never reach enough answers to hide in."""
        return is_small(self.circle, self.asked)


@dataclass(frozen=True, slots=True)
class NamedAnswer:
    """What somebody said with their name."""

    giver: str
    content: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Gathered:
    """What a group said: how many, how often each thing, and the texts in no order."""

    answered: int
    summary: dict[str, Any]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RequestCard:
    """A request as its readers see it; ``gathered`` only once it is closed and enough have answered.

    ``pool`` is the unit above, where answers of a small group were merged.
    """

    id: int
    subject: str
    subject_id: int
    asker: str
    mine: bool
    circle: Circle
    asked: int
    closes_on: date
    outcome: PeerOutcome | None
    named: tuple[NamedAnswer, ...]
    gathered: Gathered | None
    pool: str


def request_to_answer(session: Session, actor: Actor, request_id: int) -> Asked:
    """Return an open request to somebody who was asked."""
    found = session.exec(
        select(PeerRequest, PeerInvitation.state)
        .join(PeerInvitation, col(PeerInvitation.request_id) == col(PeerRequest.id))
        .where(
            col(PeerRequest.id) == request_id,
            col(PeerRequest.closed_at).is_(None),
            col(PeerInvitation.person_id) == actor.person_id,
        )
    ).first()
    if found is None:
        raise Unknown
    request, state = found
    circle = Circle(request.circle)
    subject, asker = _name(session, request.subject_id), _name(session, request.asker_id)
    return Asked(
        id=request.id or 0,
        subject=subject,
        asker=asker,
        circle=circle,
        asked=request.asked,
        questions=tuple(request.questions),
        closes_on=request.closes_on,
        readers=tuple(dict.fromkeys((subject, asker))),
        ways=ways_of(circle, request.asked),
        state=InvitationState(state),
        unit_above=_unit_above(session, request.subject_id, request.opened_at.date()).name,
        names=_names_around(session, request_id, request.subject_id),
        titles=_titles(session, actor),
    )


def request_card(session: Session, actor: Actor, request_id: int, today: date) -> RequestCard:
    """Return a request to the person it is about, or to the rater who made it."""
    request = session.get(PeerRequest, request_id)
    if request is None or actor.person_id not in (request.subject_id, request.asker_id):
        raise Unknown
    authorise(session, actor, Action.ASK_PEERS, request.subject_id, today)
    return _card(session, actor, request)


def _card(session: Session, actor: Actor, request: PeerRequest) -> RequestCard:
    pool = session.get(PeerPool, request.pool_id) if request.pool_id else None
    return RequestCard(
        id=request.id or 0,
        subject=_name(session, request.subject_id),
        subject_id=request.subject_id,
        asker=_name(session, request.asker_id),
        mine=request.asker_id == actor.person_id,
        circle=Circle(request.circle),
        asked=request.asked,
        closes_on=request.closes_on,
        outcome=None if request.outcome is None else PeerOutcome(request.outcome),
        named=_named(session, request.id or 0),
        gathered=_gathered(session, request, pool),
        pool="" if pool is None else session.get_one(Unit, pool.unit_id).name,
    )


def _named(session: Session, request_id: int) -> tuple[NamedAnswer, ...]:
    rows = session.exec(
        select(Person.name, PeerAnswer.content)
        .join(PeerAnswer, col(PeerAnswer.giver_id) == col(Person.id))
        .where(col(PeerAnswer.request_id) == request_id)
        .order_by(col(Person.name), col(Person.id))
    )
    return tuple(NamedAnswer(name, dict(content)) for name, content in rows)


def _gathered(session: Session, request: PeerRequest, pool: PeerPool | None) -> Gathered | None:
    if request.outcome == PeerOutcome.GATHERED:
        where = col(GatheredText.request_id) == request.id
        return Gathered(request.answered or 0, request.summary, _texts(session, where))
    if pool is not None and pool.published_at is not None:
        where = col(GatheredText.pool_id) == pool.id
        return Gathered(pool.answered, pool.summary, _texts(session, where))
    return None


def _texts(session: Session, where: Any) -> tuple[str, ...]:
    """Return texts by their drawn ids: an order of their own, the same for every reader."""
    rows = session.exec(select(GatheredText.text).where(where).order_by(col(GatheredText.id)))
    return tuple(rows)


def _name(session: Session, person_id: int) -> str:
    return session.exec(select(Person.name).where(col(Person.id) == person_id)).one()


def _unit_above(session: Session, person_id: int, day: date) -> Unit:
    return session.get_one(Unit, unit_above(session, person_id, day))


def unit_above(session: Session, person_id: int, day: date) -> int:
    """Return the unit above somebody's; the topmost has none above it and stands for itself."""
    above = aliased(Unit)
    found = session.exec(
        select(Unit.id, above.id)
        .join(Position, col(Position.unit_id) == col(Unit.id))
        .outerjoin(above, col(above.id) == col(Unit.parent_id))
        .where(
            col(Position.person_id) == person_id,
            or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= day),
        )
        .order_by(col(Position.id))
        .limit(1)
    ).first()
    if found is None:
        top = select(Unit.id).where(col(Unit.parent_id).is_(None)).order_by(col(Unit.id)).limit(1)
        return session.exec(top).one() or 0
    return found[1] or found[0] or 0


def _names_around(session: Session, request_id: int, subject_id: int) -> tuple[str, ...]:
    """Return the names that a text of the group had better not have: those who were asked."""
    asked = select(PeerInvitation.person_id).where(col(PeerInvitation.request_id) == request_id)
    rows = session.exec(
        select(Person.name)
        .where(col(Person.id).in_(asked), col(Person.id) != subject_id)
        .order_by(col(Person.name))
    )
    return tuple(rows)


def _titles(session: Session, actor: Actor) -> tuple[str, ...]:
    rows = session.exec(
        select(Position.title).where(col(Position.person_id) == actor.person_id).distinct()
    )
    return tuple(sorted(rows))
