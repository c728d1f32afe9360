"""The file of templates: what the plan of a position usually says, one indicator a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from kinerja.messages import N_
from kinerja.models import Approach, ResultKind
from kinerja.rules import cells
from kinerja.rules.cells import same
from kinerja.rules.plan_content import IndicatorSpec
from kinerja.rules.plans_file import APPROACHES, RESULT_KINDS, read_indicator
from kinerja.rules.plans_file import OPTIONAL as OF_PLANS
from kinerja.rules.plans_file import REQUIRED as NEEDED_OF_PLANS
from kinerja.rules.tables import Line, Problems, Sheet, find_table

REQUIRED = ("jabatan", *NEEDED_OF_PLANS[2:])
OPTIONAL = OF_PLANS[-3:]


@dataclass(frozen=True, slots=True)
class TemplateLine:
    """A row of the file; what could not be read is empty."""

    row: int
    title: str
    approach: Approach
    kind: ResultKind
    result: str
    supports: str
    indicator: IndicatorSpec


def read_templates(
    sheets: Sequence[Sheet], problems: Problems
) -> tuple[dict[str, list[TemplateLine]], tuple[str, ...]]:
    """Read the rows by the key of their position, note what is wrong, and name the columns not looked at."""
    table = find_table(sheets, REQUIRED, OPTIONAL)
    found: dict[str, list[TemplateLine]] = {}
    for line in table.lines(problems):
        read = _line(line)
        siblings = found.setdefault(same(read.title), [])
        if siblings and siblings[0].approach is not read.approach:
            problems.add(
                read.row, "pendekatan", N_("differs from row {row}"), row=str(siblings[0].row)
            )
        if any(_is_same(read, other) for other in siblings):
            problems.add(read.row, "indikator", N_("stands in this result already"))
        siblings.append(read)
    return found, table.unused


def _line(line: Line) -> TemplateLine:
    quantitative = Approach.QUANTITATIVE
    approach = line.read("pendekatan", lambda cell: cells.choice(cell, APPROACHES), quantitative)
    main = ResultKind.MAIN
    return TemplateLine(
        row=line.row.number,
        title=line.read("jabatan", lambda cell: cells.words(cell, 200), ""),
        approach=approach,
        kind=line.read("jenis_hasil", lambda cell: cells.choice(cell, RESULT_KINDS), main),
        result=line.read("hasil_kerja", lambda cell: cells.words(cell, 1000), ""),
        supports=line.read("hasil_atasan", lambda c: cells.words(c, 1000, required=False), ""),
        indicator=read_indicator(line, approach),
    )


def _is_same(one: TemplateLine, other: TemplateLine) -> bool:
    of_result = same(one.result) == same(other.result)
    return of_result and one.indicator.identity == other.indicator.identity
