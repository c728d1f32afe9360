"""A helper prepares words for the rater's feedback on a report; the rater alone sends any."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import PreparedWords, ProgressReport, ReportStatus
from kinerja.rules.access import Action, Actor
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.handing_over import check_note


def prepare_words(
    session: Session, actor: Actor, report_id: int, text: str, *, now: datetime, today: date
) -> None:
    """Keep words for the rater of a report that waits; writing again replaces them."""
    report = session.get(ProgressReport, report_id, with_for_update=True)
    if report is None:
        raise Unknown
    authorise(
        session,
        actor,
        Action.PREPARE_WORDS,
        report.person_id,
        today,
        position_id=report.position_id,
    )
    if report.status is not ReportStatus.SUBMITTED:
        raise Unknown
    checked = check_note(text)
    row = session.exec(
        select(PreparedWords).where(
            col(PreparedWords.report_id) == report_id,
            col(PreparedWords.author_id) == actor.person_id,
        )
    ).first() or PreparedWords(
        report_id=report_id, author_id=actor.person_id or 0, text="", written_at=now
    )
    row.text, row.written_at = checked, now
    session.add(row)
    session.flush()
    record(session, actor, "prepare", "report", report_id, person_id=report.person_id, now=now)
