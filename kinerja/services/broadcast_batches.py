"""The messages of an announcement in the outbox: queued a zone at a time, counted, taken out, brought back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    ColumnElement,
    Table,
    case,
    cast,
    func,
    insert,
    literal,
    null,
    select,
    update,
)
from sqlmodel import Session

from kinerja.messages import encode
from kinerja.models import (
    Account,
    Broadcast,
    BroadcastRecipient,
    BroadcastState,
    OutboxMessage,
    OutboxStatus,
    Priority,
)
from kinerja.rules.broadcast_audience import from_json
from kinerja.rules.broadcast_text import formatted
from kinerja.rules.broadcasts import PAUSED, STOPPED, UNREACHABLE
from kinerja.services.broadcast_people import people_of
from kinerja.services.telling import Notice

_OUTBOX: Table = OutboxMessage.__table__  # type: ignore[attr-defined]
_RECIPIENT: Table = BroadcastRecipient.__table__  # type: ignore[attr-defined]
_BROADCAST: Table = Broadcast.__table__  # type: ignore[attr-defined]
_ACCOUNT: Table = Account.__table__  # type: ignore[attr-defined]


_REASONS = {BroadcastState.PAUSED: PAUSED, BroadcastState.CANCELLED: STOPPED}


def batch_of(broadcast_id: int | None) -> str:
    """Return the name of the batch of an announcement."""
    return f"b{broadcast_id}"


def content_of(row: Broadcast) -> dict[str, Any]:
    """Return the values that the notice of an announcement is made of; texts as HTML."""
    texts = {language: formatted(text) for language, text in row.texts.items()}
    return {
        "broadcast_id": row.id,
        "texts": texts,
        "file": [row.file_kind.value, row.file_id, row.file_sha256, row.file_name]
        if row.file_kind
        else None,
        "urgent": row.urgent,
        "receipt": row.receipt,
        "corrected": row.version > 0,
    }


def encoded(content: Mapping[str, Any]) -> dict[str, Any]:
    """Return values as a row of the outbox holds them."""
    return {name: encode(value) for name, value in content.items()}


def note_recipients(session: Session, row: Broadcast, today: date) -> None:
    """Write down everybody the announcement is for, once."""
    people = people_of(row.scope, from_json(row.audience), today).subquery()
    rows = select(
        literal(row.id),
        people.c.person_id,
        people.c.zone,
        literal(f"{batch_of(row.id)}.") + cast(people.c.person_id, _RECIPIENT.c.message_key.type),
    ).order_by(people.c.person_id)
    names = ["broadcast_id", "person_id", "zone", "message_key"]
    session.connection().execute(insert(_RECIPIENT).from_select(names, rows))


def zones_to_queue(session: Session, row: Broadcast) -> list[str]:
    """Return the zones whose turn has not come."""
    waiting = select(_RECIPIENT.c.zone).where(
        _RECIPIENT.c.broadcast_id == row.id, _RECIPIENT.c.queued_at.is_(None)
    )
    return sorted(session.connection().execute(waiting.distinct()).scalars())


def queue_zone(session: Session, row: Broadcast, zone: str, now: datetime) -> None:
    """Put a message for everybody of a zone who is linked into the outbox."""
    of_zone = (_RECIPIENT.c.zone == zone, _RECIPIENT.c.queued_at.is_(None))
    saying = Saying(
        Notice.BROADCAST, content_of(row), batch_of(row.id), priority=Priority.BROADCAST
    )
    insert_messages(session, row, saying, of_zone, now)
    queued = update(_RECIPIENT).where(_RECIPIENT.c.broadcast_id == row.id, *of_zone)
    session.connection().execute(queued.values(queued_at=now))


@dataclass(frozen=True, slots=True)
class Saying:
    """What is said to many at once; ``ending`` completes the key of each message.

    With ``edits`` the announcement's own message is changed.
    """

    kind: Notice
    content: Mapping[str, Any]
    batch: str
    ending: str = ""
    priority: Priority = Priority.REMINDER
    edits: bool = False


def insert_messages(
    session: Session,
    row: Broadcast,
    saying: Saying,
    where: Sequence[ColumnElement[bool]],
    now: datetime,
) -> int:
    """Queue a message for each linked recipient of a condition; return how many."""
    given: dict[str, ColumnElement[Any]] = {
        "key": _RECIPIENT.c.message_key + saying.ending,
        "chat_id": _ACCOUNT.c.chat_id,
        "kind": literal(saying.kind.value),
        "content": literal(encoded(saying.content), JSON),
        "edits_key": _RECIPIENT.c.message_key if saying.edits else null(),
        "priority": literal(int(saying.priority)),
        "silent": literal(False),
        "status": literal(OutboxStatus.PENDING, _OUTBOX.c.status.type),
        "attempts": literal(0),
        "error": literal(""),
        "created_at": literal(now, _OUTBOX.c.created_at.type),
        "batch": literal(saying.batch),
    }
    rows = (
        select(*given.values())
        .join(
            _ACCOUNT,
            (_ACCOUNT.c.person_id == _RECIPIENT.c.person_id) & _ACCOUNT.c.unlinked_at.is_(None),
        )
        .where(_RECIPIENT.c.broadcast_id == row.id, *where)
        .order_by(_RECIPIENT.c.id)
    )
    statement = insert(_OUTBOX).from_select(list(given), rows)
    counted = statement.execution_options(preserve_rowcount=True)
    return session.connection().execute(counted).rowcount


def take_out(session: Session, batch: str, reason: str, zone: str | None = None) -> int:
    """Take what waits out of the queue, so that it costs nobody's turn; return how many that were."""
    return _change(session, batch, OutboxStatus.PENDING, "", OutboxStatus.CANCELLED, reason, zone)


