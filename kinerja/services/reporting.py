"""The monthly report: opened, filled in line by line, sent, taken back, completed."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, delete, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Indicator,
    IndicatorValue,
    PerformancePlan,
    PlannedResult,
    PlanStatus,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import last_of_month
from kinerja.rules.reporting import LONGEST_NOTE, check_editable, new_number
from kinerja.rules.targets import asked_in, is_measurable
from kinerja.rules.values import ratio_of
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.copying import copy_lines


def open_report(
    session: Session,
    actor: Actor,
    position_id: int,
    period: date,
    *,
    now: datetime,
    today: date,
) -> int:
    """Return the newest version of a position's report of a month, begun now if there is none.

    ``period`` is the month's first day. Refused for a month that has not begun, and for one without a
    plan.
    """
    position = session.get(Position, position_id)
    if position is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_REPORT, position.person_id, today)
    known = session.exec(
        select(ProgressReport.id)
        .where(col(ProgressReport.position_id) == position_id, col(ProgressReport.period) == period)
        .order_by(col(ProgressReport.version).desc())
        .limit(1)
    ).first()
    if known is not None:
        return known
    if period > today:
        raise Refused(N_("This month has not begun yet. Please choose an earlier one."))
    plan = plan_in(session, position_id, period)
    if plan is None or plan.id is None:
        raise Refused(
            N_("There is no performance plan for this month yet. Please ask your administrator.")
        )
    report = ProgressReport(
        number=new_number(period),
        person_id=position.person_id,
        position_id=position_id,
        plan_id=plan.id,
        period=period,
        opened_at=now,
    )
    session.add(report)
    session.flush()
    _add_lines(session, report)
    record(session, actor, "open", "report", report.id, person_id=position.person_id, now=now)
    return _id(report.id)


def plan_in(session: Session, position_id: int, period: date) -> PerformancePlan | None:
    """Return the plan of a position that is in force (or waits for approval) in a month."""
    return session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == position_id,
            col(PerformancePlan.starts_on) <= last_of_month(period),
            col(PerformancePlan.ends_on) >= period,
            col(PerformancePlan.status).in_([PlanStatus.APPROVED, PlanStatus.SUBMITTED]),
        )
        .order_by(
            col(PerformancePlan.starts_on).desc(),
            col(PerformancePlan.status) == PlanStatus.SUBMITTED,
            col(PerformancePlan.version).desc(),
        )
        .limit(1)
    ).first()


def set_value(
    session: Session,
    actor: Actor,
    line_id: int,
    indicator_id: int,
    actual: Decimal,
    *,
    now: datetime,
    today: date,
    counts: tuple[Decimal, Decimal] | None = None,
) -> None:
    """Record the actual value of an indicator; of a ratio its two ``counts`` (part, whole) decide it."""
    line, report = _editable_line(session, actor, line_id, today)
    indicator = session.get(Indicator, indicator_id)
    if indicator is None or indicator.result_id != line.result_id:
        raise Unknown
    value = session.exec(
        select(IndicatorValue).where(
            col(IndicatorValue.line_id) == line_id,
            col(IndicatorValue.indicator_id) == indicator_id,
        )
    ).first()
    if value is None:
        value = IndicatorValue(line_id=line_id, indicator_id=indicator_id, actual=actual)
        session.add(value)
    value.actual = ratio_of(*counts) if counts else actual
    value.numerator, value.denominator = counts or (None, None)
    session.flush()
    line.measured = True if not _missing(session, line, report.period) else None
    record(session, actor, "set", "value", value.id, person_id=report.person_id, now=now)


def set_not_measured(
    session: Session, actor: Actor, line_id: int, *, now: datetime, today: date
) -> None:
    """Record that a result is not measured this month; values entered before are taken out."""
    line, report = _editable_line(session, actor, line_id, today)
    session.exec(delete(IndicatorValue).where(col(IndicatorValue.line_id) == line_id))
    line.measured = False
    record(session, actor, "not_measured", "line", line_id, person_id=report.person_id, now=now)


def set_note(
    session: Session, actor: Actor, line_id: int, note: str, *, now: datetime, today: date
) -> None:
    """Record the note of a line; where the targets are words, the note is the answer."""
    line, report = _editable_line(session, actor, line_id, today)
    if len(note) > LONGEST_NOTE:
        raise Refused(
            N_("The note has {length} characters. Please shorten it to at most {longest}."),
            length=len(note),
            longest=LONGEST_NOTE,
        )
    line.note = note.strip()
    if not any(is_measurable(i) for i in _indicators(session, line.result_id)):
        line.measured = True if line.note else None
    record(session, actor, "note", "line", line_id, person_id=report.person_id, now=now)


def complete_report(
    session: Session, actor: Actor, report_id: int, *, now: datetime, today: date
) -> int:
    """Begin a new version of a returned or accepted report, with everything it holds; return its id."""
    old = session.get(ProgressReport, report_id, with_for_update=True)
    if old is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_REPORT, old.person_id, today)
    newer = session.exec(
        select(func.max(ProgressReport.version)).where(
            col(ProgressReport.position_id) == old.position_id,
            col(ProgressReport.period) == old.period,
        )
    ).one()
    if newer != old.version or old.status not in (ReportStatus.RETURNED, ReportStatus.ACCEPTED):
        raise Refused(N_("There is a newer version of this report. Please open the month again."))
    new = ProgressReport(
        number=new_number(old.period),
        person_id=old.person_id,
        position_id=old.position_id,
        plan_id=old.plan_id,
        period=old.period,
        version=old.version + 1,
        opened_at=now,
        return_reason=old.return_reason,
        complete_until=old.complete_until,
    )
    session.add(new)
    session.flush()
    copy_lines(session, _id(old.id), _id(new.id))
    record(session, actor, "complete", "report", new.id, person_id=old.person_id, now=now)
    return _id(new.id)


def _add_lines(session: Session, report: ProgressReport) -> None:
    results = session.exec(
        select(PlannedResult)
        .where(col(PlannedResult.plan_id) == report.plan_id)
        .order_by(col(PlannedResult.ordinal))
    ).all()
    for number, result in enumerate(results, start=1):
        indicators = _indicators(session, _id(result.id))
        waits = any(is_measurable(i) for i in indicators) and not any(
            asked_in(i, report.period) for i in indicators
        )
        session.add(
            ReportLine(
                report_id=_id(report.id),
                result_id=_id(result.id),
                ordinal=number,
                measured=False if waits else None,
            )
        )
    session.flush()


def _editable_line(
    session: Session, actor: Actor, line_id: int, today: date
) -> tuple[ReportLine, ProgressReport]:
    found = session.exec(
        select(ReportLine, ProgressReport)
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .where(col(ReportLine.id) == line_id)
        .with_for_update()
    ).first()
    if found is None:
        raise Unknown
    line, report = found
    authorise(session, actor, Action.WRITE_REPORT, report.person_id, today)
    check_editable(report.status)
    return line, report


def _indicators(session: Session, result_id: int) -> list[Indicator]:
    return list(
        session.exec(
            select(Indicator)
            .where(col(Indicator.result_id) == result_id)
            .order_by(col(Indicator.ordinal))
        )
    )


def _missing(session: Session, line: ReportLine, period: date) -> list[int]:
    """Return the indicators of a line that are asked in the month and have no value."""
    given = set(
        session.exec(
            select(IndicatorValue.indicator_id).where(col(IndicatorValue.line_id) == line.id)
        )
    )
    asked = [i for i in _indicators(session, line.result_id) if asked_in(i, period)]
    return [_id(i.id) for i in asked if i.id not in given]


def _id(value: int | None) -> int:
    if value is None:
        raise LookupError("a row without an id: flush first")
    return value
