"""Whom somebody rates in a period, and how far they are with each."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evaluation,
    EvaluationQuestion,
    EvaluationState,
    PerformancePlan,
    Period,
    PeriodKind,
    Person,
    PlanStatus,
    Position,
    SelfAssessment,
)
from kinerja.reports.leave import on_leave_all_through
from kinerja.reports.stage_ranks import evaluated_every
from kinerja.rules.access import Actor
from kinerja.services.standing_in import posts_to_rate_by


@dataclass(frozen=True, slots=True)
class ToRate:
    """Somebody to be rated; ``state`` is that of the reader's own evaluation, or of the released one."""

    position_id: int
    person_id: int
    name: str
    title: str
    state: EvaluationState | None
    evaluation_id: int | None
    asked: bool
    on_leave: bool
    assessed_themselves: bool

    @property
    def is_left(self) -> bool:
        """Whether the rater has something to do with them."""
        return not self.on_leave and (self.state is not EvaluationState.RELEASED or self.asked)


def people_to_rate(
    session: Session, actor: Actor, period_id: int, today: date
) -> tuple[ToRate, ...]:
    """Return the posts the actor rates that have an approved plan in the period, by the people's names.

    Who was on leave all through is among them, and is not rated.
    """
    period = session.get(Period, period_id)
    if period is None:
        raise Unknown
    rows = session.exec(
        select(Position, Person)
        .join(Person, col(Person.id) == col(Position.person_id))
        .join(PerformancePlan, col(PerformancePlan.position_id) == col(Position.id))
        .where(
            col(Position.id).in_(
                posts_to_rate_by(actor.person_id, today, period.starts_on, period.ends_on)
            ),
            col(Position.person_id) != actor.person_id,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.starts_on) <= period.ends_on,
            col(PerformancePlan.ends_on) >= period.starts_on,
            *_of_kind(period),
        )
        .distinct()
        .order_by(col(Person.name), col(Position.id))
    ).all()
    posts = [post.id or 0 for post, _person in rows]
    found = _evaluations(session, actor, posts, period_id)
    asked = _asked(session, [one.id or 0 for one in found.values()])
    own = _self_assessed(session, posts, period_id)
    away = on_leave_all_through(
        session, [post.person_id for post, _person in rows], period.starts_on, period.ends_on
    )
    return tuple(
        _to_rate(post, person, found.get(post.id or 0), asked, away, own) for post, person in rows
    )


def _of_kind(period: Period) -> tuple[ColumnElement[bool], ...]:
    """Return the condition of people who are evaluated in periods of this kind; everybody is once a year."""
    if period.kind is PeriodKind.YEAR:
        return ()
    return (evaluated_every(Person, period.kind, period.starts_on.year),)


def _evaluations(
    session: Session, actor: Actor, posts: Iterable[int], period_id: int
) -> dict[int, Evaluation]:
    """Return the released evaluation of each post, else the actor's own."""
    rows = session.exec(
        select(Evaluation)
        .where(col(Evaluation.position_id).in_(list(posts)), col(Evaluation.period_id) == period_id)
        .order_by(col(Evaluation.id))
    )
    found: dict[int, Evaluation] = {}
    for row in rows:
        if row.state is EvaluationState.RELEASED or (
            row.rater_id == actor.person_id and row.position_id not in found
        ):
            found[row.position_id] = row
    return found


def _asked(session: Session, ids: list[int]) -> set[int]:
    return set(
        session.exec(
            select(EvaluationQuestion.evaluation_id).where(
                col(EvaluationQuestion.evaluation_id).in_(ids),
                col(EvaluationQuestion.answered_at).is_(None),
            )
        )
    )


def _self_assessed(session: Session, posts: list[int], period_id: int) -> set[int]:
    return set(
        session.exec(
            select(SelfAssessment.position_id).where(
                col(SelfAssessment.position_id).in_(posts),
                col(SelfAssessment.period_id) == period_id,
            )
        )
    )


def _to_rate(
    post: Position,
    person: Person,
    row: Evaluation | None,
    asked: set[int],
    away: frozenset[int],
    own: set[int],
) -> ToRate:
    return ToRate(
        position_id=post.id or 0,
        person_id=post.person_id,
        name=person.name,
        title=post.title,
        state=row.state if row else None,
        evaluation_id=row.id if row else None,
        asked=row is not None and row.id in asked,
        on_leave=post.person_id in away,
        assessed_themselves=post.id in own,
    )
