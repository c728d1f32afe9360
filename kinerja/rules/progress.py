"""Where an indicator stands in its year, by its pattern; never a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.models.plan import Pattern
from kinerja.rules.values import ratio_of


@dataclass(frozen=True, slots=True)
class MonthValue:
    """What was reported of an indicator in a month; a ratio has its two counts."""

    period: date
    actual: Decimal
    numerator: Decimal | None = None
    denominator: Decimal | None = None


def actual_so_far(pattern: Pattern, months: Sequence[MonthValue]) -> Decimal | None:
    """Return where an indicator stands after these months (oldest first); None before the first.

    Cumulative values add up, an average is the mean of the months, a ratio is that of the summed
    counts; of a level and of a value that is released the last one counts.
    """
    if not months:
        return None
    if pattern is Pattern.CUMULATIVE:
        return sum((month.actual for month in months), Decimal(0))
    if pattern is Pattern.AVERAGE:
        return _plain(sum((month.actual for month in months), Decimal(0)) / len(months))
    if pattern is Pattern.RATIO:
        return _ratio(months)
    return months[-1].actual


def _ratio(months: Sequence[MonthValue]) -> Decimal:
    """Return the ratio of all months together; where a count is missing, the last month's."""
    counts = [
        (month.numerator, month.denominator)
        for month in months
        if month.numerator is not None and month.denominator is not None
    ]
    whole = sum((whole for _, whole in counts), Decimal(0))
    if len(counts) < len(months) or whole == 0:
        return months[-1].actual
    return _plain(ratio_of(sum((part for part, _ in counts), Decimal(0)), whole))


def _plain(number: Decimal) -> Decimal:
    """Return a number to two decimals, without trailing zeros and without an exponent."""
    short = number.quantize(Decimal("0.01")).normalize()
    return short.quantize(Decimal(1)) if short == short.to_integral_value() else short
