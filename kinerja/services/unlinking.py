"""A phone that is lost, or an account that changes hands: an administrator unlinks the chat."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import Account
from kinerja.rules.access import Action, Actor
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.consent import silence


def unlink(session: Session, actor: Actor, person_id: int, *, now: datetime, today: date) -> None:
    """Unlink the chat of a person: nothing is sent to it any more, half-done answers there are erased.

    The record and the consent stay; with a new invitation the person links another account.
    """
    authorise(session, actor, Action.UNLINK, person_id, today)
    if actor.person_id == person_id:
        raise Refused(N_("This is your own chat. It ends with /datasaya, Withdraw my consent."))
    account = session.exec(
        select(Account)
        .where(col(Account.person_id) == person_id, col(Account.unlinked_at).is_(None))
        .with_for_update()
    ).first()
    if account is None:
        raise Refused(N_("This person is not linked any more."))
    account.unlinked_at = now
    silence(session, account.chat_id)
    record(session, actor, "account.unlinked", "account", account.id, person_id=person_id, now=now)
