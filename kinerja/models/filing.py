"""What was copied into e-Kinerja BKN: days, months and quarters that are closed there."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class FilingSpan(StrEnum):
    """What was filed at once."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"


class Filing(SQLModel, table=True):
    """A position's day, week, month or quarter that its holder has copied into e-Kinerja."""

    __table_args__ = (UniqueConstraint("position_id", "span", "first_day"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    span: FilingSpan = Field(sa_type=text_enum(FilingSpan))
    first_day: date
    filed_at: datetime
