"""The days of a development plan: actions that are due, and what is asked sixty days after a course."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from kinerja.models import (
    DevelopmentAction,
    DevelopmentGoal,
    Learning,
    LearningState,
    LearningUse,
    Priority,
)
from kinerja.models.development import UseMoment
from kinerja.reports.working_time import PersonTime, days_present, times_of
from kinerja.rules.development import AHEAD, LATE, reminder_day
from kinerja.rules.periods import in_quiet_hours, local_date
from kinerja.services.telling import Notice, tell

_EASTERNMOST = "Asia/Jayapura"
"""The zone in which a day begins first."""
_AT_A_TIME = 500


def tell_of_development(session: Session, *, now: datetime) -> int:
    """Remind people of actions and questions that are due, on a day they work, from their own hour on.

    Everything is told once: a row remembers the day it was told for. Return how many messages that makes.
    """
    latest = local_date(now, _EASTERNMOST)
    actions, uses = _actions(session, latest), _uses(session, latest)
    people = sorted({one for _row, one in actions} | {one for _row, one in uses})
    if not people:
        return 0
    told = 0
    for person_id, today in _awake(session, people, now).items():
        told += _remind(
            session, [row for row, of in actions if of == person_id], person_id, today, now
        )
        told += _ask(session, [row for row, of in uses if of == person_id], person_id, today, now)
    return told


def _actions(session: Session, latest: date) -> Sequence[tuple[DevelopmentAction, int]]:
    rows = session.exec(
        select(DevelopmentAction, col(DevelopmentGoal.person_id))
        .join(DevelopmentGoal, col(DevelopmentGoal.id) == col(DevelopmentAction.goal_id))
        .where(
            col(DevelopmentAction.due_on).between(
                latest - LATE - timedelta(days=1), latest + AHEAD
            ),
            col(DevelopmentAction.done_at).is_(None),
            col(DevelopmentAction.dropped_at).is_(None),
            col(DevelopmentGoal.closed_at).is_(None),
            col(DevelopmentAction.reminded_on).is_(None)
            | (
                (col(DevelopmentAction.reminded_on) < col(DevelopmentAction.due_on))
                & (col(DevelopmentAction.due_on) <= latest)
            ),
        )
        .order_by(col(DevelopmentAction.id))
        .limit(_AT_A_TIME)
    )
    return rows.all()


def _uses(session: Session, latest: date) -> Sequence[tuple[LearningUse, int]]:
    rows = session.exec(
        select(LearningUse, col(Learning.person_id))
        .join(Learning, col(Learning.id) == col(LearningUse.learning_id))
        .where(
            col(LearningUse.moment) == UseMoment.LATER,
            col(LearningUse.told_at).is_(None),
            col(LearningUse.answered_at).is_(None),
            col(LearningUse.asked_on).between(latest - LATE - timedelta(days=1), latest),
            col(Learning.deleted_at).is_(None),
            col(Learning.state) != LearningState.RETURNED,
        )
        .order_by(col(LearningUse.id))
        .limit(_AT_A_TIME)
    )
    return rows.all()


def _awake(session: Session, people: Sequence[int], now: datetime) -> dict[int, date]:
    """Return the local day of those who may be told now: at work, from their hour on, outside quiet hours."""
    latest = local_date(now, _EASTERNMOST)
    times = times_of(session, people, latest)
    works = days_present(session, people, latest - timedelta(days=1), latest)
    found = {}
    for person_id, time in times.items():
        day = local_date(now, time.zone)
        if _is_hour(time, now) and works[person_id](day):
            found[person_id] = day
    return found


def _is_hour(time: PersonTime, now: datetime) -> bool:
    hour = now.astimezone(ZoneInfo(time.zone)).time()
    return hour >= time.hour and not in_quiet_hours(hour, time.quiet_from, time.quiet_until)


def _remind(
    session: Session, due: Sequence[DevelopmentAction], person_id: int, today: date, now: datetime
) -> int:
    """Tell somebody once of all actions that are due, in one message without a word of them."""
    days = [(row, reminder_day(row.due_on, row.reminded_on, today)) for row in due]
    found = [(row, day) for row, day in days if day is not None]
    if not found:
        return 0
    for row, day in found:
        row.reminded_on = day
    first = found[0][0]
    told: dict[str, Any] = {"count": len(found), "goal_id": first.goal_id}
    key = f"actions-due:{person_id}:{today.isoformat()}:{first.id}"
    notice = Notice.ACTIONS_DUE
    tell(session, person_id, notice, key=key, now=now, priority=Priority.REMINDER, **told)
    return 1


def _ask(
    session: Session, asked: Sequence[LearningUse], person_id: int, today: date, now: datetime
) -> int:
    found = [row for row in asked if row.asked_on <= today]
    for row in found:
        row.told_at = now
        key, notice = f"use-asked:{row.id}", Notice.USE_ASKED
        told: dict[str, Any] = {"learning_id": row.learning_id}
        tell(session, person_id, notice, key=key, now=now, priority=Priority.REMINDER, **told)
    return len(found)
