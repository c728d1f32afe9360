"""The law of a day, as rules take it: every table whole, with the agency's word where the law is not certain."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from kinerja.models import (
    Behaviour,
    EmploymentKind,
    OrganisationPredicate,
    Predicate,
    Rating,
    RatingOf,
)
from kinerja.regulation.agency import setting_of, settled
from kinerja.regulation.tables import PLACES, Entry, basis_of, changed_on, in_force
from kinerja.rules.basis import Basis
from kinerja.rules.coaching import SurveyRule
from kinerja.rules.credit_points import Coefficient, CreditTable, FunctionalLevel
from kinerja.rules.distribution import Guide, read_conditions
from kinerja.rules.legal_clocks import ClockKind, LegalClock, read_spans
from kinerja.rules.lesson_hours import HourBound, HourRule, LessonMinutes
from kinerja.rules.predicate import Definition, HeadRule, Quadrant, read_head_rule

_Member = TypeVar("_Member", bound=StrEnum)
_Value = TypeVar("_Value")


@dataclass(frozen=True, slots=True)
class BehaviourGuide:
    """A value of BerAKHLAK by its name, with its guides of behaviour."""

    name: str
    guides: tuple[str, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class Law:
    """What applies on a day; every table has exactly one value for each case."""

    quadrant: Quadrant
    ratings: Mapping[tuple[RatingOf, Rating], Definition]
    organisations: Mapping[OrganisationPredicate, Definition]
    head_of_unit: HeadRule
    distribution: Mapping[OrganisationPredicate, Guide]
    clocks: Mapping[ClockKind, LegalClock]
    credit_points: CreditTable
    behaviours: Mapping[Behaviour, BehaviourGuide]
    lesson_hours: Mapping[EmploymentKind, HourRule]
    lesson_minutes: LessonMinutes
    survey: SurveyRule


@dataclass(frozen=True, slots=True)
class Unsettled:
    """A value that is not certain: the setting that may settle it, and what holds now."""

    setting: str
    written: str
    basis: Basis


class Regulation:
    """The dated law with an agency's settings, which count only while a value is not certain."""

    def __init__(self, agency: Mapping[str, str] | None = None) -> None:
        self._settled = settled((agency or {}).items())
        self._made: dict[date, Law] = {}

    def on(self, day: date) -> Law:
        """Return the law of a day; ``ValueError`` for a day on which one of its tables was not yet there."""
        since = changed_on(day)
        if since not in self._made:
            self._made[since] = self._make(day)
        return self._made[since]

    def entries(self, kind: str, day: date) -> dict[str, Entry]:
        """Return the entries of a kind on a day, with what the agency says of the uncertain ones."""
        found = in_force(kind, day)
        for key, entry in found.items():
            fields = self._settled.get((kind, key))
            if fields is not None and not entry["certain"]:
                found[key] = {**entry, **fields, "by_agency": True}
        return found

    def unused(self, day: date) -> list[Basis]:
        """Return where the law is certain although the agency's settings say something."""
        return [
            basis_of(entry)
            for kind in PLACES
            for key, entry in in_force(kind, day).items()
            if entry["certain"] and (kind, key) in self._settled
        ]

    def uncertain(self, day: date) -> list[Unsettled]:
        """Return every value that is not certain on a day, as the setting that may settle it would say it."""
        found = []
        for kind in PLACES:
            for key, entry in self.entries(kind, day).items():
                if not entry["certain"]:
                    name, rule = setting_of(kind, key)
                    found.append(Unsettled(name, rule.show(entry), basis_of(entry)))
        return found

    def _make(self, day: date) -> Law:
        def each(kind: str) -> dict[str, Entry]:
            return self.entries(kind, day)

        def one(kind: str) -> Entry:
            return _only(each(kind).values(), kind)

        return Law(
            quadrant=_quadrant(one("quadrant")),
            ratings=_ratings(each("rating")),
            organisations=_whole(OrganisationPredicate, each("organisation"), _definition),
            head_of_unit=_head(one("head_of_unit")),
            distribution=_whole(OrganisationPredicate, each("distribution"), _guide),
            clocks=_whole(ClockKind, each("clock"), _clock),
            credit_points=CreditTable(
                basis_of(one("percents")),
                {each_one: int(one("percents")[each_one]) for each_one in Predicate},
                _whole(FunctionalLevel, each("coefficient"), _coefficient),
            ),
            behaviours=_whole(Behaviour, each("behaviour"), _behaviour),
            lesson_hours=_whole(EmploymentKind, each("hours"), _hours),
            lesson_minutes=LessonMinutes(int(one("minutes")["value"]), basis_of(one("minutes"))),
            survey=SurveyRule(int(one("survey")["answers"]), basis_of(one("survey"))),
        )


def _only(found: Iterable[Entry], kind: str) -> Entry:
    for entry in found:
        return entry
    raise ValueError(f"the law has no {kind} on this day")


def _whole(
    kind: type[_Member], found: Mapping[str, Entry], make: Callable[[Entry], _Value]
) -> dict[_Member, _Value]:
    """Return a value for every member of an enum; ``ValueError`` where one is missing or unknown."""
    if set(found) != {member.value for member in kind}:
        raise ValueError(f"the law is not whole on this day: {kind.__name__}")
    return {member: make(found[member.value]) for member in kind}


def _quadrant(entry: Entry) -> Quadrant:
    cells = {
        (Rating(results), Rating(behaviour)): Predicate(predicate)
        for results, row in entry["cells"].items()
        for behaviour, predicate in row.items()
    }
    return Quadrant(basis_of(entry), cells)


def _ratings(found: Mapping[str, Entry]) -> dict[tuple[RatingOf, Rating], Definition]:
    whole = {(of, rating): f"{of} {rating}" for of in RatingOf for rating in Rating}
    if set(found) != set(whole.values()):
        raise ValueError("the law is not whole on this day: ratings")
    return {both: _definition(found[key]) for both, key in whole.items()}


def _definition(entry: Entry) -> Definition:
    return Definition(basis_of(entry), entry["text"])


def _head(entry: Entry) -> HeadRule:
    return HeadRule(basis_of(entry), read_head_rule(entry["ratings"]))


def _guide(entry: Entry) -> Guide:
    return Guide(
        OrganisationPredicate(entry["organisation"]),
        read_conditions(entry["conditions"]),
        basis_of(entry),
    )


def _clock(entry: Entry) -> LegalClock:
    return LegalClock(ClockKind(entry["kind"]), read_spans(entry["spans"]), basis_of(entry))


def _coefficient(entry: Entry) -> Coefficient:
    return Coefficient(Decimal(entry["value"]), basis_of(entry))


def _behaviour(entry: Entry) -> BehaviourGuide:
    return BehaviourGuide(entry["name"], tuple(entry["guides"]), basis_of(entry))


def _hours(entry: Entry) -> HourRule:
    return HourRule(
        EmploymentKind(entry["kind"]),
        HourBound(entry["bound"]),
        int(entry["hours"]),
        basis_of(entry),
    )
