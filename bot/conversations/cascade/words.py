"""How the role–result matrix is spoken of: its marks, its people, and the ways between its screens."""

from __future__ import annotations

from bot.talk.figures import short
from bot.talk.turn import Button, action, button
from kinerja.messages import N_, NN_, Message, lines, say, words
from kinerja.models import PlanStatus
from kinerja.reports.cascade import Cascade, CascadePerson, Part, Scope
from kinerja.rules.cascade import Mark

CELLS = {Mark.DIRECT: "●", Mark.INDIRECT: "○", Mark.NONE: "·"}
COLUMNS = 15
"""So many cells stand beside a name; further results are in the table."""
STATES = {
    PlanStatus.SUBMITTED: N_("waits for approval"),
    PlanStatus.RETURNED: N_("returned to be completed"),
    PlanStatus.APPROVED: N_("approved"),
}


def heading(cascade: Cascade) -> Message:
    """Say whose matrix it is, and of which year."""
    if cascade.is_own:
        return say(N_("<b>Role–result matrix {year}</b>"), year=str(cascade.year))
    return say(
        N_("<b>Role–result matrix {year}</b> of {name}"),
        year=str(cascade.year),
        name=cascade.leader,
    )


def figures(cascade: Cascade) -> Message:
    """Say how many people and results there are, and where the gaps are."""
    elsewhere = sum(one.is_elsewhere for one in cascade.people)
    counted = NN_("{n} person rated by the leader", "{n} people rated by the leader")
    if cascade.scope is Scope.BELOW:
        counted = NN_("{n} person in the whole unit", "{n} people in the whole unit")
    head = say(
        N_("{people}, {results}"),
        people=say(counted, n=len(cascade.people) - elsewhere),
        results=say(NN_("{n} result", "{n} results"), n=len(cascade.results)),
    )
    further = NN_("and {n} person of other units", "and {n} people of other units")
    gaps = _gaps(cascade)
    if cascade.results and cascade.people and not gaps:
        gaps = [say(N_("✓ Every result is supported, and everybody supports one."))]
    return lines(head, say(further, n=elsewhere) if elsewhere else None, *gaps)


def _gaps(cascade: Cascade) -> list[Message]:
    without = len(cascade.without_plan)
    none = len(cascade.supporting_none) - without
    counted = (
        (
            len(cascade.gaps),
            NN_("⚠ {n} result that nobody supports", "⚠ {n} results that nobody supports"),
        ),
        (none, NN_("⚠ {n} person who supports none", "⚠ {n} people who support none")),
        (without, NN_("⚠ {n} person without a plan", "⚠ {n} people without a plan")),
    )
    return [say(sentence, n=n) for n, sentence in counted if n]


def cells(person: CascadePerson) -> str:
    """Return somebody's row of the matrix."""
    return "".join(CELLS[mark] for mark in person.marks[:COLUMNS])


def state_of(person: CascadePerson) -> Message:
    """Say where somebody's plan stands."""
    if person.status is None:
        return say(N_("no plan yet"))
    return say(STATES[person.status])


def why_none(person: CascadePerson) -> Message:
    """Say why somebody supports no result of the leader."""
    if person.status is None:
        return say(N_("no plan yet"))
    return say(
        NN_("{n} result, leading elsewhere", "{n} results, leading elsewhere"), n=len(person.parts)
    )


def part_line(part: Part) -> Message:
    """Say a result of somebody and what of the leader's it leads up to."""
    sentence = {
        Mark.DIRECT: N_("● {text}\n   directly for result {number}"),
        Mark.INDIRECT: N_("○ {text}\n   indirectly for result {number}"),
        Mark.NONE: N_("· {text}\n   for no result of the leader"),
    }[part.mark]
    return say(sentence, text=short(part.text, 130), number=part.number)


def supporter_line(person: CascadePerson, part: Part) -> Message:
    """Say who supports a result, and with what."""
    return say(
        "{mark} <b>{name}</b>{unit}\n   {text}",
        mark=CELLS[part.mark],
        name=short(person.name, 40),
        unit=words(f", {short(person.unit, 40)}" if person.is_elsewhere else ""),
        text=short(part.text, 130),
    )


def to_matrix(cascade: Cascade, page: int = 1) -> str:
    """Return the data of a button that leads to a matrix."""
    return action("mtx", cascade.leader_id, cascade.scope.value, page, cascade.year)


def back(cascade: Cascade) -> Button:
    """Return the button to the matrix."""
    return button(N_("‹ Matrix"), to_matrix(cascade))
