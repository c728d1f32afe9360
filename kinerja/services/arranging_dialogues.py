"""Arranging dialogues: one proposes a time, the other agrees or proposes another; either may call it off."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Dialogue, DialogueKind, DialogueNote, DialogueTime, Person
from kinerja.reports.dialogue_sides import dialogue_sides
from kinerja.reports.pairs import pair_between
from kinerja.rules.access import Action, Actor
from kinerja.rules.dialogues import check_held, check_place, check_time
from kinerja.rules.periods import local_date
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice
from kinerja.services.telling_of_dialogues import (
    send_calendar_file,
    take_back_reminders,
    tell_other,
)


@dataclass(frozen=True, slots=True)
class Slot:
    """When and where: a moment, how many minutes, and a place or link that may be empty."""

    starts_at: datetime
    minutes: int
    place: str = ""


def propose_dialogue(
    session: Session,
    actor: Actor,
    rater_id: int,
    person_id: int,
    kind: DialogueKind,
    slot: Slot,
    *,
    now: datetime,
    today: date,
) -> Dialogue:
    """Propose a dialogue of a kind at a time that suits both; proposing the same twice returns the first."""
    pair_between(session, actor, rater_id, person_id, today)
    session.get(Person, person_id, with_for_update=True)
    _check_slot(session, actor, rater_id, person_id, slot, now, today)
    for known in session.exec(
        select(Dialogue)
        .join(DialogueTime, col(DialogueTime.dialogue_id) == col(Dialogue.id))
        .where(
            col(Dialogue.rater_id) == rater_id,
            col(Dialogue.person_id) == person_id,
            col(Dialogue.kind) == kind,
            col(Dialogue.cancelled_at).is_(None),
            col(DialogueTime.starts_at) == slot.starts_at,
        )
        .order_by(col(Dialogue.id))
    ):
        return known
    row = _open(session, rater_id, person_id, kind, now)
    _propose(session, actor, row, slot, now)
    return row


def note_held_dialogue(
    session: Session,
    actor: Actor,
    rater_id: int,
    person_id: int,
    kind: DialogueKind,
    slot: Slot,
    *,
    now: datetime,
    today: date,
) -> Dialogue:
    """Enter a talk that has taken place without being arranged here, so that it can be noted.

    That it took place both say when they confirm the notes.
    """
    pair_between(session, actor, rater_id, person_id, today)
    mine, _theirs = dialogue_sides(session, actor, rater_id, person_id, today)
    check_held(local_date(slot.starts_at, mine.zone), today)
    if slot.starts_at > now:
        raise Refused(N_("That hour is still to come; please propose a time instead."))
    row = _open(session, rater_id, person_id, kind, now)
    session.add(
        DialogueTime(
            dialogue_id=number_of(row),
            starts_at=slot.starts_at,
            minutes=slot.minutes,
            place=check_place(slot.place),
            proposed_by_id=actor.person_id or 0,
            proposed_at=now,
            agreed_at=now,
        )
    )
    session.flush()
    record(session, actor, "enter", "dialogue", row.id, person_id=person_id, now=now)
    return row


def propose_time(
    session: Session, actor: Actor, dialogue_id: int, slot: Slot, *, now: datetime, today: date
) -> None:
    """Propose another time; to propose what the other side proposed is to agree."""
    row = open_dialogue(session, actor, dialogue_id, today)
    _check_not_noted(session, row)
    _check_slot(session, actor, row.rater_id, row.person_id, slot, now, today)
    newest = _times(session, row)[-1]
    same = (newest.starts_at, newest.minutes) == (slot.starts_at, slot.minutes)
    if newest.agreed_at is None and same:
        if newest.proposed_by_id != actor.person_id:
            _agree(session, actor, row, newest, now)
            return
        if newest.place == check_place(slot.place):
            return
    _propose(session, actor, row, slot, now)


def agree_time(
    session: Session, actor: Actor, time_id: int, *, now: datetime, today: date
) -> Dialogue:
    """Agree to the time the other side proposed last; agreeing twice changes nothing."""
    time = session.get(DialogueTime, time_id)
    if time is None:
        raise Unknown
    row = open_dialogue(session, actor, time.dialogue_id, today)
    newest = _times(session, row)[-1]
    if newest.id != time_id:
        raise Refused(N_("Another time has been proposed meanwhile. Please look at it once more."))
    if newest.agreed_at is not None:
        return row
    if newest.proposed_by_id == actor.person_id:
        raise Refused(N_("This is your own proposal; the other side has to agree."))
    slot = Slot(newest.starts_at, newest.minutes, newest.place)
    _check_slot(session, actor, row.rater_id, row.person_id, slot, now, today)
    _agree(session, actor, row, newest, now)
    return row


def cancel_dialogue(
    session: Session, actor: Actor, dialogue_id: int, *, now: datetime, today: date
) -> Dialogue:
    """Call a dialogue off before anything was noted; twice changes nothing."""
    row = _locked(session, actor, dialogue_id, today)
    if row.cancelled_at is not None:
        return row
    _check_not_noted(session, row)
    row.cancelled_at, row.cancelled_by_id = now, actor.person_id
    session.flush()
    tell_other(session, actor, row, Notice.DIALOGUE_CANCELLED, str(row.id), now)
    agreed = [one for one in _times(session, row) if one.agreed_at is not None]
    if agreed and agreed[-1].starts_at > now:
        take_back_reminders(session, number_of(agreed[-1]))
        send_calendar_file(session, row, agreed[-1], Notice.DIALOGUE_TO_REMOVE, now)
    record(session, actor, "cancel", "dialogue", row.id, person_id=row.person_id, now=now)
    return row


def open_dialogue(session: Session, actor: Actor, dialogue_id: int, today: date) -> Dialogue:
    """Return a dialogue, locked, that one of its two may go on with."""
    row = _locked(session, actor, dialogue_id, today)
    if row.cancelled_at is not None:
        raise Refused(N_("This dialogue was called off. You can propose a new one."))
    return row


def _locked(session: Session, actor: Actor, dialogue_id: int, today: date) -> Dialogue:
    row = session.get(Dialogue, dialogue_id, with_for_update=True)
    if row is None or actor.person_id not in (row.rater_id, row.person_id):
        raise Unknown
    authorise(session, actor, Action.HOLD_DIALOGUE, row.person_id, today)
    try:
        pair_between(session, actor, row.rater_id, row.person_id, today)
    except Unknown:
        raise Refused(
            N_(
                "The two of you are no longer superior and employee; this dialogue can only be read."
            )
        ) from None
    return row


def _check_slot(
    session: Session,
    actor: Actor,
    rater_id: int,
    person_id: int,
    slot: Slot,
    now: datetime,
    today: date,
) -> None:
    sides = dialogue_sides(session, actor, rater_id, person_id, today)
    check_time(slot.starts_at, slot.minutes, sides, now)
    check_place(slot.place)


def _check_not_noted(session: Session, row: Dialogue) -> None:
    noted = select(DialogueNote.id).where(col(DialogueNote.dialogue_id) == row.id)
    if session.exec(noted.limit(1)).first() is not None:
        raise Refused(N_("This dialogue has notes already, so its time stays as it is."))


def _open(
    session: Session, rater_id: int, person_id: int, kind: DialogueKind, now: datetime
) -> Dialogue:
    row = Dialogue(
        uid=f"{secrets.token_hex(12)}@kinerja",
        kind=kind,
        rater_id=rater_id,
        person_id=person_id,
        opened_at=now,
    )
    session.add(row)
    session.flush()
    return row


def _propose(session: Session, actor: Actor, row: Dialogue, slot: Slot, now: datetime) -> None:
    time = DialogueTime(
        dialogue_id=number_of(row),
        starts_at=slot.starts_at,
        minutes=slot.minutes,
        place=check_place(slot.place),
        proposed_by_id=actor.person_id or 0,
        proposed_at=now,
    )
    session.add(time)
    session.flush()
    tell_other(session, actor, row, Notice.DIALOGUE_PROPOSED, str(time.id), now)
    record(session, actor, "propose", "dialogue", row.id, person_id=row.person_id, now=now)


def _agree(
    session: Session, actor: Actor, row: Dialogue, time: DialogueTime, now: datetime
) -> None:
    for earlier in _times(session, row):
        if earlier.agreed_at is not None:
            take_back_reminders(session, number_of(earlier))
    time.agreed_at = now
    session.flush()
    send_calendar_file(session, row, time, Notice.DIALOGUE_AGREED, now)
    record(session, actor, "agree", "dialogue", row.id, person_id=row.person_id, now=now)


def _times(session: Session, row: Dialogue) -> list[DialogueTime]:
    return list(
        session.exec(
            select(DialogueTime)
            .where(col(DialogueTime.dialogue_id) == row.id)
            .order_by(col(DialogueTime.id))
        )
    )
