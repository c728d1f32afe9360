"""Targets as people write them in a chat: a number, a range or money, with the unit behind it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import Polarity
from kinerja.rules.cells import clean, written
from kinerja.rules.values import check_amount, read_amount

LONGEST_WORDS = 200
LONGEST_UNIT = 80

_NUMBER = r"-?\d[\d.,]*"
_RANGE = re.compile(
    rf"(?P<low>{_NUMBER})\s*%?\s*(?:-|–|—|s\.?\s?/?\s?d\.?|sampai(?: dengan)?|hingga|to)\s*"
    rf"(?P<high>{_NUMBER})(?P<rest>.*)",
    re.IGNORECASE,
)
_ONE = re.compile(rf"(?P<money>rp\.?\s*)?(?P<number>{_NUMBER})(?P<rest>.*)", re.IGNORECASE)
_AT_LEAST = re.compile(
    r"^(?:≥|>=|>|minimal|minimum|min\.?|paling sedikit|paling rendah|sekurang-kurangnya|at least)\s*",
    re.IGNORECASE,
)
_AT_MOST = re.compile(
    r"^(?:≤|<=|<|maksimal|maksimum|maks\.?|max\.?|paling lama|paling banyak|paling lambat|"
    r"tidak lebih dari|at most)\s*",
    re.IGNORECASE,
)
_TIMES = {
    "ribu": 10**3,
    "rb": 10**3,
    "juta": 10**6,
    "jt": 10**6,
    "miliar": 10**9,
    "milyar": 10**9,
    "thousand": 10**3,
    "million": 10**6,
    "billion": 10**9,
}
_OF_MONEY = "rupiah"


@dataclass(frozen=True, slots=True)
class Target:
    """A target as it is kept; ``polarity`` is what the words said about it, None where they did not."""

    low: Decimal
    high: Decimal | None
    unit: str
    polarity: Polarity | None

    @property
    def words(self) -> str:
        """The number as files write it."""
        if self.high is None:
            return written(self.low)
        return f"{written(self.low)}-{written(self.high)}"


def read_target(text: str) -> Target:
    """Read a target such as "120 kunjungan", "95%", "4-6 hari" or "maksimal Rp 12 juta".

    Refused with examples where there is no number; the unit may be missing.
    """
    bare = clean(text)
    polarity = None
    for pattern, meant in ((_AT_LEAST, Polarity.MORE), (_AT_MOST, Polarity.LESS)):
        if pattern.match(bare):
            bare, polarity = pattern.sub("", bare), meant
    span = _RANGE.fullmatch(bare)
    if span is not None:
        return _range(span)
    one = _ONE.fullmatch(bare)
    if one is None:
        raise Refused(
            N_(
                "Please begin with the number and name the unit, for example: 120 visits, 95%, "
                "4-6 days, Rp 12 million."
            )
        )
    number, unit = _scaled(_amount(one["number"]), _unit(one["rest"]))
    check_amount(number)
    return Target(number, None, unit or (_OF_MONEY if one["money"] else ""), polarity)


def read_words(text: str) -> str:
    """Read a target of a qualitative plan: words, not a bare number."""
    words = clean(text)
    if not words or _is_number(words):
        raise Refused(
            N_("Please write the target in words, for example: the guideline is approved by June.")
        )
    if len(words) > LONGEST_WORDS:
        raise Refused(
            N_("Please shorten this to at most {longest} characters."), longest=LONGEST_WORDS
        )
    return words


def _range(found: re.Match[str]) -> Target:
    unit = _unit(found["rest"])
    low, _same = _scaled(_amount(found["low"]), unit)
    high, unit = _scaled(_amount(found["high"]), unit)
    if low >= high:
        raise Refused(N_("Please write the lower number first, for example 4-6 days."))
    check_amount(high)
    return Target(low, high, unit, Polarity.RANGE)


def _amount(text: str) -> Decimal:
    return read_amount(text.rstrip(".,"))


def _unit(rest: str) -> str:
    unit = rest.strip(" .,;:-")
    if len(unit) > LONGEST_UNIT:
        raise Refused(
            N_("The unit has more than {longest} characters. Please name just the unit."),
            longest=LONGEST_UNIT,
        )
    return unit


def _scaled(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """Take the words for thousands and millions out of the unit."""
    first, _, rest = unit.partition(" ")
    times = _TIMES.get(first.casefold())
    if times is None:
        return number, unit
    return number * times, rest.strip()


def _is_number(text: str) -> bool:
    try:
        read_amount(text)
    except Refused:
        return False
    return True
