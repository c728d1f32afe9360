"""Column types and naming shared by all tables: enums as checked text, decimals as scaled integers."""

from __future__ import annotations

from decimal import Decimal
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, Enum
from sqlalchemy.types import TypeDecorator
from sqlmodel import SQLModel

SQLModel.metadata.naming_convention = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}

SCALE = Decimal(10_000)
"""Amounts keep four decimals: enough for rates per thousand and for money in millions."""


class Amount(TypeDecorator[Decimal]):
    """A decimal of four places, stored as an integer so that both databases agree to the digit."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> int | None:
        """Scale up for storage."""
        return None if value is None else int((value * SCALE).to_integral_value())

    def process_result_value(self, value: Any | None, dialect: Dialect) -> Decimal | None:
        """Scale down when read, without trailing zeros."""
        if value is None:
            return None
        number = (Decimal(value) / SCALE).normalize()
        return number.quantize(Decimal(1)) if number == number.to_integral_value() else number


def text_enum(kind: type[StrEnum], name: str = "") -> Enum:
    """Return a column type that keeps an enum as its text, guarded by a CHECK.

    A table that has an enum twice gives the second CHECK a ``name`` of its own.
    """
    return Enum(
        kind,
        native_enum=False,
        create_constraint=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
        name=name or kind.__name__.lower(),
    )
