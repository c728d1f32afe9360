"""Reminders a person does not want: switched off by name, and on again, unless they follow from the law."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import delete
from sqlmodel import Session, col

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Person, ReminderMute
from kinerja.rules.access import Actor
from kinerja.rules.reminders import ReminderName, can_be_switched_off
from kinerja.services.audit import record
from kinerja.services.once import insert_once
from kinerja.services.reminder_changes import replan_person


def switch_off_reminder(session: Session, actor: Actor, name: str, *, now: datetime) -> None:
    """Switch the reminders of a name off for the actor. Twice changes nothing."""
    person_id = _person(session, actor, name, now, "reminder.switched_off")
    insert_once(session, ReminderMute(person_id=person_id, name=name, muted_at=now))


def switch_on_reminder(session: Session, actor: Actor, name: str, *, now: datetime) -> None:
    """Switch the reminders of a name on again for the actor; what is due today comes today."""
    person_id = _person(session, actor, name, now, "reminder.switched_on")
    mine = (col(ReminderMute.person_id) == person_id, col(ReminderMute.name) == name)
    session.connection().execute(delete(ReminderMute).where(*mine))
    replan_person(session, person_id)


def _person(session: Session, actor: Actor, name: str, now: datetime, done: str) -> int:
    person = session.get(Person, actor.person_id) if actor.person_id is not None else None
    if person is None or person.id is None or name not in set(ReminderName):
        raise Unknown
    if not can_be_switched_off(ReminderName(name), person.kind):
        raise Refused(N_("This deadline is set by law, so its reminders cannot be switched off."))
    record(session, actor, done, "person", person.id, person_id=person.id, now=now, name=name)
    return person.id
