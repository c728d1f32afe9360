"""For whom an announcement is: units, what people are, kind of employment, who has not reported, a list."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from bot.conversations.broadcast.composing import back
from bot.conversations.broadcast.filters import audience_of, narrow
from bot.conversations.broadcast.words import audience_lines
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Reply, Rows, Start, Turn, action, button
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.reports.broadcasts import addressees, broadcast_card
from kinerja.rules.broadcast_audience import Audience, numbers_in
from kinerja.services.broadcasting import list_people
from kinerja.services.report_windows import month_of_unit

_NAMES = 12
_NOT_FOUND = 8


def audience_screen(turn: Turn, broadcast_id: int, said: Message | None = None) -> Reply:
    """Show for whom it is, with the present number, and what narrows it down."""
    turn.session.flush()
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    month = _month(turn)
    unreported = (
        N_("✓ Not reported {month}") if card.audience.unreported else N_("Not reported {month}")
    )
    text = lines(
        say(N_("<b>To whom?</b>\nEverything you choose has to hold.")), audience_lines(card), said
    )
    rows: Rows = (
        (
            button(N_("Units"), action("bc.units", broadcast_id)),
            button(N_("Groups"), action("bc.groups", broadcast_id)),
            button(N_("Roles"), action("bc.roles", broadcast_id)),
        ),
        (
            button(N_("Employment"), action("bc.kinds", broadcast_id)),
            button(N_("NIP list"), action("bc.nips", broadcast_id)),
        ),
        (button(unreported, action("bc.unrep", broadcast_id), month=Month(month)),),
        (
            button(N_("Names"), action("bc.names", broadcast_id)),
            button(N_("Everybody"), action("bc.all", broadcast_id)),
            back(broadcast_id),
        ),
    )
    return Reply(text, rows)


def show_audience(turn: Turn, broadcast_id: int) -> Answer:
    """Show for whom it is."""
    return audience_screen(turn, broadcast_id)


def everybody(turn: Turn, broadcast_id: int) -> Answer:
    """Take all filters away."""
    narrow(turn, broadcast_id, Audience())
    return audience_screen(turn, broadcast_id)


def tick_unreported(turn: Turn, broadcast_id: int) -> Answer:
    """Ask only for those who have not reported the month that is due, or no longer."""
    audience = audience_of(turn, broadcast_id)
    month = _month(turn)
    narrow(
        turn,
        broadcast_id,
        replace(audience, unreported=None if audience.unreported else month),
    )
    return audience_screen(turn, broadcast_id)


def names(turn: Turn, broadcast_id: int, page: int = 1) -> Answer:
    """List the people by name, those without Telegram marked."""
    found = addressees(turn.session, turn.actor, broadcast_id, turn.today)
    shown = page_of(found, page, _NAMES)
    listed = [
        say(
            "{name} · {unit}" if one.linked else N_("{name} · {unit} · <i>not linked</i>"),
            name=short(one.name, 40),
            unit=short(one.unit, 40),
        )
        for one in shown.items
    ]
    heading = say(NN_("<b>{n} person</b>", "<b>{n} people</b>"), n=len(found))
    if not found:
        heading = say(N_("Nobody is left. Please take one of the filters away."))
    turning = shown.turning(lambda number: action("bc.names", broadcast_id, number))
    leaving = button(N_("‹ To whom"), action("bc.to", broadcast_id))
    return Reply(lines(heading, *listed), ((*turning, leaving),), protected=True)


def paste(_turn: Turn, broadcast_id: int) -> Answer:
    """Ask for a list of NIPs."""
    return Start("bcnips", {"broadcast": broadcast_id})


def _pasted(turn: Turn, answers: Answers) -> Answer:
    broadcast_id = answers["broadcast"]
    numbers = numbers_in(answers["numbers"])
    missing = list_people(
        turn.session, turn.actor, broadcast_id, numbers, now=turn.now, today=turn.today
    )
    if not missing:
        return audience_screen(turn, broadcast_id, say(N_("All of the list were found.")))
    said = say(
        NN_(
            "{n} NIP is nobody's in your units: {numbers}",
            "{n} NIPs are nobody's in your units: {numbers}",
        ),
        n=len(missing),
        numbers=short(", ".join(missing[:_NOT_FOUND]), 200),
    )
    return audience_screen(turn, broadcast_id, said)


def _check_numbers(_turn: Turn, _answers: Answers, value: str) -> None:
    numbers_in(value)


def _month(turn: Turn) -> date:
    """Return the month that is reported now, as the windows of the author's unit say."""
    return month_of_unit(turn.session, turn.actor, turn.today, turn.options.window_closes_day)


FORMS = (
    Form(
        name="bcnips",
        title=N_("NIP list"),
        fields=(
            Text(
                name="numbers",
                label=N_("NIPs"),
                question=N_(
                    "Please paste the NIPs, one a line or with commas. A long list may come in "
                    "several messages, one after the other."
                ),
                longest=4096,
                check=_check_numbers,
            ),
        ),
        save=_pasted,
        review=False,
        back=lambda answers: action("bc.to", answers["broadcast"]),
    ),
)
ACTIONS: dict[str, Handler] = {
    "bc.to": show_audience,
    "bc.all": everybody,
    "bc.unrep": tick_unreported,
    "bc.names": names,
    "bc.nips": paste,
}
