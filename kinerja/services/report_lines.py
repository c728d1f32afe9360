"""The lines of a report: begun one a result, and changed only while the report is being written."""

from __future__ import annotations

from collections import defaultdict
from datetime import date

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Indicator, IndicatorValue, PlannedResult, ProgressReport, ReportLine
from kinerja.rules.access import Action, Actor
from kinerja.rules.reporting import check_editable
from kinerja.rules.targets import asked_in, is_measurable
from kinerja.services.authority import authorise

_LINE = (
    select(ReportLine, ProgressReport)
    .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
    .where(col(ReportLine.id) == bindparam("line"))
    .with_for_update()
)
_INDICATORS = (
    select(Indicator)
    .where(col(Indicator.result_id) == bindparam("result"))
    .order_by(col(Indicator.ordinal), col(Indicator.id))
)
_WITH_VALUE = select(IndicatorValue.indicator_id).where(
    col(IndicatorValue.line_id) == bindparam("line")
)


def add_lines(session: Session, report: ProgressReport) -> None:
    """Begin a line a result of the report's plan.

    A result whose only values exist in another month begins as not measured, so that nobody is asked.
    """
    rows = session.exec(
        select(PlannedResult, Indicator)
        .join(Indicator, col(Indicator.result_id) == col(PlannedResult.id), isouter=True)
        .where(col(PlannedResult.plan_id) == report.plan_id)
        .order_by(col(PlannedResult.ordinal), col(PlannedResult.id))
    )
    results: dict[int, list[Indicator]] = defaultdict(list)
    for result, indicator in rows:
        indicators = results[result.id or 0]
        if indicator is not None:
            indicators.append(indicator)
    session.add_all(
        _begun(report, result_id, number, indicators)
        for number, (result_id, indicators) in enumerate(results.items(), start=1)
    )
    session.flush()


def add_line(session: Session, report: ProgressReport, result: PlannedResult, number: int) -> None:
    """Begin the line of one result, as above."""
    result_id = result.id or 0
    session.add(_begun(report, result_id, number, indicators_of(session, result_id)))
    session.flush()


def editable_line(
    session: Session, actor: Actor, line_id: int, today: date
) -> tuple[ReportLine, ProgressReport]:
    """Return a line with its report, both locked; ``Unknown`` or refused where it cannot be changed."""
    found = session.exec(_LINE, params={"line": line_id}).first()
    if found is None:
        raise Unknown
    line, report = found
    authorise(session, actor, Action.WRITE_REPORT, report.person_id, today)
    check_editable(report.status)
    return line, report


def indicators_of(session: Session, result_id: int) -> list[Indicator]:
    """Return the indicators of a result in their order."""
    return list(session.exec(_INDICATORS, params={"result": result_id}))


def has_all_values(session: Session, line: ReportLine, period: date) -> bool:
    """Say whether every indicator that is asked in the month has a value on the line."""
    with_value = set(session.exec(_WITH_VALUE, params={"line": line.id}))
    return all(
        indicator.id in with_value
        for indicator in indicators_of(session, line.result_id)
        if asked_in(indicator, period)
    )


def _begun(
    report: ProgressReport, result_id: int, number: int, indicators: list[Indicator]
) -> ReportLine:
    return ReportLine(
        report_id=report.id or 0,
        result_id=result_id,
        ordinal=number,
        measured=False if _waits(indicators, report.period) else None,
    )


def _waits(indicators: list[Indicator], period: date) -> bool:
    measurable = any(is_measurable(indicator) for indicator in indicators)
    return measurable and not any(asked_in(indicator, period) for indicator in indicators)
