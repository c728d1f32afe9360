"""Which of the reports that wait need attention first, and why."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, and_, col, func, select

from kinerja.models import (
    Indicator,
    IndicatorValue,
    LogEntry,
    Obstacle,
    PerformancePlan,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
    Unit,
)
from kinerja.reports.working_time import days_present
from kinerja.rules.exceptions import (
    Concern,
    is_open_too_long,
    is_silent,
    misses_target,
    share_of_span,
)
from kinerja.rules.progress import MonthValue

_LOOKED_BACK = timedelta(days=120)
"""How far back somebody who never logged is looked at."""

_COUNTED = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED)


def concerns_of(
    session: Session, reports: Sequence[ProgressReport], today: date
) -> dict[int, tuple[Concern, ...]]:
    """Return why reports need attention, by their ids; the caller has asked for the right.

    Everything is read at once, so that sixty reports cost no more statements than one.
    """
    behind = _behind_target(session, reports)
    stuck = _stuck_posts(session, reports, today)
    silent = _silent_plans(session, reports, today)
    return {
        report.id or 0: tuple(
            concern
            for concern, found in (
                (Concern.BELOW_TARGET, report.id in behind),
                (Concern.OBSTACLE, report.position_id in stuck),
                (Concern.NO_LOG, report.plan_id in silent),
            )
            if found
        )
        for report in reports
    }


def _behind_target(session: Session, reports: Sequence[ProgressReport]) -> set[int | None]:
    months = _months(session, reports)
    indicators = session.exec(
        select(ProgressReport, Indicator, PerformancePlan)
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .join(Indicator, col(Indicator.result_id) == col(ReportLine.result_id))
        .join(
            IndicatorValue,
            and_(
                col(IndicatorValue.line_id) == col(ReportLine.id),
                col(IndicatorValue.indicator_id) == col(Indicator.id),
            ),
        )
        .join(PerformancePlan, col(PerformancePlan.id) == col(ProgressReport.plan_id))
        .where(col(ProgressReport.id).in_([report.id for report in reports]))
    )
    return {
        report.id
        for report, indicator, plan in indicators
        if misses_target(
            indicator,
            [
                month
                for month in months[report.position_id, indicator.lineage]
                if plan.starts_on.replace(day=1) <= month.period <= report.period
            ],
            share_of_span(plan.starts_on, plan.ends_on, report.period),
        )
    }


def _months(
    session: Session, reports: Sequence[ProgressReport]
) -> dict[tuple[int, str], list[MonthValue]]:
    rows = session.exec(
        select(
            IndicatorValue,
            col(Indicator.lineage),
            col(ProgressReport.position_id),
            col(ProgressReport.period),
        )
        .join(ReportLine, col(ReportLine.id) == col(IndicatorValue.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .join(Indicator, col(Indicator.id) == col(IndicatorValue.indicator_id))
        .where(
            col(ProgressReport.position_id).in_({report.position_id for report in reports}),
            col(ProgressReport.status).in_(_COUNTED),
        )
        .order_by(col(ProgressReport.period))
    )
    found: dict[tuple[int, str], list[MonthValue]] = defaultdict(list)
    for value, lineage, position_id, period in rows:
        month = MonthValue(period, value.actual, value.numerator, value.denominator)
        found[position_id, lineage].append(month)
    return found


def _stuck_posts(session: Session, reports: Sequence[ProgressReport], today: date) -> set[int]:
    rows = session.exec(
        select(col(Obstacle.position_id), func.min(Obstacle.opened_at), col(Unit.zone))
        .join(Position, col(Position.id) == col(Obstacle.position_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(Obstacle.position_id).in_({report.position_id for report in reports}),
            col(Obstacle.closed_at).is_(None),
        )
        .group_by(col(Obstacle.position_id), col(Unit.zone))
    )
    return {
        post
        for post, opened_at, zone in rows
        if is_open_too_long(opened_at.astimezone(ZoneInfo(zone)).date(), today)
    }


def _silent_plans(
    session: Session, reports: Sequence[ProgressReport], today: date
) -> frozenset[int]:
    plans = session.exec(
        select(
            col(PerformancePlan.id), col(PerformancePlan.person_id), col(PerformancePlan.starts_on)
        ).where(col(PerformancePlan.id).in_({report.plan_id for report in reports}))
    )
    return silent_plans(session, [(key or 0, who, starts) for key, who, starts in plans], today)


def silent_plans(
    session: Session, plans: Sequence[tuple[int, int, date]], today: date
) -> frozenset[int]:
    """Return the plans, given as (id, person, first day), whose holders worked for long and have not logged."""
    people = {person for _id, person, _starts_on in plans}
    last = dict(
        session.exec(
            select(col(LogEntry.person_id), func.max(LogEntry.day))
            .where(col(LogEntry.person_id).in_(people), col(LogEntry.deleted_at).is_(None))
            .group_by(col(LogEntry.person_id))
        ).all()
    )
    since = today - _LOOKED_BACK
    present = days_present(session, sorted(people), since, today)
    return frozenset(
        plan
        for plan, person, starts_on in plans
        if is_silent(last.get(person), max(starts_on, since), today, present[person])
    )
