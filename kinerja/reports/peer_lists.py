"""Requests for feedback in lists and numbers: those one was asked, and those about oneself or made by oneself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, func, or_
from sqlmodel import Session, col, select

from kinerja.models import InvitationState, PeerInvitation, PeerRequest, Person
from kinerja.reports.peer_requests import Asked, request_to_answer
from kinerja.rules.access import Actor

_MOST = 60
"""Requests in a list, the newest ones."""


@dataclass(frozen=True, slots=True)
class RequestLine:
    """A request in a list."""

    id: int
    subject: str
    closes_on: date
    is_open: bool


def requests_to_answer(session: Session, actor: Actor) -> list[Asked]:
    """Return the open requests that the actor was asked and has not answered or declined, oldest first."""
    rows = session.exec(
        select(PeerInvitation.request_id)
        .join(PeerRequest, col(PeerRequest.id) == col(PeerInvitation.request_id))
        .where(*_waits_on(actor))
        .order_by(col(PeerRequest.closes_on), col(PeerInvitation.request_id))
    )
    return [request_to_answer(session, actor, one) for one in rows.all()]


def count_to_answer(session: Session, actor: Actor) -> int:
    """Count the open requests that the actor was asked and has not answered or declined."""
    waiting = (
        select(func.count())
        .select_from(PeerInvitation)
        .join(PeerRequest, col(PeerRequest.id) == col(PeerInvitation.request_id))
    )
    return session.exec(waiting.where(*_waits_on(actor))).one()


def count_requests(session: Session, actor: Actor) -> int:
    """Count the requests about the actor, and those the actor made."""
    return session.exec(select(func.count()).where(_concerns(actor))).one()


def requests_of(session: Session, actor: Actor) -> list[RequestLine]:
    """Return the requests about the actor, and those the actor made, newest first."""
    rows = session.exec(
        select(PeerRequest, Person.name)
        .join(Person, col(Person.id) == col(PeerRequest.subject_id))
        .where(_concerns(actor))
        .order_by(col(PeerRequest.opened_at).desc(), col(PeerRequest.id).desc())
        .limit(_MOST)
    )
    return [
        RequestLine(one.id or 0, name, one.closes_on, is_open=one.closed_at is None)
        for one, name in rows
    ]


def _concerns(actor: Actor) -> ColumnElement[bool]:
    return or_(
        col(PeerRequest.subject_id) == actor.person_id,
        col(PeerRequest.asker_id) == actor.person_id,
    )


def _waits_on(actor: Actor) -> tuple[ColumnElement[bool], ...]:
    return (
        col(PeerInvitation.person_id) == actor.person_id,
        col(PeerInvitation.state) == InvitationState.WAITING,
        col(PeerRequest.closed_at).is_(None),
    )
