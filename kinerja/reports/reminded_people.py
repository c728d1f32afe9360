"""The people reminders can be about on a day: who holds a post, with their times and the days they are away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kinerja.models import Absence, Account, EndOfService, Person, Position
from kinerja.reports.working_time import PersonTime, times_of
from kinerja.rules.deadlines import Window
from kinerja.rules.reminder_hours import sending_hour
from kinerja.rules.reminder_steps import Step, steps
from kinerja.rules.reminders import Reminder
from kinerja.services.authority import valid_on

_LOOKED_BACK = timedelta(days=120)
"""Absences that ended longer ago move no step of a window that is still open."""


@dataclass(frozen=True, slots=True)
class Somebody:
    """A person in a post; of several the oldest says in which unit."""

    person: Person
    unit_id: int
    time: PersonTime
    away: tuple[tuple[date, date], ...]
    reachable: bool

    def steps_of(self, reminder: Reminder, window: Window) -> list[Step]:
        """Return the steps of a reminder; a clock of the law is not paused by an absence."""
        calendar = self.time.calendar.works
        works = self._works if reminder.pauses else calendar
        return steps(reminder.marks, window, works, reminder.most, calendar)

    def is_away(self, day: date) -> bool:
        """Say whether the person is away on a day."""
        return any(first <= day <= last for first, last in self.away)

    def sends_at(self, reminder: Reminder, step: Step | None) -> datetime | None:
        """Return the local moment at which a step goes out, None where there is none."""
        own = self.time
        hour = sending_hour(
            own.ends_at if reminder.at_end_of_work else own.hour,
            own.quiet_from,
            own.quiet_until,
            same_day=reminder.at_end_of_work,
        )
        if step is None or hour is None:
            return None
        return datetime.combine(step.day, hour, ZoneInfo(own.zone))

    def _works(self, day: date) -> bool:
        return self.time.calendar.works(day) and not self.is_away(day)


def people_on(session: Session, day: date, *which: ColumnElement[bool]) -> Iterator[Somebody]:
    """Yield the people in service who hold a post on a day, by name."""
    rows = session.exec(
        select(Person, Position.unit_id)
        .join(Position, col(Position.person_id) == col(Person.id))
        .outerjoin(EndOfService, col(EndOfService.person_id) == col(Person.id))
        .where(
            valid_on(Position.starts_on, Position.ends_on, day),
            col(EndOfService.last_day).is_(None) | (col(EndOfService.last_day) >= day),
            *which,
        )
        .order_by(col(Person.name), col(Person.id), col(Position.id).desc())
    ).all()
    units = {person.id or 0: (person, unit_id) for person, unit_id in rows}
    times = times_of(session, list(units), day)
    away = _absences(session, list(units), day)
    linked = set(session.exec(select(Account.person_id).where(col(Account.unlinked_at).is_(None))))
    for number, (person, unit_id) in units.items():
        yield Somebody(
            person, unit_id, times[number], tuple(away[number]), reachable=number in linked
        )


def _absences(
    session: Session, people: Sequence[int], day: date
) -> dict[int, list[tuple[date, date]]]:
    found: dict[int, list[tuple[date, date]]] = defaultdict(list)
    rows = session.exec(
        select(Absence).where(
            col(Absence.person_id).in_(people),
            col(Absence.ended_at).is_(None),
            col(Absence.last_day) >= day - _LOOKED_BACK,
        )
    )
    for row in rows:
        found[row.person_id].append((row.first_day, row.last_day))
    return found
