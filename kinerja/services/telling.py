"""Telling people of events: rows of the outbox, said in the reader's language when they are sent."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlmodel import Session, col, select

from kinerja.messages import encode
from kinerja.models import Account, OutboxMessage, Priority
from kinerja.services.once import insert_once


class Notice(StrEnum):
    """The kinds of event people are told of; the assistant has a text for each."""

    REPORT_SUBMITTED = "report_submitted"
    REPORT_WITHDRAWN = "report_withdrawn"
    REPORT_ACCEPTED = "report_accepted"
    REPORT_RETURNED = "report_returned"
    FEEDBACK_GIVEN = "feedback_given"
    FEEDBACK_ACKNOWLEDGED = "feedback_acknowledged"
    FEEDBACK_ANSWERED = "feedback_answered"
    PERSON_LINKED = "person_linked"
    LINK_UNDONE = "link_undone"
    INVITATION_LOCKED = "invitation_locked"


def tell(
    session: Session,
    person_id: int,
    notice: Notice,
    *,
    key: str,
    now: datetime,
    priority: Priority = Priority.DECISION,
    **values: Any,
) -> bool:
    """Queue a notice to a person; False when they have no linked account.

    ``key`` names the event and the reader, so that telling twice sends once.
    """
    chat_id = session.exec(
        select(Account.chat_id).where(
            col(Account.person_id) == person_id, col(Account.unlinked_at).is_(None)
        )
    ).first()
    if chat_id is None:
        return False
    insert_once(
        session,
        OutboxMessage(
            key=key,
            chat_id=chat_id,
            kind=notice.value,
            content={name: encode(value) for name, value in values.items()},
            priority=int(priority),
            created_at=now,
        ),
    )
    return True
