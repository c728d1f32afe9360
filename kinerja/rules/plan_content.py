"""What a plan says: gathered from the rows of a file, compared with a version, carried into the next."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from kinerja.messages import N_
from kinerja.models import Approach, Aspect, Pattern, Polarity, ResultKind
from kinerja.rules.cells import same
from kinerja.rules.people_file import person_key
from kinerja.rules.tables import Problems


@dataclass(frozen=True, slots=True)
class IndicatorSpec:
    """An indicator as a plan has it."""

    aspect: Aspect
    text: str
    target_text: str
    target: Decimal | None
    target_high: Decimal | None
    unit: str
    pattern: Pattern
    polarity: Polarity
    release_month: int | None
    numerator_name: str
    denominator_name: str

    @property
    def identity(self) -> tuple[Aspect, str]:
        """What makes it the same indicator in another version."""
        return self.aspect, same(self.text)

    @property
    def content(self) -> IndicatorSpec:
        """What is compared: how a number is written is no part of it."""
        return self if self.target is None else replace(self, target_text="")


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A row of a file of plans; what could not be read is empty."""

    row: int
    nip: str
    year: int
    title: str
    starts_on: date | None
    ends_on: date | None
    approach: Approach | None
    kind: ResultKind | None
    result: str
    supports: str
    leader: str
    indicator: IndicatorSpec


@dataclass(slots=True)
class ResultSpec:
    """A planned result as a file has it, with the rows it stands in."""

    text: str
    kind: ResultKind
    supports: str
    leader: str
    rows: list[int]
    indicators: list[IndicatorSpec] = field(default_factory=list)


@dataclass(slots=True)
class PlanSpec:
    """A plan as a file has it."""

    nip: str
    year: int
    title: str
    starts_on: date | None
    ends_on: date | None
    approach: Approach
    rows: list[int]
    results: list[ResultSpec] = field(default_factory=list)

    @property
    def span(self) -> tuple[date, date]:
        """From when until when it holds; the year where the file says nothing."""
        return (
            self.starts_on or date(self.year, 1, 1),
            self.ends_on or date(self.year, 12, 31),
        )


def gather(rows: Iterable[PlanRow], problems: Problems) -> list[PlanSpec]:
    """Put the rows of a plan and of a result together; note where they disagree."""
    plans: dict[tuple[object, ...], PlanSpec] = {}
    for row in rows:
        if not row.nip or not row.year:
            continue
        key = (person_key(row.nip), row.year, same(row.title), row.starts_on, row.ends_on)
        plan = plans.get(key)
        if plan is None:
            approach = row.approach or Approach.QUANTITATIVE
            span = (row.starts_on, row.ends_on)
            plan = plans[key] = PlanSpec(row.nip, row.year, row.title, *span, approach, [])
        if row.approach not in (plan.approach, None):
            _disagree(problems, row.row, "pendekatan", plan.rows[0])
        plan.rows.append(row.row)
        _add_result(plan, row, problems)
    return list(plans.values())


def _add_result(plan: PlanSpec, row: PlanRow, problems: Problems) -> None:
    if not row.result:
        return
    result = next((r for r in plan.results if same(r.text) == same(row.result)), None)
    if result is None:
        kind = row.kind or ResultKind.MAIN
        result = ResultSpec(row.result, kind, row.supports, row.leader, [])
        plan.results.append(result)
    if row.kind not in (result.kind, None):
        _disagree(problems, row.row, "jenis_hasil", result.rows[0])
    result.supports = result.supports or row.supports
    if row.supports and same(row.supports) != same(result.supports):
        _disagree(problems, row.row, "hasil_atasan", result.rows[0])
    result.leader = result.leader or row.leader
    if row.leader and person_key(row.leader) != person_key(result.leader):
        _disagree(problems, row.row, "pimpinan_nip", result.rows[0])
    if row.indicator.text and row.indicator.identity in {i.identity for i in result.indicators}:
        problems.add(row.row, "indikator", N_("stands in this result already"))
    result.rows.append(row.row)
    result.indicators.append(row.indicator)


def _disagree(problems: Problems, row: int, column: str, other: int) -> None:
    problems.add(row, column, N_("differs from row {row}"), row=str(other))


@dataclass(frozen=True, slots=True)
class ResultContent:
    """What a planned result says, in a form that can be compared."""

    kind: ResultKind
    text: str
    supports: str
    leader_id: int | None
    indicators: frozenset[IndicatorSpec]


@dataclass(frozen=True, slots=True)
class PlanContent:
    """What a plan says; the order of its results is no part of it."""

    approach: Approach
    ends_on: date
    results: frozenset[ResultContent]


Lineages = tuple[str, str, Sequence[tuple[IndicatorSpec, str]]]
"""Text and lineage of a result, and its indicators with their lineages."""


class Lineage:
    """The lineages of an earlier version, handed on to what stayed the same."""

    def __init__(self, results: Sequence[Lineages]) -> None:
        self._results = {same(text): lineage for text, lineage, _indicators in results}
        self._exact: dict[tuple[str, object], str] = {}
        self._worded: dict[tuple[str, str], list[str]] = {}
        for _text, of_result, indicators in results:
            for spec, lineage in indicators:
                self._exact[of_result, spec.identity] = lineage
                self._worded.setdefault((of_result, same(spec.text)), []).append(lineage)

    def of_result(self, text: str) -> str | None:
        """Return the lineage of the result with this text."""
        return self._results.get(same(text))

    def of_indicators(self, of_result: str, specs: Sequence[IndicatorSpec]) -> list[str | None]:
        """Return the lineage of each indicator: same words and aspect, else the one left of these words."""
        found = [self._exact.get((of_result, spec.identity)) for spec in specs]
        claimed = {lineage for lineage in found if lineage}
        for index, spec in enumerate(specs):
            left = set(self._worded.get((of_result, same(spec.text)), [])) - claimed
            if found[index] is None and len(left) == 1:
                (found[index],) = left
                claimed |= left
        return found
