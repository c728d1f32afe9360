"""Who is to be reminded of what at a moment, and why somebody is not."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kinerja.models import Person
from kinerja.reports.reminded_people import Somebody, people_on
from kinerja.reports.reminder_details import details_of
from kinerja.reports.stage_people import people_of
from kinerja.reports.windows import OpenWindow, OpenWindows, windows_around
from kinerja.rules.access import Action, Actor
from kinerja.rules.people_file import ZONES
from kinerja.rules.reminder_steps import Step, newest
from kinerja.rules.reminders import USUAL, Laid, Reminder, ReminderPlan
from kinerja.services.authority import authorise_operator

_EVERYWHERE = tuple(zone for zone in ZONES.values() if zone)


class Why(StrEnum):
    """Why somebody is reminded of a window at a moment, or is not."""

    NOW = "now"
    DONE = "done"
    BEFORE_START = "before_start"
    NOT_SENT = "not_sent"
    MUTED = "muted"
    AWAY = "away"
    NOT_TODAY = "not_today"
    NOT_THIS_HOUR = "not_this_hour"


@dataclass(frozen=True, slots=True)
class Found:
    """What a moment means for a person and a window; ``step`` is the newest one that has come, if any."""

    person: Person
    reminder: Reminder
    starts_on: date
    due: date
    step: Step | None
    of: int
    zone: str
    send_at: datetime | None
    reachable: bool
    why: Why


@dataclass(frozen=True, slots=True)
class _Sets:
    """The ids of those a window concerns, who have it still to do, and who do not want to know."""

    concerned: frozenset[int]
    open: frozenset[int]
    muted: frozenset[int]


def reminders_at(
    session: Session, actor: Actor, moment: datetime, closes_day: int, plan: ReminderPlan = USUAL
) -> list[Found]:
    """Return who is reminded of what at a moment (aware), as if everything before it had been sent."""
    authorise_operator(actor, Action.PLAN_REMINDERS)
    asked = _Asked(session, moment, closes_day, plan)
    return [found for found in asked.about(plan.sent) if found.why is Why.NOW]


def reminders_of(
    session: Session,
    actor: Actor,
    nip: str,
    moment: datetime,
    closes_day: int,
    plan: ReminderPlan = USUAL,
) -> list[Found]:
    """Return for one person what each open window means at a moment; empty for a NIP nobody has."""
    authorise_operator(actor, Action.PLAN_REMINDERS)
    return list(_Asked(session, moment, closes_day, plan, nip).about(plan.planned))


class _Asked:
    """A moment and the people asked about: everybody, or the one with a NIP."""

    def __init__(
        self,
        session: Session,
        moment: datetime,
        closes_day: int,
        plan: ReminderPlan,
        nip: str | None = None,
    ) -> None:
        self._session, self._moment, self._plan = session, moment, plan
        self._who = [col(Person.nip) == nip] if nip is not None else []
        self._closes_day = closes_day
        self._known: dict[tuple[str, OpenWindow, date], _Sets] = {}
        self._laid: dict[tuple[str, OpenWindow, str], list[Step]] = {}

    def about(self, reminders: tuple[Reminder, ...]) -> Iterator[Found]:
        """Yield what the moment means, person by person, on the day it is where they are."""
        for day in sorted({self._moment.astimezone(ZoneInfo(zone)).date() for zone in _EVERYWHERE}):
            windows = windows_around(self._session, day, self._closes_day)
            for somebody in people_on(self._session, day, *self._who):
                local = self._moment.astimezone(ZoneInfo(somebody.time.zone))
                if local.date() == day:
                    for reminder in reminders:
                        yield from self._of_person(somebody, reminder, windows, local)

    def _of_person(
        self, somebody: Somebody, reminder: Reminder, windows: OpenWindows, local: datetime
    ) -> Iterator[Found]:
        for one in windows.of(reminder, somebody.unit_id, local.date()):
            sets = self._sets(reminder, one, local.date())
            if (somebody.person.id or 0) not in sets.concerned:
                continue
            laid = self._steps(somebody, reminder, one)
            step = newest(laid, local.date())
            send_at = somebody.sends_at(reminder, step)
            why = self._why(somebody, reminder, one, step, sets)
            why = why or _when(somebody, reminder, send_at, local)
            if why is Why.NOW and self._says_nothing(somebody, reminder, one, local.date()):
                why = Why.DONE
            yield Found(
                person=somebody.person,
                reminder=reminder,
                starts_on=one.starts_on,
                due=one.window.due,
                step=step,
                of=len(laid),
                zone=somebody.time.zone,
                send_at=send_at,
                reachable=somebody.reachable,
                why=why,
            )

    def _why(
        self,
        somebody: Somebody,
        reminder: Reminder,
        one: OpenWindow,
        step: Step | None,
        sets: _Sets,
    ) -> Why | None:
        """Return why somebody is not reminded of a window whatever the moment, None where they are."""
        person_id = somebody.person.id or 0
        if person_id not in sets.open:
            return Why.DONE
        joined_on = somebody.person.joined_on
        if one.window.due < joined_on or (step is not None and step.day < joined_on):
            return Why.BEFORE_START
        if reminder not in self._plan.sent:
            return Why.NOT_SENT
        return Why.MUTED if person_id in sets.muted else None

    def _steps(self, somebody: Somebody, reminder: Reminder, one: OpenWindow) -> list[Step]:
        """Return the steps of a window; those of people who are never away are the calendar's."""
        if somebody.away:
            return somebody.steps_of(reminder, one.window)
        key = (reminder.code, one, somebody.time.calendar_name)
        if key not in self._laid:
            self._laid[key] = somebody.steps_of(reminder, one.window)
        return self._laid[key]

    def _says_nothing(
        self, somebody: Somebody, reminder: Reminder, one: OpenWindow, day: date
    ) -> bool:
        """Say whether a week's digest has nothing in it, which only looking at each of the people tells."""
        if reminder.laid is not Laid.WEEK:
            return False
        me = somebody.person.id or 0
        return details_of(self._session, reminder, one, me, day, self._closes_day) is None

    def _sets(self, reminder: Reminder, one: OpenWindow, day: date) -> _Sets:
        """Return the people of a reminder's window on a day, read once for everybody."""
        key = (reminder.code, one, day)
        if key not in self._known:
            people = people_of(reminder, one, day)
            asked = (people.concerned, people.open, people.muted)
            self._known[key] = _Sets(*(self._ids(condition) for condition in asked))
        return self._known[key]

    def _ids(self, condition: ColumnElement[bool]) -> frozenset[int]:
        found = self._session.exec(select(Person.id).where(condition, *self._who))
        return frozenset(person_id or 0 for person_id in found)


def _when(somebody: Somebody, reminder: Reminder, send_at: datetime | None, local: datetime) -> Why:
    if reminder.pauses and somebody.is_away(local.date()):
        return Why.AWAY
    if send_at is None or send_at.date() != local.date():
        return Why.NOT_TODAY
    same_minute = (local.hour, local.minute) == (send_at.hour, send_at.minute)
    return Why.NOW if same_minute else Why.NOT_THIS_HOUR
