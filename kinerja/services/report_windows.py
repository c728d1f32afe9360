"""Until when a month's report is in time: as the cycle says for the unit, else as the settings say."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Protocol

from sqlmodel import Session, col, select

from kinerja.models import Period, PeriodKind, Position, Stage, StageWindow, Unit
from kinerja.reports.leave import on_leave_all_through
from kinerja.rules.access import Actor
from kinerja.rules.periods import (
    first_of_month,
    last_of_month,
    month_before,
    was_missed,
    window_closes_on,
)
from kinerja.rules.units import nearest
from kinerja.services.authority import valid_on


class OfMonth(Protocol):
    """A report, as far as its window goes."""

    @property
    def person_id(self) -> int: ...
    @property
    def position_id(self) -> int: ...
    @property
    def period(self) -> date: ...


def closes_on(session: Session, position_id: int, month: date, closes_day: int) -> date:
    """Return the last day on which a post's report of a month is in time."""
    windows = dict(
        session.exec(
            select(StageWindow.unit_id, col(StageWindow.closes))
            .join(Period, col(Period.id) == col(StageWindow.period_id))
            .where(
                col(Period.kind) == PeriodKind.MONTH,
                col(Period.starts_on) == month,
                col(StageWindow.stage) == Stage.MONTHLY_REPORT,
            )
        ).all()
    )
    if not windows:
        return window_closes_on(month, closes_day)
    unit_id = None
    if len(windows) > 1 or None not in windows:
        post = session.get(Position, position_id)
        unit_id = post.unit_id if post is not None else None
    found = windows.get(nearest(unit_id, windows, parents_in(session)))
    return found if found is not None else window_closes_on(month, closes_day)


def parents_in(session: Session) -> Callable[[int], int | None]:
    """Return how to find the unit above one; each is read when it is asked for."""

    def parent_of(unit_id: int) -> int | None:
        unit = session.get(Unit, unit_id)
        return unit.parent_id if unit is not None else None

    return parent_of


def comes_after_closing(
    session: Session, position_id: int, month: date, today: date, closes_day: int
) -> bool:
    """Say whether a report of a month that is sent today comes after its window has closed."""
    return today > closes_on(session, position_id, month, closes_day)


def has_missed(
    session: Session, report: OfMonth, joined_on: date, today: date, closes_day: int
) -> bool:
    """Say whether somebody's window of a month has closed: never one before they came, or on leave all through."""
    closes = closes_on(session, report.position_id, report.period, closes_day)
    if not was_missed(closes, joined_on, today):
        return False
    month = report.period, last_of_month(report.period)
    return not on_leave_all_through(session, [report.person_id], *month)


def month_due(session: Session, actor: Actor, today: date, closes_day: int) -> date:
    """Return the month the actor's report is about unless they choose.

    It is the month that ended, until its window closes for their unit, else the present one; a month
    wholly on leave is not asked for.
    """
    ended = month_before(today)
    late = _has_closed(session, actor, ended, today, closes_day)
    away = on_leave_all_through(session, [actor.person_id or 0], ended, last_of_month(ended))
    return first_of_month(today) if late or away else ended


def logs_open_from(session: Session, actor: Actor, today: date, closes_day: int) -> date:
    """Return the first day the actor may still log: that of the month before, until its window closes for them."""
    ended = month_before(today)
    return first_of_month(today) if _has_closed(session, actor, ended, today, closes_day) else ended


def _has_closed(session: Session, actor: Actor, month: date, today: date, closes_day: int) -> bool:
    """Say whether the window of a month is closed for the first of the actor's present posts."""
    post = session.exec(
        select(Position.id)
        .where(
            col(Position.person_id) == actor.person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
        .limit(1)
    ).first()
    return comes_after_closing(session, post or 0, month, today, closes_day)
