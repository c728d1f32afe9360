"""Development plans: what a goal and its actions need, when they are reminded of, and when a course is asked about."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.errors import N_, Refused
from kinerja.models.learning import LearningState
from kinerja.rules.cells import clean

ASKED_AFTER = timedelta(days=60)
"""How long after its end somebody is asked what a course was used for."""
AHEAD = timedelta(days=3)
LATEST = timedelta(days=366)
MOST_GOALS = 5
MOST_ACTIONS = 8
SHORTEST = 8
LONGEST_AREA = 80
LATE = timedelta(days=14)
"""A day that passed longer ago is reminded of no more."""


def check_area(area: str) -> str:
    """Return the name of what is developed, clean; refused where it says nothing or too much."""
    name = clean(area)
    if not 2 <= len(name) <= LONGEST_AREA:
        raise Refused(N_("Please name it in a few words, for example: Communication."))
    return name


def check_words(text: str) -> str:
    """Return words of a goal, an action or an answer, clean; refused where they say too little."""
    words = clean(text)
    if len(words) < SHORTEST:
        raise Refused(N_("Please write it in a sentence that says what is done."))
    return words


def check_due(day: date, today: date) -> None:
    """Refuse a day that is past or too far ahead for a small action."""
    if day < today:
        raise Refused(N_("This day is past. Please name one to come, for example in two weeks."))
    if day > today + LATEST:
        raise Refused(N_("Please name a day within a year; an action is a small step."))


def check_goals(present: int) -> None:
    """Refuse a further goal where there are as many as anybody can work on."""
    if present >= MOST_GOALS:
        raise Refused(
            N_("You have {n} open goals. Please close one before the next begins."), n=present
        )


def check_actions(present: int) -> None:
    """Refuse a further action of a goal that has enough."""
    if present >= MOST_ACTIONS:
        raise Refused(N_("This goal has {n} actions. Please finish one first."), n=present)


def reminder_day(due_on: date, reminded_on: date | None, today: date) -> date | None:
    """Return the day whose reminder is due: three days before, then the day itself; None where none is."""
    if today > due_on + LATE:
        return None
    for day in (due_on, due_on - AHEAD):
        if day <= today:
            return day if reminded_on is None or reminded_on < day else None
    return None


def asked_on(ends_on: date, today: date) -> date:
    """Return when somebody is asked what was applied: sixty days after the end, and not before it is entered."""
    return max(ends_on + ASKED_AFTER, today)


def asks_at_once(ends_on: date, today: date) -> bool:
    """Say whether the question of the first moment still makes sense."""
    return ends_on + ASKED_AFTER > today


def check_use_open(state: LearningState, *, confirmed: bool) -> None:
    """Refuse an answer that the rater has confirmed, or about an entry that was returned."""
    if confirmed:
        raise Refused(N_("Your superior has confirmed this answer, so it stays as it is."))
    if state is LearningState.RETURNED:
        raise Refused(N_("Please complete the entry first; your superior has returned it."))
