"""Asking others for feedback (*minta umpan balik*) about oneself or somebody one rates, and taking that back."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Circle,
    PeerInvitation,
    PeerOutcome,
    PeerRequest,
    Person,
    Position,
    Unit,
)
from kinerja.reports.peer_circles import people_of_circle, people_to_pick
from kinerja.rules.access import Action, Actor
from kinerja.rules.peer_feedback import (
    AGAIN_AFTER,
    MOST_PICKED,
    check_days,
    check_questions,
    closes_at,
)
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.services.audit import record
from kinerja.services.authority import authorise, valid_on
from kinerja.services.forgetting_peers import forget_request
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked: about whom, in which circle (``picked`` names people), which questions, how long."""

    subject_id: int
    circle: Circle
    questions: tuple[str, ...]
    days: int
    picked: tuple[int, ...] = ()


def ask_peers(session: Session, actor: Actor, wish: Wish, *, now: datetime, today: date) -> int:
    """Ask others for feedback and tell them at once; return the request's id."""
    authorise(session, actor, Action.ASK_PEERS, wish.subject_id, today)
    if actor.person_id is None:
        raise Unknown
    questions = check_questions(wish.questions)
    session.get(Person, wish.subject_id, with_for_update=True)
    _check_not_again(session, wish, now)
    people = _people(session, actor, wish, today)
    closes_on = today + timedelta(days=check_days(wish.days))
    request = PeerRequest(
        subject_id=wish.subject_id,
        asker_id=actor.person_id,
        circle=wish.circle,
        questions=questions,
        asked=len(people),
        opened_at=now,
        closes_on=closes_on,
        closes_at=closes_at(closes_on, _zone(session, wish.subject_id, today)),
    )
    session.add(request)
    session.flush()
    number = number_of(request)
    session.add_all(PeerInvitation(request_id=number, person_id=one) for one in people)
    session.flush()
    for person_id in people:
        key = f"{Notice.PEERS_ASKED.value}:{number}:{person_id}"
        tell(session, person_id, Notice.PEERS_ASKED, key=key, now=now, request_id=number)
    _tell_subject(session, actor, request, now)
    about = wish.subject_id
    record(session, actor, "ask", "peer_request", number, person_id=about, now=now)
    return number


def cancel_request(
    session: Session, actor: Actor, request_id: int, *, now: datetime, today: date
) -> None:
    """Take a request back: what was answered without a name is erased unread."""
    request = session.get(PeerRequest, request_id, with_for_update=True)
    if request is None or request.asker_id != actor.person_id:
        raise Unknown
    authorise(session, actor, Action.ASK_PEERS, request.subject_id, today)
    if request.closed_at is not None:
        raise Refused(N_("This request is already closed."))
    request.closed_at, request.outcome = now, PeerOutcome.CANCELLED
    forget_request(session, request)
    about = request.subject_id
    record(session, actor, "cancel", "peer_request", request.id, person_id=about, now=now)


def _people(session: Session, actor: Actor, wish: Wish, today: date) -> list[int]:
    if wish.circle is not Circle.PICKED:
        people = people_of_circle(session, wish.subject_id, wish.circle, today)
        people = [one for one in people if one != actor.person_id]
        if not people:
            raise Refused(N_("Nobody of this group uses the assistant yet, so nobody was asked."))
        return people
    wanted = _distinct(wish.picked)
    if not wanted or len(wanted) > MOST_PICKED:
        raise Refused(N_("Please choose one to eight people."))
    people = people_to_pick(session, actor.person_id or 0, wish.subject_id, wanted, today)
    if len(people) < len(wanted):
        raise Refused(
            N_(
                "One of them cannot be asked by name: either they do not use the assistant yet, or they "
                "are rated by this person. Those are asked as a group, so that they can answer freely."
            )
        )
    return people


def _distinct(people: Collection[int]) -> list[int]:
    return sorted(set(people))


def _check_not_again(session: Session, wish: Wish, now: datetime) -> None:
    """Refuse to ask a circle twice within three months: groups that differ by one betray that one."""
    if wish.circle is Circle.PICKED:
        return
    lately = session.exec(
        select(PeerRequest.id).where(
            col(PeerRequest.subject_id) == wish.subject_id,
            col(PeerRequest.circle) == wish.circle,
            col(PeerRequest.opened_at) > now - AGAIN_AFTER,
            col(PeerRequest.outcome).is_(None)
            | col(PeerRequest.outcome).in_((PeerOutcome.GATHERED, PeerOutcome.MERGED)),
        )
    ).first()
    if lately is not None:
        raise Refused(
            N_(
                "This group was asked within the last three months. It can be asked again later: two "
                "answers close together could show who said what."
            )
        )


def _zone(session: Session, person_id: int, today: date) -> str:
    found = session.exec(
        select(Unit.zone)
        .join(Position, col(Position.unit_id) == col(Unit.id))
        .where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
        .limit(1)
    ).first()
    return found or DEFAULT_ZONE


def _tell_subject(session: Session, actor: Actor, request: PeerRequest, now: datetime) -> None:
    if request.subject_id == actor.person_id:
        return
    tell(
        session,
        request.subject_id,
        Notice.PEERS_ASKED_ABOUT,
        key=f"{Notice.PEERS_ASKED_ABOUT.value}:{request.id}",
        now=now,
        request_id=request.id,
    )
