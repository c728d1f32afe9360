"""Results with a leader of their own: the leader is asked when the report is sent, and checks."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.messages import Month
from kinerja.models import Person, PlannedResult, ProgressReport, RaterAssignment, ReportLine
from kinerja.models.result_check import ResultCheck
from kinerja.reports.working_time import works_for
from kinerja.rules.access import Action, Actor
from kinerja.rules.reporting import check_decidable
from kinerja.rules.result_checks import check_in_time, check_recommendation, due_on
from kinerja.services.audit import record
from kinerja.services.authority import authorise, valid_on
from kinerja.services.telling import Notice, tell


def ask_leaders(
    session: Session,
    report: ProgressReport,
    raters: Collection[int],
    *,
    now: datetime,
    today: date,
) -> None:
    """Ask the leaders of a sent report's results to check them, a notice a leader.

    Who rates the post sees everything anyway, and nobody checks their own. Who does not use the assistant
    is not waited for. A report that is sent again is asked about again; a recommendation stays until it
    is replaced.
    """
    rows = session.exec(
        select(ReportLine.id, PlannedResult.leader_id)
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(
            col(ReportLine.report_id) == report.id,
            col(PlannedResult.leader_id).is_not(None),
            col(PlannedResult.leader_id).not_in({*raters, report.person_id}),
            valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
        )
        .order_by(col(ReportLine.ordinal))
    )
    lines: dict[int, list[int]] = defaultdict(list)
    for line_id, leader_id in rows:
        lines[leader_id or 0].append(line_id or 0)
    for leader_id, line_ids in lines.items():
        if not _tell_leader(session, report, leader_id, line_ids[0], now):
            continue
        due = due_on(today, works_for(session, leader_id, today))
        for line_id in line_ids:
            _ask(session, line_id, leader_id, now, due)


def check_result(
    session: Session,
    actor: Actor,
    line_id: int,
    recommendation: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Note that the leader has checked a result, with a recommendation in words or without.

    Refused once the report was decided, and after the last day to check. Checking again replaces the
    words.
    """
    report = session.exec(
        select(ProgressReport)
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .where(col(ReportLine.id) == line_id)
        .with_for_update(of=ProgressReport)
    ).first()
    if report is None:
        raise Unknown
    authorise(session, actor, Action.CHECK_RESULT, report.person_id, today, line_id=line_id)
    check = _check_of(session, line_id, actor.person_id or 0)
    if check is None:
        raise Unknown
    check_decidable(report.status, report.number)
    check_in_time(check.due_on, today)
    check.recommendation = check_recommendation(recommendation)
    is_first, check.checked_at = check.checked_at is None, now
    session.flush()
    if is_first and not _still_with_leaders(session, report, today):
        _tell_raters(session, report, now, today)
    record(session, actor, "check", "report_line", line_id, person_id=report.person_id, now=now)


def _still_with_leaders(session: Session, report: ProgressReport, today: date) -> bool:
    waiting = session.exec(
        select(ResultCheck.id)
        .join(ReportLine, col(ReportLine.id) == col(ResultCheck.line_id))
        .where(
            col(ReportLine.report_id) == report.id,
            col(ResultCheck.checked_at).is_(None),
            col(ResultCheck.due_on) >= today,
        )
        .limit(1)
    )
    return waiting.first() is not None


def _tell_raters(session: Session, report: ProgressReport, now: datetime, today: date) -> None:
    name = session.exec(select(Person.name).where(col(Person.id) == report.person_id)).one()
    raters = session.exec(
        select(RaterAssignment.rater_id).where(
            col(RaterAssignment.position_id) == report.position_id,
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    for rater_id in raters:
        tell(
            session,
            rater_id,
            Notice.RESULTS_CHECKED,
            key=f"results-checked:{report.id}:{now.isoformat()}:{rater_id}",
            now=now,
            report_id=report.id,
            name=name,
            month=Month(report.period),
        )


def _ask(session: Session, line_id: int, leader_id: int, now: datetime, due: date) -> None:
    check = _check_of(session, line_id, leader_id)
    if check is None:
        check = ResultCheck(line_id=line_id, leader_id=leader_id, asked_at=now, due_on=due)
        session.add(check)
    check.asked_at, check.due_on, check.checked_at = now, due, None


def _check_of(session: Session, line_id: int, leader_id: int) -> ResultCheck | None:
    return session.exec(
        select(ResultCheck)
        .where(col(ResultCheck.line_id) == line_id, col(ResultCheck.leader_id) == leader_id)
        .with_for_update()
    ).first()


def _tell_leader(
    session: Session, report: ProgressReport, leader_id: int, line_id: int, now: datetime
) -> bool:
    name = session.exec(select(Person.name).where(col(Person.id) == report.person_id)).one()
    return tell(
        session,
        leader_id,
        Notice.RESULT_TO_CHECK,
        key=f"result-to-check:{report.id}:{now.isoformat()}:{leader_id}",
        now=now,
        line_id=line_id,
        name=name,
        month=Month(report.period),
    )
