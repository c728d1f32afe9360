"""A plan as it is written, read and compared: results with their indicators and steps, values, annex."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from kinerja.models import (
    Annex,
    Approach,
    Aspect,
    Behaviour,
    Pattern,
    Perspective,
    PlanStatus,
    Polarity,
    ResultKind,
    Support,
)
from kinerja.rules.cells import same


@dataclass(frozen=True, slots=True)
class WrittenIndicator:
    """An indicator with its target and, where somebody wrote it, its manual."""

    id: int
    lineage: str
    number: int
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
    definition: str = ""
    formula: str = ""
    source: str = ""

    @property
    def identity(self) -> tuple[Aspect, str]:
        """What makes it the same indicator in another year's plan."""
        return self.aspect, same(self.text)


@dataclass(frozen=True, slots=True)
class WrittenStep:
    """A step of the action plan: a month of the plan's year, what is done, how much, and what proves it."""

    id: int
    lineage: str
    month: int
    text: str
    target: Decimal | None
    target_text: str
    proof: str


@dataclass(frozen=True, slots=True)
class WrittenResult:
    """A planned result; ``supports`` is the leader's result it serves, ``leader`` who leads it."""

    id: int
    lineage: str
    number: int
    kind: ResultKind
    text: str
    supports: str
    supports_id: int | None
    support: Support | None
    perspective: Perspective | None
    leader_id: int | None
    leader: str
    return_reason: str = ""
    indicators: tuple[WrittenIndicator, ...] = ()
    steps: tuple[WrittenStep, ...] = ()
    leads_from: date | None = None
    leads_until: date | None = None

    @property
    def supports_something(self) -> bool:
        """Whether it serves a result of somebody else."""
        return bool(self.supports) or self.supports_id is not None


@dataclass(frozen=True, slots=True)
class WrittenPlan:
    """One version of a plan with everything that stands in it."""

    id: int
    person_id: int
    position_id: int
    year: int
    starts_on: date
    ends_on: date
    approach: Approach
    status: PlanStatus
    version: int
    results: tuple[WrittenResult, ...] = ()
    expectations: Mapping[Behaviour, str] = field(default_factory=dict)
    annexes: Mapping[Annex, tuple[str, ...]] = field(default_factory=dict)
    settled: frozenset[str] = frozenset()

    def result(self, result_id: int) -> WrittenResult | None:
        """Return the result with this id."""
        return next((one for one in self.results if one.id == result_id), None)
