"""Lesson hours (*JP*) of a year: a least for civil servants, a most for contract employees."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from kinerja.errors import N_, Refused
from kinerja.models.person import EmploymentKind
from kinerja.rules.basis import Basis

_RULE = re.compile(r"(?P<kind>[a-z_]+)\s+(?P<bound>at least|at most)\s+(?P<hours>\d{1,3})")
_NONE = Decimal(0)


class HourBound(StrEnum):
    """Whether the hours are owed to the employee, or the most that the employer gives."""

    AT_LEAST = "at least"
    AT_MOST = "at most"


class HourState(StrEnum):
    """Where somebody stands; only who is owed hours can be below."""

    BELOW = "below"
    REACHED = "reached"
    WITHIN = "within"
    USED_UP = "used_up"
    EXCEEDED = "exceeded"


@dataclass(frozen=True, slots=True)
class HourRule:
    """The hours a year of a kind of employment."""

    kind: EmploymentKind
    bound: HourBound
    hours: int
    basis: Basis

    @property
    def is_owed(self) -> bool:
        """Whether the hours are owed to the employee; else they are the most the employer gives."""
        return self.bound is HourBound.AT_LEAST


@dataclass(frozen=True, slots=True)
class LessonMinutes:
    """How many minutes a lesson hour has."""

    value: int
    basis: Basis


@dataclass(frozen=True, slots=True)
class HourStanding:
    """Where somebody stands, and the hours that are missing or left, never fewer than none."""

    state: HourState
    left: Decimal


def standing(rule: HourRule, hours: Decimal) -> HourStanding:
    """Return where somebody with so many hours stands."""
    left = max(rule.hours - hours, _NONE)
    if rule.bound is HourBound.AT_LEAST:
        return HourStanding(HourState.BELOW if left else HourState.REACHED, left)
    if left:
        return HourStanding(HourState.WITHIN, left)
    return HourStanding(HourState.EXCEEDED if hours > rule.hours else HourState.USED_UP, left)


def hours_of(minutes: int, lesson_minutes: int) -> Decimal:
    """Return minutes as lesson hours, to a tenth."""
    return (Decimal(minutes) / lesson_minutes).quantize(Decimal("0.1"), ROUND_HALF_UP)


def counted_in(rule: HourRule, day: date, contract_from: date | None) -> tuple[date, date]:
    """Return the year in which hours of a day count: that of the contract where the rule is a most."""
    first = date(day.year, 1, 1)
    if rule.bound is HourBound.AT_MOST and contract_from is not None and contract_from <= day:
        first = _anniversary(contract_from, day.year)
        if first > day:
            first = _anniversary(contract_from, day.year - 1)
        return first, _anniversary(contract_from, first.year + 1) - timedelta(days=1)
    return first, date(day.year, 12, 31)


def _anniversary(day: date, year: int) -> date:
    try:
        return day.replace(year=year)
    except ValueError:  # 29 February
        return date(year, 3, 1)


def read_hour_rules(written: str) -> dict[EmploymentKind, tuple[HourBound, int]]:
    """Read rules such as ``cpns at least 20, pppk_part_time at most 24``."""
    found: dict[EmploymentKind, tuple[HourBound, int]] = {}
    for part in written.split(","):
        rule = _RULE.fullmatch(part.strip())
        if rule is None or rule["kind"] not in set(EmploymentKind):
            raise Refused(
                N_(
                    "“{written}” is no rule for lesson hours. Please write it like: cpns at least 20"
                ),
                written=part.strip(),
            )
        found[EmploymentKind(rule["kind"])] = (HourBound(rule["bound"]), int(rule["hours"]))
    return found
