"""What one version of a plan says differently from another, result by result."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from kinerja.models import Annex, Behaviour
from kinerja.rules.written_plan import WrittenIndicator, WrittenPlan, WrittenResult


class Part(StrEnum):
    """What of a result or of the plan is different."""

    NEW = "new"
    GONE = "gone"
    WORDS = "words"
    KIND = "kind"
    SUPPORTS = "supports"
    LEADER = "leader"
    NEW_INDICATOR = "new_indicator"
    GONE_INDICATOR = "gone_indicator"
    INDICATOR = "indicator"
    TARGET = "target"
    MEASURE = "measure"
    MANUAL = "manual"
    STEPS = "steps"
    VALUES = "values"
    ANNEX = "annex"
    DAYS = "days"


@dataclass(frozen=True, slots=True)
class Change:
    """One difference; ``number`` is the result's in the newer version (0: the plan as a whole).

    For a target ``before`` and ``after`` are the indicators, else the words.
    """

    part: Part
    number: int
    about: str
    before: str | WrittenIndicator = ""
    after: str | WrittenIndicator = ""


def changes(before: WrittenPlan, after: WrittenPlan) -> tuple[Change, ...]:
    """Return what the newer version says differently, in the order of its results; what is gone comes last."""
    old = {result.lineage: result for result in before.results}
    found: list[Change] = []
    if (before.starts_on, before.ends_on) != (after.starts_on, after.ends_on):
        found.append(Change(Part.DAYS, 0, ""))
    for result in after.results:
        known = old.pop(result.lineage, None)
        if known is None:
            found.append(Change(Part.NEW, result.number, result.text))
        else:
            found += _of_result(known, result)
    found += [Change(Part.GONE, 0, result.text) for result in old.values()]
    found += _of_lists(before, after)
    return tuple(found)


def _of_result(old: WrittenResult, new: WrittenResult) -> Iterator[Change]:
    number = new.number
    for part, before, after in (
        (Part.WORDS, old.text, new.text),
        (Part.SUPPORTS, old.supports, new.supports),
        (Part.LEADER, old.leader, new.leader),
    ):
        if before != after:
            yield Change(part, number, new.text, before, after)
    if old.kind != new.kind:
        yield Change(Part.KIND, number, new.text)
    known = {indicator.lineage: indicator for indicator in old.indicators}
    for indicator in new.indicators:
        before_it = known.pop(indicator.lineage, None)
        if before_it is None:
            yield Change(Part.NEW_INDICATOR, number, indicator.text, "", indicator)
        else:
            yield from _of_indicator(before_it, indicator, number)
    for gone in known.values():
        yield Change(Part.GONE_INDICATOR, number, gone.text)
    if [_content(step) for step in old.steps] != [_content(step) for step in new.steps]:
        yield Change(Part.STEPS, number, new.text)


def _of_indicator(old: WrittenIndicator, new: WrittenIndicator, number: int) -> Iterator[Change]:
    if old.identity != new.identity:
        yield Change(Part.INDICATOR, number, new.text, old.text, new.text)
    if _target(old) != _target(new):
        yield Change(Part.TARGET, number, new.text, old, new)
    if _measure(old) != _measure(new):
        yield Change(Part.MEASURE, number, new.text)
    if _manual(old) != _manual(new):
        yield Change(Part.MANUAL, number, new.text)


def _of_lists(before: WrittenPlan, after: WrittenPlan) -> Iterator[Change]:
    if any(before.expectations.get(b, "") != after.expectations.get(b, "") for b in Behaviour):
        yield Change(Part.VALUES, 0, "")
    if any(before.annexes.get(a, ()) != after.annexes.get(a, ()) for a in Annex):
        yield Change(Part.ANNEX, 0, "")


def _target(of: WrittenIndicator) -> tuple[object, ...]:
    words = of.target_text if of.target is None else ""
    return words, of.target, of.target_high, of.unit


def _measure(of: WrittenIndicator) -> tuple[object, ...]:
    names = (of.numerator_name, of.denominator_name)
    return (of.pattern, of.polarity, of.release_month, *names)


def _manual(of: WrittenIndicator) -> tuple[str, ...]:
    return of.definition, of.formula, of.source


def _content(step: object) -> tuple[object, ...]:
    return tuple(
        getattr(step, name) for name in ("month", "text", "target", "target_text", "proof")
    )
