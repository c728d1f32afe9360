"""Recording who did what; the trail is append-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session

from kinerja.messages import encode
from kinerja.models import AuditEntry
from kinerja.rules.access import Actor

_INSERT = insert(AuditEntry)


def record(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    subject_id: int | None,
    *,
    person_id: int | None,
    now: datetime,
    **detail: Any,
) -> None:
    """Add an entry to the audit trail; ``person_id`` is whose record was touched."""
    row = {
        "at": now,
        "actor_id": actor.person_id,
        "action": action,
        "subject": subject,
        "subject_id": subject_id,
        "person_id": person_id,
        "detail": {key: encode(value) for key, value in detail.items()},
    }
    session.connection().execute(_INSERT, row)
