"""Days from and to: the condition that a span holds a day."""

from __future__ import annotations

from datetime import date

from sqlalchemy import ColumnElement, and_, or_
from sqlmodel import col


def valid_on(starts_on: object, ends_on: object, day: date) -> ColumnElement[bool]:
    """Return the condition that a span with open ends (both days included) holds a day."""
    return and_(
        or_(col(starts_on).is_(None), col(starts_on) <= day),
        or_(col(ends_on).is_(None), col(ends_on) >= day),
    )


def valid_between(
    starts_on: object, ends_on: object, first: date, last: date
) -> ColumnElement[bool]:
    """Return the condition that a span with open ends (both days included) holds one of some days."""
    return and_(
        or_(col(starts_on).is_(None), col(starts_on) <= last),
        or_(col(ends_on).is_(None), col(ends_on) >= first),
    )
