"""A report as a card: each result with targets, values, last month, logs, evidence and obstacle."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from sqlalchemy import Row, bindparam
from sqlmodel import Session, col, select

from kinerja.database import read
from kinerja.errors import Unknown
from kinerja.models import (
    ActionStep,
    Evidence,
    Obstacle,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
    Unit,
)
from kinerja.reports.history import Earlier, earlier_notes, earlier_values
from kinerja.reports.month_card import (
    LineCard,
    LogLine,
    MarkLine,
    MonthCard,
    ObstacleLine,
    StepLine,
)
from kinerja.reports.month_logs import logs_of_month
from kinerja.reports.month_values import indicator_card, indicators_of, values_of
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise
from kinerja.services.sending import raters_of

# Every step of a report shows its card: these statements are built once and read past the ORM.
_REPORT = (
    select(  # type: ignore[call-overload]  # typed for four columns at most
        ProgressReport,
        Person.name,
        Person.joined_on,
        Position.title,
        Unit.zone,
        col(PerformancePlan.status).label("plan_status"),
    )
    .join(PerformancePlan, col(PerformancePlan.id) == col(ProgressReport.plan_id))
    .join(Person, col(Person.id) == col(ProgressReport.person_id))
    .join(Position, col(Position.id) == col(ProgressReport.position_id))
    .join(Unit, col(Unit.id) == col(Position.unit_id))
    .where(col(ProgressReport.id) == bindparam("report"))
)
_NOT_APPROVED = (PlanStatus.DRAFT, PlanStatus.SUBMITTED, PlanStatus.RETURNED)
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
        PlannedResult.plan_id,
        col(ActionStep.text).label("step"),
        col(ActionStep.target_text).label("step_target"),
    )
    .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
    .join(
        ActionStep,
        (col(ActionStep.result_id) == col(PlannedResult.id))
        & (col(ActionStep.month) == bindparam("month")),
        isouter=True,
    )
    .where(col(ReportLine.report_id) == bindparam("report"))
    .order_by(col(ReportLine.ordinal), col(ActionStep.id))
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
    found = read(session, _LINES, report=report.id, month=report.period.month)
    rows = list({row.id: row for row in found}.values())
    steps: dict[int, list[StepLine]] = defaultdict(list)
    for row in found:
        if row.step is not None:
            steps[row.id].append(StepLine(row.step, row.step_target))
    logs = logs_of_month(
        session,
        report.person_id,
        report.position_id,
        report.period,
        {row.lineage for row in rows},
    )
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
        joined_on=report.joined_on,
        readers=tuple(n for _id, n in raters_of(session, report.position_id, today)),
        lines=tuple(
            replace(line, steps=tuple(steps[line.id]))
            for line in _lines(session, report, rows, logs.by_lineage)
        ),
        plan_approved=report.plan_status not in _NOT_APPROVED,
        stray=logs.stray,
    )


def report_of_line(session: Session, actor: Actor, line_id: int, today: date) -> MonthCard:
    """Return the report that a line belongs to."""
    for found in read(session, _REPORT_OF_LINE, line=line_id):
        return month_card(session, actor, found.report_id, today)
    raise Unknown


def _lines(
    session: Session,
    report: Row[Any],
    lines: Sequence[Row[Any]],
    logs: Mapping[str, list[LogLine]],
) -> tuple[LineCard, ...]:
    values = values_of(session, report.id)
    indicators = indicators_of(session, report.id)
    earlier = earlier_values(session, report.position_id, report.period)
    notes = earlier_notes(session, report.position_id, report.period)
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
                indicator_card(
                    indicator,
                    report.period,
                    values.get((line.id, indicator.id)),
                    earlier.get(indicator.lineage, Earlier()),
                    logs.get(line.lineage, []),
                )
                for indicator in indicators[line.result_id]
            ),
            logs=tuple(logs.get(line.lineage, [])),
            obstacle=obstacles.get(line.lineage),
            evidence_count=len(marks[line.id]),
            marks=tuple(mark for mark in marks[line.id] if mark.mark is not None),
            last_note=notes.get(line.lineage),
            gone=line.plan_id != report.plan_id,
        )
        for line in lines
    )


def _obstacles(session: Session, report: Row[Any]) -> dict[str, ObstacleLine]:
    rows = read(session, _OBSTACLES, position=report.position_id)
    return {lineage: ObstacleLine(key or 0, text, help_) for lineage, key, text, help_ in rows}


def _marks(session: Session, report: Row[Any]) -> dict[int, list[MarkLine]]:
    grouped: dict[int, list[MarkLine]] = defaultdict(list)
    for line_id, mark, reason in read(session, _MARKS, report=report.id):
        grouped[line_id or 0].append(MarkLine(mark, reason))
    return grouped
