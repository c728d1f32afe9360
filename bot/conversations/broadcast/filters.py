"""What narrows an announcement's audience down by ticks: units, groups, roles, kinds of employment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from bot.conversations.broadcast.words import KINDS, PARTS
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, say
from kinerja.models import EmploymentKind
from kinerja.reports.broadcast_choices import groups_to_choose, units_to_choose
from kinerja.reports.broadcasts import broadcast_card
from kinerja.rules.broadcast_audience import Audience, Part
from kinerja.services.broadcasting import address_broadcast

T = TypeVar("T")

_UNITS = 6


def choose_units(turn: Turn, broadcast_id: int, page: int = 1) -> Answer:
    """Offer the units of the author's reach, each with all below it."""
    chosen = audience_of(turn, broadcast_id).units
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
    audience = audience_of(turn, broadcast_id)
    narrow(turn, broadcast_id, replace(audience, units=_toggled(audience.units, unit_id)))
    return choose_units(turn, broadcast_id, page)


def choose_roles(turn: Turn, broadcast_id: int) -> Answer:
    """Offer what people are in the agency."""
    chosen = audience_of(turn, broadcast_id).parts
    buttons = [
        _tick(label, part in chosen, action("bc.role", broadcast_id, part.value))
        for part, label in PARTS.items()
    ]
    done = (button(N_("Done"), action("bc.to", broadcast_id)), home())
    return Reply(say(N_("<b>Roles</b>\nOne of the ticked has to hold.")), (*_pairs(buttons), done))


def tick_role(turn: Turn, broadcast_id: int, name: str) -> Answer:
    """Tick or untick a role."""
    part = _member(Part, name)
    audience = audience_of(turn, broadcast_id)
    narrow(turn, broadcast_id, replace(audience, parts=_toggled(audience.parts, part)))
    return choose_roles(turn, broadcast_id)


def choose_kinds(turn: Turn, broadcast_id: int) -> Answer:
    """Offer the kinds of employment."""
    chosen = audience_of(turn, broadcast_id).kinds
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
    audience = audience_of(turn, broadcast_id)
    narrow(turn, broadcast_id, replace(audience, kinds=_toggled(audience.kinds, kind)))
    return choose_kinds(turn, broadcast_id)


def choose_groups(turn: Turn, broadcast_id: int, page: int = 1) -> Answer:
    """Offer the groups of employees."""
    chosen = audience_of(turn, broadcast_id).groups
    shown = page_of(groups_to_choose(turn.session, turn.actor, turn.today), page, _UNITS)
    buttons = [
        _tick(
            group.name, group.id in chosen, action("bc.grp", broadcast_id, group.id, shown.number)
        )
        for group in shown.items
    ]
    turning = shown.turning(lambda number: action("bc.groups", broadcast_id, number))
    done = button(N_("Done"), action("bc.to", broadcast_id))
    said = N_("<b>Groups</b>\nOne of the ticked has to hold.")
    if not buttons:
        said = N_(
            "Nobody in your units belongs to a group yet. Groups come with the column kelompok of the "
            "list of people."
        )
    return Reply(say(said), (*_pairs(buttons), (*turning, done)))


def tick_group(turn: Turn, broadcast_id: int, group_id: int, page: int) -> Answer:
    """Tick or untick a group."""
    if group_id not in {one.id for one in groups_to_choose(turn.session, turn.actor, turn.today)}:
        raise Refused(N_("Please choose one of the buttons."))
    audience = audience_of(turn, broadcast_id)
    narrow(turn, broadcast_id, replace(audience, groups=_toggled(audience.groups, group_id)))
    return choose_groups(turn, broadcast_id, page)


def audience_of(turn: Turn, broadcast_id: int) -> Audience:
    """Return the filters of an announcement."""
    turn.session.flush()
    return broadcast_card(turn.session, turn.actor, broadcast_id, turn.today, turn.now).audience


def narrow(turn: Turn, broadcast_id: int, audience: Audience) -> None:
    """Set the filters of an announcement."""
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


ACTIONS: dict[str, Handler] = {
    "bc.units": choose_units,
    "bc.unit": tick_unit,
    "bc.groups": choose_groups,
    "bc.grp": tick_group,
    "bc.roles": choose_roles,
    "bc.role": tick_role,
    "bc.kinds": choose_kinds,
    "bc.kind": tick_kind,
}
