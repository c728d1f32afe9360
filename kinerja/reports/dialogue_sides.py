"""Where the two of a dialogue are, and on which days they work and are not away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, time

from sqlmodel import Session, col, select

from kinerja.models import Absence, Person
from kinerja.reports.pairs import pair_between
from kinerja.reports.working_time import times_of
from kinerja.rules.access import Actor
from kinerja.rules.dialogues import Side
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.rules.working_days import DEFAULT, Calendar, IsWorkingDay
from kinerja.services.working_times import quiet_hours


def dialogue_sides(
    session: Session, actor: Actor, rater_id: int, person_id: int, today: date
) -> tuple[Side, Side]:
    """Return the two of a pair for one of them: oneself first. Why the other is away is not told."""
    pair_between(session, actor, rater_id, person_id, today)
    other = person_id if actor.person_id == rater_id else rater_id
    mine, theirs = sides_of(session, (actor.person_id or 0, other), today)
    return mine, theirs


def sides_of(session: Session, people: Sequence[int], today: date) -> tuple[Side, ...]:
    """Return people as the sides of a dialogue, in their order, with all absences that are still to end."""
    times = times_of(session, people, today)
    away: dict[int, list[tuple[date, date]]] = defaultdict(list)
    for row in session.exec(
        select(Absence).where(
            col(Absence.person_id).in_(people),
            col(Absence.ended_at).is_(None),
            col(Absence.last_day) >= today,
        )
    ):
        away[row.person_id].append((row.first_day, row.last_day))
    names = dict(
        session.exec(select(Person.id, Person.name).where(col(Person.id).in_(people))).all()
    )
    quiet = quiet_hours(session)

    def side(person_id: int) -> Side:
        found = times.get(person_id)
        return Side(
            person_id,
            names[person_id],
            zone=found.zone if found else DEFAULT_ZONE,
            hour=found.hour if found else time(8),
            quiet_from=found.quiet_from if found else quiet[0],
            quiet_until=found.quiet_until if found else quiet[1],
            works=_present(found.calendar if found else DEFAULT, away[person_id]),
        )

    return tuple(side(one) for one in people)


def _present(calendar: Calendar, away: Sequence[tuple[date, date]]) -> IsWorkingDay:
    def works(day: date) -> bool:
        return calendar.works(day) and not any(first <= day <= last for first, last in away)

    return works
