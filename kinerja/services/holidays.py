"""The agency's list of holidays: single days, or a whole file; working days are counted out anew."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kinerja.errors import Refused, Unknown
from kinerja.messages import N_
from kinerja.models import Holiday, HolidayKind, Unit, WorkPattern
from kinerja.rules.access import Action, Actor
from kinerja.rules.cells import same
from kinerja.rules.holidays_file import HolidayRow, read_holidays
from kinerja.rules.tables import Problems, Sheet
from kinerja.services.audit import record
from kinerja.services.authority import authorise_agency, authorise_unit
from kinerja.services.importing import Imported, one_at_a_time
from kinerja.services.importing_times import NOT_A_PATTERN, offered
from kinerja.services.workdays import rebuild_workdays


@dataclass(frozen=True, slots=True)
class FreeDay:
    """A day of the list; for a unit and those below it, or for a pattern of work, or for everybody."""

    day: date
    name: str
    kind: HolidayKind = HolidayKind.LOCAL
    unit_id: int | None = None
    pattern_id: int | None = None


def import_holidays(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> Imported:
    """Take in a file of holidays, whole or not at all; days that are not in it stay."""
    authorise_agency(session, actor, Action.SET_HOLIDAYS, today)
    one_at_a_time(session)
    problems = Problems()
    file = read_holidays(sheets, problems)
    days = [_place(session, row, problems) for row in file.rows]
    problems.refuse_if_any()
    done = [_keep(session, actor, day, now) for day in days]
    if any(done):
        rebuild_workdays(session, today)
    new, changed = done.count("new"), done.count("changed")
    return Imported(new, changed, len(done) - new - changed, file.unused)


def set_holiday(
    session: Session, actor: Actor, free: FreeDay, *, now: datetime, today: date
) -> None:
    """Put one day on the list, or correct it there."""
    _authorise(session, actor, free.unit_id, today)
    if not free.name.strip() or len(free.name) > 120:
        raise Refused(N_("Please give the holiday a name of at most 120 characters."))
    if _keep(session, actor, free, now):
        rebuild_workdays(session, today)


def remove_holiday(
    session: Session, actor: Actor, holiday_id: int, *, now: datetime, today: date
) -> None:
    """Take a day off the list."""
    row = session.get(Holiday, holiday_id, with_for_update=True)
    if row is None:
        raise Unknown
    _authorise(session, actor, row.unit_id, today)
    _note(session, actor, "holiday.removed", row, now)
    session.delete(row)
    session.flush()
    rebuild_workdays(session, today)


def _authorise(session: Session, actor: Actor, unit_id: int | None, today: date) -> None:
    if unit_id is None:
        authorise_agency(session, actor, Action.SET_HOLIDAYS, today)
    else:
        authorise_unit(session, actor, Action.SET_HOLIDAYS, unit_id, today)


def _keep(session: Session, actor: Actor, free: FreeDay, now: datetime) -> str:
    """Write a day; return whether that was "new", "changed", or nothing."""
    row = session.exec(
        select(Holiday).where(
            col(Holiday.day) == free.day,
            _is(Holiday.unit_id, free.unit_id),
            _is(Holiday.pattern_id, free.pattern_id),
        )
    ).first()
    if row is not None and (row.name, row.kind) == (free.name, free.kind):
        return ""
    done = "changed" if row is not None else "new"
    if row is None:
        row = Holiday(
            day=free.day,
            name=free.name,
            kind=free.kind,
            unit_id=free.unit_id,
            pattern_id=free.pattern_id,
            entered_at=now,
            entered_by_id=actor.person_id,
        )
    row.name, row.kind = free.name, free.kind
    session.add(row)
    session.flush()
    _note(session, actor, "holiday.set", row, now)
    return done


def _is(column: object, value: int | None) -> ColumnElement[bool]:
    return col(column).is_(None) if value is None else col(column) == value


def _note(session: Session, actor: Actor, action: str, row: Holiday, now: datetime) -> None:
    record(
        session,
        actor,
        action,
        "holiday",
        row.id,
        person_id=None,
        now=now,
        day=row.day,
        name=row.name,
        kind=row.kind.value,
    )


def _place(session: Session, row: HolidayRow, problems: Problems) -> FreeDay:
    """Find the unit and the pattern a row names."""
    unit_id = pattern_id = None
    if row.unit:
        found = [
            (unit, above)
            for unit, above in _units(session)
            if same(unit.name) == same(row.unit)
            and (not row.unit_parent or same(above) == same(row.unit_parent))
        ]
        if len(found) == 1:
            unit_id = found[0][0].id
        elif found:
            problems.add(row.row, "unit_induk", N_("several units have this name"))
        else:
            problems.add(row.row, "unit", N_("no unit has this name"))
    if row.pattern:
        patterns = dict(session.exec(select(WorkPattern.code, WorkPattern.id)).all())
        pattern_id = patterns.get(row.pattern)
        if pattern_id is None:
            choices = ", ".join(offered(patterns))
            problems.add(row.row, "pola_kerja", NOT_A_PATTERN, choices=choices)
    return FreeDay(row.day, row.name, row.kind, unit_id, pattern_id)


def _units(session: Session) -> list[tuple[Unit, str]]:
    units = list(session.exec(select(Unit)))
    names = {unit.id: unit.name for unit in units}
    return [(unit, names.get(unit.parent_id, "")) for unit in units]
