"""Notes of a dialogue and who does what by when, as screens."""

from __future__ import annotations

from bot.conversations.dialogue.words import EXPECTATIONS
from bot.talk.dialogue_kinds import KINDS
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import DialogueKind, DialogueNote, Expectation
from kinerja.reports.dialogue_cards import DialogueCard, Point

SHOWN_POINTS = 4
BESIDE_NOTES = 2
"""Points below the notes, which are never cut: whoever confirms them has read all of them."""
_GROW = {
    "goal": N_("<b>Goal</b>\n{text}"),
    "reality": N_("<b>Reality</b>\n{text}"),
    "options": N_("<b>Options</b>\n{text}"),
    "will": N_("<b>Will</b>\n{text}"),
}


def notes_of(card: DialogueCard) -> list[Message]:
    """Return the newest notes with their points and who has confirmed them."""
    note = card.note
    if note is None:
        return []
    shown = card.points[:BESIDE_NOTES]
    said = [
        *_note_lines(card, note),
        say(N_("\n<b>Who does what</b>")) if card.points else None,
        *(_point_line(card, point) for point in shown),
        say(N_("and {count} more"), count=len(card.points) - len(shown))
        if len(card.points) > len(shown)
        else None,
        say(N_("\nNext dialogue: {day}"), day=note.next_on) if note.next_on else None,
        _confirmations(card, note),
    ]
    return [one for one in said if one is not None]


def _note_lines(card: DialogueCard, note: DialogueNote) -> list[Message]:
    if card.kind is DialogueKind.COACHING:
        texts = {name: getattr(note, name) for name in _GROW}
        return [
            say("\n{part}", part=say(_GROW[name], text=text))
            for name, text in texts.items()
            if text
        ]
    said = [say(N_("\n<b>Agreed</b>\n{text}"), text=note.agreed)]
    expectation = Expectation(note.expectation)
    if expectation is not Expectation.UNCHANGED:
        said.append(
            say(
                N_("\n<b>Expectation: {what}</b>\n{text}"),
                what=say(EXPECTATIONS[expectation]),
                text=note.expectation_text,
            )
        )
    return said


def _point_line(card: DialogueCard, point: Point) -> Message:
    sentence = N_("{n}. {name}: {text} (until {day})")
    if point.done_at is not None:
        sentence = N_("{n}. {name}: {text} (done)")
    return say(
        sentence,
        n=point.number,
        name=short(card.name_of(point.owner_id), 30),
        text=point.text,
        day=point.due_on,
    )


def _confirmations(card: DialogueCard, note: DialogueNote) -> Message:
    missing = [
        card.name_of(person)
        for person in (card.rater_id, card.person_id)
        if card.confirmed_by(person) is None
    ]
    if not missing:
        return say(N_("\nConfirmed by both."))
    if card.valid is not None:
        return say(
            N_("\nChanged (version {version}); to be confirmed anew by: {names}"),
            version=note.version,
            names=", ".join(missing),
        )
    return say(N_("\nStill to be confirmed by: {names}"), names=", ".join(missing))


def points_screen(
    turn: Turn, card: DialogueCard, page: int = 1, said: Message | None = None
) -> Reply:
    """Return who does what by when, a button for each to open it."""
    shown = page_of(card.points, page, SHOWN_POINTS)
    empty = N_("Nothing yet. Who does what, and until when?")
    text = lines(
        said,
        say(
            N_("<b>Who does what</b>\n{kind} with {name}"),
            kind=say(KINDS[card.kind]),
            name=short(card.other(turn.actor.person_id or 0)[1], 80),
        ),
        *([_point_line(card, point) for point in shown.items] or [say(empty)]),
    )
    numbers = tuple(
        button("{number}", action("dlg.point", point.id), number=point.number)
        for point in shown.items
    )
    add: tuple[Button, ...] = ()
    if card.is_pair:
        add = (button(N_("Add a point"), action("dlg.add", card.id)),)
    turning = shown.turning(lambda number: action("dlg.points", card.id, number))
    leaving = (*turning, button(N_("‹ Dialogue"), action("dlg.open", card.id)), home())
    return Reply(text, tuple(row for row in (add, numbers, leaving) if row), protected=True)


def point_screen(
    turn: Turn, card: DialogueCard, point: Point, said: Message | None = None
) -> Reply:
    """Return one point with what its reader may do with it."""
    until = say(N_("Until {day}"), day=point.due_on)
    if point.done_at is not None:
        until = say(N_("Done"))
    text = lines(
        said,
        say(N_("<b>{n}. {name}</b>"), n=point.number, name=card.name_of(point.owner_id)),
        say("{text}", text=point.text),
        until,
    )
    deeds: list[Button] = []
    holds = any(one.number == point.number for one in card.valid_points)
    if holds and card.is_pair and point.owner_id == turn.actor.person_id:
        tick = (N_("Done"), "dlg.done") if point.done_at is None else (N_("Not done"), "dlg.undone")
        deeds.append(button(tick[0], action(tick[1], point.id)))
    if card.is_pair and any(one.number == point.number for one in card.points):
        deeds.append(button(N_("Take it out"), action("dlg.out", point.id)))
    leaving = (
        button(N_("‹ Points"), action("dlg.points", card.id)),
        button(N_("Waiting list"), action("wait")),
        home(),
    )
    return Reply(text, tuple(row for row in (tuple(deeds), leaving) if row), protected=True)
