"""Learning of the team and of units: hours, gaps, strengths, who has none; a name is two taps away."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.learning.ledger import line_of
from bot.conversations.learning.plan import goal_line
from bot.talk.areas import area_name
from bot.talk.figures import calling, short
from bot.talk.learning import hours_text
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.reports.learning_team import (
    Area,
    Learner,
    LearningGroup,
    UnitHours,
    learner_card,
    learning_team,
    learning_unit,
    learning_units,
)
from kinerja.rules.lesson_hours import HourState

ALL, BELOW, NONE = "all", "below", "none"
LISTED = 3
AREAS = 4
TEAM = 0
"""The group of those one rates, where a unit has its number."""
_INFORMED = (HourState.WITHIN, HourState.USED_UP, HourState.EXCEEDED)


def show(turn: Turn) -> Answer:
    """Show the people the actor rates; who rates nobody sees the units."""
    group = learning_team(turn.session, turn.actor, turn.today, turn.options.regulation)
    return _group_screen(group, TEAM) if group.people else show_units(turn)


def show_units(turn: Turn, page: int = 1) -> Answer:
    """Show the units the actor may look into, in numbers."""
    units = learning_units(turn.session, turn.actor, turn.today, turn.options.regulation)
    back = (button(N_("‹ Learning"), action("learn")), home())
    if not units:
        text = say(N_("<b>Learning of the units</b>\nThere is no group of four people to show."))
        return Reply(text, (back,), protected=True)
    shown = page_of(units, page, LISTED)
    text = lines(
        say(
            N_(
                "<b>Learning of the units</b>\nUnits of fewer than four people are counted with the unit above."
            )
        ),
        *(_unit_line(one) for one in shown.items),
    )
    rows = tuple(
        (button("{name}", action("learn.unit", one.unit_id), name=_unit_name(one.name)),)
        for one in shown.items
    )
    turning = shown.turning(lambda number: action("learn.units", number))
    return Reply(text, (*rows, (*turning, *back)), protected=True)


def show_unit(turn: Turn, unit_id: int) -> Answer:
    """Show one unit."""
    regulation = turn.options.regulation
    group = learning_unit(turn.session, turn.actor, unit_id, turn.today, regulation)
    return _group_screen(group, unit_id, is_unit=True)


def show_names(turn: Turn, unit_id: int, kind: str, which: str, page: int = 1) -> Answer:
    """Show names with their hours: of the team or of a unit."""
    is_unit = kind == "u"
    regulation = turn.options.regulation
    group = (
        learning_unit(turn.session, turn.actor, unit_id, turn.today, regulation)
        if is_unit
        else learning_team(turn.session, turn.actor, turn.today, regulation)
    )
    people = _chosen(group, which)
    shown = page_of(people, page, LISTED)
    text = lines(
        _heading(group, is_unit=is_unit),
        say(NN_("{n} person", "{n} people"), n=len(people)),
        *(_learner_line(one) for one in shown.items),
    )
    rows: Rows = tuple(
        (button("{name}", action("learn.of", one.person_id), name=calling(one.name, 40)),)
        for one in shown.items
    )
    turning = shown.turning(lambda number: action("learn.names", unit_id, kind, which, number))
    back = button(N_("‹ Back"), action("learn.unit", unit_id) if is_unit else action("learn.team"))
    return Reply(text, (*rows, (*turning, back, home())), protected=True)


def show_person(turn: Turn, person_id: int) -> Answer:
    """Show one person: hours, and for their rater what they learnt and plan."""
    regulation = turn.options.regulation
    card = learner_card(turn.session, turn.actor, person_id, turn.today, regulation)
    entries = card.ledger.entries[:LISTED] if card.ledger else ()
    goals = [goal for goal in card.goals if goal.closed_at is None][:LISTED]
    text = lines(
        say("<b>{name}</b>", name=card.learner.name),
        hours_text(card.learner.hours),
        *(line_of(one, n) for n, one in enumerate(entries, start=1)),
        say(N_("<b>Development plan</b>")) if goals else None,
        *(goal_line(goal, n, turn) for n, goal in enumerate(goals, start=1)),
    )
    opening = tuple(
        button("{number}", action("learn.see", one.id), number=n)
        for n, one in enumerate(entries, start=1)
    )
    plans = tuple(
        button(N_("Goal {number}"), action("learn.goal", goal.id), number=n)
        for n, goal in enumerate(goals, start=1)
    )
    back = (button(N_("‹ Team"), action("learn.team")), home())
    rows = tuple(row for row in (opening, plans, back) if row)
    return Reply(text, rows, protected=True)


def _group_screen(group: LearningGroup, unit_id: int, *, is_unit: bool = False) -> Reply:
    informed = group.of(*_INFORMED)
    text = lines(
        _heading(group, is_unit=is_unit),
        say(NN_("{n} person", "{n} people"), n=len(group.people)),
        say(
            N_("Lesson hours of the year: {reached} reached, {below} below"),
            reached=len(group.of(HourState.REACHED)),
            below=len(group.of(HourState.BELOW)),
        ),
        say(N_("Nothing entered yet: {count}"), count=len(group.without)),
        say(N_("Contract employees, for information: {count}"), count=len(informed))
        if informed
        else None,
        _areas(N_("Strengths (people):\n{areas}"), group.strengths),
        _areas(N_("To be developed (people):\n{areas}"), group.gaps),
        *(
            say(
                N_("Can teach {area}: {name}, {unit}"),
                area=area_name(one.area),
                name=one.name,
                unit=short(one.unit, 40),
            )
            for one in group.teachers[:AREAS]
        ),
    )
    kind = "u" if is_unit else "t"
    filters = (
        button(
            N_("Nothing yet ({count})"),
            action("learn.names", unit_id, kind, NONE),
            count=len(group.without),
        ),
        button(
            N_("Below ({count})"),
            action("learn.names", unit_id, kind, BELOW),
            count=len(group.of(HourState.BELOW)),
        ),
    )
    everybody = button(
        N_("All ({count})"), action("learn.names", unit_id, kind, ALL), count=len(group.people)
    )
    back = button(N_("‹ Learning"), action("learn"))
    rows = (filters, (everybody, button(N_("Units"), action("learn.units"))), (back, home()))
    return Reply(text, rows, protected=True)


def _heading(group: LearningGroup, *, is_unit: bool) -> Message:
    if is_unit:
        return say(N_("<b>Learning: {unit}</b>"), unit=_unit_name(group.name))
    return say(N_("<b>Learning of my team</b>"))


def _unit_name(name: str) -> Message:
    return say("{name}", name=short(name, 40)) if name else say(N_("Small units together"))


def _unit_line(one: UnitHours) -> Message:
    return say(
        N_("• {unit}: {people} people, {reached} reached, {below} below, {none} with nothing yet"),
        unit=_unit_name(one.name),
        people=one.people,
        reached=one.reached,
        below=one.below,
        none=one.none,
    )


def _learner_line(one: Learner) -> Message:
    return say(
        N_("• {name}: {hours} hours confirmed, {waiting} waiting"),
        name=one.name,
        hours=one.hours.confirmed,
        waiting=one.hours.waiting,
    )


def _areas(sentence: str, areas: Sequence[Area]) -> Message | None:
    if not areas:
        return None
    shown = tuple(
        say("• {area} ({people})", area=area_name(one.tag), people=one.people)
        for one in areas[:AREAS]
    )
    return say(sentence, areas=shown)


def _chosen(group: LearningGroup, which: str) -> tuple[Learner, ...]:
    if which == NONE:
        return group.without
    return group.of(HourState.BELOW) if which == BELOW else group.people
