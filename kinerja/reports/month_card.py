"""What a report's card shows: values of the report, of the plan, and of the months before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from kinerja.errors import Unknown
from kinerja.models import EvidenceMark, ReportStatus, ResultKind
from kinerja.models.plan import Aspect, Pattern, Polarity
from kinerja.reports.history import Earlier, EarlierNote


@dataclass(frozen=True, slots=True)
class IndicatorCard:
    """An indicator with its target, this month's value, and what came before.

    ``earlier`` is this year's record before the month; ``proposal`` the sum of the month's logged
    amounts. ``asked`` is false for words and for values that exist in another month (``comes_in``).
    """

    id: int
    text: str
    unit: str
    target_text: str
    target: Decimal | None
    target_high: Decimal | None
    pattern: Pattern
    polarity: Polarity
    aspect: Aspect
    counts_names: tuple[str, str] | None
    asked: bool
    actual: Decimal | None
    counts: tuple[Decimal, Decimal] | None
    earlier: Earlier
    proposal: Decimal | None
    comes_in: date | None = None

    @property
    def done(self) -> Decimal:
        """The sum of the year so far, this month included."""
        return self.earlier.total + (self.actual or 0)

    @property
    def left(self) -> Decimal:
        """What remains of a target that the year's months add up to."""
        return max((self.target or Decimal(0)) - self.done, Decimal(0))

    def last_in(self, month: date) -> Decimal | None:
        """Return the value of a month where it is the last one; what is counted anew has none to keep."""
        if self.pattern is Pattern.CUMULATIVE or self.earlier.last_period != month:
            return None
        return self.earlier.last


@dataclass(frozen=True, slots=True)
class LogLine:
    """A log of the month."""

    day: date
    text: str
    amount: Decimal | None
    id: int = 0


@dataclass(frozen=True, slots=True)
class ObstacleLine:
    """An open obstacle to a result."""

    id: int
    text: str
    help_needed: str


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of the action plan that is planned for the month; its target is in words, as it was written."""

    text: str
    target: str


@dataclass(frozen=True, slots=True)
class MarkLine:
    """What a reviewer found in a piece of evidence; empty until somebody looked at it."""

    mark: EvidenceMark | None
    reason: str


@dataclass(frozen=True, slots=True)
class LineCard:
    """What the report says about one result; ``measured`` is empty until there is an answer.

    ``last_note`` is the newest note of an earlier month of the year; ``marks`` are those of its evidence.
    ``gone`` says that the result is not in the plan any more that the report is made for.
    """

    id: int
    number: int
    result_id: int
    kind: ResultKind
    text: str
    measured: bool | None
    note: str
    indicators: tuple[IndicatorCard, ...]
    logs: tuple[LogLine, ...]
    obstacle: ObstacleLine | None
    evidence_count: int
    last_note: EarlierNote | None = None
    marks: tuple[MarkLine, ...] = ()
    gone: bool = False
    steps: tuple[StepLine, ...] = ()

    @property
    def asked(self) -> tuple[IndicatorCard, ...]:
        """The indicators whose value is asked this month."""
        return tuple(indicator for indicator in self.indicators if indicator.asked)

    @property
    def comes_in(self) -> date | None:
        """The month in which the values of this result exist, where that is another one."""
        waiting = [indicator.comes_in for indicator in self.indicators if indicator.comes_in]
        return None if self.asked or not waiting else min(waiting)

    def can_stay_as_in(self, month: date) -> bool:
        """Say whether the line is open, and everything asked in it has an answer of that month."""
        if self.measured is not None:
            return False
        if self.in_words:
            return self.last_note is not None and self.last_note.period == month
        return bool(self.asked) and all(one.last_in(month) is not None for one in self.asked)

    @property
    def in_words(self) -> bool:
        """Whether the targets are words, so that the note is the answer."""
        return all(indicator.target is None for indicator in self.indicators)


@dataclass(frozen=True, slots=True)
class MonthCard:
    """A report of a month; ``readers`` are the names of the present raters.

    ``stray`` are logs of the month that hang on a result which the report does not have.
    """

    id: int
    number: str
    version: int
    period: date
    status: ReportStatus
    late: bool
    person_id: int
    person_name: str
    position_id: int
    position_title: str
    zone: str
    submitted_at: datetime | None
    decided_at: datetime | None
    return_reason: str
    complete_until: date | None
    joined_on: date
    readers: tuple[str, ...]
    lines: tuple[LineCard, ...]
    plan_approved: bool = True
    stray: tuple[LogLine, ...] = ()

    @property
    def open_lines(self) -> tuple[LineCard, ...]:
        """The results that have no answer yet."""
        return tuple(line for line in self.lines if line.measured is None)

    def line(self, line_id: int) -> LineCard:
        """Return a line of the report; ``Unknown`` where it has none of that id."""
        for line in self.lines:
            if line.id == line_id:
                return line
        raise Unknown
