"""Results with a leader of their own: what waits for the leader, and what the rater sees of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Person,
    PlannedResult,
    ProgressReport,
    ReportLine,
    ReportStatus,
    ResultCheck,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.result_checks import is_with_leader
from kinerja.services.authority import authorise, valid_on


@dataclass(frozen=True, slots=True)
class ResultToCheck:
    """A result that waits for its leader until the end of a day."""

    line_id: int
    position_id: int
    person_name: str
    period: date
    result: str
    asked_at: datetime
    due_on: date


@dataclass(frozen=True, slots=True)
class LeaderCheck:
    """What became of a result at its leader's: checked, still there, or fallen to the rater."""

    leader_name: str
    due_on: date
    checked_at: datetime | None
    recommendation: str
    waits: bool


def results_to_check(session: Session, actor: Actor, today: date) -> list[ResultToCheck]:
    """Return what waits for the actor as leader of a result, oldest first."""
    rows = session.exec(
        select(ResultCheck, ProgressReport, PlannedResult, Person)
        .join(ReportLine, col(ReportLine.id) == col(ResultCheck.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .join(Person, col(Person.id) == col(ProgressReport.person_id))
        .where(
            col(ResultCheck.leader_id) == actor.person_id,
            col(PlannedResult.leader_id) == actor.person_id,
            valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
            col(ResultCheck.checked_at).is_(None),
            col(ResultCheck.due_on) >= today,
            col(ProgressReport.status) == ReportStatus.SUBMITTED,
        )
        .order_by(col(ResultCheck.asked_at), col(ResultCheck.id))
    )
    return [
        ResultToCheck(
            line_id=check.line_id,
            position_id=report.position_id,
            person_name=person.name,
            period=report.period,
            result=result.text,
            asked_at=check.asked_at,
            due_on=check.due_on,
        )
        for check, report, result, person in rows
    ]


def checks_of(
    session: Session, actor: Actor, report_id: int, today: date
) -> dict[int, LeaderCheck]:
    """Return what leaders said about the results of a report, by its lines; not for its author."""
    report = session.get(ProgressReport, report_id)
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
    if actor.person_id == report.person_id:
        return {}
    rows = session.exec(
        select(ResultCheck, col(Person.name))
        .join(ReportLine, col(ReportLine.id) == col(ResultCheck.line_id))
        .join(Person, col(Person.id) == col(ResultCheck.leader_id))
        .where(col(ReportLine.report_id) == report_id)
        .order_by(col(ResultCheck.id))
    )
    return {check.line_id: _said(check, name, today) for check, name in rows}


def check_of(session: Session, actor: Actor, line_id: int, today: date) -> LeaderCheck:
    """Return the actor's own check of a result they lead."""
    found = session.exec(
        select(ResultCheck, col(ProgressReport.person_id), col(Person.name))
        .join(ReportLine, col(ReportLine.id) == col(ResultCheck.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .join(Person, col(Person.id) == col(ResultCheck.leader_id))
        .where(col(ResultCheck.line_id) == line_id, col(ResultCheck.leader_id) == actor.person_id)
    ).first()
    if found is None:
        raise Unknown
    check, person_id, name = found
    authorise(session, actor, Action.CHECK_RESULT, person_id, today, line_id=line_id)
    return _said(check, name, today)


def _said(check: ResultCheck, name: str, today: date) -> LeaderCheck:
    waits = is_with_leader(check.checked_at, check.due_on, today)
    said = check.recommendation if check.checked_at is not None else ""
    return LeaderCheck(name, check.due_on, check.checked_at, said, waits)
