"""What a revised plan left behind in a report: logs and lines of results that it does not have any more."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, delete, select, update

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Evidence,
    IndicatorValue,
    LogEntry,
    Obstacle,
    PlannedResult,
    ProgressReport,
    ResultCheck,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.logs import check_not_gathered
from kinerja.rules.periods import last_of_month
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.report_lines import editable_line


def move_log(
    session: Session, actor: Actor, log_id: int, line_id: int, *, now: datetime, today: date
) -> int:
    """Let a log count for the result of a line of the report that is being written; return the report's id.

    Also where the log's month is closed for new logs: the report about it is not.
    """
    line, report = editable_line(session, actor, line_id, today)
    log = _own_log(session, actor, log_id, today)
    if log.person_id != report.person_id or not _in_month(log.day, report.period):
        raise Unknown
    log.lineage = session.get_one(PlannedResult, line.result_id).lineage
    log.position_id = report.position_id
    record(session, actor, "move", "log", log_id, person_id=log.person_id, now=now)
    return line.report_id


def set_log_outside(
    session: Session, actor: Actor, log_id: int, *, now: datetime, today: date
) -> None:
    """Let a log count as work outside the plan."""
    log = _own_log(session, actor, log_id, today)
    log.lineage = None
    record(session, actor, "move", "log", log_id, person_id=log.person_id, now=now)


def take_line_out(
    session: Session, actor: Actor, line_id: int, *, now: datetime, today: date
) -> int:
    """Take the line of a result that is not in the plan any more out of a report; return the report's id.

    What it held goes with it: values, note, evidence; its obstacle is closed. Refused for a result of the
    plan.
    """
    line, report = editable_line(session, actor, line_id, today)
    result = session.get_one(PlannedResult, line.result_id)
    if result.plan_id == report.plan_id:
        raise Refused(N_("This result is part of your plan, so it stays in the report."))
    of_line = col(Evidence.line_id) == line_id
    its_own = (of_line, col(Evidence.log_id).is_(None), col(Evidence.removed_at).is_(None))
    session.exec(update(Evidence).where(*its_own).values(removed_at=now))
    session.exec(update(Evidence).where(of_line).values(line_id=None))
    open_now = (
        col(Obstacle.position_id) == report.position_id,
        col(Obstacle.lineage) == result.lineage,
        col(Obstacle.closed_at).is_(None),
    )
    session.exec(
        update(Obstacle).where(*open_now).values(closed_at=now, closed_by_id=actor.person_id)
    )
    session.exec(
        update(Obstacle).where(col(Obstacle.raised_line_id) == line_id).values(raised_line_id=None)
    )
    session.exec(delete(IndicatorValue).where(col(IndicatorValue.line_id) == line_id))
    session.exec(delete(ResultCheck).where(col(ResultCheck.line_id) == line_id))
    report_id = line.report_id
    session.delete(line)
    session.flush()
    record(session, actor, "take_out", "line", line_id, person_id=report.person_id, now=now)
    return report_id


def _own_log(session: Session, actor: Actor, log_id: int, today: date) -> LogEntry:
    log = session.get(LogEntry, log_id, with_for_update=True)
    if log is None or log.deleted_at is not None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LOG, log.person_id, today)
    check_not_gathered(
        session.exec(
            select(ProgressReport.number).where(col(ProgressReport.id) == log.report_id)
        ).first()
    )
    return log


def _in_month(day: date, period: date) -> bool:
    return period <= day <= last_of_month(period)
