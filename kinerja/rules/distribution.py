"""The guide of an organisation beside the real distribution of predicates: it warns and never blocks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from kinerja.errors import N_, Refused
from kinerja.models.rating import OrganisationPredicate, Predicate
from kinerja.rules.basis import Basis

SMALLEST = 10
"""People from whom on percentages say something; fewer are only counted."""

EXAMPLE = "good > 50%; poor exist"

_CONDITION = re.compile(
    r"(?P<names>[a-z_]+(?:\s*\+\s*[a-z_]+)*)\s*"
    r"(?:(?P<exist>\bexist)|(?P<sign>>=|<=|>)\s*(?P<percent>\d{1,3})\s*%)"
)


class Comparison(StrEnum):
    """How the share of people is compared."""

    OVER = ">"
    AT_LEAST = ">="
    AT_MOST = "<="
    EXIST = "exist"


@dataclass(frozen=True, slots=True)
class Condition:
    """What a guide says of the people with one of some predicates together."""

    predicates: tuple[Predicate, ...]
    comparison: Comparison
    percent: int

    @property
    def written(self) -> str:
        """The condition as settings write it."""
        names = " + ".join(self.predicates)
        if self.comparison is Comparison.EXIST:
            return f"{names} exist"
        return f"{names} {self.comparison} {self.percent}%"

    def holds(self, counts: Mapping[Predicate, int], total: int) -> bool:
        """Say whether it holds for so many people of each predicate."""
        people = sum(counts[one] for one in self.predicates)
        if self.comparison is Comparison.EXIST:
            return people > 0
        share, limit = people * 100, self.percent * total
        if self.comparison is Comparison.OVER:
            return share > limit
        return share >= limit if self.comparison is Comparison.AT_LEAST else share <= limit


@dataclass(frozen=True, slots=True)
class Guide:
    """The distribution that is to be considered for an organisation of a predicate."""

    organisation: OrganisationPredicate
    conditions: tuple[Condition, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Distribution:
    """How many people have each predicate, and what of the guide is not met."""

    counts: Mapping[Predicate, int]
    total: int
    compared: bool
    """Whether there are people enough for percentages."""
    unmet: tuple[Condition, ...]


def compare(guide: Guide, people: Mapping[Predicate, int]) -> Distribution:
    """Return the real distribution of an organisation beside its guide."""
    counts = {one: people.get(one, 0) for one in Predicate}
    total = sum(counts.values())
    compared = total >= SMALLEST
    unmet = tuple(one for one in guide.conditions if not one.holds(counts, total))
    return Distribution(counts, total, compared, unmet if compared else ())


def read_conditions(written: str) -> tuple[Condition, ...]:
    """Read conditions such as ``good > 50%; needs_improvement + poor exist``."""
    return tuple(_condition(part.strip()) for part in written.split(";"))


def _condition(written: str) -> Condition:
    wrong = Refused(
        N_("“{written}” is no distribution. Please write it like: {example}"),
        written=written,
        example=EXAMPLE,
    )
    found = _CONDITION.fullmatch(written)
    if found is None or int(found["percent"] or 0) > 100:
        raise wrong
    try:
        names = tuple(Predicate(name.strip()) for name in found["names"].split("+"))
    except ValueError:
        raise wrong from None
    return Condition(names, Comparison(found["sign"] or "exist"), int(found["percent"] or 0))
