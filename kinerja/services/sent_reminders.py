"""What a message of reminders says, and what became of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import update
from sqlmodel import Session, col

from kinerja.models import PlannedReminder, ReminderState, StopReason
from kinerja.services.checking_reminders import Checked, Item
from kinerja.services.queueing_reminders import person_of


def values_of(checked: Checked) -> dict[str, Any]:
    """Return the values of a message's notice: a map for each reminder, and its own name for buttons."""
    return {
        "items": tuple(_values(item, checked.only_post) for item in checked.items),
        "bundle": checked.bundle,
        "today": checked.today,
    }


def _values(item: Item, only_post: int | None) -> dict[str, Any]:
    one = item.one
    return {
        "code": item.reminder.code,
        "name": item.reminder.name.value,
        "stage": one.stage.value,
        "starts_on": one.starts_on,
        "kind": one.kind.value if one.kind is not None else "",
        "due": one.window.due,
        "closes": one.window.closes,
        "number": item.number,
        "of": item.of,
        "legal": item.reminder.legal,
        "whom": tuple(whom.value for whom in item.whom),
        "position_id": only_post,
        **item.details,
    }


def note_sent(session: Session, key: str, at: datetime) -> None:
    """Note that the reminders of a message were sent."""
    _settle(session, key, state=ReminderState.SENT, sent_at=at)


def note_undelivered(session: Session, key: str) -> None:
    """Note that the reminders of a message could not be delivered."""
    _settle(session, key, state=ReminderState.STOPPED, reason=StopReason.UNDELIVERED)


def _settle(session: Session, key: str, **values: Any) -> None:
    session.connection().execute(
        update(PlannedReminder)
        .where(
            col(PlannedReminder.person_id) == person_of(key),
            col(PlannedReminder.outbox_key) == key,
            col(PlannedReminder.state) == ReminderState.QUEUED,
        )
        .values(**values)
    )
