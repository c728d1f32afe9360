"""Putting a message of reminders off: what it said is planned again for a later moment."""

from __future__ import annotations

from datetime import UTC, date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import PlannedReminder, ReminderState
from kinerja.rules.access import Actor
from kinerja.rules.reminder_moments import Later, put_off
from kinerja.services.queueing_reminders import key_of
from kinerja.services.reminder_days import days_of
from kinerja.services.workdays import calendars


def put_off_reminders(
    session: Session, actor: Actor, bundle: int, later: Later, *, now: datetime, today: date
) -> datetime | None:
    """Put the reminders of one of the actor's messages off; return until when, None where none is left.

    What is done by then is not said again, and a newer step takes the place of an older one.
    """
    if actor.person_id is None:
        raise Unknown
    rows = session.exec(
        select(PlannedReminder)
        .where(
            col(PlannedReminder.person_id) == actor.person_id,
            col(PlannedReminder.outbox_key) == key_of(actor.person_id, bundle),
            col(PlannedReminder.state).in_((ReminderState.QUEUED, ReminderState.SENT)),
        )
        .with_for_update()
    ).all()
    days = days_of(session, calendars(session), [actor.person_id], today).get(actor.person_id)
    if not rows or days is None:
        return None
    at = put_off(days.local(now), later, days.hours(), days.works).astimezone(UTC)
    for row in rows:
        row.state, row.send_at, row.snoozed_until = ReminderState.PLANNED, at, at
        row.sent_at, row.outbox_key = row.sent_at or now, None
    session.flush()
    return at
