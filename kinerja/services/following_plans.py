"""A report that is being written goes on against the plan's newest version, result by result."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from kinerja.models import (
    Evidence,
    Indicator,
    IndicatorValue,
    Obstacle,
    PlannedResult,
    ProgressReport,
    ReportLine,
    ResultCheck,
)
from kinerja.rules.targets import is_measurable
from kinerja.services.report_lines import add_line, has_all_values, indicators_of


@dataclass(frozen=True, slots=True)
class Followed:
    """What became of the lines: carried over, begun for new results, kept of results that are gone."""

    carried: int
    begun: int
    kept: int


def follow_plan(session: Session, report: ProgressReport, plan_id: int) -> Followed:
    """Carry the lines of a report over to another version of its plan, by the lineage of results.

    Values follow their indicators. Of a result that is gone, an answer stays as a line at the end; a
    line without any is dropped. The caller has asked for the right.
    """
    before = session.exec(
        select(ReportLine, PlannedResult.lineage)
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(col(ReportLine.report_id) == report.id)
        .order_by(col(ReportLine.ordinal))
    ).all()
    left = {lineage: line for line, lineage in before}
    results = session.exec(
        select(PlannedResult)
        .where(col(PlannedResult.plan_id) == plan_id)
        .order_by(col(PlannedResult.ordinal), col(PlannedResult.id))
    ).all()
    report.plan_id = plan_id
    for number, result in enumerate(results, start=1):
        line = left.pop(result.lineage, None)
        if line is None:
            add_line(session, report, result, number)
        else:
            _carry(session, report, line, result, number)
    kept = [line for line in left.values() if not _dropped(session, line)]
    for number, line in enumerate(kept, start=len(results) + 1):
        line.ordinal, line.measured = number, bool(line.measured)
    session.flush()
    carried = len(before) - len(left)
    return Followed(carried, len(results) - carried, len(kept))


def _carry(
    session: Session, report: ProgressReport, line: ReportLine, result: PlannedResult, number: int
) -> None:
    old = {indicator.id: indicator.lineage for indicator in indicators_of(session, line.result_id)}
    line.result_id, line.ordinal = result.id or 0, number
    indicators = indicators_of(session, line.result_id)
    _carry_values(session, line, old, {i.lineage: i for i in indicators if is_measurable(i)})
    if line.measured is False:
        return
    if any(is_measurable(indicator) for indicator in indicators):
        answered = has_all_values(session, line, report.period)
    else:
        answered = bool(line.note)
    line.measured = True if answered else None


def _carry_values(
    session: Session,
    line: ReportLine,
    old: Mapping[int | None, str],
    new: Mapping[str, Indicator],
) -> None:
    given = select(IndicatorValue).where(col(IndicatorValue.line_id) == line.id)
    for value in session.exec(given).all():
        indicator = new.get(old[value.indicator_id])
        if indicator is None:
            session.delete(value)
        else:
            value.indicator_id = indicator.id or 0
    session.flush()


def _dropped(session: Session, line: ReportLine) -> bool:
    """Drop a line that holds no answer and that nothing else names; say whether it went."""
    names_it = (
        select(IndicatorValue.id).where(col(IndicatorValue.line_id) == line.id),
        select(Evidence.id).where(col(Evidence.line_id) == line.id),
        select(Obstacle.id).where(col(Obstacle.raised_line_id) == line.id),
        select(ResultCheck.id).where(col(ResultCheck.line_id) == line.id),
    )
    if line.note or any(session.exec(query.limit(1)).first() is not None for query in names_it):
        return False
    session.delete(line)
    return True
