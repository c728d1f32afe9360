"""When an announcement goes out, and what it asks of its readers."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

from bot.conversations.broadcast.composing import back, draft
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, say
from kinerja.reports.broadcasts import broadcast_card
from kinerja.rules.broadcasts import read_when
from kinerja.services.broadcasting import set_up_broadcast


def options_screen(turn: Turn, broadcast_id: int) -> Answer:
    """Offer what an announcement can ask for, and that it is urgent."""
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    receipt = N_("✓ Ask for confirmation") if card.receipt else N_("Ask for confirmation")
    urgent = N_("✓ Urgent") if card.urgent else N_("Urgent")
    rows: Rows = (
        (button(receipt, action("bc.set", broadcast_id, "receipt", 0 if card.receipt else 1)),),
        (button(urgent, action("bc.set", broadcast_id, "urgent", 0 if card.urgent else 1)),),
        (back(broadcast_id), home()),
    )
    text = N_(
        "<b>Confirmation</b>: each reader confirms with a button, and you see who has not.\n"
        "<b>Urgent</b> (<i>darurat</i>): goes out in the quiet hours, too, and always needs a second "
        "administrator's look."
    )
    return Reply(say(text), rows)


def set_option(turn: Turn, broadcast_id: int, name: str, on: int) -> Answer:
    """Switch an option on or off."""
    if name not in ("receipt", "urgent"):
        raise Refused(N_("Please choose one of the buttons."))
    given: dict[str, Any] = {"now": turn.now, "today": turn.today}
    if name == "receipt":
        set_up_broadcast(turn.session, turn.actor, broadcast_id, receipt=bool(on), **given)
    else:
        set_up_broadcast(turn.session, turn.actor, broadcast_id, urgent=bool(on), **given)
    turn.session.flush()
    return options_screen(turn, broadcast_id)


def when_screen(turn: Turn, broadcast_id: int) -> Answer:
    """Offer moments to send it."""
    tomorrow = turn.today + timedelta(days=1)
    monday = turn.today + timedelta(days=7 - turn.today.weekday())
    rows: Rows = (
        (
            button(N_("At once"), action("bc.at", broadcast_id, "now")),
            button(N_("Tomorrow 08.00"), action("bc.at", broadcast_id, f"{tomorrow}T08:00")),
        ),
        (
            button(N_("Monday 08.00"), action("bc.at", broadcast_id, f"{monday}T08:00")),
            button(N_("Write a time"), action("bc.time", broadcast_id)),
        ),
        (back(broadcast_id), home()),
    )
    text = N_(
        "<b>When</b>\nThe time is local everywhere: 08.00 is 08.00 WIB, WITA and WIT, each when it "
        "comes. In the quiet hours nothing goes out unless it is urgent."
    )
    return Reply(say(text), rows)


def set_time(turn: Turn, broadcast_id: int, local: str) -> Answer:
    """Set when it goes out."""
    _set_time(turn, broadcast_id, "" if local == "now" else local)
    return draft(turn, broadcast_id)


def write_time(_turn: Turn, broadcast_id: int) -> Answer:
    """Ask for a day and time."""
    return Start("bctime", {"broadcast": broadcast_id})


def _set_time(turn: Turn, broadcast_id: int, local: str) -> None:
    set_up_broadcast(
        turn.session,
        turn.actor,
        broadcast_id,
        starts_local=local,
        now=turn.now,
        today=turn.today,
    )


def _check_time(turn: Turn, _answers: Answers, value: Any) -> None:
    read_when(value, turn.now.astimezone(ZoneInfo(turn.zone)))


def _timed(turn: Turn, answers: Answers) -> Answer:
    local = read_when(answers["when"], turn.now.astimezone(ZoneInfo(turn.zone)))
    _set_time(turn, answers["broadcast"], local)
    return draft(turn, answers["broadcast"])


FORMS = (
    Form(
        name="bctime",
        title=N_("When does it go out?"),
        fields=(
            Text(
                name="when",
                label=N_("When"),
                question=N_(
                    "Please write day and time, for example 3/3 08.00. Local time everywhere."
                ),
                longest=40,
                check=_check_time,
            ),
        ),
        save=_timed,
        review=False,
        back=lambda answers: action("bc.when", answers["broadcast"]),
    ),
)
ACTIONS: dict[str, Handler] = {
    "bc.opt": options_screen,
    "bc.set": set_option,
    "bc.when": when_screen,
    "bc.at": set_time,
    "bc.time": write_time,
}
