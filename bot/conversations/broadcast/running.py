"""An announcement that was handed over: its screen by its state, its progress, pause and cancel."""

from __future__ import annotations

from typing import Any

from bot.conversations.broadcast.composing import draft_screen
from bot.conversations.broadcast.words import STATES, audience_lines, progress_text, when_line
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.turn import Answer, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import BroadcastState
from kinerja.reports.broadcasts import BroadcastCard, broadcast_card
from kinerja.services.running_broadcasts import (
    cancel_broadcast,
    pause_broadcast,
    resume_broadcast,
)

OVER = (BroadcastState.DONE, BroadcastState.CANCELLED)


def open_card(turn: Turn, broadcast_id: int) -> Answer:
    """Show an announcement as it stands."""
    return screen(turn, broadcast_id)


def screen(turn: Turn, broadcast_id: int, said: Message | None = None) -> Reply:
    """Return the screen of an announcement by its state."""
    turn.session.flush()
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    if card.state is BroadcastState.DRAFT:
        return draft_screen(card, said)
    if card.progress is not None:
        values = card.progress.as_values()
        return Reply(lines(progress_text(values), said), progress_rows(values))
    text = lines(
        say(
            N_("<b>Announcement {number}</b>: {state}"),
            number=str(card.id),
            state=say(STATES[card.state]),
        ),
        say("<i>{text}</i>", text=short(next(iter(card.texts.values()), ""), 600)),
        say(N_("From: {name}"), name=card.author) if card.author and not card.is_own else None,
        say(N_("<b>To</b>: {audience}"), audience=audience_lines(card)),
        say(N_("<b>When</b>: {when}"), when=when_line(card)),
        say(N_("<b>Urgent</b>: also in quiet hours, after a second look."))
        if card.urgent
        else None,
        said,
    )
    return Reply(text, _waiting_rows(card))


def _waiting_rows(card: BroadcastCard) -> Rows:
    number = card.id
    leaving = (button(N_("‹ Announcements"), action("bc")), home())
    test = button(N_("Test to me"), action("bc.test", number))
    if card.may_decide:
        return (
            (test, button(N_("Names"), action("bc.names", number))),
            (
                button(N_("Approve"), action("bc.ok", number)),
                button(N_("Send back"), action("bc.no", number)),
            ),
            leaving,
        )
    deeds = [button(N_("Take back"), action("bc.undo", number))] if card.is_own else []
    if card.state is BroadcastState.SCHEDULED:
        deeds.append(button(N_("Cancel it"), action("bc.stop?", number)))
    return ((test, button(N_("Names"), action("bc.names", number))), tuple(deeds), leaving)


def progress_rows(values: Any) -> Rows:
    """Return the buttons below the progress of an announcement."""
    number, state = values["broadcast_id"], BroadcastState(values["state"])
    report = button(N_("Delivery report"), action("bc.report", number))
    leaving = (button(N_("‹ Announcements"), action("bc")), home())
    if state not in OVER:
        running = state is BroadcastState.RUNNING
        pause = (
            button(N_("Pause"), action("bc.pause", number))
            if running
            else button(N_("Go on"), action("bc.resume", number))
        )
        stopping = (pause, button(N_("Cancel it"), action("bc.stop?", number)))
        return (stopping, (report, button(N_("More…"), action("bc.more", number))), leaving)
    return ((report, button(N_("More…"), action("bc.more", number))), leaving)


def pause(turn: Turn, broadcast_id: int) -> Answer:
    """Stop for now."""
    pause_broadcast(turn.session, turn.actor, broadcast_id, now=turn.now, today=turn.today)
    return screen(turn, broadcast_id)


def resume(turn: Turn, broadcast_id: int) -> Answer:
    """Go on."""
    ways = turn.options.broadcast
    resume_broadcast(turn.session, turn.actor, broadcast_id, ways, now=turn.now, today=turn.today)
    return screen(turn, broadcast_id)


def ask_to_cancel(turn: Turn, broadcast_id: int) -> Answer:
    """Ask whether it shall really stop."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    sent = card.progress.sent if card.progress else 0
    text = say(
        N_("<b>Cancel it?</b>\nIt stops at once. {sent} have it already; the others never get it."),
        sent=sent,
    )
    return sure(text, N_("Yes, cancel it"), "bc.stop", broadcast_id)


def cancel(turn: Turn, broadcast_id: int) -> Answer:
    """Stop for good."""
    cancel_broadcast(turn.session, turn.actor, broadcast_id, now=turn.now, today=turn.today)
    return screen(turn, broadcast_id)


def sure(text: Message, label: str, name: str, broadcast_id: int) -> Reply:
    """Return the question before something that cannot be undone."""
    leaving = button(N_("‹ Back"), action("bc.open", broadcast_id))
    return Reply(text, ((button(label, action(name, broadcast_id)),), (leaving, home())))


ACTIONS: dict[str, Handler] = {
    "bc.open": open_card,
    "bc.pause": pause,
    "bc.resume": resume,
    "bc.stop?": ask_to_cancel,
    "bc.stop": cancel,
}
