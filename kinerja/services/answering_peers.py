"""Answering a request for feedback: with the name at once, or kept with the invitation until the request closes.

No entry of the audit trail and no message names the giver of an anonymous answer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Circle, InvitationState, PeerAnswer, PeerInvitation, PeerRequest
from kinerja.rules.access import Actor
from kinerja.rules.betraying_words import smoothed
from kinerja.rules.peer_feedback import PeerContent, Way, check_content, ways_of
from kinerja.services.audit import record
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell


def answer_request(
    session: Session,
    actor: Actor,
    request_id: int,
    content: PeerContent,
    way: Way,
    *,
    now: datetime,
    today: date,
) -> None:
    """Give an answer; one without a name can be given again until the request closes, the newest counts."""
    request, invitation = _open(session, actor, request_id, today)
    if way not in ways_of(Circle(request.circle), request.asked):
        raise Unknown
    checked = check_content(content, request.questions)
    if way is Way.NAMED:
        _give_by_name(session, actor, request, checked, now)
        invitation.content = {}
    else:
        unnamed = replace(checked, text=smoothed(checked.text))
        invitation.content = unnamed.plain() | {"way": way.value}
    invitation.state = InvitationState.ANSWERED


def decline_request(session: Session, actor: Actor, request_id: int, *, today: date) -> None:
    """Decline, or take an unnamed answer back; nobody is told, and it can be answered after all."""
    _request, invitation = _open(session, actor, request_id, today)
    invitation.content = {}
    invitation.state = InvitationState.DECLINED


def _open(
    session: Session, actor: Actor, request_id: int, today: date
) -> tuple[PeerRequest, PeerInvitation]:
    request = session.get(PeerRequest, request_id, with_for_update=True)
    invitation = session.exec(
        select(PeerInvitation).where(
            col(PeerInvitation.request_id) == request_id,
            col(PeerInvitation.person_id) == actor.person_id,
        )
    ).first()
    if request is None or invitation is None:
        raise Unknown
    if request.closed_at is not None or today > request.closes_on:
        raise Refused(N_("This request is already closed. Thank you all the same."))
    named = select(PeerAnswer.id).where(
        col(PeerAnswer.request_id) == request_id, col(PeerAnswer.giver_id) == actor.person_id
    )
    if session.exec(named).first() is not None:
        raise Refused(N_("You have answered with your name already; it can be read, and stays."))
    return request, invitation


def _give_by_name(
    session: Session, actor: Actor, request: PeerRequest, content: PeerContent, now: datetime
) -> None:
    if actor.person_id is None:
        raise Unknown
    given = PeerAnswer(
        request_id=number_of(request),
        giver_id=actor.person_id,
        content=content.plain(),
        given_at=now,
    )
    session.add(given)
    session.flush()
    for reader in {request.subject_id, request.asker_id}:
        key = f"{Notice.PEER_ANSWERED.value}:{given.id}:{reader}"
        tell(session, reader, Notice.PEER_ANSWERED, key=key, now=now, request_id=request.id)
    about = request.subject_id
    record(session, actor, "give", "peer_answer", given.id, person_id=about, now=now)
