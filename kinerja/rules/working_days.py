"""Working days: which days a pattern of work takes as work, and counting them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache

from kinerja.models.holiday import HolidayKind

IsWorkingDay = Callable[[date], bool]

COUNTED_FROM = date(2025, 1, 1)
"""The day at which the ordinals of working days begin; nothing of the assistant is older."""

_LONGEST_PAUSE = 370
"""Days without a working day after which the search for one ends: such a calendar is a mistake."""


@dataclass(frozen=True, slots=True)
class DecreedDay:
    """A day of the library's list; ``estimated`` where nobody has decreed it yet."""

    name: str
    kind: HolidayKind
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class Pattern:
    """A pattern of work: weekly rest days (Monday is 0), or a rotation such as ``11100`` from a day on."""

    code: str = "five_day"
    rest_weekdays: str = "56"
    keeps_holidays: bool = True
    rotation: str = ""
    rotation_from: date | None = None

    def rests_on(self, day: date) -> bool:
        """Say whether the pattern itself has no work on a day, holidays apart."""
        if self.rotation and self.rotation_from is not None:
            return self.rotation[(day - self.rotation_from).days % len(self.rotation)] == "0"
        return str(day.weekday()) in self.rest_weekdays


@dataclass(frozen=True, slots=True)
class Calendar:
    """A pattern with the days the agency's list adds to the decreed ones, or makes working days again."""

    pattern: Pattern = Pattern()
    listed: Mapping[date, HolidayKind] = field(default_factory=dict)
    own_free: frozenset[date] = frozenset()
    """Free for this pattern by its own list, whatever else it keeps."""
    settled: frozenset[int] = frozenset()
    """Years whose national holidays the agency's list names: estimates no longer count there."""

    def works(self, day: date) -> bool:
        """Say whether a day is worked."""
        if day in self.own_free:
            return False
        if self.pattern.rests_on(day):
            return False
        if not self.pattern.keeps_holidays:
            return True
        listed = self.listed.get(day)
        if listed is not None:
            return listed is HolidayKind.WORKING
        found = decreed(day.year).get(day)
        return found is None or (found.estimated and day.year in self.settled)


DEFAULT = Calendar()
"""Monday to Friday without the holidays and the joint leave that the library knows."""


def next_working_day(day: date, is_working: IsWorkingDay) -> date:
    """Return the day itself where it is worked, else the next one that is."""
    for _ in range(_LONGEST_PAUSE):
        if is_working(day):
            break
        day += timedelta(days=1)
    return day


def working_day_after(day: date, count: int, is_working: IsWorkingDay) -> date:
    """Return the day that is a number of working days later."""
    for _ in range(count):
        day = next_working_day(day + timedelta(days=1), is_working)
    return day


def working_day_before(day: date, count: int, is_working: IsWorkingDay) -> date:
    """Return the day that is a number of working days earlier."""
    earliest = day - timedelta(days=_LONGEST_PAUSE)
    while count and day > earliest:
        day -= timedelta(days=1)
        count -= is_working(day)
    return day


def working_days_between(first: date, last: date, is_working: IsWorkingDay) -> int:
    """Count the working days after one day, up to and including another."""
    return sum(is_working(first + timedelta(days=n)) for n in range(1, (last - first).days + 1))


@cache
def decreed(year: int) -> Mapping[date, DecreedDay]:
    """Return the national holidays and the joint leave of a year, as far as the library knows them."""
    from holidays import country_holidays  # noqa: PLC0415 - slow to import, seldom needed

    found: dict[date, DecreedDay] = {}
    for category, kind in (
        ("government", HolidayKind.JOINT_LEAVE),
        ("public", HolidayKind.NATIONAL),
    ):
        listed = country_holidays("ID", years=year, categories=(category,), language="id")
        for day, name in listed.items():
            estimated = "perkiraan" in name
            found[day] = DecreedDay(name.replace(" (perkiraan)", ""), kind, estimated)
    return found
