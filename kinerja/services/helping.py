"""Help with an obstacle: asked for, answered, handed on to a superior."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Obstacle, ObstacleAnswer, ObstacleResponse, Person
from kinerja.rules.access import Action, Actor
from kinerja.rules.obstacles import check_answer, check_open, check_silent, check_superior
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.in_charge import Charge, charge_of, superior_of
from kinerja.services.telling import Notice, tell


def ask_for_help(
    session: Session, obstacle: Obstacle, people: Iterable[int], now: datetime
) -> None:
    """Tell people that their help is asked for, without saying what with."""
    name = session.exec(select(Person.name).where(col(Person.id) == obstacle.person_id)).one()
    for person_id in people:
        tell(
            session,
            person_id,
            Notice.HELP_ASKED,
            key=f"help-asked:{obstacle.id}:{now.isoformat()}:{person_id}",
            now=now,
            obstacle_id=obstacle.id,
            name=name,
        )


def answer_help(
    session: Session,
    actor: Actor,
    obstacle_id: int,
    response: ObstacleResponse,
    text: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Answer a request for help, with words or without; who asked is told at once.

    From then on the request is the actor's, or their superior's where it is handed on.
    """
    obstacle, charge = _locked(session, obstacle_id, today)
    authorise(
        session,
        actor,
        Action.ANSWER_OBSTACLE,
        obstacle.person_id,
        today,
        position_id=obstacle.position_id,
        helpers=charge.involved,
    )
    check_open(closed=obstacle.closed_at is not None)
    text = check_answer(text)
    if response is ObstacleResponse.FORWARD:
        mine = [one for one in (actor.person_id,) if one is not None]
        others = {obstacle.person_id, *charge.people}
        above = superior_of(session, mine, today, but_not=others)
        _hand_on(session, obstacle, check_superior(above), now)
    else:
        obstacle.waits_for_id = actor.person_id
    _answer(session, actor, obstacle, response, text, now)
    tell(
        session,
        obstacle.person_id,
        Notice.HELP_ANSWERED,
        key=f"help-answered:{obstacle_id}:{now.isoformat()}",
        now=now,
        obstacle_id=obstacle_id,
    )


def hand_on(
    session: Session, actor: Actor, obstacle_id: int, *, now: datetime, today: date
) -> None:
    """Hand one's own request on to the superior of whoever has been silent for three working days."""
    obstacle, charge = _locked(session, obstacle_id, today)
    authorise(session, actor, Action.WRITE_REPORT, obstacle.person_id, today)
    check_open(closed=obstacle.closed_at is not None)
    check_silent(silent=charge.silent)
    above = superior_of(session, charge.people, today, but_not={obstacle.person_id, *charge.people})
    _hand_on(session, obstacle, check_superior(above), now)
    _answer(session, actor, obstacle, ObstacleResponse.FORWARD, "", now)


def _locked(session: Session, obstacle_id: int, today: date) -> tuple[Obstacle, Charge]:
    obstacle = session.get(Obstacle, obstacle_id, with_for_update=True)
    if obstacle is None:
        raise Unknown
    return obstacle, charge_of(session, obstacle, today)


def _hand_on(session: Session, obstacle: Obstacle, superior_id: int, now: datetime) -> None:
    obstacle.waits_for_id = superior_id
    ask_for_help(session, obstacle, [superior_id], now)


def _answer(
    session: Session,
    actor: Actor,
    obstacle: Obstacle,
    response: ObstacleResponse,
    text: str,
    now: datetime,
) -> None:
    session.add(
        ObstacleAnswer(
            obstacle_id=obstacle.id or 0,
            actor_id=actor.person_id or 0,
            response=response,
            text=text,
            answered_at=now,
        )
    )
    session.flush()
    record(
        session,
        actor,
        response.value,
        "obstacle",
        obstacle.id,
        person_id=obstacle.person_id,
        now=now,
    )
