"""Calendars: built from patterns and lists of holidays, and counted out into the table of working days."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import delete, insert
from sqlmodel import Session, col, select

from kinerja.models import Holiday, HolidayKind, PatternKind, Unit, Workday, WorkPattern
from kinerja.rules.units import nearest, upwards
from kinerja.rules.working_days import COUNTED_FROM, Calendar, Pattern
from kinerja.services.reminder_changes import replan_all

FIVE_DAY = PatternKind.FIVE_DAY.value

_AHEAD = timedelta(days=400)
"""How far working days are counted out at least."""


@dataclass(frozen=True, slots=True)
class Calendars:
    """All calendars by name, and for each unit the unit whose local holidays it keeps."""

    by_name: dict[str, Calendar]
    scope_of: dict[int, int | None]

    def name(self, code: str, unit_id: int | None) -> str:
        """Return the name of the calendar of a pattern in a unit."""
        return calendar_name(code, self.scope_of.get(unit_id) if unit_id is not None else None)

    def of(self, code: str, unit_id: int | None) -> Calendar:
        """Return the calendar of a pattern in a unit."""
        return self.by_name[self.name(code, unit_id)]


def calendar_name(code: str, scope: int | None) -> str:
    """Return the name of a calendar: the pattern, and the unit whose local holidays it keeps."""
    return code if scope is None else f"{code}@{scope}"


def calendars(session: Session) -> Calendars:
    """Return the calendars of all patterns, with the agency's list and the units' local holidays."""
    parents = dict(session.exec(select(Unit.id, Unit.parent_id)).all())
    days = session.exec(select(Holiday).order_by(col(Holiday.id))).all()
    local = {day.unit_id for day in days if day.unit_id is not None}
    scope_of = {unit: nearest(unit, local, parents.get) for unit in parents if unit is not None}
    by_name: dict[str, Calendar] = {}
    for pattern in session.exec(select(WorkPattern)):
        for scope in (None, *sorted(local)):
            above = {None, *upwards(scope, parents.get)}
            kept = [day for day in days if day.unit_id in above]
            by_name[calendar_name(pattern.code, scope)] = _calendar(pattern, kept)
    return Calendars(by_name, scope_of)


def rebuild_workdays(session: Session, today: date) -> None:
    """Count out the working days of every calendar anew, into the year after next.

    To be called after a pattern or a holiday changed; ordinals of past days stay as they are then, unless
    the past itself was corrected.
    """
    last = date((today + _AHEAD).year, 12, 31)
    rows = [
        {"calendar": name, "day": day, "ordinal": ordinal}
        for name, calendar in calendars(session).by_name.items()
        for ordinal, day in enumerate(_worked(calendar, last), start=1)
    ]
    session.flush()
    session.connection().execute(delete(Workday))
    session.connection().execute(insert(Workday), rows)
    replan_all(session)


def ensure_workdays(session: Session, today: date) -> bool:
    """Count working days out where they end too soon; say whether that was needed."""
    last = session.exec(
        select(col(Workday.day))
        .where(col(Workday.calendar) == FIVE_DAY)
        .order_by(col(Workday.day).desc())
        .limit(1)
    ).first()
    if last is not None and last >= today + _AHEAD - timedelta(days=30):
        return False
    rebuild_workdays(session, today)
    return True


def _worked(calendar: Calendar, last: date) -> Iterable[date]:
    days = (COUNTED_FROM + timedelta(days=n) for n in range((last - COUNTED_FROM).days + 1))
    return filter(calendar.works, days)


def _calendar(pattern: WorkPattern, kept: Iterable[Holiday]) -> Calendar:
    listed: dict[date, HolidayKind] = {}
    own: dict[date, bool] = defaultdict(bool)
    for day in kept:
        if day.pattern_id is None:
            listed[day.day] = day.kind
        elif day.pattern_id == pattern.id:
            own[day.day] = day.kind is not HolidayKind.WORKING
    return Calendar(
        Pattern(
            pattern.code,
            pattern.rest_weekdays,
            pattern.keeps_holidays,
            pattern.rotation,
            pattern.rotation_from,
        ),
        listed | {day: HolidayKind.WORKING for day, free in own.items() if not free},
        frozenset(day for day, free in own.items() if free),
        frozenset(d.year for d, kind in listed.items() if kind is HolidayKind.NATIONAL),
    )
