"""The administrator's side: who is to act for whom, confirmed with which powers, or refused."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.acting.words import card_text
from bot.talk.conversation import Handler
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, NN_, lines, say
from kinerja.models import ActingKind, ActingReason
from kinerja.reports.acting import ActingView, acting_card, acting_to_confirm
from kinerja.services.acting import decide_acting


def waiting(turn: Turn, number: int = 1) -> Answer:
    """Show what waits for a confirmation, one at a time."""
    shown = page_of(acting_to_confirm(turn.session, turn.actor, turn.today), number, 1)
    if not shown.items:
        return Reply(say(N_("Nothing waits for your confirmation. Thank you.")), ((home(),),))
    turning = shown.turning(lambda page: action("act.waiting", page))
    return _to_decide(turn, shown.items[0], *turning)


def open_one(turn: Turn, acting_id: int) -> Answer:
    """Show one of them to an administrator."""
    return _to_decide(turn, acting_card(turn.session, turn.actor, acting_id, turn.today))


def confirm(turn: Turn, acting_id: int) -> Answer:
    """Confirm it with all powers."""
    return _decide(turn, acting_id, confirmed=True)


def confirm_limited(turn: Turn, acting_id: int) -> Answer:
    """Confirm it, but leave plans and ratings with the rater."""
    return _decide(turn, acting_id, confirmed=True, limited=True)


def refuse(turn: Turn, acting_id: int) -> Answer:
    """Refuse it; the rater is told."""
    return _decide(turn, acting_id, confirmed=False)


def _to_decide(turn: Turn, one: ActingView, *turning: Button) -> Reply:
    rows: list[tuple[Button, ...]] = []
    if not one.confirmed and not one.ended:
        refusing = button(N_("Refuse"), action("act.no", one.id))
        if one.kind is ActingKind.HELPER or one.reason is ActingReason.MOVED:
            rows.append((button(N_("Confirm"), action("act.yes", one.id)), refusing))
        else:
            rows.append((button(N_("Confirm, with all powers"), action("act.yes", one.id)),))
            rows.append((button(N_("Without plans and ratings"), action("act.some", one.id)),))
            rows.append((refusing,))
    return Reply(card_text(one, turn.today), (*rows, (*turning, home())), protected=True)


def _decide(turn: Turn, acting_id: int, *, confirmed: bool, limited: bool = False) -> Reply:
    decide_acting(
        turn.session,
        turn.actor,
        acting_id,
        confirmed=confirmed,
        limited=limited,
        now=turn.now,
        today=turn.today,
    )
    one = acting_card(turn.session, turn.actor, acting_id, turn.today)
    if one.ended:
        said = say(N_("Refused. {name} is told."), name=one.rater)
    else:
        said = say(N_("Confirmed. {rater} and {name} are told."), rater=one.rater, name=one.acting)
    left = len(acting_to_confirm(turn.session, turn.actor, turn.today))
    if not left:
        return Reply(said, ((home(),),), protected=True)
    more = say(NN_("{n} more waits.", "{n} more wait."), n=left)
    row = (button(N_("Next"), action("act.waiting")), home())
    return Reply(lines(said, more), (row,), protected=True)


def asked(values: Mapping[str, Any]) -> Reply:
    """Tell the administrator that something waits."""
    text = say(N_("A superior asks for somebody to act for them; it waits for your confirmation."))
    return Reply(text, ((button(N_("Open"), action("act.open", values["acting_id"])), home()),))


ACTIONS: dict[str, Handler] = {
    "act.waiting": waiting,
    "act.open": open_one,
    "act.yes": confirm,
    "act.some": confirm_limited,
    "act.no": refuse,
}
