"""The statements of the inbox on the hot path, written with Core."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Table, and_, bindparam, delete, func, literal_column, or_, select, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from kinerja.database import change, read
from kinerja.models import Account, InboxStatus, InboxUpdate

KEPT = timedelta(hours=72)
"""How long handled updates are kept, so that repeats are known: Telegram repeats them for 24 hours."""

_INBOX: Table = InboxUpdate.__table__  # type: ignore[attr-defined]
_ACCOUNT: Table = Account.__table__  # type: ignore[attr-defined]
_COLUMN = _INBOX.c
# Written out, so that both databases see that the partial index fits.
_WAITING = _COLUMN.status == literal_column("'new'")
_FIRST = (
    select(_COLUMN.chat_id, func.min(_COLUMN.update_id).label("update_id"))
    .where(_WAITING)
    .group_by(_COLUMN.chat_id)
    .subquery()
)
_HEADS = (
    select(_COLUMN.update_id, _COLUMN.chat_id, _COLUMN.payload, _COLUMN.attempts)
    .join(
        _FIRST,
        and_(_FIRST.c.chat_id == _COLUMN.chat_id, _FIRST.c.update_id == _COLUMN.update_id),
    )
    .where(
        _WAITING,
        _COLUMN.bot_id == bindparam("bot"),
        or_(_COLUMN.retry_at.is_(None), _COLUMN.retry_at <= bindparam("moment")),
        _COLUMN.chat_id.not_in(bindparam("busy", expanding=True)),
    )
    .order_by(_COLUMN.update_id)
    .limit(bindparam("most"))
)
_OURS = and_(_COLUMN.bot_id == bindparam("bot"), _COLUMN.update_id == bindparam("update"), _WAITING)
_LOCK = select(_COLUMN.update_id).where(_OURS).with_for_update(skip_locked=True)
# Whoever answered something is not to be told from the updates: a handled one keeps its number and no more.
_FINISH = (
    update(_INBOX)
    .where(_OURS)
    .values(
        status=literal_column("'done'"),
        payload=literal_column("'{}'"),
        chat_id=literal_column("0"),
    )
)
_FAIL = (
    update(_INBOX)
    .where(_OURS)
    .values(attempts=bindparam("tried"), retry_at=bindparam("again"), status=bindparam("outcome"))
)
_CLEAN = delete(_INBOX).where(
    _COLUMN.status == InboxStatus.DONE, _COLUMN.received_at < bindparam("before")
)

_LINKED = select(_ACCOUNT.c.id).where(
    _ACCOUNT.c.chat_id == bindparam("chat"), _ACCOUNT.c.unlinked_at.is_(None)
)


class Waiting(NamedTuple):
    """The oldest update of a chat that was not handled yet."""

    update_id: int
    chat_id: int
    payload: dict[str, Any]
    attempts: int


def store(session: Session, rows: Sequence[dict[str, Any]]) -> None:
    """Store updates; those that are known already are left as they are."""
    connection = session.connection()
    if connection.dialect.name == "sqlite":
        connection.execute(sqlite.insert(_INBOX).on_conflict_do_nothing(), rows)
    else:
        connection.execute(postgresql.insert(_INBOX).on_conflict_do_nothing(), rows)


def row_of(
    bot_id: int, update_id: int, chat_id: int, payload: dict[str, Any], now: datetime
) -> dict[str, Any]:
    """Return the row of an update that came just now."""
    return {
        "bot_id": bot_id,
        "update_id": update_id,
        "chat_id": chat_id,
        "payload": payload,
        "status": InboxStatus.NEW,
        "attempts": 0,
        "received_at": now,
    }


def heads(
    session: Session, bot_id: int, now: datetime, busy: Collection[int], most: int
) -> list[Waiting]:
    """Return the oldest waiting update of each chat that is not busy."""
    given = {"bot": bot_id, "moment": now, "busy": list(busy), "most": most}
    return [Waiting._make(row) for row in session.connection().execute(_HEADS, given)]


def claim(session: Session, bot_id: int, update_id: int) -> bool:
    """Lock a waiting update and mark it done in this transaction; False where another has it or had it.

    What it said and whose it was is forgotten with that; if the transaction fails, it is there again.
    """
    ours = {"bot": bot_id, "update": update_id}
    if session.get_bind().dialect.name != "sqlite" and not read(session, _LOCK, **ours):
        return False
    return change(session, _FINISH, **ours) == 1


def fail(
    session: Session, bot_id: int, update_id: int, attempts: int, retry_at: datetime | None
) -> None:
    """Note a failed attempt; without a next moment the update is dead."""
    status = InboxStatus.NEW if retry_at else InboxStatus.DEAD
    given = {"bot": bot_id, "update": update_id, "tried": attempts, "again": retry_at}
    session.connection().execute(_FAIL, {**given, "outcome": status})


def clean(session: Session, now: datetime) -> int:
    """Delete the updates that were handled long ago; return how many."""
    return session.connection().execute(_CLEAN, {"before": now - KEPT}).rowcount


def may_send_files(session: Session, chat_id: int) -> bool:
    """Tell whether a file of a chat may be fetched: only of linked people."""
    return session.connection().execute(_LINKED, {"chat": chat_id}).first() is not None


def waiting(session: Session) -> int:
    """Count the updates that wait."""
    return session.connection().scalar(select(func.count()).where(_WAITING)) or 0
