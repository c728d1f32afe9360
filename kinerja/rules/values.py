"""Actual values: reading what was written, and asking about what looks strange."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kinerja.errors import N_, Refused
from kinerja.messages import Message, say
from kinerja.models.plan import Pattern, Polarity

LARGEST = Decimal(10) ** 14
"""Amounts stay below this: it fits the database and any budget of an agency."""

DECIMALS = Decimal("0.0001")
"""What is kept of an amount: four decimals."""

_DECORATION = re.compile(r"^(?:rp\.?\s*)|(?:\s*(?:%|persen|percent)|,-)$", re.IGNORECASE)
_INDONESIAN = re.compile(r"^-?(?:[1-9]\d{0,2}(?:\.\d{3})+|\d+)(?:,\d+)?$")
_ENGLISH = re.compile(r"^-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?$")


def read_amount(text: str) -> Decimal:
    """Read an amount as Indonesians write it (1.234,5) or, where unmistakable, the English way (12.5).

    A single point before three digits separates thousands: 1.234 is one thousand two hundred
    thirty-four. At most four decimals. Refused with an example of a good answer.
    """
    bare = _DECORATION.sub("", text.strip()).replace(" ", "").replace("−", "-")
    if _INDONESIAN.match(bare):
        number = bare.replace(".", "").replace(",", ".")
    elif _ENGLISH.match(bare):
        number = bare.replace(",", "")
    else:
        raise Refused(N_("Please write just the number, for example 12 or 12,5."))
    amount = Decimal(number)
    check_amount(amount)
    return _plain(amount.quantize(DECIMALS))


def check_amount(amount: Decimal) -> None:
    """Refuse an amount that is no number, or larger than anything an agency counts."""
    if not amount.is_finite() or abs(amount) >= LARGEST:
        raise Refused(N_("This number is too large. Please check its digits."))


def ratio_of(numerator: Decimal, denominator: Decimal) -> Decimal:
    """Return the ratio of two counts in percent, to two decimals; a whole of nothing is refused."""
    if denominator == 0:
        raise Refused(N_("The whole cannot be 0. Please write how many there are in all."))
    return _plain((numerator * 100 / denominator).quantize(Decimal("0.01")))


@dataclass(frozen=True, slots=True)
class Expectation:
    """What a value can be held against: its target and the value of the month before."""

    pattern: Pattern
    polarity: Polarity
    target: Decimal | None
    target_high: Decimal | None
    unit: str
    previous: Decimal | None


def strange(value: Decimal, expected: Expectation) -> Message | None:
    """Return the question to ask once about a value that looks strange; None where it does not.

    Never blocks: the person may say that it is right.
    """
    for rule in (_is_negative, _is_over_a_hundred_percent, _is_far_from_target, _falls_back):
        question = rule(value, expected)
        if question is not None:
            return question
    return None


def _is_negative(value: Decimal, expected: Expectation) -> Message | None:
    if value >= 0:
        return None
    return say(N_("The value {value} is below zero. Is that right?"), value=value)


def _is_over_a_hundred_percent(value: Decimal, expected: Expectation) -> Message | None:
    is_share = expected.unit.strip().casefold() in ("%", "persen", "percent")
    if not is_share or value <= 100 or (expected.target or Decimal(0)) > 100:
        return None
    return say(N_("The value {value} is more than 100 percent. Is that right?"), value=value)


def _is_far_from_target(value: Decimal, expected: Expectation) -> Message | None:
    target = expected.target_high or expected.target
    if not target or value <= target * 3 or expected.polarity is Polarity.LESS:
        return None
    return say(
        N_("The value {value} is more than three times the target of {target}. Is that right?"),
        value=value,
        target=target,
    )


def _falls_back(value: Decimal, expected: Expectation) -> Message | None:
    previous = expected.previous
    if previous is None or expected.pattern in (Pattern.CUMULATIVE, Pattern.RELEASE):
        return None
    if expected.polarity is Polarity.MORE and value < previous:
        sentence = N_("Value {value}, lower than last month ({previous}). Is that right?")
    elif expected.polarity is Polarity.LESS and value > previous:
        sentence = N_("Value {value}, higher than last month ({previous}). Is that right?")
    else:
        return None
    return say(sentence, value=value, previous=previous)


def _plain(amount: Decimal) -> Decimal:
    """Return an amount without trailing zeros and without an exponent: 10, not 10.00 and not 1E+1."""
    return amount.normalize() + Decimal(0)
