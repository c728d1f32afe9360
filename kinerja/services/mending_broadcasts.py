"""After an announcement was sent: correct it, recall it, note who read it, remind who did not, try it on oneself."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlalchemy import JSON, ColumnElement, exists, literal
from sqlmodel import Session, col, select, update

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Broadcast,
    BroadcastRecipient,
    OutboxMessage,
    OutboxStatus,
    Priority,
)
from kinerja.rules.access import Actor
from kinerja.rules.broadcast_text import check_text
from kinerja.rules.broadcasts import check_state
from kinerja.services import broadcast_batches as batches
from kinerja.services.broadcasting import broadcast_for, note
from kinerja.services.running_broadcasts import stop
from kinerja.services.telling import Notice, tell

_REMINDED_AGAIN = 20
"""Hours after which who has not read may be reminded again."""


def try_broadcast(
    session: Session, actor: Actor, broadcast_id: int, *, now: datetime, today: date
) -> int:
    """Send an announcement to the actor alone, exactly as it will arrive, in each language; return how many."""
    row = broadcast_for(session, actor, broadcast_id, today)
    if not row.texts:
        raise Refused(N_("There is no text yet. Please write what is to be announced."))
    if actor.person_id is None:
        raise Unknown
    content = batches.content_of(row)
    for language in row.texts:
        tell(
            session,
            actor.person_id,
            Notice.BROADCAST_TEST,
            key=f"b{row.id}.test.{actor.person_id}.{language}.{now:%Y%m%d%H%M%S%f}",
            now=now,
            priority=Priority.REPLY,
            language=language,
            content=content,
        )
    return len(row.texts)


def correct_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    texts: Mapping[str, str],
    *,
    now: datetime,
    today: date,
) -> int:
    """Change the words for everybody: what was sent is edited, what waits goes out corrected; return how many are edited."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "correct")
    _check_not_recalled(row)
    kept = {
        language: check_text(text, with_file=row.file_kind is not None)
        for language, text in {**row.texts, **texts}.items()
        if text.strip()
    }
    if kept == row.texts:
        raise Refused(N_("That is the text as it was sent. Please write it as it should be."))
    row.texts = kept
    row.version += 1
    session.flush()
    content = batches.content_of(row)
    session.exec(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.batch) == batches.batch_of(row.id),
            col(OutboxMessage.status).in_([OutboxStatus.PENDING, OutboxStatus.CANCELLED]),
        )
        .values(content=literal(batches.encoded(content), JSON))
    )
    saying = batches.Saying(
        Notice.BROADCAST,
        content,
        batch=f"c{row.id}.{row.version}",
        ending=f".c{row.version}",
        edits=True,
    )
    edited = batches.insert_messages(session, row, saying, [_was_sent()], now)
    note(session, actor, row, "broadcast.corrected", now, version=row.version, messages=edited)
    return edited


def recall_broadcast(
    session: Session, actor: Actor, broadcast_id: int, *, now: datetime, today: date
) -> int:
    """Stop it, and take it out of every chat; return in how many it is."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "recall")
    _check_not_recalled(row)
    stop(session, row, now)
    row.recalled_at = now
    session.flush()
    saying = batches.Saying(
        Notice.BROADCAST_RECALLED,
        {"has_file": row.file_kind is not None},
        batch=f"r{row.id}",
        ending=".r",
        edits=True,
    )
    count = batches.insert_messages(session, row, saying, [_was_sent()], now)
    note(session, actor, row, "broadcast.recalled", now, messages=count)
    return count


def mark_read(session: Session, actor: Actor, broadcast_id: int, *, now: datetime) -> None:
    """Note that the actor has read and understood an announcement; a second time changes nothing."""
    mine = (
        col(BroadcastRecipient.broadcast_id) == broadcast_id,
        col(BroadcastRecipient.person_id) == actor.person_id,
    )
    row = session.exec(select(BroadcastRecipient).where(*mine).with_for_update()).first()
    if row is None or row.queued_at is None:
        raise Unknown
    row.read_at = row.read_at or now


def remind_unread(
    session: Session, actor: Actor, broadcast_id: int, *, now: datetime, today: date
) -> int:
    """Remind those who have not said that they read it, and only them; return how many."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    check_state(row.state, "remind")
    _check_not_recalled(row)
    if not row.receipt:
        raise Refused(N_("This announcement did not ask to be confirmed."))
    last = session.exec(
        select(BroadcastRecipient.reminded_at)
        .where(col(BroadcastRecipient.broadcast_id) == row.id)
        .order_by(col(BroadcastRecipient.reminded_at).desc().nulls_last())
        .limit(1)
    ).first()
    if last is not None and (now - last).total_seconds() < _REMINDED_AGAIN * 3600:
        raise Refused(N_("They were reminded within the last day. Please give them time."))
    unread = [_was_sent(), col(BroadcastRecipient.read_at).is_(None)]
    saying = batches.Saying(
        Notice.BROADCAST_UNREAD,
        {"broadcast_id": row.id},
        batch=f"n{row.id}",
        ending=f".n{now:%Y%m%d%H%M%S}",
    )
    count = batches.insert_messages(session, row, saying, unread, now)
    session.exec(
        update(BroadcastRecipient)
        .where(col(BroadcastRecipient.broadcast_id) == row.id, *unread)
        .values(reminded_at=now)
    )
    note(session, actor, row, "broadcast.reminded", now, messages=count)
    return count


def _was_sent() -> ColumnElement[bool]:
    sent = (OutboxStatus.SENT, OutboxStatus.SENDING)
    return exists().where(
        col(OutboxMessage.key) == col(BroadcastRecipient.message_key),
        col(OutboxMessage.status).in_(sent),
    )


def _check_not_recalled(row: Broadcast) -> None:
    if row.recalled_at is not None:
        raise Refused(N_("This announcement was withdrawn already."))
