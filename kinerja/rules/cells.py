"""Reading one cell of a file people send: clean words, choices, numbers, ranges and dates."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from math import isfinite
from typing import TypeVar

from kinerja.errors import Refused
from kinerja.messages import N_

Cell = str | float | bool | date | None
"""What a cell holds: words, a number (spreadsheets know only floats), yes or no, a date, or nothing."""

T = TypeVar("T")

_BLANKS = "\u115f\u1160\u2800\u3164\uffa0"
"""Letters and signs, as Unicode has it, that show nothing."""

_MARKED = ("'=", "'+", "'-", "'@", "''")

_FOUR_PLACES = Decimal("0.0001")
_RANGE = re.compile(r"(.*?\d)\s*(?:-|–|—|s\.?\s*/?\s*d\.?|sampai|to)\s*(\d.*)", re.IGNORECASE)
_MONTHS = (
    "januari",
    "februari",
    "maret",
    "april",
    "mei",
    "juni",
    "juli",
    "agustus",
    "september",
    "oktober",
    "november",
    "desember",
)


def clean(text: str) -> str:
    """Return the words without invisible characters, with single spaces only."""
    if text.isascii() and text.isprintable():
        return " ".join(text.split())
    visible = "".join(
        " " if unicodedata.category(c) in ("Cc", "Zl", "Zp") else c
        for c in unicodedata.normalize("NFC", text)
        if c not in _BLANKS and unicodedata.category(c) not in ("Cf", "Cs", "Co", "Cn")
    )
    return " ".join(visible.split())


@lru_cache(maxsize=10_000)
def same(text: str) -> str:
    """Return the form in which words are compared: clean, without regard to case."""
    return clean(text).casefold()


def words_of(cell: Cell) -> str:
    """Return what a cell says as clean words; an empty cell says nothing."""
    if cell is None:
        return ""
    if isinstance(cell, str):
        return clean(cell)
    if isinstance(cell, bool):
        return "TRUE" if cell else "FALSE"
    if isinstance(cell, date):
        return cell.isoformat()
    return written(_decimal(cell))


def words(cell: Cell, longest: int, *, required: bool = True) -> str:
    """Read words of at most so many characters.

    The apostrophe with which spreadsheets mark words that begin like a formula is no part of them.
    """
    text = words_of(cell)
    if text.startswith(_MARKED):
        text = text[1:]
    if required and not text:
        raise Refused(N_("is empty"))
    if len(text) > longest:
        raise Refused(
            N_("has {length} characters, at most {longest} are possible"),
            length=len(text),
            longest=longest,
        )
    return text


def choice(cell: Cell, choices: Mapping[str, T]) -> T:
    """Read one of several words; ``choices`` maps the words, as the file writes them, to values."""
    text = same(words_of(cell))
    for word, value in choices.items():
        if same(word) == text:
            return value
    raise Refused(
        N_("must be one of: {choices}"), choices=", ".join(word for word in choices if word)
    )


def whole(cell: Cell, lowest: int, highest: int) -> int:
    """Read a whole number between two."""
    try:
        number = amount(cell)
    except Refused:
        number = Decimal("0.5")
    if number != number.to_integral_value() or not lowest <= number <= highest:
        raise Refused(
            N_("must be a whole number from {lowest} to {highest}"),
            lowest=str(lowest),
            highest=str(highest),
        )
    return int(number)


def month(cell: Cell) -> int:
    """Read a month, by number or by its Indonesian name."""
    name = same(words_of(cell))
    return _MONTHS.index(name) + 1 if name in _MONTHS else whole(cell, 1, 12)


def amount(cell: Cell) -> Decimal:
    """Read a number, as people write it in the chat too: with a decimal comma."""
    if isinstance(cell, date):
        raise Refused(
            N_(
                "was turned into a date by the spreadsheet; format the cell as text and write it anew"
            )
        )
    if isinstance(cell, bool) or cell is None or (isinstance(cell, float) and not isfinite(cell)):
        raise Refused(N_("must be a number, for example 12 or 12,5"))
    from kinerja.rules.values import read_amount  # noqa: PLC0415 - hostile files are refused before

    text = clean(cell) if isinstance(cell, str) else written(_rounded(_decimal(cell)))
    return read_amount(text.replace("−", "-"))


def is_amount(cell: Cell) -> bool:
    """Say whether a cell holds a number."""
    try:
        amount(cell)
    except Refused:
        return False
    return True


def is_range(cell: Cell) -> bool:
    """Say whether a cell holds a range such as 4-6."""
    return isinstance(cell, str) and _RANGE.fullmatch(clean(cell)) is not None


def span(cell: Cell) -> tuple[Decimal, Decimal]:
    """Read a range such as 4-6: its lower and its upper end."""
    if isinstance(cell, date):
        amount(cell)
    found = _RANGE.fullmatch(clean(cell)) if isinstance(cell, str) else None
    if found is None:
        raise Refused(N_("must be a range with the lower number first, for example 4-6"))
    low, high = amount(found.group(1)), amount(found.group(2))
    if low >= high:
        raise Refused(N_("must be a range with the lower number first, for example 4-6"))
    return low, high


def day(cell: Cell) -> date:
    """Read a date: of the spreadsheet, or written as 2026-07-01, 1/7/2026 or 1 Juli 2026."""
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    parts = re.split(r"[-/. ]", words_of(cell).casefold())
    try:
        if len(parts[0]) == 4:
            return date(int(parts[0]), int(parts[1]), int(parts[2]))
        name = parts[1]
        number = _MONTHS.index(name) + 1 if name in _MONTHS else int(name)
        return date(int(parts[2]), number, int(parts[0]))
    except (ValueError, IndexError):
        raise Refused(N_("must be a date, for example 1/7/2026 or 2026-07-01")) from None


def written(number: Decimal) -> str:
    """Write a number as the files do, with a decimal comma."""
    text = f"{number:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace(".", ",")


def _rounded(number: Decimal) -> Decimal:
    """Return a calculated number with the four decimals that are kept."""
    return number if number.as_tuple().exponent in range(-4, 400) else round(number, 4)


def _decimal(number: float) -> Decimal:
    return Decimal(repr(number))
