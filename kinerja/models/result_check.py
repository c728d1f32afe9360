"""What the leader of a result says about its line in a report, before the rater decides."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class ResultCheck(SQLModel, table=True):
    """A leader's check of a line; after ``due_on`` without an answer it falls to the rater."""

    __tablename__ = "result_check"
    __table_args__ = (UniqueConstraint("line_id", "leader_id"),)

    id: int | None = Field(default=None, primary_key=True)
    line_id: int = Field(foreign_key="report_line.id", index=True)
    leader_id: int = Field(foreign_key="person.id", index=True)
    asked_at: datetime
    due_on: date
    recommendation: str = Field(default="", max_length=1000)
    checked_at: datetime | None = None
