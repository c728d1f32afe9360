"""Getting in: an invitation is opened, answered and accepted; a wrong link is undone."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, select, update

from kinerja.errors import Refused, Unknown
from kinerja.messages import N_
from kinerja.models import (
    Account,
    Consent,
    Invitation,
    Person,
)
from kinerja.rules.access import OPERATOR, Action, Actor
from kinerja.rules.invitations import (
    NOTICE_VERSION,
    hash_token,
    invalid,
    is_open,
    is_right,
    tries_left,
)
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.consent import end_consents, silence
from kinerja.services.numbers import number_of
from kinerja.services.reminder_changes import replan_person
from kinerja.services.responsible import administrators_of, raters_of
from kinerja.services.telling import Notice, tell


@dataclass(frozen=True, slots=True)
class Opened:
    """An invitation that can be answered: with a NIP, or with the code that came with it."""

    invitation_id: int
    asks_for_code: bool


class Outcome(StrEnum):
    """What became of an answer."""

    RIGHT = "right"
    WRONG = "wrong"
    LOCKED = "locked"


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of an answer; the name, to be confirmed, is known after the right one only."""

    outcome: Outcome
    name: str = ""
    tries_left: int = 0


def open_invitation(session: Session, token: str, *, chat_id: int, now: datetime) -> Opened:
    """Look an invitation up; every one that cannot be used is refused with the same sentence."""
    _refuse_linked_chat(session, chat_id)
    query = select(Invitation).where(col(Invitation.token_hash) == hash_token(token))
    invitation = session.exec(query).first()
    if invitation is None or not is_open(invitation, now):
        raise invalid()
    return Opened(number_of(invitation), invitation.code_hash is not None)


def answer_invitation(
    session: Session, invitation_id: int, answer: str, *, chat_id: int, now: datetime, today: date
) -> Answered:
    """Take the NIP, or the code, somebody typed. The fifth wrong answer locks the invitation.

    A wrong answer is returned, not raised, so that the count is kept. Only the chat that answered
    rightly can accept the invitation afterwards.
    """
    invitation, person = _locked(session, invitation_id, now)
    if is_right(invitation, person, answer):
        invitation.chat_id = chat_id
        return Answered(Outcome.RIGHT, person.name)
    invitation.wrong_answers += 1
    if tries_left(invitation):
        return Answered(Outcome.WRONG, tries_left=tries_left(invitation))
    invitation.locked_at = now
    _tell_of_lock(session, invitation, person, now, today)
    return Answered(Outcome.LOCKED)


def accept_invitation(
    session: Session,
    invitation_id: int,
    *,
    chat_id: int,
    language: str,
    now: datetime,
    today: date,
) -> Account:
    """Link the chat to the person of the invitation, and keep the consent that was given in it.

    The rater and the unit's administrator are told, and can undo it.
    """
    invitation, person = _locked(session, invitation_id, now)
    person_id = invitation.person_id
    if invitation.chat_id != chat_id:
        raise invalid()
    _refuse_linked_chat(session, chat_id)
    if _linked_account(session, person_id) is not None:
        raise invalid()
    invitation.used_at = now
    account = Account(person_id=person_id, chat_id=chat_id, language=language, linked_at=now)
    consent = Consent(person_id=person_id, notice_version=NOTICE_VERSION, given_at=now)
    session.add_all([account, consent])
    session.flush()
    replan_person(session, person_id)
    actor = Actor(person_id)
    record(session, actor, "account.linked", "account", account.id, person_id=person_id, now=now)
    for reader in _responsible(session, person_id, today):
        tell(
            session,
            reader,
            Notice.PERSON_LINKED,
            key=f"person_linked:{account.id}:{reader}",
            now=now,
            name=person.name,
            account_id=account.id,
        )
    return account


def undo_link(
    session: Session, actor: Actor, account_id: int, *, now: datetime, today: date
) -> Person:
    """Unlink an account that is not the person's; its invitation is locked, and nothing more is sent."""
    account = session.get(Account, account_id, with_for_update=True, populate_existing=True)
    if account is None:
        raise Unknown
    person_id = account.person_id
    authorise(session, actor, Action.UNDO_LINK, person_id, today)
    person = session.get_one(Person, person_id)
    if account.unlinked_at is not None:
        raise Refused(N_("This link has been undone already."))
    account.unlinked_at = now
    silence(session, account.chat_id)
    _void(session, person_id, now)
    record(session, actor, "link.undone", "account", account.id, person_id=person_id, now=now)
    for reader in _responsible(session, person_id, today):
        if reader != actor.person_id:
            tell(
                session,
                reader,
                Notice.LINK_UNDONE,
                key=f"link_undone:{account.id}:{reader}",
                now=now,
                name=person.name,
            )
    return person


def _locked(session: Session, invitation_id: int, now: datetime) -> tuple[Invitation, Person]:
    """Return an open invitation, locked for this transaction, with its person."""
    invitation = session.get(
        Invitation, invitation_id, with_for_update=True, populate_existing=True
    )
    if invitation is None or not is_open(invitation, now):
        raise invalid()
    return invitation, session.get_one(Person, invitation.person_id)


def _refuse_linked_chat(session: Session, chat_id: int) -> None:
    linked = select(Account.id).where(
        col(Account.chat_id) == chat_id, col(Account.unlinked_at).is_(None)
    )
    if session.exec(linked).first() is not None:
        raise Refused(
            N_("This Telegram account is already linked. One account belongs to one person only.")
        )


def _linked_account(session: Session, person_id: int) -> int | None:
    return session.exec(
        select(Account.id).where(
            col(Account.person_id) == person_id, col(Account.unlinked_at).is_(None)
        )
    ).first()


def _responsible(session: Session, person_id: int, today: date) -> list[int]:
    raters = raters_of(session, person_id, today)
    return sorted({*raters, *administrators_of(session, person_id, today)} - {person_id})


def _tell_of_lock(
    session: Session, invitation: Invitation, person: Person, now: datetime, today: date
) -> None:
    person_id = invitation.person_id
    record(
        session,
        OPERATOR,
        "invitation.locked",
        "invitation",
        invitation.id,
        person_id=person_id,
        now=now,
        by="stranger",
    )
    for reader in administrators_of(session, person_id, today):
        tell(
            session,
            reader,
            Notice.INVITATION_LOCKED,
            key=f"invitation_locked:{invitation.id}:{reader}",
            now=now,
            name=person.name,
            invited_id=person_id,
        )


def _void(session: Session, person_id: int, now: datetime) -> None:
    """Lock the person's invitations and withdraw the consent that somebody else gave."""
    session.exec(
        update(Invitation)
        .where(col(Invitation.person_id) == person_id, col(Invitation.locked_at).is_(None))
        .values(locked_at=now)
    )
    end_consents(session, person_id, now)
