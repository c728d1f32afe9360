"""The rhythm of scheduled feedback that a pair has agreed on (PermenPANRB 6/2022)."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class FeedbackRhythm(SQLModel, table=True):
    """How often a rater gives an employee scheduled feedback; the newest agreed one holds."""

    __tablename__ = "feedback_rhythm"

    id: int | None = Field(default=None, primary_key=True)
    rater_id: int = Field(foreign_key="person.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    months: int
    proposed_by_id: int = Field(foreign_key="person.id")
    proposed_at: datetime
    agreed_at: datetime | None = None
