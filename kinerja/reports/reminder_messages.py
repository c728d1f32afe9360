"""A message of reminders as its reader got it, and until when it can be put off."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.messages import decode
from kinerja.models import OutboxMessage
from kinerja.rules.access import Actor
from kinerja.rules.reminder_moments import Later, offered
from kinerja.services.queueing_reminders import key_of
from kinerja.services.reminder_days import days_of
from kinerja.services.workdays import calendars


def message_of(session: Session, actor: Actor, bundle: int) -> Mapping[str, Any] | None:
    """Return the values of one of the actor's messages, None where they had no such message."""
    if actor.person_id is None:
        raise Unknown
    key = key_of(actor.person_id, bundle)
    content = session.exec(
        select(OutboxMessage.content).where(col(OutboxMessage.key) == key)
    ).first()
    return {name: decode(value) for name, value in content.items()} if content else None


def ways_later(session: Session, actor: Actor, *, now: datetime, today: date) -> tuple[Later, ...]:
    """Return until when the actor can put a reminder off now."""
    if actor.person_id is None:
        raise Unknown
    found = days_of(session, calendars(session), [actor.person_id], today)
    days = found.get(actor.person_id)
    return offered(days.local(now), days.works) if days is not None else (Later.HOUR,)
