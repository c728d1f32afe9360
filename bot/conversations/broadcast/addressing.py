"""For whom an announcement is: units, what people are, kind of employment, who has not reported, a list."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.conversations.broadcast.composing import back
from bot.conversations.broadcast.words import KINDS, PARTS, audience_lines
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, Month, lines, say
from kinerja.models import EmploymentKind
from kinerja.reports.broadcasts import addressees, broadcast_card, units_to_choose
from kinerja.rules.broadcast_audience import Audience, Part, numbers_in
from kinerja.rules.periods import month_to_report
from kinerja.services.broadcasting import address_broadcast, list_people

T = TypeVar("T")

_UNITS, _NAMES = 6, 12
_NOT_FOUND = 8


def audience_screen(turn: Turn, broadcast_id: int, said: Message | None = None) -> Reply:
    """Show for whom it is, with the present number, and what narrows it down."""
    turn.session.flush()
    card = broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now)
    month = month_to_report(turn.today, turn.options.window_closes_day)
    unreported = (
        N_("✓ Not reported {month}") if card.audience.unreported else N_("Not reported {month}")
    )
    text = lines(
        say(N_("<b>To whom?</b>\nEverything you choose has to hold.")), audience_lines(card), said
    )
    rows: Rows = (
        (
            button(N_("Units"), action("bc.units", broadcast_id)),
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
    _address(turn, broadcast_id, Audience())
    return audience_screen(turn, broadcast_id)


def choose_units(turn: Turn, broadcast_id: int, page: int = 1) -> Answer:
    """Offer the units of the author's reach, each with all below it."""
    chosen = _audience(turn, broadcast_id).units
    shown = page_of(units_to_choose(turn.session, turn.actor, turn.today), page, _UNITS)
    buttons = [
        _tick(unit.name, unit.id in chosen, action("bc.unit", broadcast_id, unit.id, shown.number))
        for unit in shown.items
    ]
    turning = shown.turning(lambda number: action("bc.units", broadcast_id, number))
    done = button(N_("Done"), action("bc.to", broadcast_id))
    text = say(N_("<b>Units</b>\nEach counts with all units below it. None ticked: all of yours."))
    return Reply(text, (*_pairs(buttons), (*turning, done)))


def tick_unit(turn: Turn, broadcast_id: int, unit_id: int, page: int) -> Answer:
    """Tick or untick a unit."""
    if unit_id not in {one.id for one in units_to_choose(turn.session, turn.actor, turn.today)}:
        raise Refused(N_("Please choose one of the buttons."))
    audience = _audience(turn, broadcast_id)
    _address(turn, broadcast_id, replace(audience, units=_toggled(audience.units, unit_id)))
    return choose_units(turn, broadcast_id, page)


def choose_roles(turn: Turn, broadcast_id: int) -> Answer:
    """Offer what people are in the agency."""
    chosen = _audience(turn, broadcast_id).parts
    buttons = [
        _tick(label, part in chosen, action("bc.role", broadcast_id, part.value))
        for part, label in PARTS.items()
    ]
    done = (button(N_("Done"), action("bc.to", broadcast_id)), home())
    return Reply(say(N_("<b>Roles</b>\nOne of the ticked has to hold.")), (*_pairs(buttons), done))


def tick_role(turn: Turn, broadcast_id: int, name: str) -> Answer:
    """Tick or untick a role."""
    part = _member(Part, name)
    audience = _audience(turn, broadcast_id)
    _address(turn, broadcast_id, replace(audience, parts=_toggled(audience.parts, part)))
    return choose_roles(turn, broadcast_id)


def choose_kinds(turn: Turn, broadcast_id: int) -> Answer:
    """Offer the kinds of employment."""
    chosen = _audience(turn, broadcast_id).kinds
    buttons = [
        _tick(label, kind in chosen, action("bc.kind", broadcast_id, kind.value))
        for kind, label in KINDS.items()
    ]
    done = (button(N_("Done"), action("bc.to", broadcast_id)), home())
    text = say(N_("<b>Employment</b>\nOne of the ticked has to hold."))
    return Reply(text, (*_pairs(buttons), done))


def tick_kind(turn: Turn, broadcast_id: int, name: str) -> Answer:
    """Tick or untick a kind of employment."""
    kind = _member(EmploymentKind, name)
    audience = _audience(turn, broadcast_id)
    _address(turn, broadcast_id, replace(audience, kinds=_toggled(audience.kinds, kind)))
    return choose_kinds(turn, broadcast_id)


def tick_unreported(turn: Turn, broadcast_id: int) -> Answer:
    """Ask only for those who have not reported the month that is due, or no longer."""
    audience = _audience(turn, broadcast_id)
    month = month_to_report(turn.today, turn.options.window_closes_day)
    _address(
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


def _audience(turn: Turn, broadcast_id: int) -> Audience:
    turn.session.flush()
    return broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now).audience


def _address(turn: Turn, broadcast_id: int, audience: Audience) -> None:
    address_broadcast(
        turn.session, turn.actor, broadcast_id, audience, now=turn.now, today=turn.today
    )


def _toggled(chosen: tuple[T, ...], one: T) -> tuple[T, ...]:
    return tuple(c for c in chosen if c != one) if one in chosen else (*chosen, one)


def _member(kind: type[T], name: str) -> T:
    try:
        return kind(name)  # type: ignore[call-arg]
    except ValueError:
        raise Refused(N_("Please choose one of the buttons.")) from None


def _tick(label: str, ticked: bool, data: str) -> Button:  # noqa: FBT001 - it is the tick
    named = say("{label}", label=say(short(label, 26)))
    return Button(say("✓ {label}", label=named) if ticked else named, data)


def _pairs(buttons: Sequence[Button]) -> Rows:
    return tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))


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
    "bc.units": choose_units,
    "bc.unit": tick_unit,
    "bc.roles": choose_roles,
    "bc.role": tick_role,
    "bc.kinds": choose_kinds,
    "bc.kind": tick_kind,
    "bc.unrep": tick_unreported,
    "bc.names": names,
    "bc.nips": paste,
}
