"""The quadrant of domain.md 2.3, cell by cell, and the rating a unit's head is foreseen to get."""

from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.models import OrganisationPredicate, Predicate, Rating
from kinerja.regulation import Regulation
from kinerja.rules.predicate import foreseen_rating, predicate_of, read_head_rule

LAW = Regulation().on(date(2026, 1, 1))

ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW


@pytest.mark.parametrize(
    ("results", "behaviour", "predicate"),
    [
        (ABOVE, ABOVE, Predicate.VERY_GOOD),
        (ABOVE, MEETS, Predicate.GOOD),
        (ABOVE, BELOW, Predicate.POOR),
        (MEETS, ABOVE, Predicate.GOOD),
        (MEETS, MEETS, Predicate.GOOD),
        (MEETS, BELOW, Predicate.POOR),
        (BELOW, ABOVE, Predicate.NEEDS_IMPROVEMENT),
        (BELOW, MEETS, Predicate.NEEDS_IMPROVEMENT),
        (BELOW, BELOW, Predicate.VERY_POOR),
    ],
)
def test_two_ratings_give_the_predicate_of_the_quadrant(results, behaviour, predicate):
    assert predicate == predicate_of(LAW.quadrant, results, behaviour)


@pytest.mark.parametrize("results", Rating)
def test_bad_behaviour_is_never_made_good_by_results(results):
    assert predicate_of(LAW.quadrant, results, BELOW) in (Predicate.POOR, Predicate.VERY_POOR)


@pytest.mark.parametrize("behaviour", Rating)
def test_very_good_needs_both(behaviour):
    found = {predicate_of(LAW.quadrant, results, behaviour) for results in Rating}
    assert (behaviour is ABOVE) == (Predicate.VERY_GOOD in found)


@pytest.mark.parametrize(
    ("organisation", "rating"),
    [
        (OrganisationPredicate.OUTSTANDING, ABOVE),
        (OrganisationPredicate.GOOD, MEETS),
        (OrganisationPredicate.NEEDS_IMPROVEMENT, BELOW),
        (OrganisationPredicate.POOR, BELOW),
        (OrganisationPredicate.VERY_POOR, BELOW),
    ],
)
def test_the_head_of_a_unit_is_foreseen_the_rating_of_the_organisation(organisation, rating):
    assert rating == foreseen_rating(LAW.head_of_unit, organisation)


def test_an_agencys_rule_for_heads_names_every_predicate_of_an_organisation_once():
    written = "outstanding above, good meets, needs_improvement meets, poor below, very_poor below"
    assert MEETS is read_head_rule(written)[OrganisationPredicate.NEEDS_IMPROVEMENT]


@pytest.mark.parametrize(
    "written",
    [
        "",
        "outstanding above",
        "outstanding above, good meets, needs_improvement below, poor below, very_poor worse",
        "outstanding above, good meets, needs_improvement below, poor below, poor below",
        "outstanding above, good meets, needs_improvement below, poor below, very_poor below, x above",
    ],
)
def test_another_rule_for_heads_is_refused(written):
    with pytest.raises(Refused):
        read_head_rule(written)
