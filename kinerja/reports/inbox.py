"""What waits for a rater, oldest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from kinerja.models import (
    Person,
    Position,
    ProgressReport,
    ReportStatus,
)
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report that waits for the reader's decision."""

    report_id: int
    person_name: str
    position_title: str
    period: date
    submitted_at: datetime
    version: int


def waiting_reports(session: Session, actor: Actor, today: date) -> list[WaitingReport]:
    """Return the reports that wait for the actor as present rater, oldest first."""
    rows = session.exec(
        select(ProgressReport, Person.name, Position.title)
        .join(Position, col(Position.id) == col(ProgressReport.position_id))
        .join(Person, col(Person.id) == col(ProgressReport.person_id))
        .where(*_waits_for(actor, today))
        .order_by(col(ProgressReport.submitted_at), col(ProgressReport.id))
    )
    return [
        WaitingReport(
            report.id or 0, name, title, report.period, report.submitted_at, report.version
        )
        for report, name, title in rows
        if report.submitted_at is not None
    ]


def count_waiting(session: Session, actor: Actor, today: date) -> int:
    """Return how many reports wait for the actor."""
    return session.exec(
        select(func.count()).select_from(ProgressReport).where(*_waits_for(actor, today))
    ).one()


def _waits_for(actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(ProgressReport.status) == ReportStatus.SUBMITTED,
        col(ProgressReport.person_id) != actor.person_id,
        col(ProgressReport.position_id).in_(posts_rated_by(actor.person_id, today)),
    )
