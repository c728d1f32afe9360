"""Where and when people work: zone, hours, quiet hours and calendar, from the person's own settings upwards."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from typing import Any

from sqlmodel import Session, col, func, select

from kinerja.models import (
    Absence,
    EmployeeGroup,
    PatternKind,
    PeriodKind,
    Position,
    Unit,
    WorkingTime,
    WorkPattern,
)
from kinerja.rules.absences import PAUSING
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.rules.working_days import DEFAULT, Calendar, IsWorkingDay
from kinerja.services.authority import valid_on
from kinerja.services.workdays import FIVE_DAY, Calendars, calendars
from kinerja.services.working_times import quiet_hours


@dataclass(frozen=True, slots=True)
class PersonTime:
    """How a person's days are laid: zone, hour of reminders, end of work, quiet hours, calendar."""

    person_id: int
    zone: str
    hour: time
    ends_at: time
    quiet_from: time
    quiet_until: time
    calendar_name: str
    calendar: Calendar
    period_kind: PeriodKind | None
    """How often this person is evaluated; None follows the cycle."""


def times_of(
    session: Session, people: Sequence[int], today: date, known: Calendars | None = None
) -> dict[int, PersonTime]:
    """Return the times of people, by their post of today (of several the oldest)."""
    pattern_id = func.coalesce(col(WorkingTime.pattern_id), col(EmployeeGroup.pattern_id))
    columns: tuple[Any, ...] = (
        col(Position.person_id),
        Unit,
        WorkingTime,
        WorkPattern,
        col(EmployeeGroup.period_kind),
    )
    rows = session.exec(
        select(*columns)
        .select_from(Position)
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .outerjoin(WorkingTime, col(WorkingTime.person_id) == col(Position.person_id))
        .outerjoin(EmployeeGroup, col(EmployeeGroup.id) == col(WorkingTime.group_id))
        .outerjoin(WorkPattern, col(WorkPattern.id) == pattern_id)
        .where(
            col(Position.person_id).in_(people),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id).desc())
    ).all()
    known, quiet = known or calendars(session), quiet_hours(session)
    return {row[0]: _time(known, quiet, *row) for row in rows}


def works_for(session: Session, person_id: int, today: date) -> IsWorkingDay:
    """Return which days somebody works: by their calendar, else by the ordinary week."""
    found = times_of(session, [person_id], today).get(person_id)
    return found.calendar.works if found is not None else DEFAULT.works


def days_present(
    session: Session, people: Sequence[int], first: date, today: date
) -> dict[int, IsWorkingDay]:
    """Return for each of the people which days since ``first`` they worked and were not away."""
    times = times_of(session, people, today)
    away: dict[int, list[Absence]] = defaultdict(list)
    for row in session.exec(
        select(Absence).where(
            col(Absence.person_id).in_(people),
            col(Absence.ended_at).is_(None),
            col(Absence.kind).in_(PAUSING),
            col(Absence.last_day) >= first,
            col(Absence.first_day) <= today,
        )
    ):
        away[row.person_id].append(row)
    return {
        person: _present(times[person].calendar if person in times else DEFAULT, away[person])
        for person in people
    }


def _present(calendar: Calendar, away: Sequence[Absence]) -> IsWorkingDay:
    def worked(day: date) -> bool:
        return calendar.works(day) and not any(a.first_day <= day <= a.last_day for a in away)

    return worked


def _time(
    known: Calendars,
    quiet: tuple[time, time],
    person_id: int,
    unit: Unit,
    settings: WorkingTime | None,
    pattern: WorkPattern | None,
    period_kind: PeriodKind | None,
) -> PersonTime:
    own = settings or WorkingTime(person_id=person_id)
    kept = pattern or WorkPattern(code=FIVE_DAY, kind=PatternKind.FIVE_DAY)
    return PersonTime(
        person_id=person_id,
        zone=own.zone or unit.zone or DEFAULT_ZONE,
        hour=own.hour or kept.hour,
        ends_at=kept.ends_at,
        quiet_from=own.quiet_from or quiet[0],
        quiet_until=own.quiet_until or quiet[1],
        calendar_name=known.name(kept.code, unit.id),
        calendar=known.of(kept.code, unit.id),
        period_kind=period_kind,
    )
