"""Appreciation (*apresiasi*) from anyone to anyone in the agency, shared only if the receiver agrees."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Appreciation, Behaviour, Person
from kinerja.reports.colleagues import is_present
from kinerja.rules.access import Action, Actor
from kinerja.rules.feedback import TWICE_WITHIN, check_appreciation
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell


def appreciate(
    session: Session,
    actor: Actor,
    receiver_id: int,
    behaviour: Behaviour,
    text: str,
    *,
    now: datetime,
    today: date,
) -> int:
    """Thank somebody of the agency and tell them at once; return the appreciation's id."""
    if actor.person_id is None or not is_present(session, receiver_id, today):
        raise Unknown
    if actor.person_id == receiver_id:
        raise Refused(N_("An appreciation is for somebody else."))
    checked = check_appreciation(text)
    session.get(Person, receiver_id, with_for_update=True)
    same = select(Appreciation.id).where(
        col(Appreciation.giver_id) == actor.person_id,
        col(Appreciation.receiver_id) == receiver_id,
        col(Appreciation.text) == checked,
        col(Appreciation.given_at) > now - TWICE_WITHIN,
    )
    if session.exec(same).first() is not None:
        raise Refused(N_("This appreciation has just been given; it was not sent a second time."))
    given = Appreciation(
        giver_id=actor.person_id,
        receiver_id=receiver_id,
        behaviour=behaviour,
        text=checked,
        given_at=now,
    )
    session.add(given)
    session.flush()
    key = f"{Notice.APPRECIATED.value}:{given.id}"
    tell(session, receiver_id, Notice.APPRECIATED, key=key, now=now, appreciation_id=given.id)
    record(session, actor, "give", "appreciation", given.id, person_id=receiver_id, now=now)
    return number_of(given)


def answer_sharing(
    session: Session,
    actor: Actor,
    appreciation_id: int,
    *,
    shared: bool,
    now: datetime,
    today: date,
) -> None:
    """Keep the receiver's answer whether the team may read it; it can be changed at any time."""
    given = session.get(Appreciation, appreciation_id, with_for_update=True)
    if given is None:
        raise Unknown
    authorise(session, actor, Action.SHARE_APPRECIATION, given.receiver_id, today)
    given.opened_at = given.opened_at or now
    if given.shared is not shared:
        given.shared = shared
        done = "share" if shared else "keep"
        receiver = given.receiver_id
        record(session, actor, done, "appreciation", given.id, person_id=receiver, now=now)
