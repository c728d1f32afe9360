"""Development plans: somebody's goals with their actions, for themselves and their rater."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    DevelopmentAction,
    DevelopmentGoal,
    Person,
)
from kinerja.models.development import ActionWay, GapSource
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class Step:
    """A small action of a goal."""

    id: int
    way: ActionWay
    text: str
    due_on: date
    done_at: datetime | None


@dataclass(frozen=True, slots=True)
class Goal:
    """A goal with its actions by their days; those that were left out are not among them."""

    id: int
    person_id: int
    person_name: str
    area: str
    source: GapSource
    text: str
    opened_at: datetime
    outcome: str
    closed_at: datetime | None
    steps: tuple[Step, ...]

    @property
    def done(self) -> int:
        """How many of the actions are done."""
        return sum(step.done_at is not None for step in self.steps)

    def late(self, today: date) -> int:
        """Return how many open actions are past their day."""
        return sum(step.done_at is None and step.due_on < today for step in self.steps)


def goals_of(session: Session, actor: Actor, person_id: int, today: date) -> tuple[Goal, ...]:
    """Return somebody's goals, the open ones first, each in the order they were begun."""
    authorise(session, actor, Action.READ_LEARNING, person_id, today)
    rows = session.exec(
        select(DevelopmentGoal)
        .where(col(DevelopmentGoal.person_id) == person_id)
        .order_by(col(DevelopmentGoal.closed_at).is_not(None), col(DevelopmentGoal.id))
    )
    return tuple(_goal(session, row) for row in rows)


def goal_card(session: Session, actor: Actor, goal_id: int, today: date) -> Goal:
    """Return one goal, for its owner and their rater."""
    row = session.get(DevelopmentGoal, goal_id)
    if row is None:
        raise Unknown
    authorise(session, actor, Action.READ_LEARNING, row.person_id, today)
    return _goal(session, row)


def step_card(session: Session, actor: Actor, action_id: int, today: date) -> tuple[Step, Goal]:
    """Return one action with its goal."""
    row = session.get(DevelopmentAction, action_id)
    if row is None or row.dropped_at is not None:
        raise Unknown
    return _step(row), goal_card(session, actor, row.goal_id, today)


def _goal(session: Session, row: DevelopmentGoal) -> Goal:
    steps = session.exec(
        select(DevelopmentAction)
        .where(
            col(DevelopmentAction.goal_id) == row.id, col(DevelopmentAction.dropped_at).is_(None)
        )
        .order_by(col(DevelopmentAction.due_on), col(DevelopmentAction.id))
    )
    return Goal(
        id=row.id or 0,
        person_id=row.person_id,
        person_name=session.get_one(Person, row.person_id).name,
        area=row.area,
        source=row.source,
        text=row.text,
        opened_at=row.opened_at,
        outcome=row.outcome,
        closed_at=row.closed_at,
        steps=tuple(_step(step) for step in steps),
    )


def _step(row: DevelopmentAction) -> Step:
    return Step(row.id or 0, row.way, row.text, row.due_on, row.done_at)
