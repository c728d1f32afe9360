"""What became of an announcement for each person, who has not read it, and what its reader sees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlmodel
from sqlalchemy import select
from sqlmodel import Session, col

from kinerja.errors import Unknown
from kinerja.models import (
    Broadcast,
    BroadcastRecipient,
    BroadcastState,
    OutboxMessage,
    OutboxStatus,
    Person,
    Position,
    Unit,
)
from kinerja.rules.access import Actor
from kinerja.rules.broadcasts import reason_of
from kinerja.services.authority import valid_on
from kinerja.services.broadcast_batches import content_of
from kinerja.services.broadcasting import broadcast_for


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of it for one person; ``reason`` is a marked sentence, empty where it arrived."""

    nip: str
    name: str
    unit: str
    status: OutboxStatus | None
    sent_at: datetime | None
    read_at: datetime | None
    zone: str
    reason: str


def outcomes(session: Session, actor: Actor, broadcast_id: int, today: date) -> list[Outcome]:
    """Return what became of an announcement for each of its people, who did not get it first."""
    broadcast_for(session, actor, broadcast_id, today)
    rows = (
        session.connection()
        .execute(
            select(
                col(Person.nip),
                col(Person.name),
                col(Unit.name),
                col(OutboxMessage.status),
                col(OutboxMessage.error),
                col(OutboxMessage.sent_at),
                col(BroadcastRecipient.read_at),
                col(BroadcastRecipient.queued_at),
                col(BroadcastRecipient.zone),
                col(Position.id),
            )
            .select_from(BroadcastRecipient)
            .join(Person, col(Person.id) == col(BroadcastRecipient.person_id))
            .outerjoin(OutboxMessage, col(OutboxMessage.key) == col(BroadcastRecipient.message_key))
            .outerjoin(
                Position,
                (col(Position.person_id) == col(Person.id))
                & valid_on(Position.starts_on, Position.ends_on, today),
            )
            .outerjoin(Unit, col(Unit.id) == col(Position.unit_id))
            .where(col(BroadcastRecipient.broadcast_id) == broadcast_id)
            .order_by(col(Person.name), col(Person.id), col(Position.id))
        )
        .all()
    )
    found: dict[str, Outcome] = {}
    for row in rows:
        if row[0] not in found:
            found[row[0]] = _outcome(row)
    return sorted(found.values(), key=lambda one: not one.reason)


def _outcome(row: Any) -> Outcome:
    nip, name, unit, status, error, sent_at, read_at, queued_at, zone, _post = row
    waits = status is None and queued_at is None
    reason = reason_of(OutboxStatus.PENDING if waits else status, error or "")
    return Outcome(nip, name, unit or "", status, sent_at, read_at, zone, reason)


def not_received(session: Session, actor: Actor, broadcast_id: int, today: date) -> list[Outcome]:
    """Return the people an announcement did not reach, with the reason of each."""
    return [one for one in outcomes(session, actor, broadcast_id, today) if one.reason]


def not_read(session: Session, actor: Actor, broadcast_id: int, today: date) -> list[Outcome]:
    """Return the people who received an announcement and have not said that they read it."""
    return [
        one
        for one in outcomes(session, actor, broadcast_id, today)
        if one.status is OutboxStatus.SENT and one.read_at is None
    ]


def announcement(
    session: Session, actor: Actor, broadcast_id: int
) -> tuple[dict[str, Any], datetime | None]:
    """Return an announcement as its receiver reads it, and when they said that they had."""
    found = session.exec(
        sqlmodel.select(Broadcast, BroadcastRecipient.read_at)
        .join(BroadcastRecipient, col(BroadcastRecipient.broadcast_id) == col(Broadcast.id))
        .where(
            col(Broadcast.id) == broadcast_id,
            col(BroadcastRecipient.person_id) == actor.person_id,
            col(BroadcastRecipient.queued_at).is_not(None),
            col(Broadcast.recalled_at).is_(None),
            col(Broadcast.state) != BroadcastState.DISCARDED,
        )
    ).first()
    if found is None:
        raise Unknown
    row, read_at = found
    return content_of(row), read_at
