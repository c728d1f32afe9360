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
    month = month_of_unit(session, actor, today, closes_day)
    away = on_leave_all_through(session, [actor.person_id or 0], month, last_of_month(month))
    return first_of_month(today) if away else month


def month_of_unit(session: Session, actor: Actor, today: date, closes_day: int) -> date:
    """Return the month that reports in the actor's unit are about: the one that ended until its window closes."""
    ended = month_before(today)
    post = _first_post(session, actor, today)
    late = comes_after_closing(session, post, ended, today, closes_day)
    return first_of_month(today) if late else ended


def logs_open_from(session: Session, actor: Actor, today: date, closes_day: int) -> date:
    """Return the first day the actor may still log: that of the month before, until its window closes for them."""
    return month_of_unit(session, actor, today, closes_day)


def last_day_for(session: Session, actor: Actor, month: date, today: date, closes_day: int) -> date:
    """Return the last day on which reports of a month are in time in the actor's unit."""
    return closes_on(session, _first_post(session, actor, today), month, closes_day)


def _first_post(session: Session, actor: Actor, today: date) -> int:
    """Return the first of the actor's present posts, 0 where there is none."""
    post = session.exec(
        select(Position.id)
        .where(
            col(Position.person_id) == actor.person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
        .limit(1)
    ).first()
    return post or 0
