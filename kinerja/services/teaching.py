"""Offers to teach colleagues: made and taken back by the person alone."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import TeachingOffer
from kinerja.rules.access import Action, Actor
from kinerja.rules.development import check_area
from kinerja.services.audit import record
from kinerja.services.authority import authorise

MOST_OFFERS = 3


def offer_to_teach(
    session: Session, actor: Actor, area: str, *, now: datetime, today: date
) -> None:
    """Offer to teach something; colleagues see the name beside it. Offering twice changes nothing."""
    me = _me(session, actor, today)
    name = check_area(area)
    present = session.exec(
        select(func.count()).select_from(TeachingOffer).where(col(TeachingOffer.person_id) == me)
    ).one()
    if _offer(session, me, name) is not None:
        return
    if present >= MOST_OFFERS:
        raise Refused(N_("You offer {n} things already. Please take one back first."), n=present)
    row = TeachingOffer(person_id=me, area=name, offered_at=now)
    session.add(row)
    session.flush()
    record(session, actor, "offer", "teaching", row.id, person_id=me, now=now)


def stop_teaching(session: Session, actor: Actor, area: str, *, now: datetime, today: date) -> None:
    """Take an offer back; it is shown to nobody any more."""
    me = _me(session, actor, today)
    row = _offer(session, me, area)
    if row is not None:
        record(session, actor, "withdraw", "teaching", row.id, person_id=me, now=now)
        session.delete(row)


def _me(session: Session, actor: Actor, today: date) -> int:
    if actor.person_id is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LEARNING, actor.person_id, today)
    return actor.person_id


def _offer(session: Session, me: int, area: str) -> TeachingOffer | None:
    query = select(TeachingOffer).where(
        col(TeachingOffer.person_id) == me, col(TeachingOffer.area) == area
    )
    return session.exec(query).first()
