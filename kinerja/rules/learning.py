"""What may be entered as learnt, until when it may be changed, and what of it counts."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Protocol

from kinerja.errors import N_, NN_, Refused
from kinerja.messages import Message, say
from kinerja.models.learning import LearningKind, LearningState
from kinerja.rules.cells import clean
from kinerja.rules.lesson_hours import HourBound, HourRule, hours_of
from kinerja.rules.values import read_amount

MOST_HOURS = Decimal(1000)
"""No entry has more; a longer education is entered year by year."""
MOST_A_DAY = 12
MOST_PIECES = 5
OLDEST_YEARS = 1
"""Hours of the year before can still be entered."""

_WRITTEN = re.compile(r"(?P<amount>.+?)\s*(?P<unit>jp|jam pelajaran|menit|minutes?|jam|hours?)?\.?")
_MINUTES = {"menit": 1, "minute": 1, "minutes": 1, "jam": 60, "hour": 60, "hours": 60}


@dataclass(frozen=True, slots=True)
class LearningContent:
    """What an entry of the ledger says."""

    kind: LearningKind
    title: str
    provider: str
    starts_on: date
    ends_on: date
    hours: Decimal
    by_employer: bool = True
    course_id: int | None = None


class Entry(Protocol):
    """An entry as far as counting looks at it."""

    @property
    def ends_on(self) -> date: ...
    @property
    def hours(self) -> Decimal: ...
    @property
    def by_employer(self) -> bool: ...
    @property
    def state(self) -> LearningState: ...


def read_hours(text: str, lesson_minutes: int) -> Decimal:
    """Read lesson hours: a number, or minutes and hours of the clock, which are turned into lesson hours."""
    found = _WRITTEN.fullmatch(clean(text).casefold())
    if found is None:
        raise Refused(N_("Please write just the number, for example 12 or 12,5."))
    amount = read_amount(found["amount"])
    minutes = _MINUTES.get(found["unit"] or "")
    if minutes is not None:
        amount = hours_of(int(amount * minutes), lesson_minutes)
    check_hours(amount)
    return amount


def check_hours(hours: Decimal) -> None:
    """Refuse hours that no learning has."""
    if not 0 < hours <= MOST_HOURS:
        raise Refused(
            N_("Lesson hours are more than 0 and at most {most}, for example 8."), most=MOST_HOURS
        )


def asks_about_hours(hours: Decimal, starts_on: date, ends_on: date) -> Message | None:
    """Ask once whether more hours a day than anybody sits through are right."""
    days = (ends_on - starts_on).days + 1
    if hours <= MOST_A_DAY * days:
        return None
    return say(
        NN_(
            "{hours} lesson hours in {n} day is a lot. Is that right?",
            "{hours} lesson hours in {n} days is a lot. Is that right?",
        ),
        hours=hours,
        n=days,
    )


def check_days(starts_on: date, ends_on: date, today: date) -> None:
    """Refuse days in the wrong order, to come, or too long ago."""
    if ends_on > today:
        raise Refused(N_("Please enter what is over; the last day lies in the future."))
    if starts_on > ends_on:
        raise Refused(
            N_("The first day is not after the last one, {last}. Please write it as day/month."),
            last=ends_on,
        )
    if ends_on.year < today.year - OLDEST_YEARS:
        raise Refused(
            N_("Learning can be entered from 1 January {year} on."),
            year=str(today.year - OLDEST_YEARS),
        )


def check_learning(content: LearningContent, today: date) -> LearningContent:
    """Return what is entered with its words clean; refuse what is not whole."""
    title, provider = clean(content.title)[:200], clean(content.provider)[:200]
    if not title or not provider:
        raise Refused(N_("Please write your answer in a sentence."))
    check_days(content.starts_on, content.ends_on, today)
    check_hours(content.hours)
    return replace(content, title=title, provider=provider)


def check_changeable(state: LearningState) -> None:
    """Refuse to change what the rater has confirmed."""
    if state is LearningState.CONFIRMED:
        raise Refused(
            N_("Your superior has confirmed this entry, so it stays as it is. Please talk to them.")
        )


def check_waits(state: LearningState) -> None:
    """Refuse to decide what does not wait for a decision."""
    if state is not LearningState.WAITING:
        raise Refused(N_("This entry has been decided already, or is being changed."))


def check_certificates(present: int) -> None:
    """Refuse a further piece where an entry has all it may have."""
    if present >= MOST_PIECES:
        raise Refused(
            N_("This entry has {n} files already. Please remove one first."), n=MOST_PIECES
        )


def counted(
    entries: Iterable[Entry], rule: HourRule, year: tuple[date, date], state: LearningState
) -> Decimal:
    """Return the hours of a year in a state; where the rule is a most, only those of the employer."""
    first, last = year
    return sum(
        (
            one.hours
            for one in entries
            if one.state is state
            and first <= one.ends_on <= last
            and (one.by_employer or rule.bound is HourBound.AT_LEAST)
        ),
        Decimal(0),
    )
