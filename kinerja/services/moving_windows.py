"""Moving the window of a stage, for the agency or for a unit and those below it, with its history."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Period, StageWindow, Unit, WindowMove
from kinerja.rules.access import Action, Actor
from kinerja.rules.cycle import Place, check_reason
from kinerja.rules.deadlines import Window, check_window
from kinerja.services.audit import record
from kinerja.services.authority import authorise_agency, authorise_unit
from kinerja.services.numbers import number_of
from kinerja.services.reminder_changes import replan_all


def move_window(
    session: Session,
    actor: Actor,
    place: Place,
    window: Window,
    *,
    reason: str,
    now: datetime,
    today: date,
) -> WindowMove | None:
    """Give a stage of a period another window; None where it has this one already.

    A unit that had none of its own gets one, which holds for all units below it, too.
    """
    authorise_window(session, actor, place.unit_id, today)
    said = check_reason(reason)
    check_window(window)
    if session.get(Period, place.period_id, with_for_update=True) is None:
        raise Unknown
    before = window_at(session, place)
    if before is None:
        raise Unknown
    held = Window(before.opens, before.due, before.closes)
    if held == window:
        return None
    row = before
    if before.unit_id != place.unit_id:
        row = StageWindow(**asdict(place), **asdict(window))
    row.opens, row.due, row.closes = window.opens, window.due, window.closes
    session.add(row)
    session.flush()
    replan_all(session)
    return _remember(session, actor, row, held, said, now)


def authorise_window(session: Session, actor: Actor, unit_id: int | None, today: date) -> None:
    """Raise ``Unknown`` unless the actor may move the windows of a unit, or of the agency."""
    if unit_id is None:
        authorise_agency(session, actor, Action.MOVE_WINDOW, today)
    else:
        authorise_unit(session, actor, Action.MOVE_WINDOW, unit_id, today)


def window_at(session: Session, place: Place) -> StageWindow | None:
    """Return the window that holds for a unit: its own, or the nearest one above it."""
    rows = session.exec(
        select(StageWindow).where(
            col(StageWindow.period_id) == place.period_id,
            col(StageWindow.stage) == place.stage,
        )
    )
    found = {row.unit_id: row for row in rows}
    unit_id = place.unit_id
    while unit_id is not None and unit_id not in found:
        unit = session.get(Unit, unit_id)
        unit_id = unit.parent_id if unit is not None else None
    return found.get(unit_id)


def _remember(
    session: Session, actor: Actor, row: StageWindow, held: Window, reason: str, now: datetime
) -> WindowMove:
    move = WindowMove(
        window_id=number_of(row),
        moved_by_id=actor.person_id,
        moved_at=now,
        reason=reason,
        opens_before=held.opens,
        due_before=held.due,
        closes_before=held.closes,
        opens=row.opens,
        due=row.due,
        closes=row.closes,
    )
    session.add(move)
    session.flush()
    record(
        session,
        actor,
        "window.moved",
        "stage_window",
        row.id,
        person_id=None,
        now=now,
        stage=row.stage.value,
        due=[held.due, row.due],
        reason=reason,
    )
    return move
