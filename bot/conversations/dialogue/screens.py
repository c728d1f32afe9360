"""The screens of dialogues: the list, one dialogue, its notes and points."""

from __future__ import annotations

from bot.conversations.dialogue.note_screens import notes_of
from bot.conversations.dialogue.words import at_time, long
from bot.talk.dialogue_kinds import KINDS
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import DialogueKind, Expectation
from kinerja.reports.dialogue_cards import DialogueCard, Time
from kinerja.rules.dialogues import Side

LISTED = 3


def list_screen(turn: Turn, cards: tuple[DialogueCard, ...], page: int, forms: int = 0) -> Reply:
    """Return the dialogues of somebody, the newest first, and how many forms after coaching they may read."""
    shown = page_of(cards, page, LISTED)
    me = turn.actor.person_id or 0
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    listed = [
        say(
            N_("{n}. {kind}, {name}\n{state}"),
            n=n,
            kind=say(KINDS[card.kind]),
            name=short(card.other(me)[1], 60),
            state=state_of(turn, card),
        )
        for n, card in numbered
    ]
    empty = N_("No dialogue yet. A talk of half an hour clears up more than many messages.")
    text = lines(say(N_("<b>Dialogues</b>")), *(listed or [say(empty)]))
    more: tuple[Button, ...] = (button(N_("Counselling"), action("cns")),)
    if forms:
        received = button(N_("Forms after coaching ({count})"), action("dlg.surveys"), count=forms)
        more = (*more, received)
    rows: Rows = (
        (button(N_("Propose or note a dialogue"), action("dlg.with")),),
        more,
        tuple(button(N_("Open {n}"), action("dlg.open", card.id), n=n) for n, card in numbered),
        (*shown.turning(lambda number: action("dlg", number)), home()),
    )
    return Reply(text, tuple(row for row in rows if row), protected=True)


def state_of(turn: Turn, card: DialogueCard) -> Message:
    """Say in one line where a dialogue stands, for the reader."""
    me = turn.actor.person_id or 0
    if card.cancelled_at is not None:
        return say(N_("Called off"))
    if card.note is not None:
        return _state_of_notes(card, me)
    if card.proposed is not None:
        asked = N_("You propose: {time}")
        if card.proposed.proposed_by_id != me:
            asked = N_("Proposed to you: {time}")
        return say(asked, time=at_time(card.proposed.starts_at, turn.zone))
    if card.held is not None and card.is_over(turn.now):
        return say(N_("{time}, nothing noted yet"), time=at_time(card.held.starts_at, turn.zone))
    if card.held is not None:
        return say(N_("Agreed: {time}"), time=at_time(card.held.starts_at, turn.zone))
    return say(N_("No time yet"))


def _state_of_notes(card: DialogueCard, me: int) -> Message:
    if card.is_confirmed:
        if card.open_points:
            return say(N_("Notes confirmed, open points: {count}"), count=len(card.open_points))
        return say(N_("Notes confirmed"))
    if card.confirmed_by(me) is None:
        return say(N_("Notes to be confirmed by you"))
    return say(N_("Notes wait for {name}"), name=card.other(me)[1])


def dialogue_screen(
    turn: Turn, card: DialogueCard, sides: tuple[Side, Side] | None, said: Message | None = None
) -> Reply:
    """Return one dialogue with what can be done next; ``sides`` are the reader and the other one."""
    me = turn.actor.person_id or 0
    text = lines(
        said,
        say(
            N_("<b>{kind}</b> with {name}"),
            kind=say(KINDS[card.kind]),
            name=short(card.other(me)[1], 80),
        ),
        _when(turn, card),
        _proposal(turn, card),
        *_elsewhere(card, sides),
        say(N_("\nCalled off.")) if card.cancelled_at else None,
        *notes_of(card),
        say(N_("\nYou are no longer superior and employee; this can only be read."))
        if not card.is_pair
        else None,
    )
    mine = card.person_id == me
    plan = action("learn.plan") if mine else action("learn.of", card.person_id)
    leaving = (
        button(N_("‹ Dialogues"), action("dlg")),
        button(N_("Learn"), plan),
        home(),
    )
    deeds = _deeds(turn, card) if card.is_pair and card.cancelled_at is None else ()
    return Reply(text, (*deeds, leaving), protected=True)


