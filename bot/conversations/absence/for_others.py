"""A superior enters that one of their people is away, when that person cannot."""

from __future__ import annotations

from bot.conversations.absence.words import KINDS, kind_of
from bot.talk.conversation import Handler
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, say
from kinerja.models import AbsenceKind
from kinerja.reports.feedback_people import people_rated
from kinerja.services.absences import report_absence

PEOPLE = 3


def whom(turn: Turn, page: int = 1) -> Answer:
    """Ask who is away."""
    shown = page_of(people_rated(turn.session, turn.actor, turn.today), page, PEOPLE)
    if not shown.items:
        return Reply(say(N_("There is nobody whom you rate.")), (_leaving(),))
    rows: list[tuple[Button, ...]] = [
        (button("{name}", action("away.for", person.id), name=person.name),)
        for person in shown.items
    ]
    turning = shown.turning(lambda number: action("away.whom", number))
    return Reply(say(N_("Who of your people is away?")), (*rows, (*turning, *_leaving())))


def why(turn: Turn, person_id: int) -> Answer:
    """Ask why, beginning today."""
    buttons = tuple(
        button(KINDS[kind], action("away.for.tap", person_id, kind.value))
        for kind in AbsenceKind
        if kind is not AbsenceKind.STUDY_LEAVE
    )
    text = say(N_("{name} is away from today on. Why?"), name=_name(turn, person_id))
    return Reply(text, (buttons[:2], buttons[2:], _leaving()), protected=True)


def tap(turn: Turn, person_id: int, kind: str) -> Answer:
    """Enter it for today; the last day is asked afterwards."""
    name = _name(turn, person_id)
    row = report_absence(
        turn.session,
        turn.actor,
        person_id,
        kind_of(kind),
        turn.today,
        turn.today,
        now=turn.now,
        today=turn.today,
    )
    text = say(
        N_("<b>Noted for {name}, in force at once.</b> The administrator is asked to confirm it."),
        name=name,
    )
    rows = ((button(N_("Until when?"), action("away.own", row.id or 0)),), _leaving())
    return Reply(text, rows, protected=True)


def _name(turn: Turn, person_id: int) -> str:
    rated = people_rated(turn.session, turn.actor, turn.today)
    found = next((person.name for person in rated if person.id == person_id), None)
    if found is None:
        raise Unknown
    return found


def _leaving() -> tuple[Button, ...]:
    return (button(N_("‹ Absence"), action("away.show")), home())


ACTIONS: dict[str, Handler] = {"away.whom": whom, "away.for": why, "away.for.tap": tap}
