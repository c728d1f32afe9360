"""Telling the two of a dialogue: what was proposed, agreed, noted, called off; and in time that it begins."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select, update

from kinerja.models import (
    Account,
    Dialogue,
    DialogueNote,
    DialogueTime,
    OutboxMessage,
    OutboxStatus,
    Person,
)
from kinerja.reports.dialogue_sides import sides_of
from kinerja.rules.access import Actor
from kinerja.rules.dialogues import ReminderStep, step_due
from kinerja.rules.periods import DEFAULT_ZONE, local_date
from kinerja.services.authority import rates
from kinerja.services.telling import Notice, tell

_LOOKED_BACK = timedelta(days=3)
_LOOKED_AHEAD = timedelta(days=14)
"""A working day before a dialogue is never further off, holidays and joint leave included."""


def tell_other(
    session: Session, actor: Actor, row: Dialogue, notice: Notice, key: str, now: datetime
) -> None:
    """Tell the other side that something was done, and by whom."""
    reader = row.person_id if actor.person_id == row.rater_id else row.rater_id
    name = session.exec(select(Person.name).where(col(Person.id) == actor.person_id)).one()
    told = f"{notice.value}:{key}:{reader}"
    tell(session, reader, notice, key=told, now=now, dialogue_id=row.id, name=name)


def send_calendar_file(
    session: Session, row: Dialogue, time: DialogueTime, notice: Notice, now: datetime
) -> None:
    """Send both the appointment for their calendars, each in their own zone and language."""
    names = dict(session.exec(_people(row)).all())
    agreed = session.exec(
        select(func.count()).where(
            col(DialogueTime.dialogue_id) == row.id, col(DialogueTime.agreed_at).is_not(None)
        )
    ).one()
    languages = dict(session.exec(_languages(row)).all())
    for side in sides_of(session, (row.rater_id, row.person_id), local_date(now, DEFAULT_ZONE)):
        reader = side.person_id
        tell(
            session,
            reader,
            notice,
            key=f"{notice.value}:{time.id}:{reader}",
            now=now,
            dialogue_id=row.id,
            uid=row.uid,
            sequence=agreed - 1 + (row.cancelled_at is not None),
            kind=row.kind,
            starts_at=time.starts_at,
            minutes=time.minutes,
            place=time.place,
            zone=side.zone,
            other=next(name for key, name in sorted(names.items()) if key != reader),
            stamped_at=now,
            language=languages.get(reader, ""),
        )


def take_back_reminders(session: Session, time_id: int) -> None:
    """Cancel what was to remind of a time that no longer holds and has not been sent yet."""
    session.exec(
        update(OutboxMessage)
        .where(
            col(OutboxMessage.key).startswith(f"{Notice.DIALOGUE_SOON.value}:{time_id}:"),
            col(OutboxMessage.status) == OutboxStatus.PENDING,
        )
        .values(status=OutboxStatus.CANCELLED, error="no longer so")
    )


def remind_of_dialogues(session: Session, *, now: datetime) -> int:
    """Tell both of dialogues that come soon, and afterwards to write down what they agreed; return how many.

    It is decided anew each time from what holds now, so that a moved or cancelled dialogue, an absence and a
    change of the rater need nobody to remember them; a key sends each step once.
    """
    found = [
        one
        for time, row in _agreed_around(session, now)
        if rates(session, row.rater_id, row.person_id, local_date(now, DEFAULT_ZONE))
        for one in _steps(session, row, time, now)
    ]
    told = _known(session, [key for key, *_rest in found])
    new = [one for one in found if one[0] not in told]
    for key, reader, expires_at, values in new:
        notice = Notice.DIALOGUE_SOON if "starts_at" in values else Notice.DIALOGUE_TO_NOTE
        tell(session, reader, notice, key=key, now=now, expires_at=expires_at, **values)
    return len(new)


def _agreed_around(session: Session, now: datetime) -> list[tuple[DialogueTime, Dialogue]]:
    """Return the agreed times near now that hold: of each dialogue the newest, where nothing was noted yet."""
    newer = (
        select(func.max(DialogueTime.id))
        .where(
            col(DialogueTime.dialogue_id) == col(Dialogue.id),
            col(DialogueTime.agreed_at).is_not(None),
        )
        .correlate(Dialogue)
        .scalar_subquery()
    )
    noted: ColumnElement[bool] = (
        select(DialogueNote.id).where(col(DialogueNote.dialogue_id) == col(Dialogue.id)).exists()
    )
    rows = session.exec(
        select(DialogueTime, Dialogue)
        .join(Dialogue, col(Dialogue.id) == col(DialogueTime.dialogue_id))
        .where(
            col(DialogueTime.starts_at) >= now - _LOOKED_BACK,
            col(DialogueTime.starts_at) <= now + _LOOKED_AHEAD,
            col(DialogueTime.id) == newer,
            col(Dialogue.cancelled_at).is_(None),
            ~noted,
        )
        .order_by(col(DialogueTime.id))
    )
    return list(rows.all())


def _steps(
    session: Session, row: Dialogue, time: DialogueTime, now: datetime
) -> Iterable[tuple[str, int, datetime, dict[str, Any]]]:
    sides = sides_of(session, (row.rater_id, row.person_id), local_date(now, DEFAULT_ZONE))
    away = [s.person_id for s in sides if not s.works(s.local(time.starts_at).date())]
    for side, other in zip(sides, reversed(sides), strict=True):
        step = step_due(side, time.starts_at, time.minutes, time.agreed_at or now, now)
        if step is None or (step is not ReminderStep.HOUR and side.is_quiet(now)):
            continue
        values: dict[str, Any] = {"dialogue_id": row.id, "name": other.name}
        expires_at = time.starts_at
        if step is ReminderStep.NOTES:
            expires_at = time.starts_at + _LOOKED_BACK
        else:
            values |= {"starts_at": time.starts_at, "zone": side.zone, "suits": not away}
        key = f"{Notice.DIALOGUE_SOON.value}:{time.id}:{step.value}:{side.person_id}"
        yield key, side.person_id, expires_at, values


def _people(row: Dialogue) -> Any:
    both = (row.rater_id, row.person_id)
    return select(Person.id, Person.name).where(col(Person.id).in_(both))


def _languages(row: Dialogue) -> Any:
    both = (row.rater_id, row.person_id)
    return select(Account.person_id, Account.language).where(
        col(Account.person_id).in_(both), col(Account.unlinked_at).is_(None)
    )


def _known(session: Session, keys: list[str]) -> set[str]:
    """Return those of the keys under which somebody was told already."""
    if not keys:
        return set()
    return set(session.exec(select(OutboxMessage.key).where(col(OutboxMessage.key).in_(keys))))
