"""Holidays the agency knows of: decreed, joint leave, its own, and of single units or patterns of work."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class HolidayKind(StrEnum):
    """Why a day is free; a *working* day is one that a list of holidays frees by mistake."""

    NATIONAL = "national"
    JOINT_LEAVE = "joint_leave"
    LOCAL = "local"
    WORKING = "working"


class Holiday(SQLModel, table=True):
    """A day of the agency's own list.

    Without ``unit_id`` it holds for the agency, else for that unit and those below it; with
    ``pattern_id`` only for that pattern of work, such as the holidays of schools or a roster.
    """

    id: int | None = Field(default=None, primary_key=True)
    day: date = Field(index=True)
    name: str = Field(max_length=120)
    kind: HolidayKind = Field(sa_type=text_enum(HolidayKind))
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    pattern_id: int | None = Field(default=None, foreign_key="work_pattern.id", index=True)
    entered_at: datetime
    entered_by_id: int | None = Field(default=None, foreign_key="person.id")
