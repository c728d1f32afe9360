"""Marking evidence: accepted, to be completed, unsuitable; what was marked last can be undone."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.messages import Month
from kinerja.models import Evidence, ProgressReport, ReportLine, ReportStatus
from kinerja.models.evidence import EvidenceMark
from kinerja.rules.access import Action, Actor
from kinerja.rules.marks import check_mark_reason
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.telling import Notice, tell

_OPEN = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED)


def mark_evidence(
    session: Session,
    actor: Actor,
    evidence_id: int,
    mark: EvidenceMark,
    reason: str = "",
    *,
    now: datetime,
    today: date,
) -> None:
    """Note what a reviewer found in a piece of evidence; never a rating.

    Anything but *accepted* needs a reason. The author is told once a report, without content.
    """
    piece, report = _markable(session, actor, evidence_id, today)
    reason = check_mark_reason(mark, reason)
    piece.mark, piece.mark_reason = mark, reason
    piece.marked_by_id, piece.marked_at = actor.person_id, now
    tell(
        session,
        report.person_id,
        Notice.EVIDENCE_MARKED,
        key=f"evidence-marked:{report.id}",
        now=now,
        report_id=report.id,
        month=Month(report.period),
    )
    record(
        session,
        actor,
        "mark",
        "evidence",
        evidence_id,
        person_id=report.person_id,
        now=now,
        mark=mark.value,
    )


def unmark_evidence(
    session: Session, actor: Actor, evidence_id: int, *, now: datetime, today: date
) -> None:
    """Undo one's own mark; refused for the mark of somebody else."""
    piece, report = _markable(session, actor, evidence_id, today)
    if piece.mark is None:
        return
    if piece.marked_by_id != actor.person_id:
        raise Refused(N_("Somebody else has marked this evidence meanwhile, so it stays."))
    piece.mark, piece.mark_reason = None, ""
    piece.marked_by_id = piece.marked_at = None
    record(session, actor, "unmark", "evidence", evidence_id, person_id=report.person_id, now=now)


def _markable(
    session: Session, actor: Actor, evidence_id: int, today: date
) -> tuple[Evidence, ProgressReport]:
    found = session.exec(
        select(Evidence, ProgressReport)
        .join(ReportLine, col(ReportLine.id) == col(Evidence.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .where(col(Evidence.id) == evidence_id, col(Evidence.removed_at).is_(None))
        .with_for_update(of=Evidence)
    ).first()
    if found is None:
        raise Unknown
    piece, report = found
    authorise(
        session,
        actor,
        Action.MARK_EVIDENCE,
        report.person_id,
        today,
        position_id=report.position_id,
        line_id=piece.line_id,
    )
    if report.status not in _OPEN:
        raise Unknown
    return piece, report
