"""Consent to the chat: given again to a newer privacy notice, and withdrawn."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, delete, select, update

from kinerja.database import read
from kinerja.errors import Unknown
from kinerja.models import (
    Account,
    Consent,
    Draft,
    Invitation,
    OutboxMessage,
    OutboxStatus,
    Person,
)
from kinerja.rules.access import Actor
from kinerja.rules.invitations import NOTICE_VERSION
from kinerja.services.audit import record
from kinerja.services.responsible import administrators_of
from kinerja.services.telling import Notice, tell

# Asked in every turn, so it is built once.
_LATEST = (
    select(Consent.notice_version)
    .where(col(Consent.person_id) == bindparam("person"), col(Consent.withdrawn_at).is_(None))
    .order_by(col(Consent.id).desc())
    .limit(1)
)


def must_agree_again(session: Session, actor: Actor) -> bool:
    """Say whether the actor agreed to another privacy notice than the one that is shown now."""
    found = read(session, _LATEST, person=actor.person_id)
    return bool(found) and found[0][0] != NOTICE_VERSION


def agree_again(session: Session, actor: Actor, *, now: datetime) -> None:
    """Keep the actor's consent to the present privacy notice; agreeing twice changes nothing."""
    if actor.person_id is None:
        raise Unknown
    if not must_agree_again(session, actor):
        return
    consent = Consent(person_id=actor.person_id, notice_version=NOTICE_VERSION, given_at=now)
    session.add(consent)
    session.flush()
    record(
        session,
        actor,
        "consent.given",
        "consent",
        consent.id,
        person_id=actor.person_id,
        now=now,
        version=NOTICE_VERSION,
    )


def withdraw_consent(session: Session, actor: Actor, *, now: datetime, today: date) -> None:
    """Withdraw the actor's consent: their chat is unlinked and nothing more is sent to it.

    Half-done answers are erased; the official records stay. The administrators are told.
    """
    account = session.exec(
        select(Account)
        .where(col(Account.person_id) == actor.person_id, col(Account.unlinked_at).is_(None))
        .with_for_update()
    ).first()
    if account is None or actor.person_id is None:
        raise Unknown
    account.unlinked_at = now
    silence(session, account.chat_id)
    end_consents(session, actor.person_id, now)
    _revoke(session, actor.person_id, now)
    record(
        session,
        actor,
        "consent.withdrawn",
        "account",
        account.id,
        person_id=actor.person_id,
        now=now,
    )
    name = session.get_one(Person, actor.person_id).name
    for reader in administrators_of(session, actor.person_id, today):
        tell(
            session,
            reader,
            Notice.CONSENT_WITHDRAWN,
            key=f"consent_withdrawn:{account.id}:{reader}",
            now=now,
            name=name,
        )


def note_export(session: Session, actor: Actor, *, now: datetime) -> None:
    """Record that the actor took a copy of their own data."""
    record(session, actor, "data.exported", "person", None, person_id=actor.person_id, now=now)


def silence(session: Session, chat_id: int) -> None:
    """Drop what a chat has half done, and what was still to be sent to it."""
    session.exec(delete(Draft).where(col(Draft.chat_id) == chat_id))
    session.exec(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.chat_id) == chat_id,
            col(OutboxMessage.status) == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED)
    )


def end_consents(session: Session, person_id: int, now: datetime) -> None:
    """Mark somebody's consents as withdrawn."""
    session.exec(
        update(Consent)
        .where(col(Consent.person_id) == person_id, col(Consent.withdrawn_at).is_(None))
        .values(withdrawn_at=now)
    )


def _revoke(session: Session, person_id: int, now: datetime) -> None:
    session.exec(
        update(Invitation)
        .where(
            col(Invitation.person_id) == person_id,
            col(Invitation.used_at).is_(None),
            col(Invitation.revoked_at).is_(None),
        )
        .values(revoked_at=now)
    )
