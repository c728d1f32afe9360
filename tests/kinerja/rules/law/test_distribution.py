"""The distribution guides of domain.md 2.4 beside real distributions: compared, never blocking."""

from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.models import OrganisationPredicate, Predicate
from kinerja.regulation import Regulation
from kinerja.rules.distribution import Comparison, Condition, compare, read_conditions

LAW = Regulation().on(date(2026, 1, 1))
ORDER = (
    Predicate.VERY_GOOD,
    Predicate.GOOD,
    Predicate.NEEDS_IMPROVEMENT,
    Predicate.POOR,
    Predicate.VERY_POOR,
)
VG, G, NI, P, VP = ORDER


def unmet(organisation, *people):
    guide = LAW.distribution[organisation]
    counts = dict(zip(ORDER, people, strict=True))
    return [condition.written for condition in compare(guide, counts).unmet]


@pytest.mark.parametrize(
    ("people", "warnings"),
    [
        ((70, 30, 0, 0, 0), []),  # most, at most 70 %
        ((60, 20, 10, 5, 5), []),  # others may be any other
        ((51, 0, 0, 0, 49), []),
        ((71, 29, 0, 0, 0), ["very_good <= 70%"]),
        ((100, 0, 0, 0, 0), ["very_good <= 70%"]),
        ((50, 50, 0, 0, 0), ["very_good > 50%"]),  # half is not most
        ((20, 80, 0, 0, 0), ["very_good > 50%"]),
        ((0, 0, 0, 0, 100), ["very_good > 50%"]),
        ((7, 3, 0, 0, 0), []),
        ((8, 2, 0, 0, 0), ["very_good <= 70%"]),
    ],
)
def test_an_outstanding_organisation(people, warnings):
    assert warnings == unmet(OrganisationPredicate.OUTSTANDING, *people)


@pytest.mark.parametrize(
    ("people", "warnings"),
    [
        ((20, 70, 10, 0, 0), []),
        ((20, 70, 0, 10, 0), []),  # needs improvement and/or poor
        ((20, 70, 5, 5, 0), []),
        ((10, 60, 10, 10, 10), []),
        ((30, 70, 0, 0, 0), ["needs_improvement + poor exist"]),
        (
            (20, 70, 0, 0, 10),
            ["needs_improvement + poor exist"],
        ),  # very poor does not stand for them
        ((9, 71, 20, 0, 0), ["good <= 70%"]),
        ((40, 50, 10, 0, 0), ["good > 50%"]),
        ((0, 100, 0, 0, 0), ["good <= 70%", "needs_improvement + poor exist"]),
        ((100, 0, 0, 0, 0), ["good > 50%", "needs_improvement + poor exist"]),
        ((3, 6, 1, 0, 0), []),
        ((3, 7, 0, 0, 0), ["needs_improvement + poor exist"]),
    ],
)
def test_a_good_organisation(people, warnings):
    assert warnings == unmet(OrganisationPredicate.GOOD, *people)


@pytest.mark.parametrize(
    ("people", "warnings"),
    [
        ((10, 30, 60, 0, 0), []),
        ((0, 20, 60, 10, 10), []),
        ((0, 0, 100, 0, 0), []),
        ((11, 29, 60, 0, 0), ["very_good <= 10%"]),
        ((10, 31, 59, 0, 0), ["needs_improvement >= 60%"]),
        ((20, 80, 0, 0, 0), ["needs_improvement >= 60%", "very_good <= 10%"]),
        ((1, 3, 6, 0, 0), []),
        ((2, 2, 6, 0, 0), ["very_good <= 10%"]),
    ],
)
def test_an_organisation_that_needs_improvement(people, warnings):
    assert warnings == unmet(OrganisationPredicate.NEEDS_IMPROVEMENT, *people)


@pytest.mark.parametrize(
    ("people", "warnings"),
    [
        ((10, 20, 10, 60, 0), []),
        ((0, 10, 10, 60, 20), []),
        ((0, 0, 10, 90, 0), []),
        ((0, 31, 10, 59, 0), ["poor >= 60%"]),
        ((0, 31, 9, 60, 0), ["needs_improvement >= 10%"]),
        ((11, 19, 10, 60, 0), ["very_good <= 10%"]),
        ((0, 0, 0, 100, 0), ["needs_improvement >= 10%"]),
        ((0, 100, 0, 0, 0), ["poor >= 60%", "needs_improvement >= 10%"]),
    ],
)
def test_a_poor_organisation(people, warnings):
    assert warnings == unmet(OrganisationPredicate.POOR, *people)


@pytest.mark.parametrize(
    ("people", "warnings"),
    [
        ((0, 30, 0, 10, 60), []),
        ((0, 30, 10, 0, 60), []),
        ((0, 30, 5, 5, 60), []),  # poor and/or needs improvement
        ((0, 0, 0, 10, 90), []),
        ((0, 31, 5, 4, 60), ["poor + needs_improvement >= 10%"]),
        ((0, 31, 0, 10, 59), ["very_poor >= 60%"]),
        ((1, 29, 10, 0, 60), ["very_good <= 0%"]),  # none at all
        ((0, 0, 0, 0, 100), ["poor + needs_improvement >= 10%"]),
    ],
)
def test_a_very_poor_organisation(people, warnings):
    assert warnings == unmet(OrganisationPredicate.VERY_POOR, *people)


@pytest.mark.parametrize("organisation", OrganisationPredicate)
@pytest.mark.parametrize("people", [(9, 0, 0, 0, 0), (0, 0, 0, 0, 9), (0, 0, 0, 0, 0)])
def test_under_ten_people_are_only_counted(organisation, people):
    found = compare(LAW.distribution[organisation], dict(zip(ORDER, people, strict=True)))
    assert (False, (), sum(people)) == (found.compared, found.unmet, found.total)


def test_ten_people_are_compared():
    counts = {VG: 10}
    assert compare(LAW.distribution[OrganisationPredicate.OUTSTANDING], counts).compared


def test_counts_name_every_predicate_in_its_order():
    found = compare(LAW.distribution[OrganisationPredicate.GOOD], {G: 3, VP: 1})
    assert [(VG, 0), (G, 3), (NI, 0), (P, 0), (VP, 1)] == list(found.counts.items())


@pytest.mark.parametrize(
    ("written", "conditions"),
    [
        ("good > 50%", [Condition((G,), Comparison.OVER, 50)]),
        ("good >= 50 %", [Condition((G,), Comparison.AT_LEAST, 50)]),
        ("very_good<=0%", [Condition((VG,), Comparison.AT_MOST, 0)]),
        ("poor + very_poor exist", [Condition((P, VP), Comparison.EXIST, 0)]),
        (
            "good <= 70%; poor exist",
            [Condition((G,), Comparison.AT_MOST, 70), Condition((P,), Comparison.EXIST, 0)],
        ),
    ],
)
def test_conditions_are_read(written, conditions):
    assert tuple(conditions) == read_conditions(written)


@pytest.mark.parametrize(
    "written",
    ["", "good", "best > 50%", "good > 101%", "good = 5%", "good exist 5%", "good > 50%;;"],
)
def test_other_conditions_are_refused(written):
    with pytest.raises(Refused):
        read_conditions(written)
