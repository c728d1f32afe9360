"""Obstacles: raised with a report, open until they are closed."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Obstacle, PlannedResult, ProgressReport, ReportLine
from kinerja.rules.access import Action, Actor
from kinerja.services.audit import record
from kinerja.services.authority import authorise

LONGEST = 1000


def raise_obstacle(
    session: Session,
    actor: Actor,
    line_id: int,
    text: str,
    help_needed: str,
    *,
    now: datetime,
    today: date,
) -> int:
    """Record what is in the way of a line's result and the help that is needed; return its id.

    An open obstacle of the same line is changed instead of raising a second one.
    """
    found = session.exec(
        select(ProgressReport, PlannedResult.lineage)
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(col(ReportLine.id) == line_id)
    ).first()
    if found is None:
        raise Unknown
    report, lineage = found
    authorise(session, actor, Action.WRITE_REPORT, report.person_id, today)
    if not text.strip():
        raise Refused(N_("Please write in a sentence what is in the way."))
    obstacle = session.exec(
        select(Obstacle).where(
            col(Obstacle.raised_line_id) == line_id, col(Obstacle.closed_at).is_(None)
        )
    ).first()
    if obstacle is None:
        obstacle = Obstacle(
            person_id=report.person_id,
            position_id=report.position_id,
            lineage=lineage,
            raised_line_id=line_id,
            text="",
            opened_at=now,
        )
        session.add(obstacle)
    obstacle.text, obstacle.help_needed = text.strip()[:LONGEST], help_needed.strip()[:LONGEST]
    session.flush()
    if obstacle.id is None:
        raise LookupError("an obstacle without an id")
    record(session, actor, "raise", "obstacle", obstacle.id, person_id=report.person_id, now=now)
    return obstacle.id


def close_obstacle(
    session: Session, actor: Actor, obstacle_id: int, *, now: datetime, today: date
) -> None:
    """Close an obstacle; its owner or their rater may, closing twice changes nothing."""
    obstacle = session.get(Obstacle, obstacle_id)
    if obstacle is None:
        raise Unknown
    authorise(session, actor, Action.CLOSE_OBSTACLE, obstacle.person_id, today)
    if obstacle.closed_at is None:
        obstacle.closed_at, obstacle.closed_by_id = now, actor.person_id
        record(
            session, actor, "close", "obstacle", obstacle_id, person_id=obstacle.person_id, now=now
        )
