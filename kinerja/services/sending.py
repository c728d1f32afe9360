"""Sending a report to the rater, and taking it back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import bindparam
from sqlmodel import Session, col, select, update

from kinerja.database import read
from kinerja.errors import N_, Refused, Unknown
from kinerja.messages import Month
from kinerja.models import (
    LogEntry,
    Person,
    PlannedResult,
    ProgressReport,
    RaterAssignment,
    ReportLine,
    ReportStatus,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import last_of_month
from kinerja.rules.reporting import (
    check_complete,
    check_has_results,
    comes_late,
    gathered_note,
    state_before,
)
from kinerja.services.authority import authorise, valid_on
from kinerja.services.log_evidence import hand_to_lines, take_from_lines
from kinerja.services.numbers import number_of
from kinerja.services.report_content import note_content
from kinerja.services.report_windows import has_missed
from kinerja.services.result_checks import ask_leaders
from kinerja.services.signing import sign, sign_open
from kinerja.services.telling import Notice, tell

_RATERS = (
    select(RaterAssignment.rater_id, Person.name, RaterAssignment.stands_for_id)
    .join(Person, col(Person.id) == col(RaterAssignment.rater_id))
    .where(
        col(RaterAssignment.position_id) == bindparam("position"),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, bindparam("day")),  # type: ignore[arg-type]
    )
    .order_by(col(RaterAssignment.id))
)


@dataclass(frozen=True, slots=True)
class Receipt:
    """What the employee gets for a report that was sent; ``readers`` are the raters' names.

    ``missing`` are those of them who do not use the assistant, so that nobody told them.
    """

    number: str
    period: date
    submitted_at: datetime
    late: bool
    readers: tuple[str, ...]
    missing: tuple[str, ...] = ()


def submit_report(
    session: Session,
    actor: Actor,
    report_id: int,
    *,
    now: datetime,
    today: date,
    closes_day: int,
) -> Receipt:
    """Send a report to the present raters of its position.

    ``closes_day`` is the day of the month after on which the window closes; what had closed before the
    author came into the system is never late. Notes left empty are filled
    with the month's logs, which from then on cannot be changed. Refused where a result has no answer,
    and where the report was sent before (with its number).
    """
    report = _locked(session, actor, report_id, today)
    if report.status is not ReportStatus.DRAFT:
        raise Refused(
            N_("This report was already sent; its number is {number}."), number=report.number
        )
    lines = session.exec(
        select(ReportLine, PlannedResult.lineage)
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(col(ReportLine.report_id) == report_id)
        .order_by(col(ReportLine.ordinal))
    ).all()
    check_has_results(len(lines))
    check_complete([line.ordinal for line, _ in lines if line.measured is None])
    _gather_logs(session, report, [(line, lineage) for line, lineage in lines])
    earlier = _version_before(session, report)
    if earlier is not None:
        earlier.status = ReportStatus.REPLACED
        _sign(session, actor, "replace", earlier, now)
    author = session.get_one(Person, report.person_id)
    closed = has_missed(session, report, author.joined_on, today, closes_day)
    report.status, report.submitted_at = ReportStatus.SUBMITTED, now
    session.flush()
    note_content(session, report, earlier, now)
    report.late = comes_late(earlier, today, window_closed=closed)
    readers = raters_of(session, report.position_id, today)
    missing = tuple(name for key, name in readers if not _tell_sent(session, report, key, now))
    ask_leaders(session, report, {key for key, _name in readers}, now=now, today=today)
    _sign(session, actor, "submit", report, now)
    return Receipt(
        report.number,
        report.period,
        now,
        report.late,
        readers=tuple(name for _id, name in readers),
        missing=missing,
    )


def _tell_sent(session: Session, report: ProgressReport, rater_id: int, now: datetime) -> bool:
    return tell(
        session,
        rater_id,
        Notice.REPORT_SUBMITTED,
        key=f"report-submitted:{report.id}:{now.isoformat()}:{rater_id}",
        now=now,
        report_id=report.id,
        name=_name_of(session, report.person_id),
        month=Month(report.period),
    )


def take_back(
    session: Session, actor: Actor, report_id: int, *, now: datetime, today: date
) -> None:
    """Take a sent report back to change it, until the rater has accepted or returned it.

    The version it replaced is again what the rater decided it to be. Taking back twice changes nothing.
    """
    report = _locked(session, actor, report_id, today)
    if report.status is ReportStatus.DRAFT:
        return
    if report.status is not ReportStatus.SUBMITTED:
        raise Refused(
            N_("Your superior has already dealt with report {number}, so it stays as it is."),
            number=report.number,
        )
    report.status, report.submitted_at, report.late = ReportStatus.DRAFT, None, False
    earlier = _version_before(session, report)
    if earlier is not None:
        earlier.status = state_before(earlier)
        _sign(session, actor, "restore", earlier, now)
    take_from_lines(session, report_id)
    session.exec(
        update(LogEntry).where(col(LogEntry.report_id) == report_id).values(report_id=None)
    )
    for person_id, _name in raters_of(session, report.position_id, today):
        tell(
            session,
            person_id,
            Notice.REPORT_WITHDRAWN,
            key=f"report-withdrawn:{report.id}:{now.isoformat()}:{person_id}",
            now=now,
            name=_name_of(session, report.person_id),
            month=Month(report.period),
        )
    sign_open(session, actor, "take_back", "report", report_id, person_id=report.person_id, now=now)


def raters_of(session: Session, position_id: int, today: date) -> Sequence[tuple[int, str]]:
    """Return the ids and names of those who act as raters of a position today."""
    found = read(session, _RATERS, position=position_id, day=today)
    return list({row.rater_id: (row.rater_id, row.name) for row in found}.values())


def superiors_named(session: Session, position_id: int, today: date) -> set[int]:
    """Return who rates a position today, and for whom they stand in."""
    found = read(session, _RATERS, position=position_id, day=today)
    return {one for row in found for one in (row.rater_id, row.stands_for_id) if one is not None}


def _sign(
    session: Session, actor: Actor, action: str, report: ProgressReport, now: datetime
) -> None:
    report_id = number_of(report)
    sign(session, actor, action, "report", report_id, person_id=report.person_id, now=now)


def _locked(session: Session, actor: Actor, report_id: int, today: date) -> ProgressReport:
    report = session.get(ProgressReport, report_id, with_for_update=True)
    if report is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_REPORT, report.person_id, today)
    return report


def _gather_logs(
    session: Session, report: ProgressReport, lines: Sequence[tuple[ReportLine, str]]
) -> None:
    in_month = (
        col(LogEntry.person_id) == report.person_id,
        col(LogEntry.day).between(report.period, last_of_month(report.period)),
        col(LogEntry.deleted_at).is_(None),
        col(LogEntry.report_id).is_(None),
        col(LogEntry.lineage).in_([lineage for _line, lineage in lines])
        | (
            col(LogEntry.lineage).is_(None)
            & (
                (col(LogEntry.position_id) == report.position_id)
                | col(LogEntry.position_id).is_(None)
            )
        ),
    )
    logs = session.exec(select(LogEntry).where(*in_month).order_by(col(LogEntry.day))).all()
    for line, lineage in lines:
        texts = [log.text for log in logs if log.lineage == lineage]
        if not line.note:
            line.note = gathered_note(texts)
    line_of = {lineage: number_of(line) for line, lineage in lines}
    for log in logs:
        log.report_id = report.id
    hand_to_lines(
        session,
        {number_of(log): line_of[log.lineage] for log in logs if log.lineage in line_of},
    )


def _version_before(session: Session, report: ProgressReport) -> ProgressReport | None:
    return session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.position_id) == report.position_id,
            col(ProgressReport.period) == report.period,
            col(ProgressReport.version) == report.version - 1,
        )
        .with_for_update()
    ).first()


def _name_of(session: Session, person_id: int) -> str:
    return session.exec(select(Person.name).where(col(Person.id) == person_id)).one()
