"""Requests for help with obstacles: what waits for somebody, and one of them with its thread."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import Obstacle, ObstacleAnswer, ObstacleResponse, Person, PlannedResult
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise
from kinerja.services.in_charge import (
    Charge,
    charge_of,
    charges_of,
    posts_reaching,
    superior_of,
)


@dataclass(frozen=True, slots=True)
class HelpRequest:
    """A request that is open; ``mine`` says that the reader is in charge, ``since`` when it came there."""

    id: int
    person_id: int
    person_name: str
    help_needed: str
    since: datetime
    in_charge: tuple[tuple[int, str], ...]
    mine: bool
    answered: bool

    @property
    def waits(self) -> bool:
        """Whether the reader has to answer."""
        return self.mine and not self.answered


@dataclass(frozen=True, slots=True)
class ThreadLine:
    """One answer."""

    name: str
    response: ObstacleResponse
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class ObstacleCard:
    """An obstacle with whoever is in charge of it, and the answers, oldest first.

    ``is_own`` says that the reader raised it, ``is_mine`` that they are in charge. ``missing`` would be in
    charge but do not use the assistant; ``reached`` says that somebody of those in charge does. ``superior`` is whom the reader can hand it on to, empty where nobody is.
    """

    id: int
    is_own: bool
    is_mine: bool
    person_name: str
    result: str
    text: str
    help_needed: str
    opened_at: datetime
    closed_at: datetime | None
    in_charge: tuple[str, ...]
    missing: tuple[str, ...]
    reached: bool
    answered: bool
    superior: str
    thread: tuple[ThreadLine, ...]


def help_requests(session: Session, actor: Actor, today: date) -> list[HelpRequest]:
    """Return the open requests of others that concern the actor, those that wait for an answer first."""
    me = actor.person_id
    led = select(PlannedResult.lineage).where(col(PlannedResult.leader_id) == me)
    obstacles = session.exec(
        select(Obstacle).where(
            col(Obstacle.closed_at).is_(None),
            col(Obstacle.asked_at).is_not(None),
            col(Obstacle.person_id) != me,
            or_(
                col(Obstacle.waits_for_id) == me,
                col(Obstacle.position_id).in_(posts_reaching(me, today)),
                col(Obstacle.lineage).in_(led),
            ),
        )
    ).all()
    charges = charges_of(session, obstacles, today)
    concerning = [one for one in obstacles if me in charges[one.id or 0].involved]
    return _listed(session, concerning, charges, me)


def own_requests(session: Session, actor: Actor, today: date) -> list[HelpRequest]:
    """Return the actor's own open requests, oldest first."""
    obstacles = session.exec(
        select(Obstacle).where(
            col(Obstacle.closed_at).is_(None),
            col(Obstacle.asked_at).is_not(None),
            col(Obstacle.person_id) == actor.person_id,
        )
    ).all()
    return _listed(session, obstacles, charges_of(session, obstacles, today), actor.person_id)


def count_asked(session: Session, actor: Actor, today: date) -> int:
    """Return how many requests wait for the actor's answer."""
    return sum(one.waits for one in help_requests(session, actor, today))


def obstacle_card(session: Session, actor: Actor, obstacle_id: int, today: date) -> ObstacleCard:
    """Return an obstacle as its owner sees it, or whoever may help with it."""
    obstacle = session.get(Obstacle, obstacle_id)
    if obstacle is None:
        raise Unknown
    charge = charge_of(session, obstacle, today)
    authorise(
        session,
        actor,
        Action.READ_OBSTACLE,
        obstacle.person_id,
        today,
        position_id=obstacle.position_id,
        helpers=charge.involved,
    )
    is_own = actor.person_id == obstacle.person_id
    superior = _superior(session, actor, obstacle, charge, today)
    answers = session.exec(
        select(ObstacleAnswer)
        .where(col(ObstacleAnswer.obstacle_id) == obstacle_id)
        .order_by(col(ObstacleAnswer.id))
    ).all()
    named = {obstacle.person_id, superior or 0, *charge.people, *charge.missing}
    names = _names(session, named | {answer.actor_id for answer in answers})
    return ObstacleCard(
        id=obstacle_id,
        is_own=is_own,
        is_mine=actor.person_id in charge.people,
        person_name=names[obstacle.person_id],
        result=_result(session, obstacle.lineage),
        text=obstacle.text,
        help_needed=obstacle.help_needed,
        opened_at=obstacle.opened_at,
        closed_at=obstacle.closed_at,
        in_charge=tuple(names[one] for one in charge.people),
        missing=tuple(names[one] for one in charge.missing),
        reached=charge.reached,
        answered=charge.answered,
        superior=names[superior] if superior else "",
        thread=tuple(
            ThreadLine(
                names[one.actor_id], ObstacleResponse(one.response), one.text, one.answered_at
            )
            for one in answers
        ),
    )


def _superior(
    session: Session, actor: Actor, obstacle: Obstacle, charge: Charge, today: date
) -> int | None:
    if obstacle.closed_at is not None or not obstacle.help_needed:
        return None
    others = {obstacle.person_id, *charge.people}
    if actor.person_id in charge.people:
        return superior_of(session, [actor.person_id or 0], today, but_not=others)
    if actor.person_id != obstacle.person_id or not charge.silent:
        return None
    return superior_of(session, charge.people, today, but_not=others)


def _listed(
    session: Session, obstacles: Iterable[Obstacle], charges: dict[int, Charge], me: int | None
) -> list[HelpRequest]:
    found = list(obstacles)
    named = {one for of in found for one in charges[of.id or 0].people}
    names = _names(session, named | {of.person_id for of in found}) if found else {}
    listed = [_request(of, charges[of.id or 0], names, me) for of in found]
    return sorted(listed, key=lambda one: (not one.waits, one.since, one.id))


def _request(of: Obstacle, charge: Charge, names: dict[int, str], me: int | None) -> HelpRequest:
    return HelpRequest(
        id=of.id or 0,
        person_id=of.person_id,
        person_name=names[of.person_id],
        help_needed=of.help_needed,
        since=charge.since,
        in_charge=tuple((one, names[one]) for one in charge.people),
        mine=me in charge.people,
        answered=charge.answered,
    )


def _names(session: Session, people: Collection[int]) -> dict[int, str]:
    rows = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(people)))
    return {key or 0: name for key, name in rows}


def _result(session: Session, lineage: str) -> str:
    found = session.exec(
        select(PlannedResult.text)
        .where(col(PlannedResult.lineage) == lineage)
        .order_by(col(PlannedResult.id).desc())
        .limit(1)
    ).first()
    return found or ""
