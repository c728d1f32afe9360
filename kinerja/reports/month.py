"""A report as a card: each result with targets, values, last month, logs, evidence and obstacle."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam
from sqlmodel import Session, col, select

from kinerja.database import read
from kinerja.errors import Unknown
from kinerja.models import (
    Evidence,
    Indicator,
    IndicatorValue,
    LogEntry,
    Obstacle,
    Person,
    PlannedResult,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
    Unit,
)
from kinerja.models.plan import Pattern
from kinerja.reports.history import Earlier, earlier_notes, earlier_values
from kinerja.reports.month_card import (
    IndicatorCard,
    LineCard,
    LogLine,
    MarkLine,
    MonthCard,
    ObstacleLine,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import last_of_month
from kinerja.rules.targets import asked_in, comes_in, is_measurable
from kinerja.services.authority import authorise
from kinerja.services.sending import raters_of

# Every step of a report shows its card: these statements are built once and read past the ORM.
_REPORT = (
    select(ProgressReport, Person.name, Position.title, Unit.zone)
    .join(Person, col(Person.id) == col(ProgressReport.person_id))
    .join(Position, col(Position.id) == col(ProgressReport.position_id))
    .join(Unit, col(Unit.id) == col(Position.unit_id))
    .where(col(ProgressReport.id) == bindparam("report"))
)
_REPORT_OF_LINE = select(ReportLine.report_id).where(col(ReportLine.id) == bindparam("line"))
_LINES = (
    select(  # type: ignore[call-overload]  # typed for four columns at most
        ReportLine.id,
        ReportLine.ordinal,
        ReportLine.result_id,
        ReportLine.measured,
        ReportLine.note,
        PlannedResult.kind,
        PlannedResult.text,
        PlannedResult.lineage,
    )
    .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
    .where(col(ReportLine.report_id) == bindparam("report"))
    .order_by(col(ReportLine.ordinal))
)
_INDICATORS = (
    select(Indicator)
    .join(ReportLine, col(ReportLine.result_id) == col(Indicator.result_id))
    .where(col(ReportLine.report_id) == bindparam("report"))
    .order_by(col(Indicator.ordinal))
)
_VALUES = (
    select(IndicatorValue)
    .join(ReportLine, col(ReportLine.id) == col(IndicatorValue.line_id))
    .where(col(ReportLine.report_id) == bindparam("report"))
)
_LOGS = (
    select(col(LogEntry.lineage), col(LogEntry.day), col(LogEntry.text), col(LogEntry.amount))
    .where(
        col(LogEntry.person_id) == bindparam("person"),
        col(LogEntry.lineage).is_not(None),
        col(LogEntry.day).between(bindparam("first"), bindparam("last")),
        col(LogEntry.deleted_at).is_(None),
    )
    .order_by(col(LogEntry.day), col(LogEntry.id))
)
_OBSTACLES = (
    select(Obstacle.lineage, Obstacle.id, Obstacle.text, Obstacle.help_needed)
    .where(col(Obstacle.position_id) == bindparam("position"), col(Obstacle.closed_at).is_(None))
    .order_by(col(Obstacle.id))
)
_MARKS = (
    select(col(Evidence.line_id), col(Evidence.mark), col(Evidence.mark_reason))
    .join(ReportLine, col(ReportLine.id) == col(Evidence.line_id))
    .where(col(ReportLine.report_id) == bindparam("report"), col(Evidence.removed_at).is_(None))
    .order_by(col(Evidence.id))
)


def month_card(session: Session, actor: Actor, report_id: int, today: date) -> MonthCard:
    """Return a report as its author, the rater or an auditor sees it."""
    report = next(iter(read(session, _REPORT, report=report_id)), None)
    if report is None:
        raise Unknown
    authorise(
        session,
        actor,
        Action.READ_REPORT,
        report.person_id,
        today,
        position_id=report.position_id,
    )
    if report.status is ReportStatus.DRAFT and actor.person_id != report.person_id:
        raise Unknown
    return _card(session, report, today)


def result_card(session: Session, actor: Actor, line_id: int, today: date) -> MonthCard:
    """Return a sent report with one of its lines only, as the leader of that result sees it."""
    for found in read(session, _REPORT_OF_LINE, line=line_id):
        (report,) = read(session, _REPORT, report=found.report_id)
        authorise(
            session,
            actor,
            Action.READ_LINE,
            report.person_id,
            today,
            position_id=report.position_id,
            line_id=line_id,
        )
        if report.status in (ReportStatus.DRAFT, ReportStatus.REPLACED):
            break
        card = _card(session, report, today)
        return replace(card, lines=(card.line(line_id),))
    raise Unknown


def _card(session: Session, report: Row[Any], today: date) -> MonthCard:
    return MonthCard(
        id=report.id,
        number=report.number,
        version=report.version,
        period=report.period,
        status=report.status,
        late=report.late,
        person_id=report.person_id,
        person_name=report.name,
        position_id=report.position_id,
        position_title=report.title,
        zone=report.zone,
        submitted_at=report.submitted_at,
        decided_at=report.decided_at,
        return_reason=report.return_reason,
        complete_until=report.complete_until,
        readers=tuple(n for _id, n in raters_of(session, report.position_id, today)),
        lines=_lines(session, report),
    )


def report_of_line(session: Session, actor: Actor, line_id: int, today: date) -> MonthCard:
    """Return the report that a line belongs to."""
    for found in read(session, _REPORT_OF_LINE, line=line_id):
        return month_card(session, actor, found.report_id, today)
    raise Unknown


def _lines(session: Session, report: Row[Any]) -> tuple[LineCard, ...]:
    lines = read(session, _LINES, report=report.id)
    values = _values(session, report)
    indicators = _indicators(session, report)
    earlier = earlier_values(session, report.position_id, report.period)
    notes = earlier_notes(session, report.position_id, report.period)
    logs = _logs(session, report)
    obstacles = _obstacles(session, report)
    marks = _marks(session, report)
    return tuple(
        LineCard(
            id=line.id,
            number=line.ordinal,
            result_id=line.result_id,
            kind=line.kind,
            text=line.text,
            measured=line.measured,
            note=line.note,
            indicators=tuple(
                _indicator(
                    indicator,
                    report.period,
                    values.get((line.id, indicator.id)),
                    earlier.get(indicator.lineage, Earlier()),
                    logs[line.lineage],
                )
                for indicator in indicators[line.result_id]
            ),
            logs=tuple(logs[line.lineage]),
            obstacle=obstacles.get(line.lineage),
            evidence_count=len(marks[line.id]),
            marks=tuple(mark for mark in marks[line.id] if mark.mark is not None),
            last_note=notes.get(line.lineage),
        )
        for line in lines
    )


def _indicator(
    indicator: Any,
    period: date,
    value: Row[Any] | None,
    earlier: Earlier,
    logs: list[LogLine],
) -> IndicatorCard:
    amounts = [log.amount for log in logs if log.amount is not None]
    is_ratio = indicator.pattern is Pattern.RATIO and bool(indicator.numerator_name)
    counted = value is not None and value.denominator is not None
    return IndicatorCard(
        id=indicator.id,
        text=indicator.text,
        unit=indicator.unit,
        target_text=indicator.target_text,
        target=indicator.target,
        target_high=indicator.target_high,
        pattern=indicator.pattern,
        polarity=indicator.polarity,
        aspect=indicator.aspect,
        counts_names=((indicator.numerator_name, indicator.denominator_name) if is_ratio else None),
        asked=asked_in(indicator, period) or (value is not None and is_measurable(indicator)),
        actual=value.actual if value is not None else None,
        counts=(
            (value.numerator or Decimal(0), value.denominator or Decimal(0))
            if value is not None and counted
            else None
        ),
        earlier=earlier,
        proposal=(
            sum(amounts, Decimal(0))
            if amounts and indicator.pattern is Pattern.CUMULATIVE
            else None
        ),
        comes_in=comes_in(indicator, period),
    )


def _indicators(session: Session, report: Row[Any]) -> dict[int, list[Row[Any]]]:
    rows = read(session, _INDICATORS, report=report.id)
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for indicator in rows:
        grouped[indicator.result_id].append(indicator)
    return grouped


def _values(session: Session, report: Row[Any]) -> dict[tuple[int, int], Row[Any]]:
    rows = read(session, _VALUES, report=report.id)
    return {(value.line_id, value.indicator_id): value for value in rows}


def _logs(session: Session, report: Row[Any]) -> dict[str, list[LogLine]]:
    first, last = report.period, last_of_month(report.period)
    rows = read(session, _LOGS, person=report.person_id, first=first, last=last)
    grouped: dict[str, list[LogLine]] = defaultdict(list)
    for lineage, day, text, amount in rows:
        grouped[lineage or ""].append(LogLine(day, text, amount))
    return grouped


def _obstacles(session: Session, report: Row[Any]) -> dict[str, ObstacleLine]:
    rows = read(session, _OBSTACLES, position=report.position_id)
    return {lineage: ObstacleLine(key or 0, text, help_) for lineage, key, text, help_ in rows}


def _marks(session: Session, report: Row[Any]) -> dict[int, list[MarkLine]]:
    grouped: dict[int, list[MarkLine]] = defaultdict(list)
    for line_id, mark, reason in read(session, _MARKS, report=report.id):
        grouped[line_id or 0].append(MarkLine(mark, reason))
    return grouped
