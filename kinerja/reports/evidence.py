"""Evidence of a report as its author, the rater and an auditor see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Evidence, EvidenceKind, PlannedResult, ProgressReport, ReportLine
from kinerja.models.report import ReportStatus
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """A piece of evidence; a ``stripped`` file is shown from our copy only, never by ``file_id``."""

    id: int
    line_id: int
    number: int
    result: str
    kind: EvidenceKind
    reference: str
    sha256: str | None
    file_id: str | None
    file_name: str
    media_type: str
    size: int
    stripped: bool
    album: str | None
    added_at: datetime
    removable: bool


def evidence_of(session: Session, actor: Actor, report_id: int, today: date) -> list[EvidenceView]:
    """Return a report's evidence in the order of its results."""
    report = session.get(ProgressReport, report_id)
    if report is None:
        raise Unknown
    _authorise(session, actor, report, today)
    return _views(session, actor, report, col(ReportLine.report_id) == report_id)


def evidence_card(session: Session, actor: Actor, evidence_id: int, today: date) -> EvidenceView:
    """Return one piece of evidence of a report."""
    report = session.exec(
        select(ProgressReport)
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .join(Evidence, col(Evidence.line_id) == col(ReportLine.id))
        .where(col(Evidence.id) == evidence_id, col(Evidence.removed_at).is_(None))
    ).first()
    if report is None:
        raise Unknown
    _authorise(session, actor, report, today)
    return _views(session, actor, report, col(Evidence.id) == evidence_id)[0]


def _authorise(session: Session, actor: Actor, report: ProgressReport, today: date) -> None:
    authorise(session, actor, Action.READ_EVIDENCE, report.person_id, today)
    if report.status is ReportStatus.DRAFT and actor.person_id != report.person_id:
        raise Unknown


def _views(
    session: Session, actor: Actor, report: ProgressReport, which: ColumnElement[bool]
) -> list[EvidenceView]:
    rows = session.exec(
        select(Evidence, ReportLine.ordinal, PlannedResult.text)
        .join(ReportLine, col(ReportLine.id) == col(Evidence.line_id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(which, col(Evidence.removed_at).is_(None))
        .order_by(col(ReportLine.ordinal), col(Evidence.id))
    )
    removable = actor.person_id == report.person_id and report.status not in (
        ReportStatus.ACCEPTED,
        ReportStatus.REPLACED,
    )
    return [
        EvidenceView(
            id=piece.id or 0,
            line_id=piece.line_id or 0,
            number=number,
            result=text,
            kind=piece.kind,
            reference=piece.reference,
            sha256=piece.sha256,
            file_id=piece.file_id,
            file_name=piece.file_name,
            media_type=piece.media_type,
            size=piece.size,
            stripped=piece.stripped,
            album=piece.album,
            added_at=piece.added_at,
            removable=removable,
        )
        for piece, number, text in rows
    ]
