"""Suggestions by rule: which courses fit which gap or post, each with its reason; nothing is weighed or ranked."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Protocol

from kinerja.models.development import GapSource
from kinerja.rules.cells import same
from kinerja.rules.courses_file import listed

MOST = 6


class Why(StrEnum):
    """Why a course is suggested."""

    GAP = "gap"
    POST = "post"
    HOURS = "hours"


@dataclass(frozen=True, slots=True)
class Gap:
    """Something to be developed, where it shows, how often, and since when."""

    area: str
    source: GapSource
    count: int
    since: date


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A course and why: the gap it closes, or the words of the post it is for."""

    course_id: int
    title: str
    hours: Decimal
    why: Why
    gap: Gap | None = None


class Offered(Protocol):
    """A course of the catalogue."""

    @property
    def id(self) -> int | None: ...
    @property
    def title(self) -> str: ...
    @property
    def hours(self) -> Decimal: ...
    @property
    def competencies(self) -> str: ...
    @property
    def positions(self) -> str: ...


def suggest(
    courses: Iterable[Offered],
    gaps: Sequence[Gap],
    posts: Sequence[str],
    missing: Decimal,
    done: Collection[int],
    names: Mapping[str, str],
) -> tuple[Suggestion, ...]:
    """Return courses for the gaps in their order, then for the posts, then such as fit the missing hours.

    ``names`` are the words under which the catalogue knows a value of BerAKHLAK; ``done`` are courses that were
    done already. A course is suggested once, for the first reason there is.
    """
    left = [one for one in courses if one.id is not None and one.id not in done]
    found: dict[int, Suggestion] = {}
    for gap in gaps:
        for course in left:
            if _teaches(course, names.get(gap.area, gap.area)):
                _put(found, course, Why.GAP, gap)
    for course in left:
        if any(_is_for(course, post) for post in posts):
            _put(found, course, Why.POST)
    for course in left:
        if missing and not listed(course.positions) and course.hours <= missing:
            _put(found, course, Why.HOURS)
    return tuple(found.values())[:MOST]


def _put(found: dict[int, Suggestion], course: Offered, why: Why, gap: Gap | None = None) -> None:
    key = course.id or 0
    found.setdefault(key, Suggestion(key, course.title, course.hours, why, gap))


def _teaches(course: Offered, area: str) -> bool:
    return same(area) in {same(one) for one in listed(course.competencies)}


def _is_for(course: Offered, post: str) -> bool:
    return any(same(post).startswith(same(one)) for one in listed(course.positions))
