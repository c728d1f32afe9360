"""Reminders whose moment has come go into the outbox: one message a person, whatever falls on the moment."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    String,
    Table,
    and_,
    cast,
    exists,
    func,
    insert,
    literal,
    not_,
    select,
    text,
    true,
    update,
)
from sqlmodel import Session

from kinerja.models import (
    Account,
    OutboxMessage,
    OutboxStatus,
    PlannedReminder,
    Priority,
    ReminderState,
)
from kinerja.services.telling import Notice

_ROW: Table = PlannedReminder.__table__  # type: ignore[attr-defined]
_OUTBOX: Table = OutboxMessage.__table__  # type: ignore[attr-defined]
_ACCOUNT: Table = Account.__table__  # type: ignore[attr-defined]
_LOCK = 7_403_003
"""Number of the advisory lock under which replicas plan and queue one after the other."""
KEY = "reminder:"
"""Begins the key of a message of reminders; the person and a number of its own follow."""
_AT_A_TIME = 20_000
# Written out, so that both databases see that the partial index fits.
_PLANNED = _ROW.c.state == text("'planned'")


def lock_planning(session: Session) -> None:
    """Let replicas plan and queue one after the other; SQLite has one writer anyway.

    PostgreSQL takes the people of a statement for a handful, and would then read whole tables for each
    of them, or compile what runs for a moment: both are switched off for the transaction.
    """
    if session.get_bind().dialect.name != "sqlite":
        connection = session.connection()
        connection.execute(text(f"SELECT pg_advisory_xact_lock({_LOCK})"))
        connection.execute(text("SET LOCAL enable_seqscan = off"))
        connection.execute(text("SET LOCAL jit = off"))


def is_anything_due(session: Session, now: datetime) -> bool:
    """Say whether a reminder waits whose moment has come.

    In order, so that the index of those that wait is read, and not the table of all that ever were.
    """
    first = select(_ROW.c.send_at).where(_PLANNED).order_by(_ROW.c.send_at).limit(1)
    moment = session.connection().scalar(first)
    return moment is not None and moment <= now


def queue_reminders(session: Session, now: datetime) -> int:
    """Put what is due into the outbox, for some thousands of people at a time; return for how many.

    What each message says is decided when it is sent. Who has no chat any more is left to wait for one.
    """
    some = and_(*_due(now), _up_to(session, now))
    linked = and_(_ACCOUNT.c.person_id == _ROW.c.person_id, _ACCOUNT.c.unlinked_at.is_(None))
    batch = (session.connection().scalar(select(func.max(_OUTBOX.c.id))) or 0) + 1
    queued = _insert(session, batch, some, now)
    there = exists().where(linked)
    connection = session.connection()
    connection.execute(
        update(_ROW)
        .where(some, there)
        .values(
            state=ReminderState.QUEUED,
            outbox_key=_key(_ROW.c.person_id, batch),
        )
    )
    connection.execute(_ROW.delete().where(some, not_(there), _ROW.c.sent_at.is_(None)))
    connection.execute(update(_ROW).where(some, not_(there)).values(state=ReminderState.SENT))
    return queued


def _due(now: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return _PLANNED, _ROW.c.send_at <= now


def _up_to(session: Session, now: datetime) -> ColumnElement[bool]:
    """Return the condition that keeps one transaction short, where very many are due."""
    query = select(_ROW.c.person_id).where(*_due(now)).order_by(_ROW.c.person_id)
    bound = session.connection().scalar(query.offset(_AT_A_TIME).limit(1))
    return true() if bound is None else _ROW.c.person_id <= bound


def _key(person: ColumnElement[int], batch: int) -> ColumnElement[str]:
    return literal(KEY) + cast(person, String(20)) + literal(f":{batch}")


def _insert(session: Session, batch: int, some: ColumnElement[bool], now: datetime) -> int:
    people = select(_ROW.c.person_id).where(some).distinct().subquery()
    given: dict[str, ColumnElement[Any]] = {
        "key": _key(people.c.person_id, batch),
        "chat_id": _ACCOUNT.c.chat_id,
        "kind": literal(Notice.REMINDER.value),
        "content": literal({}, JSON),
        "priority": literal(int(Priority.REMINDER)),
        "silent": literal(False),
        "status": literal(OutboxStatus.PENDING, _OUTBOX.c.status.type),
        "attempts": literal(0),
        "error": literal(""),
        "created_at": literal(now, _OUTBOX.c.created_at.type),
    }
    linked = and_(_ACCOUNT.c.person_id == people.c.person_id, _ACCOUNT.c.unlinked_at.is_(None))
    rows = select(*given.values()).select_from(people).join(_ACCOUNT, linked)
    statement = insert(_OUTBOX).from_select(list(given), rows)
    counted = statement.execution_options(preserve_rowcount=True)
    return max(0, session.connection().execute(counted).rowcount)


def person_of(key: str) -> int:
    """Return whose message a key of the outbox names."""
    return int(key.removeprefix(KEY).partition(":")[0])


def bundle_of(key: str) -> int:
    """Return the number of a message among those of its person, for its buttons."""
    return int(key.rpartition(":")[2])


def key_of(person_id: int, bundle: int) -> str:
    """Return the key of a person's message by its number."""
    return f"{KEY}{person_id}:{bundle}"
