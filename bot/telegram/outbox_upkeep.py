"""The statements that keep the outbox tidy: what was stranded, what expired, what is old."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlalchemy import Table, and_, bindparam, delete, func, or_, select, update
from sqlmodel import Session

from bot.talk.saying import COMMANDS
from bot.telegram.outbox import FROM_THE_TURN, PENDING, SENDING, UNDER_WAY
from kinerja.models import OutboxMessage, OutboxStatus, Priority

KEPT = timedelta(days=7)
"""How long replies are kept after their turn."""

_OUTBOX: Table = OutboxMessage.__table__  # type: ignore[attr-defined]
_COLUMN = _OUTBOX.c
_IS_REPEATABLE = or_(
    _COLUMN.priority == int(Priority.REPLY),
    _COLUMN.edits_key.is_not(None),
    _COLUMN.edits_message_id.is_not(None),
    _COLUMN.kind == COMMANDS,
)
_STRANDED = and_(SENDING, _COLUMN.lease_until < bindparam("moment"))


def release_stranded(session: Session, now: datetime) -> tuple[int, int]:
    """Settle rows of processes that are gone: return how many go again, and how many are held."""
    connection = session.connection()
    again = connection.execute(
        update(_OUTBOX)
        .where(_STRANDED, _IS_REPEATABLE)
        .values(status=OutboxStatus.PENDING, attempts=_COLUMN.attempts + 1),
        {"moment": now},
    )
    held = connection.execute(
        update(_OUTBOX)
        .where(_STRANDED)
        .values(status=OutboxStatus.UNKNOWN, error="the process that sent it ended"),
        {"moment": now},
    )
    return again.rowcount, held.rowcount


def cancel_expired(session: Session, now: datetime) -> int:
    """Cancel what was not sent in its time; return how many."""
    statement = (
        update(_OUTBOX)
        .where(PENDING, _COLUMN.expires_at <= bindparam("moment"))
        .values(status=OutboxStatus.CANCELLED, error="expired")
    )
    return session.connection().execute(statement, {"moment": now}).rowcount


def clean(session: Session, now: datetime) -> int:
    """Delete old replies: their words concern nobody any more, and Telegram may use update ids again."""
    statement = delete(_OUTBOX).where(
        _COLUMN.kind.in_(FROM_THE_TURN),
        _COLUMN.status.in_([OutboxStatus.SENT, OutboxStatus.CANCELLED, OutboxStatus.FAILED]),
        _COLUMN.created_at < now - KEPT,
    )
    return session.connection().execute(statement).rowcount


def counts(session: Session) -> dict[str, int]:
    """Count what waits and what is held."""
    waiting = session.connection().scalar(select(func.count()).where(UNDER_WAY)) or 0
    held = select(func.count()).where(_COLUMN.status == OutboxStatus.UNKNOWN)
    return {"waiting": waiting, "unknown": session.connection().scalar(held) or 0}
