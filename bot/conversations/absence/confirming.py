"""The administrator's side: what waits for a confirmation, confirmed or refused one after another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.absence.words import line_of
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, NN_, lines, say
from kinerja.reports.absences import AbsenceView, absence_card, absences_to_confirm
from kinerja.services.absences import decide_absence


def waiting(turn: Turn, number: int = 1) -> Answer:
    """Show the administrator what waits for a confirmation, one at a time."""
    shown = page_of(absences_to_confirm(turn.session, turn.actor, turn.today), number, 1)
    if not shown.items:
        return Reply(say(N_("No absence waits for you. Thank you.")), ((home(),),))
    turning = shown.turning(lambda page: action("away.waiting", page))
    return _to_decide(shown.items[0], *turning)


def to_decide(turn: Turn, absence_id: int) -> Answer:
    """Show the administrator one absence."""
    return _to_decide(absence_card(turn.session, turn.actor, absence_id, turn.today))


def confirm(turn: Turn, absence_id: int) -> Answer:
    """Confirm it."""
    return _decide(turn, absence_id, confirmed=True)


def refuse(turn: Turn, absence_id: int) -> Answer:
    """Refuse it: then it never was, and the person is told."""
    return _decide(turn, absence_id, confirmed=False)


def _decide(turn: Turn, absence_id: int, *, confirmed: bool) -> Reply:
    decide_absence(
        turn.session,
        turn.actor,
        absence_id,
        confirmed=confirmed,
        now=turn.now,
        today=turn.today,
    )
    one = absence_card(turn.session, turn.actor, absence_id, turn.today)
    if one.ended:
        said = say(N_("The absence of {name} is refused."), name=one.name)
    else:
        said = say(N_("The absence of {name} is confirmed."), name=one.name)
    left = len(absences_to_confirm(turn.session, turn.actor, turn.today))
    if not left:
        return Reply(said, ((home(),),))
    more = say(NN_("{n} more waits.", "{n} more wait."), n=left)
    return Reply(lines(said, more), ((button(N_("Next"), action("away.waiting")), home()),))


def _to_decide(one: AbsenceView, *turning: Button) -> Reply:
    text = lines(say(N_("<b>Absence</b>: {name}"), name=one.name), line_of(one))
    rows: list[tuple[Button, ...]] = []
    if not one.confirmed and not one.ended:
        rows.append(
            (
                button(N_("Confirm"), action("away.yes", one.id)),
                button(N_("Refuse"), action("away.no", one.id)),
            )
        )
    return Reply(text, (*rows, (*turning, home())), protected=True)


def entered(values: Mapping[str, Any]) -> Reply:
    """Tell the administrator that something waits."""
    text = say(N_("An absence waits for your confirmation."))
    return Reply(text, ((button(N_("Open"), action("away.card", values["absence_id"])), home()),))
