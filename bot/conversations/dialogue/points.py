"""Who does what by when: added to the notes, ticked off by who has to do it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from bot.conversations.dialogue.note_screens import point_screen, points_screen
from bot.conversations.dialogue.opening import about_pair, sides_of_pair, title
from bot.conversations.dialogue.words import on_day
from bot.talk.fields import Answers, Choice, Day, Option, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Start, Turn, action
from kinerja.messages import N_, Message, say
from kinerja.reports.dialogues import dialogue_card, dialogue_of_point
from kinerja.rules.dialogues import LONGEST_POINT, check_point
from kinerja.rules.working_days import next_working_day
from kinerja.services.noting_dialogues import add_point, remove_point, tick_point

_SOON = (7, 14, 30)
"""Days until which a point is offered to be done."""


def show_points(turn: Turn, dialogue_id: int, page: int = 1) -> Answer:
    """Show who does what by when."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    return points_screen(turn, card, page)


def show_point(turn: Turn, point_id: int, said: Message | None = None) -> Answer:
    """Show one point."""
    card, point = dialogue_of_point(turn.session, turn.actor, point_id, turn.today)
    return point_screen(turn, card, point, said)


def open_point(turn: Turn, point_id: int) -> Answer:
    """Show one point."""
    return show_point(turn, point_id)


def begin_point(turn: Turn, dialogue_id: int) -> Answer:
    """Ask who does what by when."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    about = about_pair(turn, card.rater_id, card.person_id, card.kind)
    return Start("dlgpoint", about | {"dialogue": card.id})


def take_out(turn: Turn, point_id: int) -> Answer:
    """Take a point out of the notes."""
    dialogue_id = remove_point(turn.session, turn.actor, point_id, now=turn.now, today=turn.today)
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    return points_screen(turn, card, said=say(N_("Taken out; both confirm the notes.")))


def done(turn: Turn, point_id: int) -> Answer:
    """Tick a point off."""
    tick_point(turn.session, turn.actor, point_id, done=True, now=turn.now, today=turn.today)
    return show_point(turn, point_id, say(N_("Done; the other side is told.")))


def not_done(turn: Turn, point_id: int) -> Answer:
    """Open a point again."""
    tick_point(turn.session, turn.actor, point_id, done=False, now=turn.now, today=turn.today)
    return show_point(turn, point_id, say(N_("It is open again.")))


def days_ahead(turn: Turn, answers: Answers, counts: Sequence[int]) -> list[Option]:
    """Return the first days, so many from today on, on which both work."""
    sides = sides_of_pair(turn, answers["rater"], answers["person"])

    def works(day: date) -> bool:
        return all(side.works(day) for side in sides)

    days = [next_working_day(turn.today + timedelta(days=count), works) for count in counts]
    return [(day.isoformat(), on_day(day)) for day in dict.fromkeys(days)]


def _due_days(turn: Turn, answers: Answers) -> Sequence[Option]:
    return days_ahead(turn, answers, _SOON)


def _owners(turn: Turn, answers: Answers) -> Sequence[Option]:
    me = turn.actor.person_id
    other = answers["rater"] if me == answers["person"] else answers["person"]
    return [(str(me), say(N_("I do it"))), (str(other), say("{name}", name=answers["name"]))]


def _check_due(turn: Turn, answers: Answers, value: Any) -> None:
    check_point(answers["text"], date.fromisoformat(value), turn.today)


def _save_point(turn: Turn, answers: Answers) -> Answer:
    add_point(
        turn.session,
        turn.actor,
        answers["dialogue"],
        int(answers["owner"]),
        answers["text"],
        date.fromisoformat(answers["due"]),
        now=turn.now,
        today=turn.today,
    )
    card = dialogue_card(turn.session, turn.actor, answers["dialogue"], turn.today)
    pages = len(card.points)
    return points_screen(turn, card, pages, say(N_("Added; both confirm the notes.")))


POINT = Form(
    name="dlgpoint",
    title=title,
    about_others=True,
    fields=(
        Choice(name="owner", label=N_("Who"), question=N_("Who does it?"), choices=_owners),
        Text(
            name="text",
            label=N_("What"),
            question=N_("What is to be done? One sentence."),
            longest=LONGEST_POINT,
        ),
        Day(
            name="due",
            label=N_("Until"),
            question=N_("Until when? Choose, or write it like 25/2."),
            also=_due_days,
            ahead=True,
            check=_check_due,
        ),
    ),
    save=_save_point,
    review=False,
    back=lambda answers: action("dlg.points", answers["dialogue"]),
)
