"""The announcements that come again and again: words in both languages to begin with."""

from __future__ import annotations

from typing import Any

from bot.conversations.broadcast.composing import draft
from bot.talk.conversation import Handler
from bot.talk.speaker import speaker
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Month, say
from kinerja.services.broadcasting import open_broadcast, write_broadcast
from kinerja.services.report_windows import last_day_for, month_of_unit

TEMPLATES = {
    "period": (
        N_("Period opens"),
        N_(
            "*Reporting of {month} is open.* Please send your monthly report with /lapor by {day}. "
            "It takes two minutes when the daily notes are there."
        ),
    ),
    "moved": (
        N_("Deadline moved"),
        N_(
            "*The deadline has moved.* The monthly report of {month} can now be sent until {day}. "
            "Whoever has reported need do nothing."
        ),
    ),
    "down": (
        N_("System down"),
        N_(
            "*e-Kinerja cannot be reached at the moment.* Please keep noting your work here with "
            "/catat; nothing is lost. We will tell you when it is back."
        ),
    ),
}


def choose_template(_turn: Turn) -> Answer:
    """Offer the announcements that come again and again."""
    rows: list[Any] = [
        (button(label, action("bc.from", name)),) for name, (label, _text) in TEMPLATES.items()
    ]
    rows.append((button(N_("‹ Announcements"), action("bc")), home()))
    return Reply(say(N_("<b>Templates</b>\nWhich one? You can change every word.")), tuple(rows))


def from_template(turn: Turn, name: str) -> Answer:
    """Begin an announcement with the words of a template, in both languages."""
    if name not in TEMPLATES:
        raise Refused(N_("Please choose one of the buttons."))
    closes_day = turn.options.window_closes_day
    month = month_of_unit(turn.session, turn.actor, turn.today, closes_day)
    day = last_day_for(turn.session, turn.actor, month, turn.today, closes_day)
    text = say(TEMPLATES[name][1], month=Month(month), day=day)
    texts = {language: speaker(language).plain(text) for language in ("id", "en")}
    made = open_broadcast(turn.session, turn.actor, now=turn.now, today=turn.today)
    write_broadcast(turn.session, turn.actor, made, texts, now=turn.now, today=turn.today)
    return draft(turn, made)


ACTIONS: dict[str, Handler] = {"bc.templates": choose_template, "bc.from": from_template}
