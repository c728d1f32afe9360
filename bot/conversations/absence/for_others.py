"""A superior or administrator enters that somebody is away, when that person cannot."""

from __future__ import annotations

from bot.conversations.absence.words import KINDS, kind_of
from bot.talk.conversation import Handler
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, say
from kinerja.models import AbsenceKind
from kinerja.reports.absences import AbsentPerson, absent_person
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
    who = absent_person(turn.session, turn.actor, person_id, turn.today)
    buttons = tuple(
        button(KINDS[kind], action("away.for.tap", person_id, kind.value))
        for kind in AbsenceKind
        if kind is not AbsenceKind.STUDY_LEAVE
    )
    text = say(N_("{name} is away from today on. Why?"), name=who.name)
    other = button(N_("Other days"), action("away.for.plan", person_id))
    return Reply(text, (buttons[:2], buttons[2:], (other,), _leaving()), protected=True)


def begin_plan(turn: Turn, person_id: int) -> Answer:
    """Ask for kind and days of somebody's absence."""
    who = absent_person(turn.session, turn.actor, person_id, turn.today)
    return Start("away_plan", {"person": who.id, "name": who.name})


def tap(turn: Turn, person_id: int, kind: str) -> Answer:
    """Enter it for today; the last day is asked afterwards."""
    who = absent_person(turn.session, turn.actor, person_id, turn.today)
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
    rows = ((button(N_("Until when?"), action("away.own", row.id or 0)),), _leaving())
    return Reply(noted(who), rows, protected=True)


def noted(who: AbsentPerson) -> Message:
    """Say that somebody's absence is entered, and whether it is confirmed."""
    if who.confirms:
        return say(N_("<b>Noted for {name}, in force at once and confirmed.</b>"), name=who.name)
    return say(
        N_("<b>Noted for {name}, in force at once.</b> The administrator is asked to confirm it."),
        name=who.name,
    )


def _leaving() -> tuple[Button, ...]:
    return (button(N_("‹ Absence"), action("away.show")), home())


ACTIONS: dict[str, Handler] = {
    "away.whom": whom,
    "away.for": why,
    "away.for.tap": tap,
    "away.for.plan": begin_plan,
}
