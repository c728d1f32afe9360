"""Dialogues: which times suit both, when they are reminded of one, and what notes and points have to say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from kinerja.errors import N_, Refused
from kinerja.messages import LocalTime
from kinerja.models.dialogue import DialogueKind, Expectation
from kinerja.rules.periods import in_quiet_hours, local_date
from kinerja.rules.working_days import IsWorkingDay, working_day_before

FURTHEST = timedelta(days=183)
"""How far ahead a dialogue may be arranged, and the next one be foreseen."""
NOTED_WITHIN = timedelta(days=60)
"""How long ago a talk that nobody had arranged may have been, to be noted."""
LENGTHS = (30, 60, 90, 120)
"""Minutes to choose from."""
HOURS = (time(8), time(9), time(10), time(13), time(14), time(15))
"""Hours that are offered; others can be written."""
LONGEST_PLACE = 200
LONGEST_AGREED = 600
LONGEST_PART = 240
LONGEST_POINT = 140
"""Notes fit on one screen, so that whoever confirms them sees all of them."""
MOST_POINTS = 12
SOON = timedelta(hours=1)
ASKED_FOR_NOTES = timedelta(days=2)
"""How long after a dialogue somebody is still told to write down what was agreed."""


@dataclass(frozen=True, slots=True)
class Side:
    """One of the two: where they are, when nothing rings there, and which days they work and are not away."""

    person_id: int
    name: str
    zone: str
    hour: time
    quiet_from: time
    quiet_until: time
    works: IsWorkingDay

    def local(self, moment: datetime) -> datetime:
        """Return a moment as this side's clock shows it."""
        return moment.astimezone(ZoneInfo(self.zone))

    def is_quiet(self, moment: datetime) -> bool:
        """Say whether a moment lies in this side's quiet hours."""
        return in_quiet_hours(self.local(moment).time(), self.quiet_from, self.quiet_until)


def moment_of(day: date, hour: time, zone: str) -> datetime:
    """Return the moment (UTC) at which the clock of a zone shows an hour on a day."""
    return datetime.combine(day, hour, ZoneInfo(zone)).astimezone(UTC)


def check_time(starts_at: datetime, minutes: int, sides: Sequence[Side], now: datetime) -> None:
    """Refuse a time that has passed, is too far off, or does not suit one of the two."""
    if minutes not in LENGTHS:
        raise Refused(N_("Please choose one of the buttons."))
    if starts_at <= now:
        raise Refused(N_("That moment has passed. Please choose a later one."))
    if starts_at > now + FURTHEST:
        raise Refused(N_("Please choose a day within half a year from now."))
    last = starts_at + timedelta(minutes=minutes - 1)
    _check_works(starts_at, sides)
    for side in sides:
        if side.is_quiet(starts_at) or side.is_quiet(last):
            raise Refused(
                N_(
                    "It would begin at {time} for {name}. Please choose a time that lies between "
                    "{begins} and {ends} there."
                ),
                time=LocalTime(starts_at, side.zone),
                name=side.name,
                begins=side.quiet_until,
                ends=side.quiet_from,
            )


def check_day(day: date, zone: str, sides: Sequence[Side], now: datetime) -> None:
    """Refuse a day, as a zone's calendar has it, that has passed, is too far off, or that one does not work."""
    noon = moment_of(day, time(12), zone)
    if day < local_date(now, zone):
        raise Refused(N_("That moment has passed. Please choose a later one."))
    if noon > now + FURTHEST:
        raise Refused(N_("Please choose a day within half a year from now."))
    _check_works(noon, sides)


def _check_works(moment: datetime, sides: Sequence[Side]) -> None:
    for side in sides:
        if not side.works(side.local(moment).date()):
            raise Refused(
                N_("{name} does not work on {day}. Please choose another day."),
                name=side.name,
                day=side.local(moment).date(),
            )


def suits(starts_at: datetime, minutes: int, sides: Sequence[Side], now: datetime) -> bool:
    """Say whether a time suits both."""
    try:
        check_time(starts_at, minutes, sides, now)
    except Refused:
        return False
    return True


def open_days(sides: Sequence[Side], zone: str, now: datetime, count: int) -> tuple[date, ...]:
    """Return the next days, as a zone's calendar has them, on which an offered hour suits both."""
    first = local_date(now, zone)
    found: list[date] = []
    for number in range(FURTHEST.days):
        day = first + timedelta(days=number)
        if open_hours(day, sides, zone, now):
            found.append(day)
        if len(found) == count:
            break
    return tuple(found)


