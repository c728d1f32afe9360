"""The development plan: goals with small actions, and what the records say is to be developed."""

from __future__ import annotations

from bot.talk.areas import SOURCES, WAYS, area_name, reason_of
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.gaps import gaps_of
from kinerja.reports.goals import Goal, Step, goal_card, goals_of, step_card
from kinerja.rules.suggestions import Gap
from kinerja.services.goals import drop_action, finish_action

LISTED = 3
GAPS = 4
STEPS = 4


def show(turn: Turn, page: int = 1) -> Answer:
    """Show the actor's development plan."""
    return plan_screen(turn, page)


def plan_screen(turn: Turn, page: int = 1, said: Message | None = None) -> Reply:
    """Return the goals and the gaps without a goal yet, after what was just done."""
    me = turn.actor.person_id or 0
    goals = goals_of(turn.session, turn.actor, me, turn.today)
    open_areas = {goal.area for goal in goals if goal.closed_at is None}
    gaps = gaps_of(turn.session, turn.actor, me, turn.today)[:GAPS]
    free = [(n, gap) for n, gap in enumerate(gaps) if gap.area not in open_areas]
    shown = page_of(goals, page, LISTED)
    first = shown.first_index + 1
    text = lines(
        said,
        say(N_("<b>Development plan</b>\nYour superior reads it, too.")),
        *(goal_line(goal, number, turn) for number, goal in enumerate(shown.items, start=first)),
        None if goals else say(N_("No goal yet. A goal has small actions with their days.")),
        say(N_("<b>To be developed, by the records</b>")) if gaps else None,
        *(gap_line(gap) for gap in gaps),
    )
    opening = [
        button("{number}", action("learn.goal", goal.id), number=number)
        for number, goal in enumerate(shown.items, start=first)
    ]
    if shown.pages > 1:
        opening.append(button(N_("More"), action("learn.plan", shown.number % shown.pages + 1)))
    begin = [
        (button(N_("Goal: {area}"), action("learn.goal.gap", n), area=area_name(gap.area)),)
        for n, gap in free[: 1 if opening else 2]
    ]
    rows: Rows = (
        tuple(opening),
        *begin,
        (
            button(N_("Goal of my own"), action("learn.goal.new")),
            button(N_("Suggestions"), action("learn.hints")),
        ),
        (button(N_("‹ Learning"), action("learn")), home()),
    )
    return Reply(text, tuple(row for row in rows if row))


def goal_line(goal: Goal, number: int, turn: Turn) -> Message:
    """Return a goal as a line of the list."""
    if goal.closed_at is not None:
        sentence = N_("{number}. {area}: closed. {text}")
    elif goal.late(turn.today):
        sentence = N_("{number}. {area}: {text} ({done} of {all} done, {late} past its day)")
    else:
        sentence = N_("{number}. {area}: {text} ({done} of {all} done)")
    return say(
        sentence,
        number=number,
        area=area_name(goal.area),
        text=short(goal.text, 80),
        done=goal.done,
        all=len(goal.steps),
        late=goal.late(turn.today),
    )


def gap_line(gap: Gap) -> Message:
    """Return what is to be developed, with where it shows."""
    return say("• {area}: {reason}", area=area_name(gap.area), reason=reason_of(gap))


def show_goal(turn: Turn, goal_id: int) -> Answer:
    """Show one goal."""
    return goal_screen(turn, goal_id)


def goal_screen(turn: Turn, goal_id: int, said: Message | None = None) -> Reply:
    """Return one goal with its actions, after what was just done."""
    goal = goal_card(turn.session, turn.actor, goal_id, turn.today)
    mine = goal.person_id == turn.actor.person_id
    text = lines(
        said,
        None if mine else say("<b>{name}</b>", name=goal.person_name),
        say(
            "<b>{area}</b> ({source})", area=area_name(goal.area), source=say(SOURCES[goal.source])
        ),
        say("{text}", text=short(goal.text, 400)),
        *(step_line(step, n, turn) for n, step in enumerate(goal.steps[:STEPS], start=1)),
        say(N_("Came of it: {text}"), text=short(goal.outcome, 400)) if goal.outcome else None,
    )
    return Reply(text, _own_rows(goal) if mine else _rater_rows(goal), protected=not mine)


def step_line(step: Step, number: int, turn: Turn) -> Message:
    """Return an action as a line of its goal."""
    sentence = N_("{number}. {text}, {way}, until {day}")
    if step.done_at is not None:
        sentence = N_("{number}. ✓ {text}, {way}")
    elif step.due_on < turn.today:
        sentence = N_("{number}. {text}, {way}, was due on {day}")
    return say(
        sentence,
        number=number,
        text=short(step.text, 100),
        way=say(WAYS[step.way]),
        day=step.due_on,
    )


def _own_rows(goal: Goal) -> Rows:
    back = (button(N_("‹ Plan"), action("learn.plan")), home())
    if goal.closed_at is not None:
        return (back,)
    numbers = tuple(
        button("{number}", action("learn.step", step.id), number=number)
        for number, step in enumerate(goal.steps[:STEPS], start=1)
        if step.done_at is None
    )
    add = button(N_("Add an action"), action("learn.step.add", goal.id))
    close = button(N_("Close the goal"), action("learn.goal.close", goal.id))
    return tuple(row for row in (numbers, (add, close), back) if row)


def _rater_rows(goal: Goal) -> Rows:
    back = button(N_("‹ Back"), action("learn.of", goal.person_id))
    return ((back, home()),)


def show_step(turn: Turn, step_id: int) -> Answer:
    """Show one action, and what can be done with it."""
    step, goal = step_card(turn.session, turn.actor, step_id, turn.today)
    if goal.person_id != turn.actor.person_id:
        raise Unknown
    text = lines(
        say("<b>{area}</b>", area=area_name(goal.area)),
        say("{text}", text=short(step.text, 300)),
        say(N_("{way}, until {day}"), way=say(WAYS[step.way]), day=step.due_on),
    )
    deeds: tuple[tuple[Button, ...], ...] = ()
    if step.done_at is None and goal.closed_at is None:
        deeds = (
            (button(N_("Done"), action("learn.step.done", step.id)),),
            (
                button(N_("Another day"), action("learn.step.move", step.id)),
                button(N_("Leave it out"), action("learn.step.drop", step.id)),
            ),
        )
    back = (button(N_("‹ Back"), action("learn.goal", goal.id)), home())
    return Reply(text, (*deeds, back))


def finish(turn: Turn, step_id: int) -> Answer:
    """Tick an action as done; the last one is celebrated."""
    goal_id = finish_action(turn.session, turn.actor, step_id, now=turn.now, today=turn.today)
    goal = goal_card(turn.session, turn.actor, goal_id, turn.today)
    said = say(N_("Done, well done."))
    if goal.done == len(goal.steps):
        said = say(N_("All actions of this goal are done. You may close it with what came of it."))
    return goal_screen(turn, goal_id, said)


def drop(turn: Turn, step_id: int) -> Answer:
    """Leave an action out."""
    goal_id = drop_action(turn.session, turn.actor, step_id, now=turn.now, today=turn.today)
    return goal_screen(turn, goal_id, say(N_("The action is left out.")))
