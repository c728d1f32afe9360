"""Observations (*catatan pengamatan*): private for at most fourteen days, so that no secret file grows."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.errors import N_, Refused

PRIVATE_DAYS = 14
LONGEST_OBSERVATION = 1000


def private_until(noted_on: date) -> date:
    """Return the last day on which an observation may stay with its author."""
    return noted_on + timedelta(days=PRIVATE_DAYS)


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
