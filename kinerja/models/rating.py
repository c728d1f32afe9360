"""The words of an evaluation: ratings a human gives, and the predicates that are looked up from them."""

from __future__ import annotations

from enum import StrEnum


class Rating(StrEnum):
    """What a human says of results or behaviour (*di atas, sesuai, di bawah ekspektasi*); never a number."""

    ABOVE = "above"
    MEETS = "meets"
    BELOW = "below"


class RatingOf(StrEnum):
    """What a rating is of (*hasil kerja, perilaku kerja*)."""

    RESULTS = "results"
    BEHAVIOUR = "behaviour"


class Predicate(StrEnum):
    """A person's predicate; ``POOR`` is *Kurang/misconduct*."""

    VERY_GOOD = "very_good"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    POOR = "poor"
    VERY_POOR = "very_poor"


class OrganisationPredicate(StrEnum):
    """An organisation's performance, as the leader above it decides (*capaian kinerja organisasi*)."""

    OUTSTANDING = "outstanding"
    GOOD = "good"
    NEEDS_IMPROVEMENT = "needs_improvement"
    POOR = "poor"
    VERY_POOR = "very_poor"
