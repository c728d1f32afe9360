"""Positions people hold, who rates them there, and the roles they were granted."""

from __future__ import annotations

from datetime import date
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class Position(SQLModel, table=True):
    """A post (*jabatan*) of a person in a unit; an empty start or end is open."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    title: str = Field(max_length=200)
    starts_on: date | None = None
    ends_on: date | None = None


class RaterAssignment(SQLModel, table=True):
    """Who acts as rater of a position (*pejabat penilai kinerja*), from day to day; both days belong to it.

    ``stands_for_id`` is the rater who is away, or of the home unit: who acts is somebody else on these days.
    ``limited`` leaves plans and ratings with the one they stand for. These rows are laid out by
    ``services.laying_out`` from who rates the post otherwise and from ``Acting``.
    """

    id: int | None = Field(default=None, primary_key=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    rater_id: int = Field(foreign_key="person.id", index=True)
    starts_on: date | None = None
    ends_on: date | None = None
    stands_for_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    limited: bool = False


class Role(StrEnum):
    """Roles that are granted; employee, rater and leader follow from the data."""

    ADMIN = "admin"
    AUDITOR = "auditor"
    OWNER = "owner"


class RoleGrant(SQLModel, table=True):
    """A role of a person over a unit and all units below it."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    role: Role = Field(sa_type=text_enum(Role))
    starts_on: date
    ends_on: date | None = None
