"""What needs a rater's attention first (*perlu perhatian*), and which evidence is looked at as a sample."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from typing import Protocol

from kinerja.models.plan import Pattern, Polarity
from kinerja.rules.progress import MonthValue, actual_so_far
from kinerja.rules.working_days import DEFAULT, IsWorkingDay, working_days_between

MANY_PEOPLE = 15
"""With more people than this a rater sees exceptions first and a sample of the evidence."""

LONGEST_OBSTACLE = 5
"""Working days an obstacle may be open before it needs attention."""

LONGEST_SILENCE = 10
"""Working days without a log after which somebody needs attention."""

ONE_IN = 5
"""One piece of evidence in so many is drawn as a sample."""


class Concern(StrEnum):
    """Why a report needs attention; never a rating."""

    BELOW_TARGET = "below_target"
    OBSTACLE = "obstacle"
    NO_LOG = "no_log"


class Targeted(Protocol):
    """An indicator with its target."""

    @property
    def target(self) -> Decimal | None: ...
    @property
    def target_high(self) -> Decimal | None: ...
    @property
    def pattern(self) -> Pattern: ...
    @property
    def polarity(self) -> Polarity: ...


def share_of_span(starts_on: date, ends_on: date, period: date) -> Fraction:
    """Return which share of a plan's months has passed at the end of a month: from 0 to 1."""
    months = _months(starts_on, ends_on)
    return Fraction(min(max(_months(starts_on, period), 0), months), months)


def misses_target(of: Targeted, months: Sequence[MonthValue], share: Fraction) -> bool:
    """Say whether an indicator stands behind its target after these months (oldest first).

    A cumulative one is held against the share of its target that is expected by now. Where less is
    better, more than expected counts; in a range, what lies outside.
    """
    actual = actual_so_far(of.pattern, months)
    if actual is None or of.target is None:
        return False
    part = share if of.pattern is Pattern.CUMULATIVE else Fraction(1)
    low = Fraction(of.target) * part
    high = Fraction(of.target if of.target_high is None else of.target_high) * part
    if of.polarity is Polarity.MORE:
        return actual < low
    return actual > high or (of.polarity is Polarity.RANGE and actual < low)


def is_open_too_long(
    opened_on: date, today: date, is_working: IsWorkingDay = DEFAULT.works
) -> bool:
    """Say whether an obstacle has been open for more than five working days."""
    return working_days_between(opened_on, today, is_working) > LONGEST_OBSTACLE


def is_silent(
    last_log: date | None, since: date, today: date, is_working: IsWorkingDay = DEFAULT.works
) -> bool:
    """Say whether there was no log for ten working days; who never logged is counted from ``since``."""
    return working_days_between(last_log or since, today, is_working) >= LONGEST_SILENCE


def sample_size(count: int) -> int:
    """Return how many of so many pieces are looked at: one in five, rounded up."""
    return -(-count // ONE_IN)


def sample(pieces: Iterable[tuple[int, int]]) -> set[int]:
    """Return the evidence drawn from pieces given as (report id, evidence id).

    The draw follows from the ids alone, so that whoever repeats it gets the same.
    """
    ranked = sorted(set(pieces), key=_rank)
    return {evidence for _report, evidence in ranked[: sample_size(len(ranked))]}


def _rank(piece: tuple[int, int]) -> bytes:
    return hashlib.sha256(f"{piece[0]}:{piece[1]}".encode()).digest()


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month + 1
