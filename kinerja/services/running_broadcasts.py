"""Announcements on their way: begun at their time, paused, gone on with, cancelled, tried again, finished."""

from __future__ import annotations

from datetime import date, datetime

from sqlalchemy import exists, update
from sqlmodel import Session, col, select

from kinerja.models import (
    Account,
    Broadcast,
    BroadcastRecipient,
    BroadcastState,
    OutboxMessage,
    OutboxStatus,
)
from kinerja.rules.access import Actor
from kinerja.rules.broadcast_audience import from_json
from kinerja.rules.broadcasts import (
    NIGHT,
    PAUSED,
    STOPPED,
    Ways,
    check_state,
    is_turn,
    starts_at,
)
from kinerja.services import broadcast_batches as batches
from kinerja.services.broadcast_cards import show_progress, tell_the_end
from kinerja.services.broadcast_people import people_of
from kinerja.services.broadcasting import broadcast_for, note

_EARLIEST = "Asia/Jayapura"
"""The zone whose clock is ahead of all others."""


def advance_broadcasts(session: Session, ways: Ways, *, now: datetime, today: date) -> int:
    """Begin what is due, go on with what runs, show progress, end what is done; return how many there were.

    Replicas may do this at once: each takes the announcements that no other one holds.
    """
    under_way = session.exec(
        select(Broadcast)
        .where(
            col(Broadcast.state).in_(
                [BroadcastState.SCHEDULED, BroadcastState.RUNNING, BroadcastState.PAUSED]
            )
        )
        .order_by(col(Broadcast.id))
        .with_for_update(skip_locked=True)
    ).all()
    for row in under_way:
        if row.state is BroadcastState.SCHEDULED:
            start_if_due(session, row, ways, now, today)
        elif row.state is BroadcastState.RUNNING:
            _go_on(session, row, ways, now)
    return len(under_way)


def start_if_due(session: Session, row: Broadcast, ways: Ways, now: datetime, today: date) -> None:
    """Begin an announcement whose time has come in one of its zones."""
    local = row.starts_local
    if local:
        if starts_at(local, _EARLIEST) > now:
            return
        people = people_of(row.scope, from_json(row.audience), today).subquery()
        zones = session.exec(select(people.c.zone).distinct())
        if not any(starts_at(local, zone) <= now for zone in zones):
            return
    row.state = BroadcastState.RUNNING
    row.started_at = now
    session.flush()
    batches.note_recipients(session, row, today)
    note(session, Actor(None), row, "broadcast.started", now)
    _go_on(session, row, ways, now)


def pause_broadcast(
    session: Session, actor: Actor, broadcast_id: int, *, now: datetime, today: date
) -> None:
    """Stop sending for now; what is on its way within the next second still arrives."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "pause")
    row.state = BroadcastState.PAUSED
    session.flush()
    batches.take_out(session, batches.batch_of(row.id), PAUSED)
    note(session, actor, row, "broadcast.paused", now)
    show_progress(session, row, now, at_once=True)


def resume_broadcast(
    session: Session, actor: Actor, broadcast_id: int, ways: Ways, *, now: datetime, today: date
) -> None:
    """Go on with what was paused."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "resume")
    row.state = BroadcastState.RUNNING
    session.flush()
    batches.bring_back(session, batches.batch_of(row.id), PAUSED)
    note(session, actor, row, "broadcast.resumed", now)
    _go_on(session, row, ways, now)


def cancel_broadcast(
    session: Session, actor: Actor, broadcast_id: int, *, now: datetime, today: date
) -> None:
    """Stop for good; what was not sent is never sent."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "cancel")
    stop(session, row, now)
    note(session, actor, row, "broadcast.cancelled", now)
    show_progress(session, row, now, at_once=True)


def stop(session: Session, row: Broadcast, now: datetime) -> None:
    """Take out for good what has not been sent."""
    row.state = BroadcastState.CANCELLED
    row.ended_at = now
    session.flush()
    batch = batches.batch_of(row.id)
    batches.take_out(session, batch, STOPPED)
    for reason in (PAUSED, NIGHT):
        batches.rename_reason(session, batch, reason, STOPPED)


def retry_broadcast(
    session: Session, actor: Actor, broadcast_id: int, ways: Ways, *, now: datetime, today: date
) -> int:
    """Try again where it failed and may work now, also with who has linked since; return how many.

    What Telegram gave no answer to is never sent again, nor is anything to somebody who still blocks the
    bot.
    """
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "retry")
    batch = batches.batch_of(row.id)
    reachable = exists().where(
        col(Account.chat_id) == col(OutboxMessage.chat_id),
        col(Account.unlinked_at).is_(None),
        col(Account.unreachable_at).is_(None),
    )
    again = session.connection().execute(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.batch) == batch,
            col(OutboxMessage.status) == OutboxStatus.FAILED,
            reachable,
        )
        .values(status=OutboxStatus.PENDING, error="")
    )
    missed = ~exists().where(col(OutboxMessage.key) == col(BroadcastRecipient.message_key))
    linked_since = exists().where(
        col(Account.person_id) == col(BroadcastRecipient.person_id),
        col(Account.unlinked_at).is_(None),
    )
    late = session.connection().execute(
        update(BroadcastRecipient)
        .where(col(BroadcastRecipient.broadcast_id) == row.id, missed, linked_since)
        .values(queued_at=None)
    )
    count = again.rowcount + late.rowcount
    note(session, actor, row, "broadcast.retried", now, messages=count)
    if count:
        row.state = BroadcastState.RUNNING
        row.ended_at = None
        session.flush()
        _go_on(session, row, ways, now)
    return count


def _go_on(session: Session, row: Broadcast, ways: Ways, now: datetime) -> None:
    batch = batches.batch_of(row.id)
    for zone in batches.zones_to_queue(session, row):
        if is_turn(row.starts_local, zone, now, ways, urgent=row.urgent):
            batches.queue_zone(session, row, zone, now)
    if not row.urgent:
        _keep_quiet_hours(session, row, ways, now)
    if _is_over(session, row):
        row.state = BroadcastState.DONE
        row.ended_at = now
        session.flush()
        show_progress(session, row, now, at_once=True)
        tell_the_end(session, row, now)
        return
    show_progress(session, row, now, at_once=not batches.outcomes_of(session, batch))


def _keep_quiet_hours(session: Session, row: Broadcast, ways: Ways, now: datetime) -> None:
    zones = session.exec(
        select(BroadcastRecipient.zone)
        .where(col(BroadcastRecipient.broadcast_id) == row.id)
        .distinct()
    ).all()
    for zone in zones:
        batch = batches.batch_of(row.id)
        if ways.is_quiet(now, zone):
            batches.take_out(session, batch, NIGHT, zone)
        else:
            batches.bring_back(session, batch, NIGHT, zone)


def _is_over(session: Session, row: Broadcast) -> bool:
    if batches.zones_to_queue(session, row):
        return False
    outcomes = batches.outcomes_of(session, batches.batch_of(row.id))
    open_ones = (
        (OutboxStatus.CANCELLED, PAUSED),
        (OutboxStatus.CANCELLED, NIGHT),
    )
    return not any(
        status in (OutboxStatus.PENDING, OutboxStatus.SENDING) or (status, reason) in open_ones
        for status, reason in outcomes
    )
