"""Notes of a dialogue: written by one, confirmed by both; a change after that asks both anew."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Dialogue,
    DialogueKind,
    DialogueNote,
    DialoguePoint,
    FeedbackAction,
)
from kinerja.reports.dialogues import dialogue_card, dialogue_of_point
from kinerja.rules.access import Actor
from kinerja.rules.dialogues import MOST_POINTS, NoteWords, check_notes, check_point
from kinerja.services.arranging_dialogues import open_dialogue
from kinerja.services.audit import record
from kinerja.services.following_up import close_owed
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice
from kinerja.services.telling_of_dialogues import tell_other

FULFILLED = {DialogueKind.COACHING: FeedbackAction.COACHING}
"""Which outcome of feedback a kind of dialogue is what was owed."""


def write_notes(
    session: Session,
    actor: Actor,
    dialogue_id: int,
    words: NoteWords,
    *,
    now: datetime,
    today: date,
) -> None:
    """Write down what was agreed, or write it anew; from the beginning of the dialogue on."""
    row = open_dialogue(session, actor, dialogue_id, today)
    _check_begun(session, actor, row, now, today)
    newest = _newest(session, row)
    kept = newest.next_on if newest is not None else None
    said = check_notes(words, DialogueKind(row.kind), today, kept)
    if newest is not None and _words_of(newest) == said:
        return
    note = _changeable(session, actor, row, now)
    note.agreed, note.expectation, note.expectation_text = (
        said.agreed,
        said.expectation,
        said.expectation_text,
    )
    note.goal, note.reality, note.options, note.will = (
        said.goal,
        said.reality,
        said.options,
        said.will,
    )
    note.next_on = said.next_on
    _note(session, actor, "write", row, note, now)


def add_point(
    session: Session,
    actor: Actor,
    dialogue_id: int,
    owner_id: int,
    text: str,
    due_on: date,
    *,
    now: datetime,
    today: date,
) -> None:
    """Add who does what by when; to notes that are there, at most a dozen."""
    row = open_dialogue(session, actor, dialogue_id, today)
    if owner_id not in (row.rater_id, row.person_id):
        raise Unknown
    said = check_point(text, due_on, today)
    newest = _newest(session, row)
    if newest is None:
        raise Refused(N_("Please write the notes first; points are added to them."))
    points = _points(session, newest)
    if any((p.owner_id, p.text, p.due_on) == (owner_id, said, due_on) for p in points):
        return
    if len(points) >= MOST_POINTS:
        raise Refused(N_("There are {count} points already; that is enough."), count=len(points))
    note = _changeable(session, actor, row, now)
    highest = session.exec(
        select(func.max(DialoguePoint.number))
        .join(DialogueNote, col(DialogueNote.id) == col(DialoguePoint.note_id))
        .where(col(DialogueNote.dialogue_id) == row.id)
    ).one()
    session.add(
        DialoguePoint(
            note_id=number_of(note),
            number=(highest or 0) + 1,
            owner_id=owner_id,
            text=said,
            due_on=due_on,
        )
    )
    _note(session, actor, "add_point", row, note, now)


def remove_point(
    session: Session, actor: Actor, point_id: int, *, now: datetime, today: date
) -> int:
    """Take a point out of the notes, and return their dialogue; twice changes nothing."""
    card, point = dialogue_of_point(session, actor, point_id, today)
    row = open_dialogue(session, actor, card.id, today)
    if all(one.number != point.number for one in card.points):
        return card.id
    note = _changeable(session, actor, row, now)
    for one in _points(session, note):
        if one.number == point.number:
            session.delete(one)
    _note(session, actor, "remove_point", row, note, now)
    return card.id


def confirm_notes(
    session: Session, actor: Actor, note_id: int, edition: int, *, now: datetime, today: date
) -> int:
    """Confirm the notes as they were shown, and return their dialogue; twice changes nothing."""
    note = session.get(DialogueNote, note_id)
    if note is None:
        raise Unknown
    row = open_dialogue(session, actor, note.dialogue_id, today)
    newest = _newest(session, row)
    if newest is None or (newest.id, newest.edition) != (note_id, edition):
        raise Refused(N_("The notes have been changed meanwhile. Please read them once more."))
    as_rater = actor.person_id == row.rater_id
    if (newest.rater_confirmed_at if as_rater else newest.person_confirmed_at) is not None:
        return number_of(row)
    if as_rater:
        newest.rater_confirmed_at = now
    else:
        newest.person_confirmed_at = now
    session.flush()
    whole = newest.rater_confirmed_at is not None and newest.person_confirmed_at is not None
    notice = Notice.DIALOGUE_CONFIRMED if whole else Notice.DIALOGUE_NOTED
    tell_other(session, actor, row, notice, f"{row.id}:{newest.version}", now)
    if whole:
        owed = FULFILLED.get(DialogueKind(row.kind))
        if owed is not None:
            close_owed(session, actor, row.rater_id, row.person_id, owed, now=now)
    record(session, actor, "confirm", "dialogue", row.id, person_id=row.person_id, now=now)
    return number_of(row)


def tick_point(
    session: Session, actor: Actor, point_id: int, *, done: bool, now: datetime, today: date
) -> int:
    """Tick a point off, in every version that has it, or open it again; only who has to do it may."""
    card, point = dialogue_of_point(session, actor, point_id, today)
    if point.owner_id != actor.person_id:
        raise Unknown
    row = open_dialogue(session, actor, card.id, today)
    if (point.done_at is not None) is done:
        return card.id
    of_dialogue = select(DialogueNote.id).where(col(DialogueNote.dialogue_id) == row.id)
    for one in session.exec(
        select(DialoguePoint).where(
            col(DialoguePoint.note_id).in_(of_dialogue), col(DialoguePoint.number) == point.number
        )
    ):
        one.done_at = now if done else None
    session.flush()
    if done:
        key = f"{row.id}:{point.number}:{now.isoformat()}"
        tell_other(session, actor, row, Notice.DIALOGUE_POINT_DONE, key, now)
    deed = "tick" if done else "untick"
    record(session, actor, deed, "dialogue", row.id, person_id=row.person_id, now=now)
    return card.id


def _check_begun(session: Session, actor: Actor, row: Dialogue, now: datetime, today: date) -> None:
    card = dialogue_card(session, actor, number_of(row), today)
    if not card.is_over(now):
        raise Refused(N_("Notes can be written once the dialogue has begun."))


def _changeable(session: Session, actor: Actor, row: Dialogue, now: datetime) -> DialogueNote:
    """Return the version that may be changed: the newest while nobody has confirmed it, else one more."""
    newest = _newest(session, row)
    if newest is None:
        note = _version(row, 1, actor, now)
        session.add(note)
        session.flush()
        return note
    if newest.rater_confirmed_at is None and newest.person_confirmed_at is None:
        newest.edition += 1
        newest.written_by_id, newest.written_at = actor.person_id or 0, now
        return newest
    words = newest.model_dump(
        include={
            *("agreed", "expectation", "expectation_text", "next_on"),
            *("goal", "reality", "options", "will"),
        }
    )
    note = _version(row, newest.version + 1, actor, now, **words)
    session.add(note)
    session.flush()
    for point in _points(session, newest):
        copied = point.model_dump(exclude={"id", "note_id"})
        session.add(DialoguePoint(note_id=number_of(note), **copied))
    session.flush()
    return note


def _version(
    row: Dialogue, version: int, actor: Actor, now: datetime, **words: Any
) -> DialogueNote:
    return DialogueNote(
        dialogue_id=number_of(row),
        version=version,
        written_by_id=actor.person_id or 0,
        written_at=now,
        **words,
    )


def _words_of(note: DialogueNote) -> NoteWords:
    return NoteWords(
        agreed=note.agreed,
        expectation=note.expectation,
        expectation_text=note.expectation_text,
        goal=note.goal,
        reality=note.reality,
        options=note.options,
        will=note.will,
        next_on=note.next_on,
    )


def _newest(session: Session, row: Dialogue) -> DialogueNote | None:
    return session.exec(
        select(DialogueNote)
        .where(col(DialogueNote.dialogue_id) == row.id)
        .order_by(col(DialogueNote.version).desc())
        .limit(1)
    ).first()


def _points(session: Session, note: DialogueNote) -> list[DialoguePoint]:
    return list(
        session.exec(
            select(DialoguePoint)
            .where(col(DialoguePoint.note_id) == note.id)
            .order_by(col(DialoguePoint.number))
        )
    )


def _note(
    session: Session, actor: Actor, deed: str, row: Dialogue, note: DialogueNote, now: datetime
) -> None:
    session.flush()
    version = note.version
    about = row.person_id
    record(session, actor, deed, "dialogue", row.id, person_id=about, now=now, version=version)