def bring_back(session: Session, batch: str, reason: str, zone: str | None = None) -> int:
    """Bring back what was taken out for a reason; return how many that were."""
    return _change(session, batch, OutboxStatus.CANCELLED, reason, OutboxStatus.PENDING, "", zone)


def rename_reason(session: Session, batch: str, before: str, after: str) -> None:
    """Let what was taken out for one reason count as taken out for another."""
    _change(session, batch, OutboxStatus.CANCELLED, before, OutboxStatus.CANCELLED, after, None)


def _change(
    session: Session,
    batch: str,
    before: OutboxStatus,
    error: str,
    after: OutboxStatus,
    reason: str,
    zone: str | None,
) -> int:
    statement = update(_OUTBOX).where(_OUTBOX.c.batch == batch, _OUTBOX.c.status == before)
    if before is OutboxStatus.CANCELLED:
        statement = statement.where(_OUTBOX.c.error == error)
    if zone is not None:
        keys = select(_RECIPIENT.c.message_key).where(
            _RECIPIENT.c.broadcast_id == int(batch[1:]), _RECIPIENT.c.zone == zone
        )
        statement = statement.where(_OUTBOX.c.key.in_(keys))
    return session.connection().execute(statement.values(status=after, error=reason)).rowcount


def outcomes_of(session: Session, batch: str) -> dict[tuple[OutboxStatus, str], int]:
    """Count the messages of a batch by status and, where they were not sent, by reason."""
    error = _OUTBOX.c.error
    said = case(
        (_OUTBOX.c.status == OutboxStatus.CANCELLED, error),
        (error.startswith(UNREACHABLE), UNREACHABLE),
        else_="",
    )
    query = (
        select(_OUTBOX.c.status, said, func.count())
        .where(_OUTBOX.c.batch == batch)
        .group_by(_OUTBOX.c.status, said)
    )
    return {
        (OutboxStatus(status), reason): count
        for status, reason, count in session.connection().execute(query)
    }


def keep_stopped(session: Session, rows: Sequence[int]) -> None:
    """Take out messages that came back unsent, where their announcement was paused or cancelled meanwhile."""
    batch = _OUTBOX.c.batch
    query = select(batch).where(_OUTBOX.c.id.in_(rows), batch.startswith("b")).distinct()
    for name in session.connection().execute(query).scalars().all():
        query = select(_BROADCAST.c.state).where(_BROADCAST.c.id == int(name[1:]))
        state: BroadcastState | None = session.connection().scalar(query)
        reason = None if state is None else _REASONS.get(state)
        if reason is not None:
            take_out(session, name, reason)
