"""Requests for a correction of one's own data (UU 27/2022), answered by the administrators of the unit."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class CorrectionRequest(SQLModel, table=True):
    """What somebody holds to be wrong in their data, and what became of it.

    It is open until it was answered: ``corrected``, or not, then ``answer`` says why.
    """

    __tablename__ = "correction_request"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=1000)
    asked_at: datetime
    answered_at: datetime | None = None
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    corrected: bool | None = None
    answer: str = Field(default="", max_length=1000)
