"""Observations (*catatan pengamatan*): private for at most fourteen days, then shared or gone."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class Observation(SQLModel, table=True):
    """A dated note of a leader about somebody; ``text`` is emptied when it is deleted.

    ``warned_at`` is when its author was told that it may soon stay private no longer.
    """

    id: int | None = Field(default=None, primary_key=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=2000)
    noted_at: datetime
    private_until: date
    feedback_id: int | None = Field(default=None, foreign_key="feedback.id")
    deleted_at: datetime | None = None
    warned_at: datetime | None = None
