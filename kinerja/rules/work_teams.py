"""What a work team is called and how long it lasts."""

from __future__ import annotations

from datetime import date

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.rules.cells import clean

LONGEST_NAME = 200


def check_name(text: str) -> str:
    """Return the name of a team on one line; refuse one too short or too long."""
    name = clean(text)
    if len(name) < 3:
        raise Refused(N_("Please write the team's name in a few words."))
    if len(name) > LONGEST_NAME:
        raise Refused(
            N_("Please shorten this to at most {longest} characters."), longest=LONGEST_NAME
        )
    return name


def check_days(starts_on: date, ends_on: date, today: date) -> None:
    """Refuse a team that ends before it begins, or lies in the past, or lasts beyond the next year."""
    if ends_on < starts_on:
        raise Refused(N_("The last day lies before the first."))
    if ends_on < today:
        raise Refused(N_("The last day lies in the past."))
    if ends_on.year > today.year + 1:
        raise Refused(
            N_("A team is set up until the end of next year at most; later it is set up anew.")
        )


def is_over(ends_on: date, today: date) -> bool:
    """Say whether a team has ended."""
    return ends_on < today


def check_goes_on(ends_on: date, today: date) -> None:
    """Refuse to work on a team that has ended."""
    if is_over(ends_on, today):
        raise Refused(N_("This team has ended."))
