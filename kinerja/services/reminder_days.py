"""The days of single people, exactly: their times, and when they are away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from kinerja.models import Absence
from kinerja.reports.working_time import PersonTime, times_of
from kinerja.rules.reminder_moments import Hours
from kinerja.services.reminder_board import Days
from kinerja.services.workdays import Calendars

_AROUND = timedelta(days=400)


@dataclass(frozen=True, slots=True)
class PersonDays:
    """How somebody's days are laid, with the spans in which they are away."""

    person_id: int
    time: PersonTime
    away: tuple[tuple[date, date], ...]

    @property
    def by_calendar(self) -> Days:
        """Return the working days as reminders are laid on them."""
        return Days(self.time.calendar, self.works)

    def works(self, day: date) -> bool:
        """Say whether they work on a day."""
        return self.time.calendar.works(day) and not self.is_away(day)

    def is_away(self, day: date) -> bool:
        """Say whether they are away on a day."""
        return any(first <= day <= last for first, last in self.away)

    def local(self, moment: datetime) -> datetime:
        """Return a moment as their clock shows it."""
        return moment.astimezone(ZoneInfo(self.time.zone))

    def hours(self, *, at_end: bool = False) -> Hours:
        """Return when reminders may come to them."""
        hour = self.time.ends_at if at_end else self.time.hour
        return Hours(hour, self.time.quiet_from, self.time.quiet_until, at_end)


def days_of(
    session: Session, known: Calendars, people: Sequence[int], day: date
) -> dict[int, PersonDays]:
    """Return the days of those of the people who hold a post on a day."""
    times = times_of(session, people, day, known)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    columns: tuple[Any, ...] = (
        col(Absence.person_id),
        col(Absence.first_day),
        col(Absence.last_day),
    )
    rows = session.exec(
        select(*columns).where(
            col(Absence.person_id).in_(people),
            col(Absence.ended_at).is_(None),
            col(Absence.last_day) >= day - _AROUND,
            col(Absence.first_day) <= day + _AROUND,
        )
    )
    for person, first, last in rows:
        away[person].append((first, last))
    return {who: PersonDays(who, time, tuple(away[who])) for who, time in times.items()}
