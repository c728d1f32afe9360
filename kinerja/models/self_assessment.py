"""What employees say of themselves before they are rated; words alone, no rating."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class SelfAssessment(SQLModel, table=True):
    """How somebody sees their own period in a post (*penilaian diri*), written until they are rated."""

    __tablename__ = "self_assessment"
    __table_args__ = (UniqueConstraint("position_id", "period_id"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    period_id: int = Field(foreign_key="period.id", index=True)
    results: str = Field(max_length=2000)
    behaviour: str = Field(max_length=2000)
    written_at: datetime
