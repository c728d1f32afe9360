"""Quick logs: noted, changed and deleted until a report has gathered them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    LogEntry,
    PerformancePlan,
    PlannedResult,
    Position,
    ProgressReport,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.logs import LogContent, check_log, check_not_gathered
from kinerja.rules.plan_states import IN_FORCE
from kinerja.services.audit import record
from kinerja.services.authority import authorise, valid_on
from kinerja.services.numbers import number_of
from kinerja.services.report_windows import logs_open_from


def add_log(
    session: Session,
    actor: Actor,
    content: LogContent,
    *,
    now: datetime,
    today: date,
    closes_day: int,
) -> int:
    """Note what the actor did on a day; return the log's id.

    The day lies in the present month, or in the month before while its window is open for the actor's
    unit, by the cycle or until ``closes_day``.
    """
    if actor.person_id is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LOG, actor.person_id, today)
    open_from = logs_open_from(session, actor, today, closes_day)
    checked = check_log(content, today, open_from)
    log = LogEntry(
        person_id=actor.person_id,
        position_id=_position_of(session, actor.person_id, checked),
        created_at=now,
        **asdict(checked),
    )
    session.add(log)
    session.flush()
    record(session, actor, "add", "log", log.id, person_id=log.person_id, now=now)
    return number_of(log)


def edit_log(
    session: Session,
    actor: Actor,
    log_id: int,
    content: LogContent,
    *,
    now: datetime,
    today: date,
    closes_day: int,
) -> None:
    """Replace what a log says, until a report has gathered it."""
    log = _changeable(session, actor, log_id, today)
    open_from = logs_open_from(session, actor, today, closes_day)
    checked = check_log(content, today, open_from)
    log.position_id = _position_of(session, log.person_id, checked)
    for name, value in asdict(checked).items():
        setattr(log, name, value)
    log.changed_at = now
    record(session, actor, "edit", "log", log_id, person_id=log.person_id, now=now)


def delete_log(session: Session, actor: Actor, log_id: int, *, now: datetime, today: date) -> None:
    """Delete a log, until a report has gathered it."""
    log = _changeable(session, actor, log_id, today)
    log.deleted_at = now
    record(session, actor, "delete", "log", log_id, person_id=log.person_id, now=now)


def restore_log(session: Session, actor: Actor, log_id: int, *, now: datetime, today: date) -> None:
    """Bring back a log that was deleted by a slip; bringing it back twice changes nothing."""
    log = session.get(LogEntry, log_id, with_for_update=True)
    if log is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LOG, log.person_id, today)
    if log.deleted_at is None:
        return
    log.deleted_at = None
    record(session, actor, "restore", "log", log_id, person_id=log.person_id, now=now)


def _changeable(session: Session, actor: Actor, log_id: int, today: date) -> LogEntry:
    log = session.get(LogEntry, log_id, with_for_update=True)
    if log is None or log.deleted_at is not None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LOG, log.person_id, today)
    check_not_gathered(
        session.exec(
            select(ProgressReport.number).where(col(ProgressReport.id) == log.report_id)
        ).first()
    )
    return log


def _position_of(session: Session, person_id: int, content: LogContent) -> int | None:
    """Return the post a log belongs to: that of its result, else the only one of the day."""
    if content.lineage is not None:
        return _position_of_result(session, person_id, content.lineage, content.day)
    posts = session.exec(
        select(Position.id).where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, content.day),
        )
    ).all()
    return posts[0] if len(posts) == 1 else None


def _position_of_result(session: Session, person_id: int, lineage: str, day: date) -> int:
    found = session.exec(
        select(PerformancePlan.position_id)
        .join(PlannedResult, col(PlannedResult.plan_id) == col(PerformancePlan.id))
        .where(
            col(PlannedResult.lineage) == lineage,
            col(PerformancePlan.person_id) == person_id,
            col(PerformancePlan.starts_on) <= day,
            col(PerformancePlan.ends_on) >= day,
            col(PerformancePlan.status).in_(IN_FORCE),
        )
    ).first()
    if found is None:
        raise Unknown
    return found
