"""The quadrant: two ratings of a human give a predicate, which is looked up and never reckoned."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from kinerja.errors import N_, Refused
from kinerja.models.rating import OrganisationPredicate, Predicate, Rating
from kinerja.rules.basis import Basis

_WRONG_HEAD_RULE = N_(
    "“{written}” is no rule for heads of units. It names all five, for example: outstanding above, good "
    "meets, needs_improvement below, poor below, very_poor below"
)


@dataclass(frozen=True, slots=True)
class Quadrant:
    """All nine cells, by the rating of results and that of behaviour."""

    basis: Basis
    cells: Mapping[tuple[Rating, Rating], Predicate]

    def __post_init__(self) -> None:
        missing = [(one, other) for one in Rating for other in Rating]
        if sorted(missing) != sorted(self.cells):
            raise ValueError("a quadrant has nine cells")


@dataclass(frozen=True, slots=True)
class HeadRule:
    """The results rating that the head of a unit is foreseen to get; the rater confirms it."""

    basis: Basis
    ratings: Mapping[OrganisationPredicate, Rating]


@dataclass(frozen=True, slots=True)
class Definition:
    """The words of the law for a rating or an organisation's predicate; empty where they were not read."""

    basis: Basis
    text: str


def predicate_of(quadrant: Quadrant, results: Rating, behaviour: Rating) -> Predicate:
    """Return the predicate that stands in the cell of two ratings."""
    return quadrant.cells[results, behaviour]


def foreseen_rating(rule: HeadRule, organisation: OrganisationPredicate) -> Rating:
    """Return the results rating that the rule foresees for the head of an organisation."""
    return rule.ratings[organisation]


def read_head_rule(written: str) -> dict[OrganisationPredicate, Rating]:
    """Read a rule such as ``outstanding above, good meets, …``; refused unless each is named once."""
    found: dict[OrganisationPredicate, Rating] = {}
    try:
        for part in written.split(","):
            organisation, rating = part.split()
            found[OrganisationPredicate(organisation)] = Rating(rating)
    except ValueError:
        found = {}
    if len(found) != len(OrganisationPredicate):
        raise Refused(_WRONG_HEAD_RULE, written=written)
    return found
