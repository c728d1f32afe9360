"""Letting an announcement go: handed over by its author, looked at by a second administrator."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Account, Broadcast, BroadcastState, Role, RoleGrant
from kinerja.rules.access import Actor
from kinerja.rules.broadcast_audience import from_json
from kinerja.rules.broadcasts import Ways, check_state
from kinerja.services.authority import valid_on
from kinerja.services.broadcast_people import covers, people_of
from kinerja.services.broadcasting import broadcast_for, note, own_draft
from kinerja.services.numbers import number_of
from kinerja.services.running_broadcasts import start_if_due
from kinerja.services.telling import Notice, tell


def submit_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    ways: Ways,
    *,
    now: datetime,
    today: date,
) -> BroadcastState:
    """Hand an announcement over: to a second administrator, or to be sent at its time."""
    row = own_draft(session, actor, broadcast_id, today)
    check_state(row.state, "submit")
    _check_complete(session, row, today)
    row.reason = ""
    row.submitted_at = now
    if ways.needs_second(urgent=row.urgent):
        _ask_a_second(session, actor, row, now, today)
    else:
        note(session, actor, row, "broadcast.released", now)
        _release(session, row, ways, now, today)
    return row.state


def approve_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    ways: Ways,
    *,
    now: datetime,
    today: date,
) -> BroadcastState:
    """Approve what somebody else has written; it goes out at its time."""
    row = _to_decide(session, actor, broadcast_id, today)
    row.approved_by_id = actor.person_id
    row.approved_at = now
    note(session, actor, row, "broadcast.approved", now)
    _release(session, row, ways, now, today)
    _tell_author(session, row, Notice.BROADCAST_APPROVED, now)
    return row.state


def send_back_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    reason: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Give an announcement back to its author, with the reason."""
    row = _to_decide(session, actor, broadcast_id, today)
    row.state = BroadcastState.DRAFT
    row.reason = reason.strip()[:300]
    note(session, actor, row, "broadcast.sent_back", now)
    _tell_author(session, row, Notice.BROADCAST_SENT_BACK, now)


def take_back_broadcast(
    session: Session, actor: Actor, broadcast_id: int, *, now: datetime, today: date
) -> None:
    """Take back what was handed over and has not begun; it is a draft again."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    if row.author_id != actor.person_id:
        raise Unknown
    check_state(row.state, "take back")
    row.state = BroadcastState.DRAFT
    row.approved_by_id, row.approved_at = None, None
    note(session, actor, row, "broadcast.taken_back", now)


def _check_complete(session: Session, row: Broadcast, today: date) -> None:
    if not row.texts:
        raise Refused(N_("There is no text yet. Please write what is to be announced."))
    people = people_of(row.scope, from_json(row.audience), today).subquery()
    if not session.exec(select(func.count(people.c.account_id))).one():
        raise Refused(
            N_("Nobody of these people is linked to Telegram. Please choose the audience again.")
        )


def _ask_a_second(
    session: Session, actor: Actor, row: Broadcast, now: datetime, today: date
) -> None:
    others = [
        person
        for person in _administrators(session, today)
        if person != row.author_id and covers(session, Actor(person), row.scope, today)
    ]
    if not others:
        raise Refused(
            N_(
                "A second administrator of the same units has to look at it, and there is none with "
                "Telegram. Please have one appointed; small agencies may switch this off, though not "
                "for urgent announcements."
            )
        )
    row.state = BroadcastState.WAITING
    note(session, actor, row, "broadcast.submitted", now)
    for person in others:
        tell(
            session,
            person,
            Notice.BROADCAST_TO_APPROVE,
            key=f"b{row.id}.ask.{person}.{now:%Y%m%d%H%M%S}",
            now=now,
            broadcast_id=row.id,
        )


def _administrators(session: Session, today: date) -> list[int]:
    return sorted(
        session.exec(
            select(RoleGrant.person_id)
            .join(Account, col(Account.person_id) == col(RoleGrant.person_id))
            .where(
                col(RoleGrant.role).in_([Role.ADMIN, Role.OWNER]),
                valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
                col(Account.unlinked_at).is_(None),
            )
            .distinct()
        )
    )


def _to_decide(session: Session, actor: Actor, broadcast_id: int, today: date) -> Broadcast:
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "decide")
    if row.author_id == actor.person_id:
        raise Refused(N_("Somebody else has to look at it; nobody approves their own words."))
    if not covers(session, actor, row.scope, today):
        raise Unknown
    return row


def _release(session: Session, row: Broadcast, ways: Ways, now: datetime, today: date) -> None:
    row.state = BroadcastState.SCHEDULED
    session.flush()
    start_if_due(session, row, ways, now, today)


def _tell_author(session: Session, row: Broadcast, notice: Notice, now: datetime) -> None:
    if row.author_id is not None:
        key = f"b{number_of(row)}.{notice.value}.{now:%Y%m%d%H%M%S}"
        tell(session, row.author_id, notice, key=key, now=now, broadcast_id=row.id)
