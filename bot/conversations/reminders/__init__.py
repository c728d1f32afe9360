"""Reminders (/pengingat): what comes next and why, what can be switched off, and one's own times."""

from __future__ import annotations

from bot.conversations.reminders import overdue, screens, times
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.turn import Answer, Turn
from kinerja.messages import N_, say
from kinerja.services.switching_reminders import switch_off_reminder, switch_on_reminder


def open_list(turn: Turn) -> Answer:
    """Show what comes next."""
    return screens.show(turn)


def switch_off(turn: Turn, name: str) -> Answer:
    """Switch a reminder off."""
    switch_off_reminder(turn.session, turn.actor, name, now=turn.now)
    turn.session.flush()
    said = say(N_("Switched off. What is due stays as it is; only the reminder no longer comes."))
    return screens.one_screen(turn, name, said)


def switch_on(turn: Turn, name: str) -> Answer:
    """Switch a reminder on again."""
    switch_on_reminder(turn.session, turn.actor, name, now=turn.now)
    turn.session.flush()
    return screens.one_screen(turn, name, say(N_("Switched on again.")))


CONVERSATION = Conversation(
    name="reminders",
    commands=(
        Command(
            ("pengingat", "reminders"),
            N_("What you are reminded of, and when"),
            open_list,
            shows_only=True,
        ),
    ),
    actions={
        "rem": screens.show,
        "rem.of": screens.show_one,
        "rem.off": switch_off,
        "rem.on": switch_on,
        "rem.over": overdue.show,
        "rem.times": times.show_times,
        "rem.hour": times.hours,
        "rem.hour.set": times.set_hour,
        "rem.hour.ask": times.ask_hour,
        "rem.quiet": times.quiet,
        "rem.quiet.set": times.set_quiet,
        "rem.quiet.ask": times.ask_quiet,
        "rem.zone": times.zones,
        "rem.zone.set": times.set_zone,
        "rem.reset": times.reset,
    },
    forms=times.FORMS,
    menu=(MenuLine(N_("Reminders"), "rem", Audience.ANYONE),),
)
