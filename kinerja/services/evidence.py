"""Evidence of a report's line: added while the report is written, removed until it is accepted."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Evidence, ProgressReport, ReportLine, ReportStatus
from kinerja.rules.access import Action, Actor
from kinerja.rules.evidence import EvidencePiece, check_content, check_count, check_policy
from kinerja.rules.evidence_pieces import count_of, is_one_more, is_same
from kinerja.rules.reporting import check_editable
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.evidence_policy import policy_at
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign


def check_piece(
    session: Session,
    actor: Actor,
    line_id: int,
    piece: EvidencePiece,
    waiting: int,
    today: date,
) -> None:
    """Refuse what ``add_evidence`` would refuse, while ``waiting`` pieces are not added yet."""
    report = _editable_report(session, actor, line_id, today)
    check_policy(policy_at(session, report.position_id), piece)
    check_content(piece)
    present = _present(session, report)
    if is_one_more(piece, present):
        check_count(count_of(present) + waiting)


def add_evidence(
    session: Session,
    actor: Actor,
    line_id: int,
    piece: EvidencePiece,
    *,
    now: datetime,
    today: date,
) -> int:
    """Add a piece of evidence to a line of a report that is being written; return its id.

    Refused for files where the unit keeps none, and beyond ten pieces a report. The same piece of a
    line is kept once.
    """
    report = _editable_report(session, actor, line_id, today)
    present = _present(session, report)
    for known in present:
        if known.line_id == line_id and is_same(known, piece):
            return number_of(known)
    check_piece(session, actor, line_id, piece, 0, today)
    evidence = Evidence(
        person_id=report.person_id,
        line_id=line_id,
        added_at=now,
        **asdict(replace(piece, file_name=piece.file_name[-200:])),
    )
    session.add(evidence)
    session.flush()
    record(session, actor, "add", "evidence", evidence.id, person_id=report.person_id, now=now)
    return number_of(evidence)


def remove_evidence(
    session: Session, actor: Actor, evidence_id: int, *, now: datetime, today: date
) -> None:
    """Remove a piece of evidence, until its report is accepted; removing twice changes nothing.

    Versions of the report that were returned lose it, too, and what it said is emptied; its file is erased
    later by ``erasing``.
    """
    evidence = session.get(Evidence, evidence_id)
    if evidence is None or evidence.line_id is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_REPORT, evidence.person_id, today)
    report = _report_of(session, evidence.line_id)
    if evidence.removed_at is not None:
        return
    if report.status in (ReportStatus.ACCEPTED, ReportStatus.REPLACED):
        raise Refused(
            N_(
                "Report {number} is closed, so its evidence stays. Open the month again to write a "
                "correction."
            ),
            number=report.number,
        )
    copies = _copies(session, report, evidence)
    for piece in (evidence, *copies):
        piece.removed_at = now
        piece.reference, piece.file_name, piece.file_id = "", "", None
    record(session, actor, "remove", "evidence", evidence_id, person_id=report.person_id, now=now)
    _sign_again(session, actor, [report, *_reports_of(session, copies)], now)


def _sign_again(
    session: Session, actor: Actor, reports: list[ProgressReport], now: datetime
) -> None:
    """Sign what reports say without the evidence; a draft was not signed before."""
    for report in reports:
        if report.status is not ReportStatus.DRAFT:
            report_id, of = number_of(report), report.person_id
            sign(session, actor, "lose_evidence", "report", report_id, person_id=of, now=now)


def _reports_of(session: Session, pieces: list[Evidence]) -> list[ProgressReport]:
    return list(
        session.exec(
            select(ProgressReport)
            .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
            .where(col(ReportLine.id).in_([piece.line_id for piece in pieces]))
            .order_by(col(ProgressReport.id))
            .distinct()
        )
    )


def _editable_report(session: Session, actor: Actor, line_id: int, today: date) -> ProgressReport:
    report = _report_of(session, line_id)
    authorise(session, actor, Action.WRITE_REPORT, report.person_id, today)
    check_editable(report.status)
    return report


def _report_of(session: Session, line_id: int) -> ProgressReport:
    report = session.exec(
        select(ProgressReport)
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .where(col(ReportLine.id) == line_id)
        .with_for_update(of=ProgressReport)
    ).first()
    if report is None:
        raise Unknown
    return report


def _present(session: Session, report: ProgressReport) -> list[Evidence]:
    return list(
        session.exec(
            select(Evidence)
            .join(ReportLine, col(ReportLine.id) == col(Evidence.line_id))
            .where(col(ReportLine.report_id) == report.id, col(Evidence.removed_at).is_(None))
        )
    )


def _copies(session: Session, report: ProgressReport, evidence: Evidence) -> list[Evidence]:
    """Return the same piece in versions of the report that were never accepted."""
    never_accepted = col(ProgressReport.complete_until).is_not(None) | col(
        ProgressReport.status
    ).not_in([ReportStatus.ACCEPTED, ReportStatus.REPLACED])
    rows = session.exec(
        select(Evidence)
        .join(ReportLine, col(ReportLine.id) == col(Evidence.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .where(
            col(ProgressReport.position_id) == report.position_id,
            col(ProgressReport.period) == report.period,
            col(ProgressReport.id) != report.id,
            never_accepted,
            col(Evidence.removed_at).is_(None),
        )
    )
    return [row for row in rows if is_same(row, evidence)]