def _when(turn: Turn, card: DialogueCard) -> Message | None:
    held = card.held
    if held is None:
        return None
    return lines(
        say(
            N_("{time} ({minutes})"),
            time=at_time(held.starts_at, turn.zone),
            minutes=long(held.minutes),
        ),
        _where(held),
    )


def _where(time: Time) -> Message | None:
    return say(N_("Place: {place}"), place=short(time.place, 100)) if time.place else None


def _proposal(turn: Turn, card: DialogueCard) -> Message | None:
    proposed = card.proposed
    if proposed is None or card.cancelled_at is not None:
        return None
    sentence = N_("\n{name} proposes: {time} ({minutes})")
    if proposed.proposed_by_id == turn.actor.person_id:
        sentence = N_("\nYou propose: {time} ({minutes}). {name} has not answered yet.")
    return lines(
        say(
            sentence,
            name=card.other(turn.actor.person_id or 0)[1],
            time=at_time(proposed.starts_at, turn.zone),
            minutes=long(proposed.minutes),
        ),
        _where(proposed),
        say(N_("Until both agree, the time above holds.")) if card.held else None,
    )


def _elsewhere(card: DialogueCard, sides: tuple[Side, Side] | None) -> list[Message]:
    """Say what time it is there for the other one, and whether somebody does not work that day."""
    time = card.proposed or card.held
    if time is None or sides is None or card.note is not None or card.cancelled_at is not None:
        return []
    mine, other = sides
    said = []
    if mine.zone != other.zone:
        said.append(
            say(
                N_("For {name} that is {time}."),
                name=other.name,
                time=at_time(time.starts_at, other.zone),
            )
        )
    said += [
        say(N_("{name} does not work on that day; please agree on another one."), name=side.name)
        for side in sides
        if not side.works(side.local(time.starts_at).date())
    ]
    return said


def _deeds(turn: Turn, card: DialogueCard) -> Rows:
    if card.note is not None:
        return _deeds_with_notes(turn, card)
    another = button(N_("Another time"), action("dlg.time", card.id))
    cancel = button(N_("Call it off"), action("dlg.off", card.id))
    proposed = card.proposed
    rows: list[tuple[Button, ...]] = []
    if proposed is not None and proposed.proposed_by_id != turn.actor.person_id:
        rows.append((button(N_("Agree to this time"), action("dlg.yes", proposed.id)),))
    if card.is_over(turn.now):
        rows.append((button(N_("Write the notes"), action("dlg.note", card.id)),))
    elif card.held is not None:
        rows.append((button(N_("Calendar file"), action("dlg.ics", card.id)),))
    return (*rows, (another, cancel))


def _deeds_with_notes(turn: Turn, card: DialogueCard) -> Rows:
    me = turn.actor.person_id or 0
    note = card.note
    rows: list[tuple[Button, ...]] = []
    if note is not None and card.confirmed_by(me) is None:
        confirm = action("dlg.ok", note.id, note.edition)
        rows.append((button(N_("Yes, that is what we agreed"), confirm),))
    follows = _what_follows(card, me)
    if follows:
        rows.append(follows)
    change = button(N_("Change the notes"), action("dlg.note", card.id))
    points = button(N_("Points ({count})"), action("dlg.points", card.id), count=len(card.points))
    if not card.points:
        points = button(N_("Add a point"), action("dlg.add", card.id))
    rows.append((points, change))
    return tuple(rows)


def _what_follows(card: DialogueCard, me: int) -> tuple[Button, ...]:
    note = card.note
    if note is None or not card.is_confirmed:
        return ()
    found = []
    if Expectation(note.expectation) is Expectation.CHANGED and me == card.person_id:
        found.append(button(N_("Revise the plan"), action("dlg.revise", card.id)))
    if note.next_on is not None:
        found.append(button(N_("Next dialogue"), action("dlg.next", card.id)))
    if card.kind is DialogueKind.COACHING:
        if me == card.person_id:
            found.append(button(N_("Form B.1.8"), action("dlg.form", card.id)))
        found.append(button(N_("Form B.1.9"), action("dlg.levels", card.id)))
    return tuple(found)
