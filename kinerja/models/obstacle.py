"""Obstacles (*kendala*): what is in the way of a result, and the help that is needed."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class Obstacle(SQLModel, table=True):
    """An obstacle to a result (named by its lineage); it stays open until it is closed."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    lineage: str = Field(max_length=32, index=True)
    raised_line_id: int | None = Field(default=None, foreign_key="report_line.id", index=True)
    text: str = Field(max_length=2000)
    help_needed: str = Field(default="", max_length=2000)
    opened_at: datetime
    closed_at: datetime | None = None
    closed_by_id: int | None = Field(default=None, foreign_key="person.id")
