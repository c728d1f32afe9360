"""What somebody will be reminded of next, when and why, and what they have switched off."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, select

from kinerja.models import PeriodKind, Person, ReminderMute
from kinerja.reports.reminded_people import Somebody, people_on
from kinerja.reports.stage_people import people_of
from kinerja.reports.stage_ranks import standing_as
from kinerja.reports.windows import OpenWindow, windows_around
from kinerja.rules.access import Actor
from kinerja.rules.reminders import (
    Reminder,
    ReminderName,
    ReminderPlan,
    Whom,
    can_be_switched_off,
)

_AHEAD = timedelta(days=31)
"""How far beyond this year's stages somebody looks."""


@dataclass(frozen=True, slots=True)
class Coming:
    """The next step of a reminder for somebody: which of how many, of which period, and as whom it asks them.

    ``at`` is empty where no further step is known.
    """

    name: ReminderName
    whom: tuple[Whom, ...]
    kind: PeriodKind | None
    starts_on: date | None
    due: date | None
    at: datetime | None
    number: int
    of: int
    is_off: bool
    can_switch: bool


@dataclass(frozen=True, slots=True)
class OwnReminders:
    """What comes for somebody, the soonest first, and their own times."""

    coming: tuple[Coming, ...]
    somebody: Somebody | None


def own_reminders(
    session: Session, actor: Actor, now: datetime, today: date, closes_day: int, plan: ReminderPlan
) -> OwnReminders:
    """Return what the actor is reminded of next; without a post nothing comes."""
    mine = [col(Person.id) == actor.person_id]
    somebody = next(people_on(session, today, *mine), None)
    if somebody is None:
        return OwnReminders((), None)
    asked = _Asked(session, somebody, now, closes_day, plan)
    return OwnReminders(tuple(asked.coming()), somebody)


class _Asked:
    """A person at a moment."""

    def __init__(
        self,
        session: Session,
        somebody: Somebody,
        now: datetime,
        closes_day: int,
        plan: ReminderPlan,
    ) -> None:
        self._session, self._who, self._plan = session, somebody, plan
        self._local = now.astimezone(ZoneInfo(somebody.time.zone))
        self._me = somebody.person.id or 0
        self._as = standing_as(session, somebody.person, self._local.date())
        self._windows = windows_around(session, self._local.date(), closes_day, _AHEAD)
        muted = select(ReminderMute.name).where(col(ReminderMute.person_id) == self._me)
        self._muted = set(session.exec(muted))

    def coming(self) -> list[Coming]:
        """Return the next step of each reminder by its name, the soonest first, those without any last."""
        found: dict[ReminderName, Coming] = {}
        for reminder in self._plan.sent:
            whom = tuple(one for one in reminder.whom if one in self._as)
            if whom == (Whom.EMPLOYEE,) and self._who.person.kind not in reminder.kinds:
                continue
            for one in self._next_of(reminder, whom) if whom else ():
                if one.name not in found or _rank(one) < _rank(found[one.name]):
                    found[one.name] = one
        return sorted(found.values(), key=_rank)

    def _next_of(self, reminder: Reminder, whom: tuple[Whom, ...]) -> Iterator[Coming]:
        joined_on = self._who.person.joined_on
        for one in self._windows.ahead(reminder, self._who.unit_id, self._local.date()):
            if one.window.due < joined_on or self._is_done(reminder, one):
                continue
            laid = self._who.steps_of(reminder, one.window)
            for number, step in enumerate(laid, start=1):
                at = self._who.sends_at(reminder, step)
                if at is not None and at > self._local and step.day >= joined_on:
                    yield self._said(reminder, whom, one, at, number, len(laid))
                    return
        yield self._said(reminder, whom, None, None, 0, 0)

    def _is_done(self, reminder: Reminder, one: OpenWindow) -> bool:
        """Say whether a window concerns the person and leaves them nothing to do."""
        today = self._local.date()
        if one.window.opens > today:
            return False
        people = people_of(reminder, one, today)
        mine = select(Person.id).where(col(Person.id) == self._me, people.concerned)
        return self._session.exec(mine.where(~people.open)).first() is not None

    def _said(
        self,
        reminder: Reminder,
        whom: tuple[Whom, ...],
        one: OpenWindow | None,
        at: datetime | None,
        number: int,
        of: int,
    ) -> Coming:
        return Coming(
            name=reminder.name,
            whom=whom,
            kind=one.kind if one else None,
            starts_on=one.starts_on if one else None,
            due=one.window.due if one else None,
            at=at,
            number=number,
            of=of,
            is_off=reminder.name.value in self._muted,
            can_switch=can_be_switched_off(reminder.name, self._who.person.kind),
        )


def _rank(one: Coming) -> tuple[bool, float]:
    return one.at is None, one.at.timestamp() if one.at else 0.0
