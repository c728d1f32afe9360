"""Dates as people write them."""

from __future__ import annotations

from calendar import isleap
from datetime import date, timedelta

from kinerja.errors import Refused
from kinerja.messages import N_

AHEAD = timedelta(days=150)
"""How far on the middle of the year lies that is meant by days to come."""


def read_day(text: str, today: date, *, ahead: bool = False) -> date:
    """Read a date such as 5/2, 05-02-2026, 2026-02-05 or 5; without a year the one nearest to today.

    With ``ahead`` the next one is meant, unless it is only just past.
    """
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    parts = [part for part in text.replace("-", "/").replace(".", "/").split("/") if part.strip()]
    try:
        numbers = [int(part) for part in parts]
        middle = today + AHEAD if ahead else today
        if len(numbers) == 1:
            return today.replace(day=numbers[0])
        if len(numbers) == 2:
            return min(_years_around(numbers, today), key=lambda day: abs(day - middle))
        day, month, year = numbers
        return date(year + 2000 if year < 100 else year, month, day)
    except ValueError:
        raise Refused(
            N_("Please write the date as day/month, for example {example}."),
            example=today.strftime("%d/%m"),
        ) from None


def _years_around(numbers: list[int], today: date) -> list[date]:
    """Return a day of a month in the years around today; the 29th of February is not in every one."""
    day, month = numbers
    years = [
        year
        for year in range(today.year - 1, today.year + 2)
        if day < 29 or month != 2 or isleap(year)
    ]
    return [date(year, month, day) for year in years or [today.year]]
