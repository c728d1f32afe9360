"""What each unit takes as evidence: photos and documents, or numbers and links only."""

from __future__ import annotations

from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.models import EvidencePolicy
from kinerja.reports.evidence_policy import UnitPolicy, units_with_policy
from kinerja.services.evidence_policy import set_evidence_policy

LISTED = 8
IN_A_ROW = 4


def show_units(turn: Turn, page: int = 1) -> Answer:
    """List the units with what they take."""
    units = units_with_policy(turn.session, turn.actor, turn.today)
    shown = page_of(units, page, LISTED)
    text = lines(
        say(
            N_(
                "<b>Kinds of evidence</b>\nWhat may be sent as evidence, unit by unit. Tap a number."
            )
        ),
        *(
            say(
                "{number}. {unit}: {taken}",
                number=index,
                unit=short(one.name, 60),
                taken=_taken(one),
            )
            for index, one in enumerate(shown.items, start=shown.first_index + 1)
        ),
    )
    numbers = [
        button("{number}", action("adm.unit", one.unit_id, shown.number), number=index)
        for index, one in enumerate(shown.items, start=shown.first_index + 1)
    ]
    rows = [tuple(numbers[i : i + IN_A_ROW]) for i in range(0, len(numbers), IN_A_ROW)]
    turning = shown.turning(lambda number: action("adm.units", number))
    leaving = (button(N_("‹ Administration"), action("adm")), home())
    return Reply(text, (*rows, *((turning,) if turning else ()), leaving))


def show_unit(turn: Turn, unit_id: int, page: int = 1) -> Answer:
    """Show what one unit takes, with the switch."""
    return _unit(turn, unit_id, page)


def switch(turn: Turn, unit_id: int, policy: str, page: int = 1) -> Answer:
    """Say what a unit takes from now on."""
    if policy not in set(EvidencePolicy):
        raise Refused(N_("Please choose one of the buttons."))
    chosen = EvidencePolicy(policy)
    set_evidence_policy(turn.session, turn.actor, unit_id, chosen, now=turn.now, today=turn.today)
    return _unit(turn, unit_id, page, say(N_("Saved. It holds from now on.")))


def _unit(turn: Turn, unit_id: int, page: int, said: Message | None = None) -> Reply:
    units = units_with_policy(turn.session, turn.actor, turn.today)
    one = next((unit for unit in units if unit.unit_id == unit_id), None)
    if one is None:
        raise Unknown
    from_above = N_("A unit above takes numbers or links only, so this one does, too.")
    text = lines(
        said,
        say(N_("<b>{unit}</b>\nEvidence: {taken}"), unit=one.name, taken=_taken(one)),
        say(from_above)
        if one.inherited
        else say(N_("The units below follow. What was sent before stays.")),
    )
    leaving = (button(N_("‹ Units"), action("adm.units", page)), home())
    return Reply(text, (*_switch(one, page), leaving))


def _switch(one: UnitPolicy, page: int) -> tuple[tuple[Button, ...], ...]:
    if one.inherited:
        return ()
    other, label = (
        (EvidencePolicy.REFERENCE_ONLY, N_("Numbers or links only"))
        if one.own is EvidencePolicy.ANY
        else (EvidencePolicy.ANY, N_("Photos and documents, too"))
    )
    return ((button(label, action("adm.policy", one.unit_id, other, page)),),)


def _taken(one: UnitPolicy) -> Message:
    return say(N_("photos and documents") if one.takes_files else N_("numbers or links only"))


ACTIONS: dict[str, Handler] = {
    "adm.units": show_units,
    "adm.unit": show_unit,
    "adm.policy": switch,
}
