"""The rater's decision on a report: accepted, or returned to be completed."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.messages import Month
from kinerja.models import ProgressReport, ReportStatus
from kinerja.reports.working_time import works_for
from kinerja.rules.access import Action, Actor
from kinerja.rules.reporting import DAYS_TO_COMPLETE, check_decidable, check_reason
from kinerja.rules.working_days import working_day_after
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell


def accept_report(
    session: Session, actor: Actor, report_id: int, *, now: datetime, today: date
) -> None:
    """Accept a report; refused where it does not wait for a decision.

    What an earlier return had asked for is settled by it.
    """
    report = _decidable(session, actor, report_id, today)
    report.status = ReportStatus.ACCEPTED
    report.return_reason, report.complete_until = "", None
    _decide(session, actor, report, Notice.REPORT_ACCEPTED, now)


def return_report(
    session: Session, actor: Actor, report_id: int, reason: str, *, now: datetime, today: date
) -> date:
    """Return a report to be completed, with a reason; return the day until which there is time.

    There are at least three working days, even where the month's window has closed.
    """
    report = _decidable(session, actor, report_id, today)
    report.return_reason = check_reason(reason)
    report.status = ReportStatus.RETURNED
    report.complete_until = working_day_after(
        today, DAYS_TO_COMPLETE, works_for(session, report.person_id, today)
    )
    _decide(session, actor, report, Notice.REPORT_RETURNED, now)
    return report.complete_until


def _decidable(session: Session, actor: Actor, report_id: int, today: date) -> ProgressReport:
    report = session.get(ProgressReport, report_id, with_for_update=True)
    if report is None:
        raise Unknown
    authorise(
        session,
        actor,
        Action.DECIDE_REPORT,
        report.person_id,
        today,
        position_id=report.position_id,
    )
    check_decidable(report.status, report.number)
    return report


def _decide(
    session: Session, actor: Actor, report: ProgressReport, notice: Notice, now: datetime
) -> None:
    report.decided_at, report.decided_by_id = now, actor.person_id
    tell(
        session,
        report.person_id,
        notice,
        key=f"{notice.value}:{report.id}",
        now=now,
        report_id=report.id,
        month=Month(report.period),
    )
    report_id = number_of(report)
    sign(session, actor, notice.value, "report", report_id, person_id=report.person_id, now=now)
