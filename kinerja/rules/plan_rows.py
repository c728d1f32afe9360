"""A plan as rows of a file, one indicator a row: what `import plans` reads again without a change."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TypeVar

from kinerja.models import Pattern
from kinerja.rules.cells import written
from kinerja.rules.plan_content import IndicatorSpec, PlanSpec
from kinerja.rules.plans_file import (
    APPROACHES,
    ASPECTS,
    OPTIONAL,
    PATTERNS,
    POLARITIES,
    REQUIRED,
    RESULT_KINDS,
)

T = TypeVar("T")

COLUMNS = ("nip", "jabatan", "mulai", "selesai", *REQUIRED[1:], *OPTIONAL[3:])
"""The columns in the order in which somebody reads them: whose plan, its results, their indicators."""

CellValue = str | Decimal | int | date | None
"""What a cell is given: words, a number, a day, or nothing."""

_EXACT_DIGITS = 15
"""A number of more digits changes in a spreadsheet, which knows only floats; it is written as words."""


def rows_of(spec: PlanSpec) -> Iterator[tuple[CellValue, ...]]:
    """Yield the rows of a plan, with the columns in the order of ``COLUMNS``."""
    for result in spec.results:
        for indicator in result.indicators:
            cells: dict[str, CellValue] = {
                "nip": spec.nip,
                "jabatan": spec.title,
                "mulai": spec.starts_on,
                "selesai": spec.ends_on,
                "tahun": spec.year,
                "pendekatan": _word(APPROACHES, spec.approach),
                "jenis_hasil": _word(RESULT_KINDS, result.kind),
                "hasil_kerja": result.text,
                "hasil_atasan": result.supports,
                "pimpinan_nip": result.leader,
                **_cells_of(indicator),
            }
            yield tuple(cells[name] for name in COLUMNS)


def _cells_of(indicator: IndicatorSpec) -> dict[str, CellValue]:
    of_release = indicator.release_month if indicator.pattern is Pattern.RELEASE else None
    return {
        "aspek": _word(ASPECTS, indicator.aspect),
        "indikator": indicator.text,
        "target": _target(indicator),
        "satuan": indicator.unit,
        "pola": _word(PATTERNS, indicator.pattern),
        "polaritas": _word(POLARITIES, indicator.polarity),
        "bulan_rilis": of_release,
        "pembilang": indicator.numerator_name,
        "penyebut": indicator.denominator_name,
    }


def _target(indicator: IndicatorSpec) -> CellValue:
    if indicator.target is None:
        return indicator.target_text
    if indicator.target_high is not None:
        return f"{written(indicator.target)}-{written(indicator.target_high)}"
    if len(indicator.target.as_tuple().digits) > _EXACT_DIGITS:
        return written(indicator.target)
    return indicator.target


def _word(words: Mapping[str, T], value: T) -> str:
    return next(word for word, of in words.items() if of is value)
