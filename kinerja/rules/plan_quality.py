"""The quality check of a plan: what is asked about once before it is handed over; it never blocks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from kinerja.models import Approach, Aspect, Pattern, Polarity, ResultKind
from kinerja.rules.cells import same
from kinerja.rules.plan_words import names_activity
from kinerja.rules.written_plan import WrittenIndicator, WrittenPlan, WrittenResult

MOST_RESULTS = 10

LastYear = Mapping[tuple[Aspect, str], Decimal]
"""Where the indicators of last year's plan ended, by what makes an indicator the same."""

_ONCE_A_YEAR = frozenset(
    [
        "indeks",
        "index",
        "opini",
        "opinion",
        "akreditasi",
        "predikat",
        "maturitas",
        "sakip",
        "skm",
        "ikm",
        "wtp",
    ]
)
_SURVEYS = ("survei kepuasan", "nilai evaluasi", "satisfaction survey")


class Doubt(StrEnum):
    """What is asked about."""

    ACTIVITY = "activity"
    NO_UNIT = "no_unit"
    NO_NUMBER = "no_number"
    REACHED = "reached"
    CUT = "cut"
    NOBODY = "nobody"
    MANY = "many"


@dataclass(frozen=True, slots=True)
class Question:
    """A doubt about a result, one of its indicators, or the plan (``number`` 0)."""

    doubt: Doubt
    about: str
    number: int = 0
    text: str = ""
    value: Decimal | None = None

    @property
    def key(self) -> str:
        """What is remembered once it was answered."""
        return f"{self.doubt.value}:{self.about}"


def questions(
    plan: WrittenPlan, last_year: LastYear, *, has_superior: bool
) -> tuple[Question, ...]:
    """Return what was not asked yet about a plan, in the order of its results."""
    found = [*_about_plan(plan, has_superior=has_superior)]
    for result in plan.results:
        found += _about_result(result, plan.approach, last_year)
    return tuple(question for question in found if question.key not in plan.settled)


def _about_plan(plan: WrittenPlan, *, has_superior: bool) -> Iterator[Question]:
    if len(plan.results) > MOST_RESULTS:
        yield Question(Doubt.MANY, "plan")
    main = [result for result in plan.results if result.kind is ResultKind.MAIN]
    if has_superior and main and not any(result.supports_something for result in main):
        yield Question(Doubt.NOBODY, "plan")


def _about_result(
    result: WrittenResult, approach: Approach, last_year: LastYear
) -> Iterator[Question]:
    if names_activity(result.text):
        yield Question(Doubt.ACTIVITY, result.lineage, result.number, result.text)
    for indicator in result.indicators:
        about = (indicator.lineage, result.number, indicator.text)
        if approach is Approach.QUANTITATIVE and indicator.target is None:
            yield Question(Doubt.NO_NUMBER, *about)
        elif indicator.target is not None and not indicator.unit:
            yield Question(Doubt.NO_UNIT, *about)
        before = last_year.get(indicator.identity)
        if before is not None and _is_reached(indicator, before):
            yield Question(Doubt.REACHED, *about, value=before)
        if _is_cut(indicator, result):
            yield Question(Doubt.CUT, *about)


def _is_reached(indicator: WrittenIndicator, before: Decimal) -> bool:
    """Say whether last year's value was already better than the new target."""
    if indicator.target is None or indicator.polarity is Polarity.RANGE:
        return False
    if indicator.polarity is Polarity.LESS:
        return before < indicator.target
    return before > indicator.target


def _is_cut(indicator: WrittenIndicator, result: WrittenResult) -> bool:
    """Say whether a value that exists once a year is added up, or aimed at in several months."""
    if indicator.pattern is Pattern.CUMULATIVE:
        return _exists_once_a_year(indicator.text)
    aimed = {step.month for step in result.steps if step.target is not None}
    is_release = indicator.pattern is Pattern.RELEASE
    return is_release and len(result.indicators) == 1 and len(aimed) > 1


def _exists_once_a_year(text: str) -> bool:
    words = same(text)
    return bool(_ONCE_A_YEAR & set(words.split())) or any(name in words for name in _SURVEYS)
