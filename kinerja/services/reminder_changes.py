"""Saying that what reminders rest on has changed: the next tick plans anew what that concerns."""

from __future__ import annotations

from sqlalchemy import update
from sqlmodel import Session, col

from kinerja.models import ReminderStale, ReminderTurn
from kinerja.services.once import insert_once


def replan_person(session: Session, person_id: int) -> None:
    """Have the reminders of one person planned anew: they are away, back, linked, or work otherwise."""
    insert_once(session, ReminderStale(person_id=person_id))


def replan_all(session: Session) -> None:
    """Have today's reminders of everybody planned anew: a deadline, a calendar or the agency changed."""
    session.flush()
    session.connection().execute(
        update(ReminderTurn).values(stale=True, changes=col(ReminderTurn.changes) + 1)
    )
