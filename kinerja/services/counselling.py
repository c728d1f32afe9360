"""Counselling: that it takes place, with whom and when; what is said there is kept nowhere."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Counselling, FeedbackAction, Person
from kinerja.reports.colleagues import colleague
from kinerja.rules.access import Action, Actor
from kinerja.rules.counselling import check_date
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.following_up import close_owed
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell


def arrange_counselling(
    session: Session,
    actor: Actor,
    person_id: int,
    officer_id: int,
    held_on: date,
    *,
    now: datetime,
    today: date,
) -> Counselling:
    """Arrange a date with an officer, for oneself or for somebody the actor rates; twice returns the first."""
    authorise(session, actor, Action.ARRANGE_COUNSELLING, person_id, today)
    if officer_id == person_id:
        raise Refused(N_("The officer has to be somebody else."))
    if officer_id != actor.person_id and colleague(session, actor, officer_id, today) is None:
        raise Unknown
    check_date(held_on, today)
    session.get(Person, person_id, with_for_update=True)
    known = session.exec(
        select(Counselling).where(
            col(Counselling.person_id) == person_id,
            col(Counselling.officer_id) == officer_id,
            col(Counselling.held_on) == held_on,
            col(Counselling.done_at).is_(None),
        )
    ).first()
    if known is not None:
        return known
    return _arrange(session, actor, person_id, officer_id, held_on, now)


def finish_counselling(
    session: Session,
    actor: Actor,
    counselling_id: int,
    next_on: date | None = None,
    *,
    now: datetime,
    today: date,
) -> Counselling:
    """Note that a date took place, and the next one if there is one; only its officer may, and once."""
    row = session.get(Counselling, counselling_id, with_for_update=True)
    if row is None or row.officer_id != actor.person_id:
        raise Unknown
    if row.done_at is not None:
        return row
    if row.held_on > today:
        raise Refused(N_("That day is still to come."))
    if next_on is not None:
        check_date(next_on, today)
    row.done_at, row.next_on = now, next_on
    session.flush()
    record(session, actor, "finish", "counselling", row.id, person_id=row.person_id, now=now)
    owed = FeedbackAction.COUNSELLING
    close_owed(session, actor, row.arranged_by_id, row.person_id, owed, now=now)
    if next_on is not None:
        _arrange(session, actor, row.person_id, row.officer_id, next_on, now)
    return row


def _arrange(
    session: Session,
    actor: Actor,
    person_id: int,
    officer_id: int,
    held_on: date,
    now: datetime,
) -> Counselling:
    row = Counselling(
        person_id=person_id,
        officer_id=officer_id,
        arranged_by_id=actor.person_id or 0,
        arranged_at=now,
        held_on=held_on,
    )
    session.add(row)
    session.flush()
    counselling_id = number_of(row)
    for reader in {person_id, officer_id} - {actor.person_id}:
        key = f"{Notice.COUNSELLING_ARRANGED.value}:{counselling_id}:{reader}"
        notice = Notice.COUNSELLING_ARRANGED
        tell(session, reader, notice, key=key, now=now, counselling_id=counselling_id)
    record(session, actor, "arrange", "counselling", row.id, person_id=person_id, now=now)
    return row
