"""Plans as their owner and the rater see them: results, targets, and where each stands this year."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.models import (
    Approach,
    Aspect,
    Indicator,
    IndicatorValue,
    Pattern,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Polarity,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
    ResultKind,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.exceptions import misses_target, share_of_span
from kinerja.rules.progress import MonthValue, actual_so_far
from kinerja.services.authority import authorise

_COUNTED = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)


@dataclass(frozen=True, slots=True)
class IndicatorView:
    """An indicator with its target; ``actual`` is where it stands after ``last_period``.

    ``behind`` says that it does not reach what the target expects by that month.
    """

    id: int
    text: str
    aspect: Aspect
    target_text: str
    target: Decimal | None
    target_high: Decimal | None
    unit: str
    pattern: Pattern
    polarity: Polarity
    actual: Decimal | None
    last_period: date | None
    behind: bool


@dataclass(frozen=True, slots=True)
class LastLine:
    """What was last reported of a result."""

    period: date
    note: str


@dataclass(frozen=True, slots=True)
class ResultView:
    """A planned result; ``supports`` is the superior's result it serves, ``last`` the last report's line."""

    id: int
    lineage: str
    number: int
    kind: ResultKind
    text: str
    supports: str
    leader: str
    indicators: tuple[IndicatorView, ...]
    last: LastLine | None = None


@dataclass(frozen=True, slots=True)
class PlanView:
    """One version of a plan with all its results."""

    id: int
    position_id: int
    position: str
    starts_on: date
    ends_on: date
    approach: Approach
    status: PlanStatus
    version: int
    results: tuple[ResultView, ...]


def plans_of(
    session: Session, actor: Actor, person_id: int, today: date, year: int | None = None
) -> list[PlanView]:
    """Return somebody's plans of a year (else the present one), a superseded version left out.

    What is still a draft only its owner sees.
    """
    authorise(session, actor, Action.READ_PLAN, person_id, today)
    hidden = [PlanStatus.SUPERSEDED]
    if actor.person_id != person_id:
        hidden.append(PlanStatus.DRAFT)
    plans = session.exec(
        select(PerformancePlan, col(Position.title))
        .join(Position, col(Position.id) == col(PerformancePlan.position_id))
        .where(
            col(PerformancePlan.person_id) == person_id,
            col(PerformancePlan.year) == (year or today.year),
            col(PerformancePlan.status).not_in(hidden),
        )
        .order_by(col(Position.id), col(PerformancePlan.starts_on), col(PerformancePlan.version))
    ).all()
    results = results_in(session, [plan for plan, _ in plans])
    last = _last_lines(session, [plan for plan, _ in plans])
    return [
        PlanView(
            id=plan.id or 0,
            position_id=plan.position_id,
            position=title,
            starts_on=plan.starts_on,
            ends_on=plan.ends_on,
            approach=plan.approach,
            status=plan.status,
            version=plan.version,
            results=tuple(
                replace(one, last=last.get((plan.position_id, one.lineage)))
                for one in results[plan.id or 0]
            ),
        )
        for plan, title in plans
    ]


def results_in(session: Session, plans: Sequence[PerformancePlan]) -> dict[int, list[ResultView]]:
    """Return the results of plans, by the plans' ids; the caller has asked for the right.

    Sixty plans cost no more statements than one.
    """
    supported = aliased(PlannedResult)
    rows = session.exec(
        select(PlannedResult, col(supported.text), col(Person.name))
        .join(supported, col(supported.id) == col(PlannedResult.supports_id), isouter=True)
        .join(Person, col(Person.id) == col(PlannedResult.leader_id), isouter=True)
        .where(col(PlannedResult.plan_id).in_([plan.id for plan in plans]))
        .order_by(col(PlannedResult.ordinal), col(PlannedResult.id))
    ).all()
    indicators = _indicators(session, plans, [result for result, _, _ in rows])
    found: dict[int, list[ResultView]] = defaultdict(list)
    for result, supports, leader in rows:
        siblings = found[result.plan_id]
        siblings.append(
            ResultView(
                id=result.id or 0,
                lineage=result.lineage,
                number=len(siblings) + 1,
                kind=result.kind,
                text=result.text,
                supports=supports or result.supports_text,
                leader=leader or "",
                indicators=tuple(indicators[result.id or 0]),
            )
        )
    return found


def _last_lines(
    session: Session, plans: Sequence[PerformancePlan]
) -> dict[tuple[int, str], LastLine]:
    rows = session.exec(
        select(ReportLine, ProgressReport, PlannedResult.lineage)
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(
            col(ProgressReport.position_id).in_({plan.position_id for plan in plans}),
            col(ProgressReport.status).in_(_COUNTED),
        )
        .order_by(col(ProgressReport.period), col(ProgressReport.version))
    )
    return {
        (report.position_id, lineage): LastLine(report.period, line.note)
        for line, report, lineage in rows
    }


def _indicators(
    session: Session, plans: Sequence[PerformancePlan], results: list[PlannedResult]
) -> dict[int, list[IndicatorView]]:
    by_id = {plan.id: plan for plan in plans}
    plan_of = {result.id: by_id[result.plan_id] for result in results}
    reported = _reported(session, plans)
    found: dict[int, list[IndicatorView]] = defaultdict(list)
    for indicator in session.exec(
        select(Indicator)
        .where(col(Indicator.result_id).in_(list(plan_of)))
        .order_by(col(Indicator.ordinal), col(Indicator.id))
    ):
        plan = plan_of[indicator.result_id]
        months = [
            month
            for month in reported[plan.position_id, indicator.lineage]
            if plan.starts_on.replace(day=1) <= month.period <= plan.ends_on
        ]
        found[indicator.result_id].append(_view(indicator, months, plan))
    return found


def _view(indicator: Indicator, months: list[MonthValue], plan: PerformancePlan) -> IndicatorView:
    last = months[-1].period if months else None
    return IndicatorView(
        id=indicator.id or 0,
        text=indicator.text,
        aspect=indicator.aspect,
        target_text=indicator.target_text,
        target=indicator.target,
        target_high=indicator.target_high,
        unit=indicator.unit,
        pattern=indicator.pattern,
        polarity=indicator.polarity,
        actual=actual_so_far(indicator.pattern, months),
        last_period=last,
        behind=last is not None
        and misses_target(indicator, months, share_of_span(plan.starts_on, plan.ends_on, last)),
    )


def _reported(
    session: Session, plans: Sequence[PerformancePlan]
) -> dict[tuple[int, str], list[MonthValue]]:
    """Return what was sent of each position's indicators, by their lineage, oldest month first."""
    starts, ends = [p.starts_on.replace(day=1) for p in plans], [p.ends_on for p in plans]
    rows = session.exec(
        select(
            IndicatorValue,
            col(ProgressReport.position_id),
            col(ProgressReport.period),
            col(Indicator.lineage),
        )
        .join(ReportLine, col(ReportLine.id) == col(IndicatorValue.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .join(Indicator, col(Indicator.id) == col(IndicatorValue.indicator_id))
        .where(
            col(ProgressReport.position_id).in_({plan.position_id for plan in plans}),
            col(ProgressReport.status).in_(_COUNTED),
            col(ProgressReport.period) >= min(starts, default=date.min),
            col(ProgressReport.period) <= max(ends, default=date.max),
        )
        .order_by(col(ProgressReport.period), col(ProgressReport.version))
    )
    found: dict[tuple[int, str], dict[date, MonthValue]] = defaultdict(dict)
    for value, position_id, period, lineage in rows:
        found[position_id, lineage][period] = MonthValue(
            period, value.actual, value.numerator, value.denominator
        )
    return defaultdict(list, {key: list(months.values()) for key, months in found.items()})
