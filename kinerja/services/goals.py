"""Development plans: goals and their small actions, kept by the person; the rater reads them."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    DevelopmentAction,
    DevelopmentGoal,
)
from kinerja.models.development import ActionWay, GapSource
from kinerja.rules.access import Action, Actor
from kinerja.rules.development import (
    check_actions,
    check_area,
    check_due,
    check_goals,
    check_words,
)
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of


def open_goal(
    session: Session,
    actor: Actor,
    area: str,
    source: GapSource,
    text: str,
    *,
    now: datetime,
    today: date,
) -> int:
    """Begin a goal of the actor's own; return its id."""
    if actor.person_id is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LEARNING, actor.person_id, today)
    check_goals(_open_goals(session, actor.person_id))
    row = DevelopmentGoal(
        person_id=actor.person_id,
        area=check_area(area),
        source=source,
        text=check_words(text),
        opened_at=now,
    )
    session.add(row)
    session.flush()
    record(session, actor, "open", "development_goal", row.id, person_id=row.person_id, now=now)
    return number_of(row)


def add_action(
    session: Session,
    actor: Actor,
    goal_id: int,
    way: ActionWay,
    text: str,
    due_on: date,
    *,
    now: datetime,
    today: date,
) -> int:
    """Add a small action to an open goal; return its id."""
    goal = _own_goal(session, actor, goal_id, today)
    check_actions(_actions_left(session, goal_id))
    check_due(due_on, today)
    row = DevelopmentAction(
        goal_id=goal_id, way=way, text=check_words(text), due_on=due_on, created_at=now
    )
    session.add(row)
    session.flush()
    _note(session, actor, "add", row, goal, now)
    return number_of(row)


def finish_action(
    session: Session, actor: Actor, action_id: int, *, now: datetime, today: date
) -> int:
    """Tick an action as done; return the goal's id. Ticking twice changes nothing."""
    row, goal = _own_action(session, actor, action_id, today)
    if row.done_at is None:
        row.done_at = now
        _note(session, actor, "finish", row, goal, now)
    return number_of(goal)


def move_action(
    session: Session, actor: Actor, action_id: int, due_on: date, *, now: datetime, today: date
) -> int:
    """Give an action another day, which is reminded of anew; return the goal's id."""
    row, goal = _own_action(session, actor, action_id, today)
    if row.done_at is not None:
        raise Refused(N_("This action is done already."))
    check_due(due_on, today)
    row.due_on, row.reminded_on = due_on, None
    _note(session, actor, "move", row, goal, now)
    return number_of(goal)


def drop_action(
    session: Session, actor: Actor, action_id: int, *, now: datetime, today: date
) -> int:
    """Leave out an action; return the goal's id."""
    row, goal = _own_action(session, actor, action_id, today)
    if row.dropped_at is None:
        row.dropped_at = now
        _note(session, actor, "drop", row, goal, now)
    return number_of(goal)


def close_goal(
    session: Session, actor: Actor, goal_id: int, outcome: str, *, now: datetime, today: date
) -> None:
    """Close a goal with what came of it; its actions are reminded of no more."""
    goal = _own_goal(session, actor, goal_id, today)
    goal.outcome, goal.closed_at = check_words(outcome), now
    record(session, actor, "close", "development_goal", goal_id, person_id=goal.person_id, now=now)


def _own_goal(session: Session, actor: Actor, goal_id: int, today: date) -> DevelopmentGoal:
    goal = session.get(DevelopmentGoal, goal_id, with_for_update=True)
    if goal is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LEARNING, goal.person_id, today)
    if goal.closed_at is not None:
        raise Refused(N_("This goal is closed, so it stays as it is."))
    return goal


def _own_action(
    session: Session, actor: Actor, action_id: int, today: date
) -> tuple[DevelopmentAction, DevelopmentGoal]:
    row = session.get(DevelopmentAction, action_id, with_for_update=True)
    if row is None:
        raise Unknown
    return row, _own_goal(session, actor, row.goal_id, today)


def _open_goals(session: Session, person_id: int) -> int:
    query = (
        select(func.count())
        .select_from(DevelopmentGoal)
        .where(
            col(DevelopmentGoal.person_id) == person_id, col(DevelopmentGoal.closed_at).is_(None)
        )
    )
    return session.exec(query).one()


def _actions_left(session: Session, goal_id: int) -> int:
    query = (
        select(func.count())
        .select_from(DevelopmentAction)
        .where(
            col(DevelopmentAction.goal_id) == goal_id,
            col(DevelopmentAction.done_at).is_(None),
            col(DevelopmentAction.dropped_at).is_(None),
        )
    )
    return session.exec(query).one()


def _note(
    session: Session,
    actor: Actor,
    what: str,
    row: DevelopmentAction,
    goal: DevelopmentGoal,
    now: datetime,
) -> None:
    of = goal.person_id
    record(session, actor, what, "development_action", row.id, person_id=of, now=now)
