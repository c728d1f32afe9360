"""The posts and months somebody can report on, with how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import PerformancePlan, PlanStatus, Position, ProgressReport, ReportStatus
from kinerja.rules.access import Actor
from kinerja.rules.periods import last_of_month, months_to_choose


@dataclass(frozen=True, slots=True)
class Post:
    """A position with a plan in the month."""

    position_id: int
    title: str


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month with the state of its newest report, None where there is none."""

    period: date
    status: ReportStatus | None


def posts_in(session: Session, actor: Actor, period: date) -> list[Post]:
    """Return the actor's own positions that have a plan in a month."""
    rows = session.exec(
        select(Position.id, Position.title)
        .join(PerformancePlan, col(PerformancePlan.position_id) == col(Position.id))
        .where(
            col(Position.person_id) == actor.person_id,
            col(PerformancePlan.starts_on) <= last_of_month(period),
            col(PerformancePlan.ends_on) >= period,
            col(PerformancePlan.status).in_([PlanStatus.APPROVED, PlanStatus.SUBMITTED]),
        )
        .distinct()
        .order_by(col(Position.id))
    )
    return [Post(position_id or 0, title) for position_id, title in rows]


def month_states(session: Session, actor: Actor, position_id: int, today: date) -> list[MonthState]:
    """Return the months the actor may report on for one of their own positions, newest first."""
    months = months_to_choose(today)
    rows = session.exec(
        select(col(ProgressReport.period), col(ProgressReport.status))
        .where(
            col(ProgressReport.person_id) == actor.person_id,
            col(ProgressReport.position_id) == position_id,
            col(ProgressReport.period).in_(months),
        )
        .order_by(col(ProgressReport.version))
    )
    known = dict(rows.all())
    return [MonthState(month, known.get(month)) for month in months]
