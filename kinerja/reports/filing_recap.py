"""Recaps for e-Kinerja BKN: what the reports of a month or quarter say, result by result."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    FilingSpan,
    Indicator,
    IndicatorValue,
    PlannedResult,
    Position,
    ProgressReport,
    ReportLine,
)
from kinerja.models.plan import Pattern
from kinerja.reports.filing import COUNTED, SENT
from kinerja.reports.filing_evidence import Proof, proofs_of_lines
from kinerja.rules.access import Action, Actor
from kinerja.rules.filing import span_around
from kinerja.rules.progress import MonthValue, actual_so_far
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class RecapValue:
    """An indicator over the span and over the year so far; None where it was not measured."""

    text: str
    unit: str
    target_text: str
    target: Decimal | None
    target_high: Decimal | None
    actual: Decimal | None
    total: Decimal | None


@dataclass(frozen=True, slots=True)
class RecapLine:
    """A result over the span: values by the patterns of its indicators, notes and evidence by month."""

    number: int
    text: str
    values: tuple[RecapValue, ...]
    notes: tuple[tuple[date, str], ...]
    evidence: tuple[tuple[date, Proof], ...]

    @property
    def in_words(self) -> bool:
        """Whether the targets are words, so that the notes are the realisation."""
        return all(value.target is None for value in self.values)


@dataclass(frozen=True, slots=True)
class Recap:
    """The recap of a month or quarter; ``missing`` are its months without a sent report."""

    span: FilingSpan
    first: date
    lines: tuple[RecapLine, ...]
    missing: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """What a report of a month says about a result."""

    line: ReportLine
    result: PlannedResult
    period: date


def recap_of(
    session: Session, actor: Actor, position_id: int, span: FilingSpan, day: date, today: date
) -> Recap:
    """Return the recap of the month or quarter around a day, from the reports that were sent."""
    position = session.get(Position, position_id)
    if position is None:
        raise Unknown
    authorise(session, actor, Action.FILE, position.person_id, today)
    first, last = span_around(span, day)
    reports = session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.position_id) == position_id,
            col(ProgressReport.status).in_(COUNTED),
            col(ProgressReport.period).between(first.replace(month=1), last),
        )
        .order_by(col(ProgressReport.period))
    ).all()
    months = [month for month in _months(first, last) if month <= today]
    sent = {report.period for report in reports if report.status in SENT}
    return Recap(
        span,
        first,
        _lines(session, reports, first),
        tuple(month for month in months if month not in sent),
    )


def _months(first: date, last: date) -> list[date]:
    return [date(first.year, month, 1) for month in range(first.month, last.month + 1)]


def _lines(
    session: Session, reports: Sequence[ProgressReport], first: date
) -> tuple[RecapLine, ...]:
    """Return the results of the span's reports, each once, as its newest report words it."""
    within = [report.id or 0 for report in reports if report.period >= first]
    of_result = _reported(session, within)
    newest = [found[-1].result.id or 0 for found in of_result.values()]
    indicators = _indicators(session, newest)
    values = _values(session, [report.id or 0 for report in reports])
    said = [one.line for found in of_result.values() for one in found]
    proofs = proofs_of_lines(session, [line.id or 0 for line in said])
    return tuple(
        RecapLine(
            number,
            found[-1].result.text,
            tuple(
                _value(indicator, values[indicator.lineage], first)
                for indicator in indicators[found[-1].result.id or 0]
            ),
            tuple((one.period, one.line.note) for one in found if one.line.note),
            tuple((one.period, proof) for one in found for proof in proofs[one.line.id or 0]),
        )
        for number, found in enumerate(of_result.values(), start=1)
    )


def _reported(session: Session, report_ids: Sequence[int]) -> dict[str, list[_Said]]:
    """Return the lines of reports by the lineage of results, oldest month first, in the newest's order."""
    rows = session.exec(
        select(ReportLine, PlannedResult, col(ProgressReport.period))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .where(col(ReportLine.report_id).in_(report_ids))
        .order_by(col(ProgressReport.period).desc(), col(ReportLine.ordinal))
    )
    found: dict[str, list[_Said]] = defaultdict(list)
    for line, result, period in rows:
        found[result.lineage].insert(0, _Said(line, result, period))
    return found


def _value(indicator: Indicator, year: list[MonthValue], first: date) -> RecapValue:
    pattern = Pattern(indicator.pattern)
    return RecapValue(
        indicator.text,
        indicator.unit,
        indicator.target_text,
        indicator.target,
        indicator.target_high,
        actual_so_far(pattern, [month for month in year if month.period >= first]),
        actual_so_far(pattern, year),
    )


def _values(session: Session, report_ids: Sequence[int]) -> dict[str, list[MonthValue]]:
    """Return the values of reports by the lineage of indicators, oldest month first."""
    rows = session.exec(
        select(IndicatorValue, col(Indicator.lineage), col(ProgressReport.period))
        .join(Indicator, col(Indicator.id) == col(IndicatorValue.indicator_id))
        .join(ReportLine, col(ReportLine.id) == col(IndicatorValue.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .where(col(ReportLine.report_id).in_(report_ids))
        .order_by(col(ProgressReport.period))
    )
    found: dict[str, list[MonthValue]] = defaultdict(list)
    for value, lineage, period in rows:
        month = MonthValue(period, value.actual, value.numerator, value.denominator)
        found[lineage].append(month)
    return found


def _indicators(session: Session, result_ids: Sequence[int]) -> dict[int, list[Indicator]]:
    rows = session.exec(
        select(Indicator)
        .where(col(Indicator.result_id).in_(result_ids))
        .order_by(col(Indicator.ordinal), col(Indicator.id))
    )
    found: dict[int, list[Indicator]] = defaultdict(list)
    for indicator in rows:
        found[indicator.result_id].append(indicator)
    return found
