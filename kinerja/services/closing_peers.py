"""Closing requests for feedback: gathered all at once, shuffled, and the givers forgotten in the same transaction."""

from __future__ import annotations

import secrets
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, delete, func, select

from kinerja.models import (
    Circle,
    GatheredText,
    InvitationState,
    PeerAnswer,
    PeerInvitation,
    PeerOutcome,
    PeerPool,
    PeerPoolMember,
    PeerRequest,
)
from kinerja.reports.peer_requests import unit_above
from kinerja.rules.access import OPERATOR
from kinerja.rules.peer_feedback import LEAST, Way, is_small, summed
from kinerja.services.audit import record
from kinerja.services.forgetting_peers import forget_request
from kinerja.services.numbers import number_of
from kinerja.services.once import insert_once
from kinerja.services.telling import Notice, tell

BEFORE_THE_END = timedelta(hours=24)
"""When those who have not answered are reminded: on the morning of the last day."""


def remind_givers(session: Session, *, now: datetime) -> int:
    """Remind, once, those who have neither answered nor declined a request that ends today; return how many."""
    due = session.exec(
        select(PeerRequest)
        .where(
            col(PeerRequest.closed_at).is_(None),
            col(PeerRequest.reminded_at).is_(None),
            col(PeerRequest.closes_at) <= now + BEFORE_THE_END,
            col(PeerRequest.closes_at) > now,
        )
        .order_by(col(PeerRequest.id))
        .with_for_update(skip_locked=True)
    ).all()
    told = 0
    for request in due:
        request.reminded_at = now
        waiting = session.exec(
            select(PeerInvitation.person_id).where(
                col(PeerInvitation.request_id) == request.id,
                col(PeerInvitation.state) == InvitationState.WAITING,
            )
        )
        for person in waiting.all():
            key = f"{Notice.PEERS_CLOSING.value}:{request.id}:{person}"
            tell(session, person, Notice.PEERS_CLOSING, key=key, now=now, request_id=request.id)
            told += 1
    return told


def close_requests(session: Session, *, now: datetime) -> int:
    """Close the requests whose time is over and tell their readers; return how many.

    When it happens depends on the day alone, never on who has answered.
    """
    due = session.exec(
        select(PeerRequest)
        .where(col(PeerRequest.closed_at).is_(None), col(PeerRequest.closes_at) <= now)
        .order_by(col(PeerRequest.id))
        .with_for_update(skip_locked=True)
    ).all()
    for request in due:
        _close(session, request, now)
    return len(due)


def _close(session: Session, request: PeerRequest, now: datetime) -> None:
    given = session.exec(
        select(PeerInvitation.content).where(
            col(PeerInvitation.request_id) == request.id,
            col(PeerInvitation.state) == InvitationState.ANSWERED,
        )
    ).all()
    unnamed = [dict(content) for content in given if content]
    if request.circle == Circle.PICKED:
        request.outcome = PeerOutcome.NAMED
    elif is_small(Circle(request.circle), request.asked):
        request.outcome = PeerOutcome.MERGED
        _merge(session, request, unnamed, now)
    elif len(unnamed) < LEAST:
        request.outcome = PeerOutcome.TOO_FEW
    else:
        request.outcome = PeerOutcome.GATHERED
        request.answered, request.summary = len(unnamed), summed(unnamed, {})
        _keep_texts(session, _texts(unnamed), request_id=number_of(request))
    request.closed_at = now
    forget_request(session, request)
    for reader in {request.subject_id, request.asker_id}:
        key = f"{Notice.PEERS_CLOSED.value}:{request.id}:{reader}"
        tell(session, reader, Notice.PEERS_CLOSED, key=key, now=now, request_id=request.id)
    about = request.subject_id
    record(session, OPERATOR, "close", "peer_request", request.id, person_id=about, now=now)


def _texts(contents: Sequence[dict[str, Any]]) -> list[str]:
    return [content["text"] for content in contents if content["text"]]


def _keep_texts(session: Session, texts: Sequence[str], **where: int) -> None:
    """Write texts under ids drawn now, in the order of those ids: no order of the givers is left in any."""
    drawn = sorted((secrets.token_hex(8), text) for text in texts)
    for key, text in drawn:
        session.add(GatheredText(id=key, text=text, **where))
        session.flush()


def _merge(
    session: Session, request: PeerRequest, given: Sequence[dict[str, Any]], now: datetime
) -> None:
    """Put answers of a small group into the pool of the unit above, and show the pool once it is large enough."""
    merged = [content for content in given if content.get("way") == Way.MERGED]
    pool = _open_pool(session, unit_above(session, request.subject_id, now.date()))
    number = number_of(pool)
    request.pool_id = number
    pool.answered += len(merged)
    pool.summary = summed(merged, pool.summary)
    known = session.exec(select(GatheredText.text).where(col(GatheredText.pool_id) == number)).all()
    session.exec(delete(GatheredText).where(col(GatheredText.pool_id) == number))
    _keep_texts(session, [*known, *_texts(merged)], pool_id=number)
    _note_members(session, request, number)
    members = select(func.count()).where(col(PeerPoolMember.pool_id) == number)
    if pool.answered >= LEAST and session.exec(members).one() >= LEAST:
        pool.published_at = now
        session.exec(delete(PeerPoolMember).where(col(PeerPoolMember.pool_id) == number))
        _tell_pool(session, request, number, now)


def _open_pool(session: Session, unit_id: int) -> PeerPool:
    found = session.exec(
        select(PeerPool)
        .where(col(PeerPool.unit_id) == unit_id, col(PeerPool.published_at).is_(None))
        .order_by(col(PeerPool.id))
        .with_for_update()
    ).first()
    if found is None:
        found = PeerPool(unit_id=unit_id)
        session.add(found)
        session.flush()
    return found


def _note_members(session: Session, request: PeerRequest, pool_id: int) -> None:
    """Note who may stand behind the pool: all who were asked, but those who gave their name."""
    named = select(PeerAnswer.giver_id).where(col(PeerAnswer.request_id) == request.id)
    asked = session.exec(
        select(PeerInvitation.person_id).where(
            col(PeerInvitation.request_id) == request.id,
            col(PeerInvitation.person_id).not_in(named),
        )
    ).all()
    for person in sorted(asked):
        insert_once(session, PeerPoolMember(pool_id=pool_id, person_id=person))


def _tell_pool(session: Session, request: PeerRequest, pool_id: int, now: datetime) -> None:
    """Tell the readers of the other groups in a pool that it can be read now."""
    others = session.exec(
        select(PeerRequest)
        .where(col(PeerRequest.pool_id) == pool_id, col(PeerRequest.id) != request.id)
        .order_by(col(PeerRequest.id))
    ).all()
    for other in others:
        for reader in {other.subject_id, other.asker_id}:
            key = f"{Notice.PEERS_CLOSED.value}:{other.id}:{reader}:merged"
            tell(session, reader, Notice.PEERS_CLOSED, key=key, now=now, request_id=other.id)
