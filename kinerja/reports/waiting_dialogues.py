"""What waits between the two of a dialogue: an answer to a time, notes, a point, the next date."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta

from sqlmodel import Session

from kinerja.models import DialogueKind
from kinerja.reports.coaching import levels_noted, survey_readers, surveys_sent
from kinerja.reports.counselling import counselling_to_hold
from kinerja.reports.dialogue_cards import DialogueCard
from kinerja.reports.dialogues import dialogues_of
from kinerja.reports.waiting_items import WaitingItem, WaitingKind
from kinerja.rules.access import Actor
from kinerja.rules.periods import DEFAULT_ZONE, local_date
from kinerja.rules.quarters import begins_at

NEXT_WITHIN = timedelta(days=7)
"""How long before its day the next dialogue is to be arranged."""


def dialogues_waiting(
    session: Session, actor: Actor, today: date, *, waits_on_me: bool
) -> Iterator[WaitingItem]:
    """Yield what waits on the actor, or on the other side; one statement for somebody without dialogues."""
    cards = [one for one in dialogues_of(session, actor, today) if one.cancelled_at is None]
    me = actor.person_id or 0
    if waits_on_me:
        yield from _coaching(session, actor, cards, today)
        yield from _counselling(session, actor, today)
    for card in cards:
        yield from _time(card, me, waits_on_me=waits_on_me)
        yield from _notes(card, me, today, waits_on_me=waits_on_me)
        yield from _points(card, me, waits_on_me=waits_on_me)
        if waits_on_me and me == card.rater_id:
            yield from _next(card, cards, today)


def _time(card: DialogueCard, me: int, *, waits_on_me: bool) -> Iterator[WaitingItem]:
    proposed = card.proposed
    if proposed is not None and (proposed.proposed_by_id != me) is waits_on_me:
        yield _item(
            WaitingKind.DIALOGUE_TIME, card, me, proposed.proposed_at, nudge=not waits_on_me
        )


def _notes(card: DialogueCard, me: int, today: date, *, waits_on_me: bool) -> Iterator[WaitingItem]:
    """Yield notes that somebody has not confirmed; while nobody has, they wait on who writes them."""
    if card.note is None:
        over = card.held is not None and local_date(card.held.ends_at, DEFAULT_ZONE) < today
        if waits_on_me and over and card.held is not None and card.proposed is None:
            yield _item(WaitingKind.DIALOGUE_TO_NOTE, card, me, card.held.ends_at)
        return
    other = card.other(me)[0]
    if card.is_confirmed:
        return
    begun = card.confirmed_by(me) or card.confirmed_by(other)
    on_me = card.confirmed_by(me) is None if begun else card.note.written_by_id == me
    if on_me is waits_on_me:
        since = begun or card.note.written_at
        yield _item(WaitingKind.DIALOGUE_NOTES, card, me, since, nudge=not waits_on_me)


def _points(card: DialogueCard, me: int, *, waits_on_me: bool) -> Iterator[WaitingItem]:
    for point in card.open_points:
        if (point.owner_id == me) is waits_on_me and card.valid is not None:
            other_id, other = card.other(me)
            yield WaitingItem(
                WaitingKind.DIALOGUE_POINT,
                point.id,
                other_id,
                other,
                _both_confirmed(card),
                text=point.text,
                can_nudge=not waits_on_me,
                day=point.due_on,
            )


def _next(card: DialogueCard, cards: Sequence[DialogueCard], today: date) -> Iterator[WaitingItem]:
    day = card.valid.next_on if card.valid is not None else None
    later = any(one.person_id == card.person_id and one.id > card.id for one in cards)
    if day is not None and day - today <= NEXT_WITHIN and not later:
        since = min(begins_at(day, DEFAULT_ZONE), begins_at(today, DEFAULT_ZONE))
        yield _item(WaitingKind.DIALOGUE_NEXT, card, card.rater_id, since, day=day)


def _coaching(
    session: Session, actor: Actor, cards: Sequence[DialogueCard], today: date
) -> Iterator[WaitingItem]:
    """Yield the forms after coaching; the employee's only where somebody stands above the rater to read it."""
    held = [one for one in cards if one.kind is DialogueKind.COACHING and one.valid is not None]
    if not held:
        return
    me, ids = actor.person_id, [one.id for one in held]
    sent, noted = surveys_sent(session, ids), levels_noted(session, ids)
    for card in held:
        since = _both_confirmed(card)
        if me == card.rater_id and card.id not in noted:
            yield _item(WaitingKind.COACHING_LEVELS, card, card.rater_id, since)
        if me != card.person_id or card.id in sent:
            continue
        if survey_readers(session, actor, card.id, today):
            yield _item(WaitingKind.COACHING_SURVEY, card, card.person_id, since)


def _counselling(session: Session, actor: Actor, today: date) -> Iterator[WaitingItem]:
    """Yield dates whose officer the actor is and that have come."""
    for one in counselling_to_hold(session, actor, today):
        if one.held_on <= today:
            since = begins_at(one.held_on, DEFAULT_ZONE)
            yield WaitingItem(
                WaitingKind.COUNSELLING, one.id, one.person_id, one.person, since, day=one.held_on
            )


def _both_confirmed(card: DialogueCard) -> datetime:
    found = card.valid
    moments = [found.rater_confirmed_at, found.person_confirmed_at] if found else []
    return max((one for one in moments if one is not None), default=card.opened_at)


def _item(
    kind: WaitingKind,
    card: DialogueCard,
    me: int,
    since: datetime,
    *,
    nudge: bool = False,
    day: date | None = None,
) -> WaitingItem:
    return WaitingItem(kind, card.id, *card.other(me), since, can_nudge=nudge, day=day)
