"""The file of plans: what its rows say, one indicator a row, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import TypeVar

from kinerja.messages import N_
from kinerja.models import Approach, Aspect, Pattern, Polarity, ResultKind
from kinerja.rules import cells
from kinerja.rules import nip as numbers
from kinerja.rules.plan_content import IndicatorSpec, PlanRow
from kinerja.rules.tables import Line, Problems, Sheet, find_table

T = TypeVar("T")

REQUIRED = (
    "nip",
    "tahun",
    "pendekatan",
    "jenis_hasil",
    "hasil_kerja",
    "hasil_atasan",
    "aspek",
    "indikator",
    "target",
    "satuan",
    "pola",
    "polaritas",
)
OPTIONAL = (
    "jabatan",
    "mulai",
    "selesai",
    "pimpinan_nip",
    "bulan_rilis",
    "pembilang",
    "penyebut",
)

APPROACHES = {"kuantitatif": Approach.QUANTITATIVE, "kualitatif": Approach.QUALITATIVE}
RESULT_KINDS = {"utama": ResultKind.MAIN, "tambahan": ResultKind.ADDITIONAL}
ASPECTS = {
    "kuantitas": Aspect.QUANTITY,
    "kualitas": Aspect.QUALITY,
    "waktu": Aspect.TIME,
    "biaya": Aspect.COST,
}
PATTERNS = {
    "kumulatif": Pattern.CUMULATIVE,
    "posisi": Pattern.LEVEL,
    "rata-rata": Pattern.AVERAGE,
    "rasio": Pattern.RATIO,
    "rilis": Pattern.RELEASE,
}
POLARITIES = {"naik": Polarity.MORE, "turun": Polarity.LESS, "rentang": Polarity.RANGE}

DECEMBER = 12
_PERCENT = {"%", "persen", "percent"}

Target = tuple[str, Decimal | None, Decimal | None]
"""A target as it is written, as a number, and the upper end of a range."""


def read_plan_rows(
    sheets: Sequence[Sheet], today: date, problems: Problems
) -> tuple[list[PlanRow], tuple[str, ...]]:
    """Read the file's rows, note what is wrong with them, and name the columns not looked at."""
    table = find_table(sheets, REQUIRED, OPTIONAL)
    return [_row(line, today) for line in table.lines(problems)], table.unused


def _row(line: Line, today: date) -> PlanRow:
    year = line.read("tahun", lambda cell: cells.whole(cell, today.year - 10, today.year + 2), 0)
    approach = line.read("pendekatan", lambda cell: cells.choice(cell, APPROACHES), None)
    starts_on, ends_on = _span(line, year)
    return PlanRow(
        row=line.row.number,
        nip=line.read("nip", numbers.required_reference, ""),
        year=year,
        title=_words(line, "jabatan", 200),
        starts_on=starts_on,
        ends_on=ends_on,
        approach=approach,
        kind=line.read("jenis_hasil", lambda cell: cells.choice(cell, RESULT_KINDS), None),
        result=line.read("hasil_kerja", lambda cell: cells.words(cell, 1000), ""),
        supports=_words(line, "hasil_atasan", 1000),
        leader=line.read("pimpinan_nip", numbers.reference, ""),
        indicator=read_indicator(line, approach),
    )


def read_indicator(line: Line, approach: Approach | None) -> IndicatorSpec:
    """Read the indicator of a row: aspect, words, target, and how it counts."""
    in_words = approach is Approach.QUALITATIVE
    polarity = _one_of(line, "polaritas", POLARITIES, Polarity.MORE, may_be_empty=in_words)
    unit = line.read("satuan", lambda cell: cells.words(cell, 80, required=not in_words), "")
    text, low, high = _target(line, polarity, unit, in_words=in_words)
    pattern = _one_of(line, "pola", PATTERNS, Pattern.LEVEL, may_be_empty=in_words)
    ratio = pattern is Pattern.RATIO
    return IndicatorSpec(
        aspect=_one_of(line, "aspek", ASPECTS, Aspect.QUALITY, may_be_empty=in_words),
        text=line.read("indikator", lambda cell: cells.words(cell, 1000), ""),
        target_text=text,
        target=low,
        target_high=high,
        unit=unit,
        pattern=pattern,
        polarity=polarity,
        release_month=_release_month(line, pattern),
        numerator_name=_words(line, "pembilang", 120, allowed=ratio, pattern="rasio"),
        denominator_name=_words(line, "penyebut", 120, allowed=ratio, pattern="rasio"),
    )


def _target(line: Line, polarity: Polarity, unit: str, *, in_words: bool) -> Target:
    cell = line.cell("target")
    written = cells.words_of(cell)
    if polarity is Polarity.RANGE:
        low, high = line.read("target", cells.span, (Decimal(0), Decimal(0)))
        return written[:200], low, high
    if isinstance(cell, str) and unit.casefold() in _PERCENT:
        cell = cells.clean(cell).removesuffix("%")
    if cells.is_range(cell) and not in_words:
        line.problems.add(
            line.row.number, "target", N_("is a range, which only polaritas rentang may have")
        )
        return "", None, None
    if in_words and not cells.is_amount(cell):
        return line.read("target", lambda cell: cells.words(cell, 200), ""), None, None
    number = line.read("target", lambda _cell: cells.amount(cell), Decimal(0))
    return written[:200], number, None


def _release_month(line: Line, pattern: Pattern) -> int | None:
    if not line.has("bulan_rilis"):
        return DECEMBER if pattern is Pattern.RELEASE else None
    if pattern is not Pattern.RELEASE:
        _refuse_for(line, "bulan_rilis", "rilis")
        return None
    return line.read("bulan_rilis", cells.month, DECEMBER)


def _span(line: Line, year: int) -> tuple[date | None, date | None]:
    """Read from when and until when a plan holds; empty is the whole year."""
    starts_on = line.read("mulai", cells.day, None) if line.has("mulai") else None
    ends_on = line.read("selesai", cells.day, None) if line.has("selesai") else None
    for column, day in (("mulai", starts_on), ("selesai", ends_on)):
        if day is not None and year and day.year != year:
            line.problems.add(
                line.row.number, column, N_("is not in the year {year}"), year=str(year)
            )
            return None, None
    if starts_on and ends_on and ends_on < starts_on:
        line.problems.add(line.row.number, "selesai", N_("is before mulai"))
        return None, None
    return starts_on, ends_on


def _one_of(
    line: Line, column: str, choices: dict[str, T], otherwise: T, *, may_be_empty: bool
) -> T:
    if may_be_empty and not line.has(column):
        return otherwise
    return line.read(column, lambda cell: cells.choice(cell, choices), otherwise)


def _words(
    line: Line, column: str, longest: int, *, allowed: bool = True, pattern: str = ""
) -> str:
    if not allowed and line.has(column):
        _refuse_for(line, column, pattern)
    return line.read(column, lambda cell: cells.words(cell, longest, required=False), "")


def _refuse_for(line: Line, column: str, pattern: str) -> None:
    line.problems.add(
        line.row.number, column, N_("belongs to pola {pattern} only"), pattern=pattern
    )
