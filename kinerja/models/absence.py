"""When a person is away, and when their service ends."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class AbsenceKind(StrEnum):
    """Why somebody is away (*cuti, sakit, diklat, dinas luar, tugas belajar*)."""

    LEAVE = "leave"
    SICK = "sick"
    TRAINING = "training"
    TRIP = "trip"
    STUDY_LEAVE = "study_leave"


class Absence(SQLModel, table=True):
    """Days a person is away, both of them included; in force at once, until somebody refuses it."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    kind: AbsenceKind = Field(sa_type=text_enum(AbsenceKind))
    first_day: date
    last_day: date
    entered_at: datetime
    entered_by_id: int | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = None
    """When it was taken back or refused; then it never was."""


class EndKind(StrEnum):
    """Why the service of a person ends."""

    RETIREMENT = "retirement"
    CONTRACT_END = "contract_end"
    DEATH = "death"


class EndOfService(SQLModel, table=True):
    """The last day of a person's service; nothing is ever sent about somebody who died."""

    __tablename__ = "end_of_service"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    kind: EndKind = Field(sa_type=text_enum(EndKind))
    last_day: date
    entered_at: datetime
    entered_by_id: int | None = Field(default=None, foreign_key="person.id")
