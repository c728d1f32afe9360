"""Handing an announcement over, and the second administrator's look at it."""

from __future__ import annotations

from bot.conversations.broadcast.running import screen
from bot.conversations.broadcast.words import audience_lines, when_line
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, lines, say
from kinerja.models import BroadcastState
from kinerja.reports.broadcasts import broadcast_card
from kinerja.services.releasing_broadcasts import (
    approve_broadcast,
    send_back_broadcast,
    submit_broadcast,
    take_back_broadcast,
)


def ask_to_send(turn: Turn, broadcast_id: int) -> Answer:
    """Show once more to whom it goes, before it goes."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    second = turn.options.broadcast.needs_second(urgent=card.urgent)
    if second:
        sure = N_("A second administrator looks at it first.")
    else:
        sure = N_("It goes out without a second look.")
    text = lines(
        say(N_("<b>Send this announcement?</b>")),
        say(N_("<b>To</b>: {audience}"), audience=audience_lines(card)),
        say(N_("<b>When</b>: {when}"), when=when_line(card)),
        say(sure),
    )
    send = button(N_("Hand over") if second else N_("Yes, send"), action("bc.go", broadcast_id))
    leaving = button(N_("‹ Draft"), action("bc.open", broadcast_id))
    return Reply(text, ((send,), (leaving, home())))


def submit(turn: Turn, broadcast_id: int) -> Answer:
    """Hand it over, or send it."""
    state = submit_broadcast(
        turn.session,
        turn.actor,
        broadcast_id,
        turn.options.broadcast,
        now=turn.now,
        today=turn.today,
    )
    if state is BroadcastState.RUNNING:
        text = say(N_("It is on its way. The card below shows how far it got."))
        return Reply(text, ((button(N_("‹ Announcements"), action("bc")), home()),))
    said = N_("The other administrators are asked to look at it; you hear of their decision.")
    return screen(turn, broadcast_id, say(said) if state is BroadcastState.WAITING else None)


def approve(turn: Turn, broadcast_id: int) -> Answer:
    """Approve what somebody else wrote."""
    ways = turn.options.broadcast
    approve_broadcast(turn.session, turn.actor, broadcast_id, ways, now=turn.now, today=turn.today)
    return screen(turn, broadcast_id, say(N_("You approved it; the author has been told.")))


def ask_why(_turn: Turn, broadcast_id: int) -> Answer:
    """Ask for the reason to send it back."""
    return Start("bcback", {"broadcast": broadcast_id})


def _sent_back(turn: Turn, answers: Answers) -> Answer:
    send_back_broadcast(
        turn.session,
        turn.actor,
        answers["broadcast"],
        answers["reason"],
        now=turn.now,
        today=turn.today,
    )
    text = say(N_("It went back to its author with your reason."))
    return Reply(text, ((button(N_("‹ Announcements"), action("bc")), home()),))


def take_back(turn: Turn, broadcast_id: int) -> Answer:
    """Make it a draft again."""
    take_back_broadcast(turn.session, turn.actor, broadcast_id, now=turn.now, today=turn.today)
    return screen(turn, broadcast_id)


FORMS = (
    Form(
        name="bcback",
        title=N_("Send back"),
        fields=(
            Text(
                name="reason",
                label=N_("Reason"),
                question=N_("What should be different? The author reads it."),
                longest=300,
            ),
        ),
        save=_sent_back,
        review=False,
        back=lambda answers: action("bc.open", answers["broadcast"]),
    ),
)
ACTIONS: dict[str, Handler] = {
    "bc.send": ask_to_send,
    "bc.go": submit,
    "bc.ok": approve,
    "bc.no": ask_why,
    "bc.undo": take_back,
}
