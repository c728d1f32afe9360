"""The legal clocks of an evaluation, in days or working days, and in both while nobody confirmed one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from kinerja.errors import N_, Refused
from kinerja.rules.basis import Basis
from kinerja.rules.working_days import IsWorkingDay, working_day_after, working_days_between

LONGEST = 365
_SPAN = re.compile(r"(?P<count>\d{1,3})\s+(?P<working>working\s+)?days")


class ClockKind(StrEnum):
    """What has to be done within a legal clock."""

    DELIVERY = "delivery"
    ACKNOWLEDGEMENT = "acknowledgement"
    OBJECTION = "objection"
    DECISION = "decision"


@dataclass(frozen=True, slots=True)
class Span:
    """A number of days, or of working days; the day on which it begins is not counted."""

    count: int
    working: bool


@dataclass(frozen=True, slots=True)
class LegalClock:
    """A clock with its reading; more than one while it is not confirmed which one holds."""

    kind: ClockKind
    spans: tuple[Span, ...]
    basis: Basis


@dataclass(frozen=True, slots=True)
class ClockRun:
    """A clock that was started: the last day of each of its readings."""

    readings: tuple[tuple[Span, date], ...]

    @property
    def reminded_on(self) -> date:
        """The last day of the earlier reading: people are reminded by it."""
        return min(day for _span, day in self.readings)

    @property
    def closes_on(self) -> date:
        """The last day of the later reading: what comes until then is in time."""
        return max(day for _span, day in self.readings)


def last_day(span: Span, starts_on: date, is_working: IsWorkingDay) -> date:
    """Return the last day of a span that begins on a day."""
    if span.working:
        return working_day_after(starts_on, span.count, is_working)
    return starts_on + timedelta(days=span.count)


def run_of(clock: LegalClock, starts_on: date, is_working: IsWorkingDay) -> ClockRun:
    """Return how a clock runs that is started on a day."""
    return ClockRun(tuple((span, last_day(span, starts_on, is_working)) for span in clock.spans))


def is_over(run: ClockRun, today: date) -> bool:
    """Say whether a clock has run out by every reading."""
    return today > run.closes_on


def days_left(last: date, today: date) -> int:
    """Return the days until a last day, never fewer than none."""
    return max((last - today).days, 0)


def working_days_left(last: date, today: date, is_working: IsWorkingDay) -> int:
    """Return the working days until a last day, never fewer than none."""
    return working_days_between(today, last, is_working)


def read_spans(written: str) -> tuple[Span, ...]:
    """Read ``14 days``, ``14 working days``, or both with ``or`` between them."""
    return tuple(_span(part) for part in re.split(r"\s+or\b", written.strip()))


def _span(written: str) -> Span:
    found = _SPAN.fullmatch(written.strip())
    count = int(found["count"]) if found else 0
    if found is None or not 1 <= count <= LONGEST:
        raise Refused(
            N_("“{written}” is no legal clock. Please write it like: 14 working days"),
            written=written.strip(),
        )
    return Span(count, working=found["working"] is not None)
