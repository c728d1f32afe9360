"""What somebody does for a rater as a helper: reports that wait, and the words prepared for them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Person, PreparedWords, ProgressReport, ReportStatus
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise
from kinerja.services.standing_in import posts_assisted_by


@dataclass(frozen=True, slots=True)
class ReportToPrepare:
    """A report that waits for the rater whom the reader helps; ``words`` are what the reader prepared."""

    report_id: int
    name: str
    period: date
    submitted_at: datetime
    words: str


@dataclass(frozen=True, slots=True)
class Prepared:
    """Words a helper prepared for a report."""

    author: str
    text: str


def reports_to_prepare(session: Session, actor: Actor, today: date) -> list[ReportToPrepare]:
    """Return the reports that wait for those whom the actor helps today, oldest first."""
    own = col(PreparedWords.author_id) == actor.person_id
    rows = session.exec(
        select(ProgressReport, col(Person.name), col(PreparedWords.text))
        .join(Person, col(Person.id) == col(ProgressReport.person_id))
        .join(
            PreparedWords,
            (col(PreparedWords.report_id) == col(ProgressReport.id)) & own,
            isouter=True,
        )
        .where(
            col(ProgressReport.status) == ReportStatus.SUBMITTED,
            col(ProgressReport.position_id).in_(posts_assisted_by(actor.person_id, today)),
        )
        .order_by(col(ProgressReport.submitted_at), col(ProgressReport.id))
    )
    return [
        ReportToPrepare(
            report.id or 0,
            name,
            report.period,
            report.submitted_at or report.opened_at,
            text or "",
        )
        for report, name, text in rows
    ]


def report_to_prepare(
    session: Session, actor: Actor, report_id: int, today: date
) -> ReportToPrepare:
    """Return one of these reports."""
    for one in reports_to_prepare(session, actor, today):
        if one.report_id == report_id:
            return one
    raise Unknown


def words_prepared(session: Session, actor: Actor, report_id: int, today: date) -> list[Prepared]:
    """Return what helpers prepared for a report, to whoever gives the feedback; not to its author."""
    report = session.get(ProgressReport, report_id)
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
    rows = session.exec(
        select(col(Person.name), col(PreparedWords.text))
        .join(Person, col(Person.id) == col(PreparedWords.author_id))
        .where(col(PreparedWords.report_id) == report_id)
        .order_by(col(PreparedWords.id))
    )
    return [Prepared(*one) for one in rows]
