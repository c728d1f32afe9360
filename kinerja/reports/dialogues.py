"""Dialogues as the two of a pair see them: time, notes, points, and what is to be done next."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Dialogue,
    DialogueKind,
    DialogueNote,
    DialoguePoint,
    DialogueTime,
    Person,
)
from kinerja.reports.dialogue_cards import DialogueCard, Point, Time
from kinerja.reports.pairs import pairs_of
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


def dialogue_card(session: Session, actor: Actor, dialogue_id: int, today: date) -> DialogueCard:
    """Return a dialogue for one of its two."""
    for card in _cards(session, actor, today, col(Dialogue.id) == dialogue_id):
        authorise(session, actor, Action.HOLD_DIALOGUE, card.person_id, today)
        return card
    raise Unknown


def dialogues_of(session: Session, actor: Actor, today: date) -> tuple[DialogueCard, ...]:
    """Return the actor's dialogues with those who rate them or whom they rate today, the newest first."""
    if actor.person_id is None:
        return ()
    mine = or_(
        col(Dialogue.person_id) == actor.person_id, col(Dialogue.rater_id) == actor.person_id
    )
    cards = [card for card in _cards(session, actor, today, mine) if card.is_pair]
    return tuple(sorted(cards, key=lambda card: (card.moment, card.id), reverse=True))


def dialogue_of_point(
    session: Session, actor: Actor, point_id: int, today: date
) -> tuple[DialogueCard, Point]:
    """Return a point of the notes that hold, with its dialogue."""
    of_point = select(DialogueNote.dialogue_id).join(
        DialoguePoint, col(DialoguePoint.note_id) == col(DialogueNote.id)
    )
    for dialogue_id in session.exec(of_point.where(col(DialoguePoint.id) == point_id)):
        card = dialogue_card(session, actor, dialogue_id, today)
        number = session.get_one(DialoguePoint, point_id).number
        for point in (*card.valid_points, *card.points):
            if point.number == number:
                return card, point
    raise Unknown


def open_points(
    session: Session, actor: Actor, today: date, person_id: int | None = None
) -> tuple[tuple[DialogueCard, Point], ...]:
    """Return what is open from the actor's dialogues, or from those with one person, by day.

    It is one statement for somebody who had none.
    """
    found = [
        (card, point)
        for card in dialogues_of(session, actor, today)
        if person_id in (None, card.person_id, card.rater_id)
        for point in card.open_points
    ]
    return tuple(sorted(found, key=lambda one: (one[1].due_on, one[1].id)))


def _cards(
    session: Session, actor: Actor, today: date, which: ColumnElement[bool]
) -> list[DialogueCard]:
    me = actor.person_id
    rater, person = aliased(Person), aliased(Person)
    rows = session.exec(
        select(Dialogue, rater.name, person.name)
        .join(rater, col(rater.id) == col(Dialogue.rater_id))
        .join(person, col(person.id) == col(Dialogue.person_id))
        .where(which, or_(col(Dialogue.person_id) == me, col(Dialogue.rater_id) == me))
        .order_by(col(Dialogue.id))
    ).all()
    if me is None or not rows:
        return []
    ids = [row.id or 0 for row, *_names in rows]
    pairs = {(one.rater_id, one.person_id) for one in pairs_of(session, actor, today)}
    times, notes = _times(session, ids), _notes(session, ids)
    points = _points(session, [note.id or 0 for found in notes.values() for note in found])
    return [
        _card(
            row,
            names=(rater_name, person_name),
            is_pair=(row.rater_id, row.person_id) in pairs,
            times=times[row.id or 0],
            notes=notes[row.id or 0],
            points=points,
        )
        for row, rater_name, person_name in rows
    ]


def _card(
    row: Dialogue,
    *,
    names: tuple[str, str],
    is_pair: bool,
    times: Sequence[Time],
    notes: Sequence[DialogueNote],
    points: dict[int, list[Point]],
) -> DialogueCard:
    agreed = [one for one in times if one.agreed_at is not None]
    held = agreed[-1] if agreed else None
    proposed = times[-1] if times and times[-1].agreed_at is None else None
    valid = [one for one in notes if one.rater_confirmed_at and one.person_confirmed_at]
    note = notes[-1] if notes else None
    holds = valid[-1] if valid else None
    return DialogueCard(
        id=row.id or 0,
        uid=row.uid,
        kind=DialogueKind(row.kind),
        rater_id=row.rater_id,
        rater=names[0],
        person_id=row.person_id,
        person=names[1],
        is_pair=is_pair,
        opened_at=row.opened_at,
        cancelled_at=row.cancelled_at,
        held=held,
        proposed=proposed,
        sequence=max(0, len(agreed) - 1) + (row.cancelled_at is not None),
        note=note,
        points=tuple(points[note.id or 0]) if note else (),
        valid=holds,
        valid_points=tuple(points[holds.id or 0]) if holds else (),
    )


def _times(session: Session, ids: Iterable[int]) -> dict[int, list[Time]]:
    found: dict[int, list[Time]] = defaultdict(list)
    for row in session.exec(
        select(DialogueTime)
        .where(col(DialogueTime.dialogue_id).in_(list(ids)))
        .order_by(col(DialogueTime.id))
    ):
        found[row.dialogue_id].append(
            Time(
                row.id or 0,
                row.starts_at,
                row.minutes,
                row.place,
                row.proposed_by_id,
                row.proposed_at,
                row.agreed_at,
            )
        )
    return found


def _notes(session: Session, ids: Iterable[int]) -> dict[int, list[DialogueNote]]:
    found: dict[int, list[DialogueNote]] = defaultdict(list)
    for row in session.exec(
        select(DialogueNote)
        .where(col(DialogueNote.dialogue_id).in_(list(ids)))
        .order_by(col(DialogueNote.version))
    ):
        found[row.dialogue_id].append(row)
    return found


def _points(session: Session, ids: Sequence[int]) -> dict[int, list[Point]]:
    found: dict[int, list[Point]] = defaultdict(list)
    if not ids:
        return found
    for row in session.exec(
        select(DialoguePoint)
        .where(col(DialoguePoint.note_id).in_(ids))
        .order_by(col(DialoguePoint.number))
    ):
        point = Point(row.id or 0, row.number, row.owner_id, row.text, row.due_on, row.done_at)
        found[row.note_id].append(point)
    return found
