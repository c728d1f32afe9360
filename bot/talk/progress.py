"""Where results stand against the year, as bars of text; never a score."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

from bot.talk.figures import short, target
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.models.plan import Pattern
from kinerja.reports.plan import IndicatorView, ResultView
from kinerja.rules.exceptions import share_of_span

CELLS = 10


def bar(share: Fraction | Decimal | int, cells: int = CELLS) -> str:
    """Draw a share of a whole; less than nothing is empty, more than the whole is full."""
    full = int(min(Fraction(1), max(Fraction(0), Fraction(share))) * cells)
    return "▰" * full + "▱" * (cells - full)


def bar_of(indicator: IndicatorView) -> str:
    """Draw how much of a cumulative target is done; other patterns have no part of a whole."""
    if indicator.pattern is not Pattern.CUMULATIVE or not indicator.target or not indicator.actual:
        return "▸"
    return bar(Fraction(indicator.actual) / Fraction(indicator.target))


def year_line(span: tuple[date, date], period: date) -> Message:
    """Say how much of a plan's year has passed at the end of a month."""
    share = share_of_span(*span, period)
    whole = months_of(span)
    return say(
        N_("Year: {bar} {passed} of {whole} months"),
        bar=bar(share, whole),
        passed=int(share * whole),
        whole=whole,
    )


def months_of(span: tuple[date, date]) -> int:
    """Return how many months a plan covers."""
    first, last = span
    return (last.year - first.year) * 12 + last.month - first.month + 1


def course(good: int, measured: int) -> str:
    """Draw a cell for each measured result: full ones are not behind their target."""
    return bar(1, good) + bar(0, measured - good)


def course_line(good: int, measured: int) -> Message:
    """Say how many of the measured results are not behind their target."""
    return say(
        N_("Results not behind their target: {course} {good} of {measured}"),
        course=course(good, measured),
        good=good,
        measured=measured,
    )


def result_lines(result: ResultView, longest: int = 80) -> Message:
    """Say where a result stands: a bar for what adds up, else the last value beside the target."""
    head = say("{number}. {text}", number=result.number, text=short(result.text, longest))
    return lines(head, *(_stand(one) for one in result.indicators))


def _stand(indicator: IndicatorView) -> Message:
    if indicator.actual is None or indicator.last_period is None:
        return say(N_("▸ nothing reported yet, target {target}"), target=target(indicator))
    sentence = N_("{bar} {actual} of {target}, {month}")
    if indicator.behind:
        sentence = N_("{bar} {actual} of {target}, {month}: behind the target")
    return say(
        sentence,
        bar=bar_of(indicator),
        actual=indicator.actual,
        target=target(indicator),
        month=Month(indicator.last_period),
    )
