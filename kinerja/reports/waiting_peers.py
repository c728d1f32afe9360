"""Requests for feedback in the waiting list: only on the side of those who were asked."""

from __future__ import annotations

from collections.abc import Iterator

from sqlmodel import Session, col, select

from kinerja.models import InvitationState, PeerInvitation, PeerRequest, Person
from kinerja.reports.waiting_items import WaitingItem, WaitingKind


def peers_of_mine(session: Session, me: int) -> Iterator[WaitingItem]:
    """Yield what somebody was asked and has neither answered nor declined; who asks is never told who that is."""
    rows = session.exec(
        select(PeerRequest, Person.name)
        .join(PeerInvitation, col(PeerInvitation.request_id) == col(PeerRequest.id))
        .join(Person, col(Person.id) == col(PeerRequest.subject_id))
        .where(
            col(PeerInvitation.person_id) == me,
            col(PeerInvitation.state) == InvitationState.WAITING,
            col(PeerRequest.closed_at).is_(None),
        )
        .order_by(col(PeerRequest.id))
    )
    for request, name in rows:
        what = (request.id or 0, request.subject_id, name, request.opened_at)
        yield WaitingItem(WaitingKind.PEER, *what)
