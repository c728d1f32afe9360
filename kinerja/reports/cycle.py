"""The cycle as people look at it: its stages with their windows, and how a window was moved."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    Cycle,
    Period,
    PeriodKind,
    Person,
    Role,
    RoleGrant,
    Stage,
    StageWindow,
    Unit,
    WindowMove,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.cycle import Place
from kinerja.rules.units import upwards
from kinerja.services.authority import authorise_agency, authorise_unit, valid_on
from kinerja.services.report_windows import parents_in


@dataclass(frozen=True, slots=True)
class WindowRow:
    """A window with the period and the unit it holds for; ``unit`` is empty for the whole agency."""

    window_id: int
    period_id: int
    period: PeriodKind
    ordinal: int
    starts_on: date
    stage: Stage
    unit_id: int | None
    unit: str
    opens: date
    due: date
    closes: date
    moves: int


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A move of a window: when, by whom (empty at the command line), why, from which due day to which."""

    moved_at: datetime
    by: str
    reason: str
    unit: str
    due_before: date
    due: date


@dataclass(frozen=True, slots=True)
class Scope:
    """What somebody may move deadlines for: a unit with its name, or the agency (None, no name)."""

    unit_id: int | None
    name: str


def cycle_of(session: Session, actor: Actor, year: int, today: date) -> Cycle | None:
    """Return the cycle of a year, None where none was opened."""
    authorise_agency(session, actor, Action.OPEN_CYCLE, today)
    return session.exec(select(Cycle).where(col(Cycle.year) == year)).first()


def windows_of(session: Session, actor: Actor, year: int, today: date) -> list[WindowRow]:
    """Return every window of a year, in the order of their due days."""
    authorise_agency(session, actor, Action.OPEN_CYCLE, today)
    return _windows(session, col(Cycle.year) == year)


def next_due(
    session: Session, actor: Actor, stages: Collection[Stage], today: date
) -> WindowRow | None:
    """Return the window of some stages whose due day comes next after today, None where none is known."""
    authorise_agency(session, actor, Action.OPEN_CYCLE, today)
    rows = _windows(session, col(StageWindow.stage).in_(stages), col(StageWindow.due) > today)
    return min(rows, key=lambda row: (row.due, row.window_id), default=None)


def scope_of(session: Session, actor: Actor, today: date) -> Scope:
    """Return what the actor may move deadlines for: the agency, else the first unit they administer."""
    tops = session.exec(select(Unit.id).where(col(Unit.parent_id).is_(None))).all()
    granted = session.exec(
        select(Unit)
        .join(RoleGrant, col(RoleGrant.unit_id) == col(Unit.id))
        .where(
            col(RoleGrant.person_id) == actor.person_id,
            col(RoleGrant.role) == Role.ADMIN,
            valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
        )
        .order_by(col(Unit.id))
    ).all()
    if not granted:
        raise Unknown
    if set(tops) <= {unit.id for unit in granted}:
        return Scope(None, "")
    return Scope(granted[0].id, granted[0].name)


def calendar_of(
    session: Session, actor: Actor, unit_id: int | None, month: date, today: date
) -> list[WindowRow]:
    """Return the windows that are due in a month as they hold for a unit, or for the agency."""
    return [
        row
        for row in _in_force(session, actor, unit_id, today)
        if (row.due.year, row.due.month) == (month.year, month.month)
    ]


def window_in_force(session: Session, actor: Actor, place: Place, today: date) -> WindowRow:
    """Return the window that holds at a place, be it of the unit itself or of one above."""
    rows = _in_force(session, actor, place.unit_id, today)
    for row in rows:
        if (row.period_id, row.stage) == (place.period_id, place.stage):
            return row
    raise Unknown


def _in_force(session: Session, actor: Actor, unit_id: int | None, today: date) -> list[WindowRow]:
    """Ask for the right, and return of each stage and period the window that is nearest to the unit."""
    if unit_id is None:
        authorise_agency(session, actor, Action.MOVE_WINDOW, today)
    else:
        authorise_unit(session, actor, Action.MOVE_WINDOW, unit_id, today)
    above: list[int | None] = [*upwards(unit_id, parents_in(session)), None]
    nearest: dict[tuple[int, Stage], WindowRow] = {}
    for row in _windows(session, true()):
        key = (row.period_id, row.stage)
        if row.unit_id in above and (
            key not in nearest or above.index(row.unit_id) < above.index(nearest[key].unit_id)
        ):
            nearest[key] = row
    return sorted(nearest.values(), key=lambda row: (row.due, row.opens, row.window_id))


def window_card(session: Session, actor: Actor, place: Place, today: date) -> WindowRow | None:
    """Return the window a unit (or the agency) has of its own, None where it has none."""
    found = _windows(session, *_authorised(session, actor, place, today))
    return found[0] if found else None


def moves_of(session: Session, actor: Actor, place: Place, today: date) -> list[MoveRow]:
    """Return how the window of a stage was moved, newest first: of the agency, or as a unit has it."""
    own = _authorised(session, actor, place, today)
    rows = session.exec(
        select(WindowMove, Person.name, Unit.name)
        .join(StageWindow, col(StageWindow.id) == col(WindowMove.window_id))
        .outerjoin(Person, col(Person.id) == col(WindowMove.moved_by_id))
        .outerjoin(Unit, col(Unit.id) == col(StageWindow.unit_id))
        .where(*own)
        .order_by(col(WindowMove.id).desc())
    )
    return [
        MoveRow(move.moved_at, by or "", move.reason, unit or "", move.due_before, move.due)
        for move, by, unit in rows
    ]


def _authorised(
    session: Session, actor: Actor, place: Place, today: date
) -> tuple[ColumnElement[bool], ...]:
    """Ask for the right to look at a place, and return the condition of the window that stands there."""
    there = (col(StageWindow.period_id) == place.period_id, col(StageWindow.stage) == place.stage)
    if place.unit_id is None:
        authorise_agency(session, actor, Action.OPEN_CYCLE, today)
        return (*there, col(StageWindow.unit_id).is_(None))
    authorise_unit(session, actor, Action.MOVE_WINDOW, place.unit_id, today)
    return (*there, col(StageWindow.unit_id) == place.unit_id)


def _windows(session: Session, *conditions: ColumnElement[bool]) -> list[WindowRow]:
    moves = (
        select(func.count(col(WindowMove.id)))
        .where(col(WindowMove.window_id) == col(StageWindow.id))
        .scalar_subquery()
    )
    query = (
        select(StageWindow, Period, Unit.name, moves)
        .join(Period, col(Period.id) == col(StageWindow.period_id))
        .join(Cycle, col(Cycle.id) == col(Period.cycle_id))
        .outerjoin(Unit, col(Unit.id) == col(StageWindow.unit_id))
        .where(*conditions)
        .order_by(col(StageWindow.due), col(StageWindow.opens), col(StageWindow.id))
    )
    return [
        WindowRow(
            window_id=window.id or 0,
            period_id=window.period_id,
            period=period.kind,
            ordinal=period.ordinal,
            starts_on=period.starts_on,
            stage=window.stage,
            unit_id=window.unit_id,
            unit=unit or "",
            opens=window.opens,
            due=window.due,
            closes=window.closes,
            moves=count,
        )
        for window, period, unit, count in session.exec(query)
    ]
