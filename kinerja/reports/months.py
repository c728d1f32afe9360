"""The posts and months somebody can report on, with how each stands."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import (
    PerformancePlan,
    Position,
    ProgressReport,
    ReportStatus,
    Unit,
)
from kinerja.reports.leave import months_on_leave
from kinerja.rules.access import Actor
from kinerja.rules.periods import first_of_month, last_of_month, months_to_choose
from kinerja.rules.plan_states import IN_FORCE


@dataclass(frozen=True, slots=True)
class Post:
    """A position with a plan in the month, and the state of the month's report, None where there is none."""

    position_id: int
    title: str
    unit: str = ""
    status: ReportStatus | None = None


@dataclass(frozen=True, slots=True)
class MonthState:
    """A month with the state of its newest report, None where there is none; or that was wholly ``on_leave``."""

    period: date
    status: ReportStatus | None
    late: bool = False
    on_leave: bool = False

    @property
    def is_open(self) -> bool:
        """Whether the month waits for its author; one wholly on leave does not, unless it was begun."""
        if self.status is None:
            return not self.on_leave
        return self.status in (ReportStatus.DRAFT, ReportStatus.RETURNED)


def posts_in(session: Session, actor: Actor, period: date) -> list[Post]:
    """Return the actor's own positions that have a plan in a month."""
    rows = session.exec(
        select(Position.id, Position.title, Unit.name)
        .join(PerformancePlan, col(PerformancePlan.position_id) == col(Position.id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(Position.person_id) == actor.person_id,
            col(PerformancePlan.starts_on) <= last_of_month(period),
            col(PerformancePlan.ends_on) >= period,
            col(PerformancePlan.status).in_(IN_FORCE),
        )
        .distinct()
        .order_by(col(Position.id))
    ).all()
    if len(rows) < 2:
        return [Post(position_id or 0, title, unit) for position_id, title, unit in rows]
    newest = session.exec(
        select(col(ProgressReport.position_id), col(ProgressReport.status))
        .where(col(ProgressReport.person_id) == actor.person_id)
        .where(col(ProgressReport.period) == first_of_month(period))
        .order_by(col(ProgressReport.version))
    )
    states = dict(newest.all())
    return [
        Post(position_id or 0, title, unit, states.get(position_id or 0))
        for position_id, title, unit in rows
    ]


def month_states(session: Session, actor: Actor, position_id: int, today: date) -> list[MonthState]:
    """Return the months the actor may report on for one of their own positions, newest first.

    These are the months of the year so far, or the last four, in which the post has a plan or a report.
    """
    months = months_to_choose(today)
    reports = session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.person_id) == actor.person_id,
            col(ProgressReport.position_id) == position_id,
            col(ProgressReport.period).in_(months),
        )
        .order_by(col(ProgressReport.version))
    )
    known = {one.period: MonthState(one.period, one.status, one.late) for one in reports}
    spans = session.exec(
        select(col(PerformancePlan.starts_on), col(PerformancePlan.ends_on)).where(
            col(PerformancePlan.person_id) == actor.person_id,
            col(PerformancePlan.position_id) == position_id,
            col(PerformancePlan.status).in_(IN_FORCE),
        )
    ).all()
    planned = {
        month
        for month in months
        if any(starts <= last_of_month(month) and ends >= month for starts, ends in spans)
    }
    away = months_on_leave(session, actor.person_id or 0, sorted(planned - known.keys()))
    return [
        known.get(month, MonthState(month, None, on_leave=month in away))
        for month in months
        if month in planned or month in known
    ]
