"""Credit points (*angka kredit*) of functional posts: the tabulated conversion of a predicate, to be shown."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from enum import StrEnum

from kinerja.errors import N_, Refused
from kinerja.models.rating import Predicate
from kinerja.rules.basis import Basis

MONTHS = 12
_PLACES = Decimal("0.01")


class FunctionalLevel(StrEnum):
    """The levels of functional posts (*jenjang jabatan fungsional*)."""

    BEGINNER = "pemula"
    SKILLED = "terampil"
    ADEPT = "mahir"
    SUPERVISOR = "penyelia"
    FIRST = "ahli_pertama"
    JUNIOR = "ahli_muda"
    MIDDLE = "ahli_madya"
    SENIOR = "ahli_utama"


_LEVEL = re.compile(
    r"\b(" + "|".join(level.value.replace("_", r"\s+") for level in FunctionalLevel) + r")\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Coefficient:
    """The points a year of a level."""

    value: Decimal
    basis: Basis


@dataclass(frozen=True, slots=True)
class CreditTable:
    """The percentage of each predicate, and the coefficient of each level."""

    basis: Basis
    percents: Mapping[Predicate, int]
    coefficients: Mapping[FunctionalLevel, Coefficient]


@dataclass(frozen=True, slots=True)
class Conversion:
    """A conversion with its arithmetic: months / 12 × percent × coefficient = points."""

    predicate: Predicate
    months: int
    percent: int
    coefficient: Decimal
    points: Decimal
    basis: Basis


def convert(
    table: CreditTable, predicate: Predicate, level: FunctionalLevel, months: int = MONTHS
) -> Conversion:
    """Return the credit points of a predicate for a year, or for some of its months."""
    if not 1 <= months <= MONTHS:
        raise Refused(N_("A part of a year has 1 to 12 months, not {months}."), months=months)
    percent, coefficient = table.percents[predicate], table.coefficients[level]
    exact = coefficient.value * percent * months / (100 * MONTHS)
    return Conversion(
        predicate,
        months,
        percent,
        coefficient.value,
        exact.quantize(_PLACES, ROUND_HALF_UP),
        coefficient.basis,
    )


def level_in(title: str) -> FunctionalLevel | None:
    """Return the level that stands in the title of a functional post; other posts have none."""
    found = _LEVEL.search(title)
    return FunctionalLevel("_".join(found[1].lower().split())) if found else None


def read_coefficients(written: str) -> dict[FunctionalLevel, Decimal]:
    """Read coefficients such as ``ahli_muda 25, pemula 3.75``."""
    found: dict[FunctionalLevel, Decimal] = {}
    for part in written.split(","):
        try:
            level, number = part.split()
            found_level, coefficient = FunctionalLevel(level), Decimal(number)
        except (ValueError, InvalidOperation):
            raise _no_coefficient(part) from None
        if found_level in found or not 0 < coefficient <= 1000:
            raise _no_coefficient(part)
        found[found_level] = coefficient
    return found


def _no_coefficient(written: str) -> Refused:
    return Refused(
        N_("“{written}” is no coefficient. Please write it like: ahli_muda 25, pemula 3.75"),
        written=written.strip(),
    )
