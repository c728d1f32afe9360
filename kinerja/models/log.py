"""Quick logs: what was done on a day."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

from sqlmodel import Field, SQLModel

from kinerja.models.columns import Amount


class LogEntry(SQLModel, table=True):
    """One thing done on a day; without a result it is work outside the plan (*di luar SKP*).

    ``lineage`` names the planned result through all versions of the plan. A log is gathered once its
    month's report was submitted (``report_id``) and cannot be changed from then on.
    """

    __tablename__ = "log_entry"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int | None = Field(default=None, foreign_key="position.id", index=True)
    lineage: str | None = Field(default=None, max_length=32, index=True)
    day: date = Field(index=True)
    text: str = Field(max_length=2000)
    amount: Decimal | None = Field(default=None, sa_type=Amount)
    starts_at: time | None = None
    ends_at: time | None = None
    report_id: int | None = Field(default=None, foreign_key="progress_report.id", index=True)
    created_at: datetime
    changed_at: datetime | None = None
    deleted_at: datetime | None = None
