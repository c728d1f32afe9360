"""The evidence of a report, piece by piece."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Evidence, ProgressReport, ReportLine, ReportStatus
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


def evidence_of(
    session: Session, actor: Actor, report_id: int, today: date
) -> list[tuple[int, Evidence]]:
    """Return the pieces of a report in their order, each with the number of its result."""
    report = session.get(ProgressReport, report_id)
    if report is None:
        raise Unknown
    authorise(
        session,
        actor,
        Action.READ_EVIDENCE,
        report.person_id,
        today,
        position_id=report.position_id,
    )
    if report.status is ReportStatus.DRAFT and actor.person_id != report.person_id:
        raise Unknown
    rows = session.exec(
        select(ReportLine.ordinal, Evidence)
        .join(Evidence, col(Evidence.line_id) == col(ReportLine.id))
        .where(col(ReportLine.report_id) == report_id, col(Evidence.removed_at).is_(None))
        .order_by(col(ReportLine.ordinal), col(Evidence.id))
    )
    return [(ordinal, piece) for ordinal, piece in rows]
