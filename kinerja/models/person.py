"""People: civil servants and superiors from outside the civil service."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class EmploymentKind(StrEnum):
    """Kind of employment (*jenis kepegawaian*)."""

    CIVIL_SERVANT = "pns"
    PROBATIONER = "cpns"
    CONTRACT = "pppk"
    PART_TIME_CONTRACT = "pppk_part_time"


class Person(SQLModel, table=True):
    """A person of the agency; the NIP may change, the person and the record stay.

    ``kind`` is empty for a superior from outside the civil service, whose ``nip`` is a key of the agency's
    own choice. ``joined_on`` is the day of the first import: nothing due before it concerns the person.
    """

    id: int | None = Field(default=None, primary_key=True)
    nip: str = Field(max_length=40, unique=True)
    name: str = Field(max_length=200)
    kind: EmploymentKind | None = Field(default=None, sa_type=text_enum(EmploymentKind))
    grade: str = Field(default="", max_length=80)
    joined_on: date
