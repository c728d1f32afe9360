"""Observations (*catatan pengamatan*): private for at most fourteen days, so that no secret file grows."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.errors import N_, Refused
from kinerja.rules.working_days import DEFAULT

PRIVATE_DAYS = 14
LONGEST_OBSERVATION = 1000


def private_until(noted_on: date) -> date:
    """Return the last day on which an observation may stay with its author."""
    return noted_on + timedelta(days=PRIVATE_DAYS)


def warned_on(until: date) -> date:
    """Return the day on which the author is asked to share or delete: a working day before the last one."""
    day = until - timedelta(days=1)
    while not DEFAULT.works(day):
        day -= timedelta(days=1)
    return day


def last_to_warn(today: date) -> date:
    """Return the latest last day whose authors are asked by today."""
    until = today + timedelta(days=1)
    while warned_on(until + timedelta(days=1)) <= today:
        until += timedelta(days=1)
    return until


def is_over(until: date, today: date) -> bool:
    """Say whether an observation stayed private for all its days: then nobody reads it any more."""
    return today > until


def check_observation(text: str) -> str:
    """Return the words of an observation, trimmed."""
    trimmed = text.strip()
    if not trimmed:
        raise Refused(N_("Please write your answer in a sentence."))
    if len(trimmed) > LONGEST_OBSERVATION:
        raise Refused(
            N_("The answer has {length} characters. Please shorten it to at most {longest}."),
            length=len(trimmed),
            longest=LONGEST_OBSERVATION,
        )
    return trimmed
