"""The law as data: whole on every day since it holds, dated, and settled by the agency where it is not certain."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kinerja.errors import Refused
from kinerja.models import (
    Behaviour,
    EmploymentKind,
    OrganisationPredicate,
    Predicate,
    Rating,
    RatingOf,
)
from kinerja.regulation import Regulation
from kinerja.regulation.agency import RULES, check_agency_rule
from kinerja.regulation.tables import PLACES, entries, in_force, key_of
from kinerja.rules.credit_points import FunctionalLevel
from kinerja.rules.legal_clocks import ClockKind

FIRST = date(2023, 1, 31)
"""The day on which the youngest table began."""
CHANGES = sorted({entry["valid_from"] for kind in PLACES for entry in entries(kind)})
DAYS = sorted(
    {FIRST, date(2026, 1, 1), date(2099, 12, 31)}
    | {day + timedelta(days=n) for day in CHANGES for n in (-1, 0) if day + timedelta(n) >= FIRST}
)
TODAY = date(2026, 1, 1)

SETTINGS = {
    **{one.value: "10 working days" for one in ClockKind},
    **{f"distribution_{one}": "good > 40%" for one in OrganisationPredicate},
    **{f"organisation_{one}": "Sesuai keputusan bupati." for one in OrganisationPredicate},
    "head_of_unit": "outstanding above, good above, needs_improvement meets, poor below, very_poor below",
    "results_meets": "Sesuai.",
    "behaviour_above": "Teladan.",
    "behaviour_meets": "Sesuai.",
    "behaviour_below": "Sering tidak sesuai.",
    "coefficients": "ahli_muda 26",
    "lesson_hours": "cpns at least 10",
    "lesson_minutes": "60",
    "coaching_answers": "4",
}
"""Something that each setting may say."""


@pytest.mark.parametrize("day", DAYS)
def test_the_law_is_whole_on_every_day(day):
    law = Regulation().on(day)
    assert {(one, other) for one in Rating for other in Rating} == set(law.quadrant.cells)
    assert {(of, one) for of in RatingOf for one in Rating} == set(law.ratings)
    assert set(OrganisationPredicate) == set(law.distribution) == set(law.organisations)
    assert set(OrganisationPredicate) == set(law.head_of_unit.ratings)
    assert set(ClockKind) == set(law.clocks)
    assert set(Predicate) == set(law.credit_points.percents)
    assert set(FunctionalLevel) == set(law.credit_points.coefficients)
    assert set(EmploymentKind) == set(law.lesson_hours)
    assert set(Behaviour) == set(law.behaviours)


def test_before_its_first_day_there_is_no_law():
    for day in (FIRST - timedelta(days=1), date(2019, 1, 1), date(1990, 1, 1)):
        with pytest.raises(ValueError, match=r"the law|empty"):
            Regulation().on(day)


@pytest.mark.parametrize("kind", PLACES)
def test_every_entry_says_where_it_stands_and_since_when(kind):
    for entry in entries(kind):
        assert entry["source"]
        assert entry["article"]
        assert type(entry["valid_from"]) is date
        assert type(entry["certain"]) is bool


@pytest.mark.parametrize("kind", PLACES)
def test_no_two_entries_begin_on_the_same_day(kind):
    begun = [(key_of(kind, entry), entry["valid_from"]) for entry in entries(kind)]
    assert len(begun) == len(set(begun))


@pytest.mark.parametrize("kind", PLACES)
def test_an_entry_holds_from_its_first_day(kind):
    for entry in entries(kind):
        day, key = entry["valid_from"], key_of(kind, entry)
        assert entry == in_force(kind, day)[key]
        assert entry != in_force(kind, day - timedelta(days=1)).get(key)


def test_each_value_of_berakhlak_has_its_three_guides():
    law = Regulation().on(TODAY)
    assert {3} == {len(one.guides) for one in law.behaviours.values()}
    assert "Membantu orang lain belajar" == law.behaviours[Behaviour.COMPETENT].guides[1]
    assert "Bertindak proaktif" == law.behaviours[Behaviour.ADAPTIVE].guides[2]
    assert 21 == len({guide for one in law.behaviours.values() for guide in one.guides})


def test_every_uncertain_value_can_be_settled_and_no_certain_one():
    uncertain = {
        (kind, key)
        for kind in PLACES
        for key, entry in in_force(kind, TODAY).items()
        if not entry["certain"]
    }
    levels = ", ".join(f"{level} 7" for level in FunctionalLevel)
    kinds = ", ".join(f"{kind} at most 7" for kind in EmploymentKind)
    regulation = Regulation(SETTINGS | {"coefficients": levels, "lesson_hours": kinds})
    settled = {
        (kind, key)
        for kind in PLACES
        for key, entry in regulation.entries(kind, TODAY).items()
        if entry.get("by_agency")
    }
    assert uncertain == settled


@pytest.mark.parametrize("name", RULES)
def test_a_setting_takes_the_place_of_the_law_and_says_so(name):
    def all_of(regulation):
        return {
            (kind, key): entry
            for kind in PLACES
            for key, entry in regulation.entries(kind, TODAY).items()
        }

    law, own = all_of(Regulation()), all_of(Regulation({name: SETTINGS[name]}))
    changed = {where for where, entry in own.items() if entry != law[where]}
    assert 1 == len(changed)
    assert all(own[where]["by_agency"] for where in changed)
    Regulation({name: SETTINGS[name]}).on(TODAY)


def test_the_loaded_value_is_the_agencys():
    law = Regulation(SETTINGS).on(TODAY)
    assert Decimal(26) == law.credit_points.coefficients[FunctionalLevel.JUNIOR].value
    assert law.credit_points.coefficients[FunctionalLevel.JUNIOR].basis.by_agency
    assert not law.credit_points.coefficients[FunctionalLevel.FIRST].basis.by_agency
    assert (10, True) == (
        law.lesson_hours[EmploymentKind.PROBATIONER].hours,
        law.lesson_hours[EmploymentKind.PROBATIONER].basis.by_agency,
    )
    assert 60 == law.lesson_minutes.value
    assert (4, True) == (law.survey.steps, law.survey.basis.by_agency)
    assert Rating.ABOVE is law.head_of_unit.ratings[OrganisationPredicate.GOOD]
    assert "Teladan." == law.ratings[RatingOf.BEHAVIOUR, Rating.ABOVE].text


def test_where_the_law_is_certain_a_setting_counts_for_nothing_and_is_named():
    regulation = Regulation({"coefficients": "ahli_pertama 99", "lesson_hours": "pns at least 1"})
    law = regulation.on(TODAY)
    assert Decimal("12.5") == law.credit_points.coefficients[FunctionalLevel.FIRST].value
    assert 20 == law.lesson_hours[EmploymentKind.CIVIL_SERVANT].hours
    assert ["coefficient a year", "Pasal 203"] == [b.article for b in regulation.unused(TODAY)]
    assert [] == Regulation(SETTINGS).unused(TODAY)


def test_what_is_not_certain_is_listed_as_the_settings_would_say_it():
    unsettled = Regulation({"lesson_hours": "cpns at least 10"}).uncertain(TODAY)
    listed = {(one.setting, one.written): one.basis.by_agency for one in unsettled}
    assert False is listed["objection", "14 days or 14 working days"]
    assert False is listed["coefficients", "ahli_muda 25"]
    assert False is listed["lesson_minutes", "45"]
    assert True is listed["lesson_hours", "cpns at least 10"]
    for name, written in listed:
        check_agency_rule(name, written)
    assert set(RULES) == {name for name, _written in listed}


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("objection", "two weeks"),
        ("distribution_good", "good"),
        ("head_of_unit", "good meets"),
        ("coefficients", "ahli_muda"),
        ("lesson_hours", "cpns 20"),
        ("lesson_minutes", "90"),
        ("coaching_answers", "6"),
        ("coaching_answers", "some"),
        ("lesson_minutes", "an hour"),
        ("behaviour_above", "x" * 401),
    ],
)
def test_a_setting_that_cannot_be_is_refused(name, written):
    with pytest.raises(Refused):
        check_agency_rule(name, written)


def test_an_empty_setting_leaves_the_law():
    check_agency_rule("objection", " ")
    assert not Regulation({"objection": " "}).on(TODAY).clocks[ClockKind.OBJECTION].basis.by_agency
