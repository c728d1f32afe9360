"""The monthly report: opened, filled in line by line, completed as a new version."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session, col, delete, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Indicator,
    IndicatorValue,
    PerformancePlan,
    PlanStatus,
    Position,
    ProgressReport,
    ReportStatus,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import first_of_month, last_of_month
from kinerja.rules.plan_states import IN_FORCE
from kinerja.rules.reporting import check_length, new_number
from kinerja.rules.targets import is_measurable
from kinerja.rules.values import check_amount, ratio_of
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.copying import copy_lines
from kinerja.services.following_plans import follow_plan
from kinerja.services.numbers import number_of
from kinerja.services.report_lines import (
    add_lines,
    editable_line,
    has_all_values,
    indicators_of,
)


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

    ``period`` is a day of the month. A first version that is still being written follows the plan, where
    it was revised meanwhile. Refused for a month that has not begun, and for one without a plan.
    """
    period = first_of_month(period)
    position = session.get(Position, position_id)
    if position is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_REPORT, position.person_id, today)
    known = _newest(session, position_id, period)
    if known is None:
        # Two devices may open the month at once; the second finds what the first began.
        session.get(Position, position_id, with_for_update=True)
        known = _newest(session, position_id, period)
    if known is not None:
        _follow_plan(session, actor, known, now)
        return number_of(known)
    if period > today:
        raise Refused(N_("This month has not begun yet. Please choose an earlier one."))
    plan = plan_in(session, position_id, period)
    if plan is None or plan.id is None:
        raise Refused(
            N_("There is no performance plan for this month yet. It can be written with /skp.")
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
    add_lines(session, report)
    record(session, actor, "open", "report", report.id, person_id=position.person_id, now=now)
    return number_of(report)


def plan_in(session: Session, position_id: int, period: date) -> PerformancePlan | None:
    """Return the plan of a position that is in force (or waits for approval) in a month."""
    return session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == position_id,
            col(PerformancePlan.starts_on) <= last_of_month(period),
            col(PerformancePlan.ends_on) >= period,
            col(PerformancePlan.status).in_(IN_FORCE),
        )
        .order_by(
            col(PerformancePlan.starts_on).desc(),
            col(PerformancePlan.status) != PlanStatus.APPROVED,
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
    line, report = editable_line(session, actor, line_id, today)
    indicator = session.get(Indicator, indicator_id)
    if indicator is None or indicator.result_id != line.result_id or not is_measurable(indicator):
        raise Unknown
    for amount in (actual, *(counts or ())):
        check_amount(amount)
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
    line.measured = True if has_all_values(session, line, report.period) else None
    record(session, actor, "set", "value", value.id, person_id=report.person_id, now=now)


def set_not_measured(
    session: Session, actor: Actor, line_id: int, *, now: datetime, today: date
) -> None:
    """Record that a result is not measured this month; values entered before are taken out."""
    line, report = editable_line(session, actor, line_id, today)
    session.exec(delete(IndicatorValue).where(col(IndicatorValue.line_id) == line_id))
    line.measured = False
    record(session, actor, "not_measured", "line", line_id, person_id=report.person_id, now=now)


def set_note(
    session: Session, actor: Actor, line_id: int, note: str, *, now: datetime, today: date
) -> None:
    """Record the note of a line; where the targets are words, the note is the answer."""
    line, report = editable_line(session, actor, line_id, today)
    line.note = check_length(note)
    if not any(is_measurable(i) for i in indicators_of(session, line.result_id)):
        line.measured = True if line.note else None
    record(session, actor, "note", "line", line_id, person_id=report.person_id, now=now)


def complete_report(
    session: Session, actor: Actor, report_id: int, *, now: datetime, today: date
) -> int:
    """Begin a new version of a returned or accepted report, with everything it holds; return its id.

    A version that was begun before is returned instead of beginning another.
    """
    old = session.get(ProgressReport, report_id, with_for_update=True)
    if old is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_REPORT, old.person_id, today)
    newest = _newest(session, old.position_id, old.period)
    if newest is not None and newest.status is ReportStatus.DRAFT:
        return number_of(newest)
    if newest is not old or old.status not in (ReportStatus.RETURNED, ReportStatus.ACCEPTED):
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
    copy_lines(session, report_id, number_of(new))
    record(session, actor, "complete", "report", new.id, person_id=old.person_id, now=now)
    return number_of(new)


def _follow_plan(session: Session, actor: Actor, report: ProgressReport, now: datetime) -> None:
    """Carry a draft over to the plan in force; a correction stays with the plan it was made for."""
    if report.status is not ReportStatus.DRAFT or report.version > 1:
        return
    plan = plan_in(session, report.position_id, report.period)
    if plan is None or plan.id is None or plan.id == report.plan_id:
        return
    followed = follow_plan(session, report, plan.id)
    record(
        session,
        actor,
        "follow_plan",
        "report",
        report.id,
        person_id=report.person_id,
        now=now,
        **asdict(followed),
    )


def _newest(session: Session, position_id: int, period: date) -> ProgressReport | None:
    return session.exec(
        select(ProgressReport)
        .where(col(ProgressReport.position_id) == position_id, col(ProgressReport.period) == period)
        .order_by(col(ProgressReport.version).desc())
        .limit(1)
    ).first()
