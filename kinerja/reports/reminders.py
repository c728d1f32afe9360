"""Who is to be reminded of what at a moment, and why somebody is not."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from kinerja.models import (
    Absence,
    Account,
    EndOfService,
    Filing,
    FilingSpan,
    PerformancePlan,
    Person,
    PlanStatus,
    Position,
    ProgressReport,
    RaterAssignment,
    ReportStatus,
    Stage,
)
from kinerja.reports.windows import OpenWindow, OpenWindows, windows_around
from kinerja.reports.working_time import PersonTime, times_of
from kinerja.rules.access import Action, Actor
from kinerja.rules.reminder_steps import Step, newest, steps
from kinerja.rules.reminders import REMINDERS, Reminder, Whom
from kinerja.services.authority import authorise_operator, valid_on

_SENT = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)


class Why(StrEnum):
    """Why somebody is reminded of a window at a moment, or is not."""

    NOW = "now"
    DONE = "done"
    BEFORE_START = "before_start"
    AWAY = "away"
    NOT_TODAY = "not_today"
    NOT_THIS_HOUR = "not_this_hour"


@dataclass(frozen=True, slots=True)
class Found:
    """What a moment means for a person and a window; ``step`` is the newest one that has come, if any."""

    person: Person
    stage: Stage
    starts_on: date
    due: date
    step: Step | None
    of: int
    zone: str
    send_at: datetime | None
    reachable: bool
    why: Why


@dataclass(frozen=True, slots=True)
class _Somebody:
    person: Person
    unit_id: int
    time: PersonTime
    away: tuple[tuple[date, date], ...]
    reachable: bool

    def works(self, day: date) -> bool:
        return self.time.calendar.works(day) and not self.is_away(day)

    def is_away(self, day: date) -> bool:
        return any(first <= day <= last for first, last in self.away)


def reminders_at(session: Session, actor: Actor, moment: datetime, closes_day: int) -> list[Found]:
    """Return who is reminded of what at a moment (aware), as if everything before it had been sent."""
    return [found for found in _all(session, actor, moment, closes_day) if found.why is Why.NOW]


def reminders_of(
    session: Session, actor: Actor, nip: str, moment: datetime, closes_day: int
) -> list[Found]:
    """Return for one person what each open window means at a moment; empty for a NIP nobody has."""
    return list(_all(session, actor, moment, closes_day, nip))


def _all(
    session: Session, actor: Actor, moment: datetime, closes_day: int, nip: str | None = None
) -> Iterator[Found]:
    authorise_operator(actor, Action.PLAN_REMINDERS)
    day = moment.date()
    windows = windows_around(session, day, closes_day)
    to_do = _ToDo(session)
    for somebody in _people(session, day, nip):
        for reminder in REMINDERS:
            yield from _of_person(somebody, reminder, windows, to_do, moment)


def _of_person(
    somebody: _Somebody,
    reminder: Reminder,
    windows: OpenWindows,
    to_do: _ToDo,
    moment: datetime,
) -> Iterator[Found]:
    local = moment.astimezone(ZoneInfo(somebody.time.zone))
    if reminder.whom is Whom.EMPLOYEE and somebody.person.kind is None:
        return
    for one in windows.of(reminder.stage, somebody.unit_id, local.date()):
        if not to_do.concerns(reminder, somebody.person.id or 0, one):
            continue
        laid = steps(reminder.marks, one.window, somebody.works, reminder.most)
        step = newest(laid, local.date())
        yield Found(
            person=somebody.person,
            stage=reminder.stage,
            starts_on=one.starts_on,
            due=one.window.due,
            step=step,
            of=len(laid),
            zone=somebody.time.zone,
            send_at=_send_at(somebody, step),
            reachable=somebody.reachable,
            why=_why(somebody, reminder, one, step, to_do, local),
        )


def _why(
    somebody: _Somebody,
    reminder: Reminder,
    one: OpenWindow,
    step: Step | None,
    to_do: _ToDo,
    local: datetime,
) -> Why:
    if not to_do.is_left(reminder, somebody.person.id or 0, one):
        return Why.DONE
    if one.window.due < somebody.person.joined_on:
        return Why.BEFORE_START
    if somebody.is_away(local.date()):
        return Why.AWAY
    if step is None or step.day != local.date():
        return Why.NOT_TODAY
    same_minute = (local.hour, local.minute) == (somebody.time.hour.hour, somebody.time.hour.minute)
    return Why.NOW if same_minute else Why.NOT_THIS_HOUR


def _send_at(somebody: _Somebody, step: Step | None) -> datetime | None:
    if step is None:
        return None
    return datetime.combine(step.day, somebody.time.hour, ZoneInfo(somebody.time.zone))


def _people(session: Session, day: date, nip: str | None) -> Iterator[_Somebody]:
    rows = session.exec(
        select(Person, Position.unit_id)
        .join(Position, col(Position.person_id) == col(Person.id))
        .outerjoin(EndOfService, col(EndOfService.person_id) == col(Person.id))
        .where(
            valid_on(Position.starts_on, Position.ends_on, day),
            col(EndOfService.last_day).is_(None) | (col(EndOfService.last_day) >= day),
            *([col(Person.nip) == nip] if nip is not None else []),
        )
        .order_by(col(Person.name), col(Person.id), col(Position.id).desc())
    ).all()
    units = {person.id or 0: (person, unit_id) for person, unit_id in rows}
    times = times_of(session, list(units), day)
    away = _absences(session, list(units), day)
    linked = set(session.exec(select(Account.person_id).where(col(Account.unlinked_at).is_(None))))
    for number, (person, unit_id) in units.items():
        yield _Somebody(
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
            col(Absence.last_day) >= day - timedelta(days=120),
        )
    )
    for row in rows:
        found[row.person_id].append((row.first_day, row.last_day))
    return found


class _ToDo:
    """What is left to do in a stage of a period, read once for everybody."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._known: dict[tuple[Stage, date], tuple[set[int], set[int]]] = {}

    def concerns(self, reminder: Reminder, person_id: int, one: OpenWindow) -> bool:
        """Say whether a stage is this person's at all."""
        if reminder.stage is Stage.FILING:
            return person_id in self._of(Stage.MONTHLY_REPORT, one)[1]
        if reminder.whom is Whom.RATER:
            return person_id in self._of(reminder.stage, one)[0]
        return True

    def is_left(self, reminder: Reminder, person_id: int, one: OpenWindow) -> bool:
        """Say whether the person still has to do it."""
        if reminder.whom is Whom.RATER:
            return True
        return person_id not in self._of(reminder.stage, one)[1]

    def _of(self, stage: Stage, one: OpenWindow) -> tuple[set[int], set[int]]:
        """Return whom a stage of a period waits for, and who has done it."""
        key = (stage, one.starts_on)
        if key not in self._known:
            self._known[key] = self._read(stage, one)
        return self._known[key]

    def _read(self, stage: Stage, one: OpenWindow) -> tuple[set[int], set[int]]:
        if stage is Stage.PLANNING:
            return set(), self._people(
                select(PerformancePlan.person_id).where(
                    col(PerformancePlan.status) == PlanStatus.APPROVED,
                    col(PerformancePlan.starts_on) <= one.ends_on,
                    col(PerformancePlan.ends_on) >= one.starts_on,
                )
            )
        if stage is Stage.MONTHLY_REPORT:
            return set(), self._people(
                select(ProgressReport.person_id).where(
                    col(ProgressReport.period) == one.starts_on,
                    col(ProgressReport.status).in_(_SENT),
                )
            )
        if stage is Stage.FILING:
            return set(), self._people(
                select(Filing.person_id).where(
                    col(Filing.span) == FilingSpan.MONTH, col(Filing.first_day) == one.starts_on
                )
            )
        return self._people(
            select(RaterAssignment.rater_id)
            .join(
                ProgressReport, col(ProgressReport.position_id) == col(RaterAssignment.position_id)
            )
            .where(
                col(ProgressReport.period) == one.starts_on,
                col(ProgressReport.status) == ReportStatus.SUBMITTED,
                valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, one.window.due),
            )
        ), set()

    def _people(self, statement: object) -> set[int]:
        return set(self._session.exec(statement))  # type: ignore[call-overload]
