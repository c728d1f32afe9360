"""What the commands of the year stand on: the command line's database and voice, and how words are read."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import TYPE_CHECKING

import typer

from bot.settings import Settings
from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.rules.tables import Sheet

if TYPE_CHECKING:
    from kinerja.database import Database

PERIODS = {"monthly": "month", "quarterly": "quarter"}
KINDS = ("five_day", "six_day", "shift", "school")
DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")


@dataclass(frozen=True)
class Ground:
    """What the command line lends: its database, its moment, its sheets, and its voice."""

    database: Callable[[Settings], AbstractContextManager[Database]]
    moment: Callable[[Settings], tuple[datetime, date]]
    sheets: Callable[..., list[Sheet]]
    tell: Callable[..., None]


def one_of(word: str, choices: Sequence[str]) -> str:
    """Read one of several words."""
    if word not in choices:
        raise Refused(
            N_("“{word}” is not known here. It must be one of: {choices}"),
            word=word,
            choices=", ".join(choices),
        )
    return word


def day(written: str) -> date:
    """Read a day such as 2026-03-05."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        raise Refused(
            N_("“{word}” is no day. Please write it like 2026-03-05."), word=written
        ) from None


def hour(written: str) -> time:
    """Read a time such as 08:00 or 08.00."""
    try:
        return time.fromisoformat(written.replace(".", ":"))
    except ValueError:
        raise Refused(
            N_("“{word}” is no time. Please write it like 08:00."), word=written
        ) from None


def rest_days(written: str) -> str:
    """Read rest days such as ``saturday,sunday`` as digits, Monday being 0."""
    names = [word.strip().lower() for word in written.split(",") if word.strip()]
    return "".join(str(DAYS.index(one_of(name, DAYS))) for name in names)


def print_table(header: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Print a table with columns as wide as what stands in them."""
    widths = [max(map(len, column)) for column in zip(header, *rows, strict=True)]
    for row in (header, *rows):
        typer.echo(
            "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
        )