def open_hours(day: date, sides: Sequence[Side], zone: str, now: datetime) -> tuple[time, ...]:
    """Return which of the offered hours of a day, in a zone, suit both."""
    return tuple(
        hour for hour in HOURS if suits(moment_of(day, hour, zone), LENGTHS[0], sides, now)
    )


def check_held(day: date, today: date) -> date:
    """Return the day of a talk that nobody had arranged; refused where it is no day just past."""
    if day > today:
        raise Refused(N_("That day is still to come; please propose a time instead."))
    if today - day > NOTED_WITHIN:
        raise Refused(N_("Please note a talk within {days} days."), days=NOTED_WITHIN.days)
    return day


def check_place(text: str) -> str:
    """Return a place or link, trimmed; it may be left empty."""
    return _short(text.strip(), LONGEST_PLACE)


class ReminderStep(StrEnum):
    """What somebody is told of a dialogue by the passing of time."""

    DAY = "day"
    HOUR = "hour"
    NOTES = "notes"


def step_due(
    side: Side, starts_at: datetime, minutes: int, agreed_at: datetime, now: datetime
) -> ReminderStep | None:
    """Return the newest step whose moment has come: the working day before, the hour before, afterwards.

    What would have come before the time was agreed on is left out, and so is what is late: after the
    beginning nobody is told that it will begin. On a day they do not work nobody is told of another day.
    """
    ends_at = starts_at + timedelta(minutes=minutes)
    if now >= ends_at:
        return ReminderStep.NOTES if now < ends_at + ASKED_FOR_NOTES else None
    if now >= starts_at:
        return None
    before = working_day_before(side.local(starts_at).date(), 1, side.works)
    moments = (
        (ReminderStep.HOUR, starts_at - SOON),
        (ReminderStep.DAY, moment_of(before, side.hour, side.zone)),
    )
    for step, moment in moments:
        if moment <= now:
            rests = step is ReminderStep.DAY and not side.works(side.local(now).date())
            return None if rests or moment <= agreed_at else step
    return None


@dataclass(frozen=True, slots=True)
class NoteWords:
    """What notes say; of coaching the four parts of GROW."""

    agreed: str = ""
    expectation: Expectation = Expectation.UNCHANGED
    expectation_text: str = ""
    goal: str = ""
    reality: str = ""
    options: str = ""
    will: str = ""
    next_on: date | None = None


def check_notes(
    words: NoteWords, kind: DialogueKind, today: date, kept: date | None = None
) -> NoteWords:
    """Return the words of notes, trimmed, without what does not belong to the kind of dialogue.

    A next date that was ``kept`` from the notes before may have passed.
    """
    grow = tuple(part.strip() for part in (words.goal, words.reality, words.options, words.will))
    agreed, what = words.agreed.strip(), words.expectation_text.strip()
    if words.next_on is not None and words.next_on != kept:
        check_next(words.next_on, today)
    if kind is DialogueKind.COACHING:
        if not any(grow):
            raise Refused(N_("Please fill in at least one of the four parts."))
        goal, reality, options, will = (_short(part, LONGEST_PART) for part in grow)
        return NoteWords(
            goal=goal, reality=reality, options=options, will=will, next_on=words.next_on
        )
    if not agreed:
        raise Refused(N_("Please write down what you agreed on, in a sentence or two."))
    if words.expectation is Expectation.UNCHANGED:
        what = ""
    elif not what:
        raise Refused(N_("Please write what was cleared up or changed about the expectation."))
    plain = replace(words, goal="", reality="", options="", will="")
    return replace(
        plain,
        agreed=_short(agreed, LONGEST_AGREED),
        expectation_text=_short(what, LONGEST_PART),
    )


def check_next(day: date, today: date) -> None:
    """Refuse a day for the next dialogue that has passed or is too far off."""
    if not today <= day <= today + FURTHEST:
        raise Refused(N_("Please choose a day within half a year from now."))


def check_point(text: str, due_on: date, today: date) -> str:
    """Return the text of a point, trimmed; refused where its day cannot be meant."""
    if not text.strip():
        raise Refused(N_("Please write what is to be done, in one sentence."))
    if not today <= due_on <= today + 2 * FURTHEST:
        raise Refused(N_("Please choose a day from today on, within a year."))
    return _short(text.strip(), LONGEST_POINT)


def _short(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused(
            N_("The answer has {length} characters. Please shorten it to at most {longest}."),
            length=len(text),
            longest=longest,
        )
    return text
