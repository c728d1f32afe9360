"""Destroying the link between an answer and its giver, wherever an answer left a trace.

What is deleted here is deleted for everybody who was asked, whether they answered or not: afterwards the two
cannot be told apart. Handled updates keep neither chat nor payload to begin with (`bot/telegram/inbox.py`).
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from sqlmodel import Session, col, delete, select, update

from kinerja.models import (
    Account,
    Draft,
    InboxStatus,
    InboxUpdate,
    OutboxMessage,
    OutboxStatus,
    PeerInvitation,
    PeerRequest,
)
from kinerja.rules.peer_feedback import PEER_FORM
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice

SWEPT = ("peer_invitation", "draft", "outbox", "inbox", "gathered_text")
"""Tables that hold rows which must not stay readable once they are deleted."""

_UNDER_WAY = (OutboxStatus.PENDING, OutboxStatus.SENDING)
_NOTICES = (Notice.PEERS_ASKED, Notice.PEERS_CLOSING)


def forget_request(session: Session, request: PeerRequest) -> None:
    """Delete the invitations of a request with what they hold, and all that the answering left elsewhere."""
    number = number_of(request)
    mine = col(PeerInvitation.request_id) == number
    people = session.exec(select(PeerInvitation.person_id).where(mine)).all()
    chats = session.exec(select(Account.chat_id).where(col(Account.person_id).in_(people))).all()
    session.exec(delete(PeerInvitation).where(mine))
    _forget_drafts(session, chats, number)
    _forget_screens(session, chats, request)
    _forget_notices(session, people, number)
    session.exec(
        update(InboxUpdate)
        .where(col(InboxUpdate.chat_id).in_(chats), col(InboxUpdate.status) == InboxStatus.DEAD)
        .values(payload={})
    )


def _forget_drafts(session: Session, chats: Collection[int], number: int) -> None:
    """Delete half-done and finished answers; an answer to another request that is open stays."""
    found = session.exec(select(Draft).where(col(Draft.chat_id).in_(chats)))
    for draft in found.all():
        if draft.form == PEER_FORM:
            about = draft.answers.get("context", {}).get("request")
            if about in (None, number):
                session.delete(draft)
        elif _wants_to_answer(draft.answers):
            draft.answers = {k: v for k, v in draft.answers.items() if k != "wanted"}
    session.flush()


def _wants_to_answer(answers: dict[str, Any]) -> bool:
    wanted = answers.get("wanted")
    return isinstance(wanted, dict) and wanted.get("form") == PEER_FORM


def _forget_screens(session: Session, chats: Collection[int], request: PeerRequest) -> None:
    """Delete what the chat said back since the request was opened, whatever it was about."""
    session.exec(
        delete(OutboxMessage).where(
            col(OutboxMessage.chat_id).in_(chats),
            col(OutboxMessage.kind).not_in([notice.value for notice in Notice]),
            col(OutboxMessage.status).not_in(_UNDER_WAY),
            col(OutboxMessage.created_at) >= request.opened_at,
        )
    )


def _forget_notices(session: Session, people: Collection[int], number: int) -> None:
    keys = [f"{notice.value}:{number}:{person}" for notice in _NOTICES for person in people]
    session.exec(delete(OutboxMessage).where(col(OutboxMessage.key).in_(keys)))
