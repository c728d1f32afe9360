"""Units of the agency: a tree in which each unit has its time zone."""

from __future__ import annotations

from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class EvidencePolicy(StrEnum):
    """What a unit allows as evidence."""

    ANY = "any"
    REFERENCE_ONLY = "reference_only"


class Unit(SQLModel, table=True):
    """A unit (*unit kerja*); the one without a parent is the agency itself."""

    __table_args__ = (UniqueConstraint("name", "parent_id"),)

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    parent_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    zone: str = Field(max_length=40)
    evidence_policy: EvidencePolicy = Field(
        default=EvidencePolicy.ANY, sa_type=text_enum(EvidencePolicy)
    )
