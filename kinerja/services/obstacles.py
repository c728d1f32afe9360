"""Obstacles: raised with a report, open until they are closed."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Obstacle, PlannedResult, ProgressReport, ReportLine
from kinerja.rules.access import Action, Actor
from kinerja.rules.reporting import check_length
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.helping import ask_for_help
from kinerja.services.in_charge import charge_of
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell

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

    A result has one open obstacle at a time: one that is open since an earlier month, or in an earlier
    version of the report, is changed instead of raising a second. Whoever is in charge is told at once
    that help is asked for, before the report is sent.
    """
    report, lineage = _about(session, line_id)
    authorise(session, actor, Action.WRITE_REPORT, report.person_id, today)
    if not text.strip():
        raise Refused(N_("Please write in a sentence what is in the way."))
    text, help_needed = check_length(text, LONGEST), check_length(help_needed, LONGEST)
    obstacle = _open_one(session, report.position_id, lineage)
    if obstacle is None:
        obstacle = Obstacle(
            person_id=report.person_id,
            position_id=report.position_id,
            lineage=lineage,
            raised_line_id=line_id,
            text=text,
            opened_at=now,
        )
        session.add(obstacle)
    asks_anew = bool(help_needed) and help_needed != obstacle.help_needed
    obstacle.text, obstacle.help_needed = text, help_needed
    if asks_anew or not help_needed:
        obstacle.asked_at = now if asks_anew else None
    session.flush()
    if asks_anew:
        ask_for_help(session, obstacle, charge_of(session, obstacle, today).people, now)
    record(session, actor, "raise", "obstacle", obstacle.id, person_id=report.person_id, now=now)
    return number_of(obstacle)


def close_obstacle(
    session: Session, actor: Actor, obstacle_id: int, *, now: datetime, today: date
) -> None:
    """Close an obstacle; its owner or who may help with it can, closing twice changes nothing.

    The other side is told: the owner, or whoever was asked for help.
    """
    obstacle = session.get(Obstacle, obstacle_id, with_for_update=True)
    if obstacle is None:
        raise Unknown
    charge = charge_of(session, obstacle, today)
    authorise(
        session,
        actor,
        Action.CLOSE_OBSTACLE,
        obstacle.person_id,
        today,
        position_id=obstacle.position_id,
        helpers=charge.involved,
    )
    if obstacle.closed_at is not None:
        return
    obstacle.closed_at, obstacle.closed_by_id = now, actor.person_id
    told: tuple[int, ...] = (obstacle.person_id,)
    if actor.person_id == obstacle.person_id:
        told = charge.people if obstacle.help_needed else ()
    for person_id in told:
        tell(
            session,
            person_id,
            Notice.OBSTACLE_CLOSED,
            key=f"obstacle-closed:{obstacle_id}:{person_id}",
            now=now,
            obstacle_id=obstacle_id,
        )
    record(session, actor, "close", "obstacle", obstacle_id, person_id=obstacle.person_id, now=now)


def _open_one(session: Session, position_id: int, lineage: str) -> Obstacle | None:
    return session.exec(
        select(Obstacle)
        .where(
            col(Obstacle.position_id) == position_id,
            col(Obstacle.lineage) == lineage,
            col(Obstacle.closed_at).is_(None),
        )
        .order_by(col(Obstacle.id).desc())
        .limit(1)
        .with_for_update()
    ).first()


def _about(session: Session, line_id: int) -> tuple[ProgressReport, str]:
    found = session.exec(
        select(ProgressReport, PlannedResult.lineage)
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(col(ReportLine.id) == line_id)
    ).first()
    if found is None:
        raise Unknown
    report, lineage = found
    return report, lineage
