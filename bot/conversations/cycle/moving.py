"""Moving a deadline: the new day, the reason, and before it is done whom it concerns."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.conversations.cycle.cards import place_of, stage_card, title_of
from bot.talk.fields import Answers, Day, Option, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Turn, action, button
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.reports.concerned import concerned
from kinerja.reports.cycle import WindowRow, window_in_force
from kinerja.rules.cycle import Place
from kinerja.rules.deadlines import Window, in_nearest_year, moved
from kinerja.services.moving_windows import move_window

LATER = (3, 7)
"""By how many days a deadline is moved with one tap."""


def _of_form(turn: Turn, answers: Answers) -> tuple[Place, WindowRow]:
    place = place_of(turn, answers["period"], answers["stage"])
    return place, window_in_force(turn.session, turn.actor, place, turn.today)


def _heading(turn: Turn, answers: Answers) -> Message:
    return say(N_("Move: {what}"), what=title_of(_of_form(turn, answers)[1]))


def _preview(turn: Turn, answers: Answers) -> Message:
    """Say whom it concerns and what the window becomes."""
    place, row = _of_form(turn, answers)
    whom = concerned(turn.session, turn.actor, place.unit_id, turn.today)
    found = say(
        NN_(
            "Concerns {n} employee, of whom {linked} can be told here.",
            "Concerns {n} employees, of whom {linked} can be told here.",
        ),
        n=whom.people,
        linked=whom.linked,
    )
    if not answers.get("due"):
        return lines(say(N_("Due so far: {due}"), due=row.due), found)
    window = _window(row, answers)
    becomes = say(N_("Due {before} → {due}, closes {closes}"), before=row.due, **_becomes(window))
    return lines(becomes, found)


def _becomes(window: Window) -> dict[str, date]:
    return {"due": window.due, "closes": window.closes}


def _window(row: WindowRow, answers: Answers) -> Window:
    due = in_nearest_year(date.fromisoformat(answers["due"]), row.due)
    return moved(Window(row.opens, row.due, row.closes), due)


@dataclass(frozen=True, kw_only=True)
class DueDay(Day):
    """A new due day: some days later with a tap, or any day written."""

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        due = _of_form(turn, answers)[1].due
        days = [due + timedelta(days=later) for later in LATER]
        return tuple((day.isoformat(), say("{day}", day=day)) for day in days)


def _save(turn: Turn, answers: Answers) -> Answer:
    place, row = _of_form(turn, answers)
    move = move_window(
        turn.session,
        turn.actor,
        place,
        _window(row, answers),
        reason=answers["reason"],
        now=turn.now,
        today=turn.today,
    )
    if move is None:
        return stage_card(turn, place, say(N_("It has this deadline already.")))
    tell = button(N_("Tell them"), action("cycle.tell", move.id or 0))
    return stage_card(turn, place, say(N_("<b>The deadline is moved.</b>")), tell)


MOVE_FORM = Form(
    name="cycle_move",
    title=_heading,
    readers=_preview,
    fields=(
        DueDay(
            name="due",
            label=N_("New deadline"),
            question=N_("When is it due now? Write it as day/month, for example 5/3."),
        ),
        Text(
            name="reason",
            label=N_("Reason"),
            question=N_("Why does it move? For example: circular 12 of 20 January."),
            longest=500,
        ),
    ),
    save=_save,
    send_label=N_("Move it"),
    back=lambda answers: action("cycle.stage", answers["period"], answers["stage"]),
)
