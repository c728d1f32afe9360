"""Monthly progress reports: a line a result, a value an indicator."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import Amount, text_enum


class ReportStatus(StrEnum):
    """Where a report stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    REPLACED = "replaced"


class ProgressReport(SQLModel, table=True):
    """One version of a position's report of a month; ``period`` is the month's first day.

    ``content_since`` is since when it was sent with what it says, named by ``content_digest``.
    """

    __tablename__ = "progress_report"
    __table_args__ = (UniqueConstraint("position_id", "period", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    number: str = Field(max_length=24, unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    plan_id: int = Field(foreign_key="performance_plan.id", index=True)
    period: date
    version: int = 1
    status: ReportStatus = Field(default=ReportStatus.DRAFT, sa_type=text_enum(ReportStatus))
    late: bool = False
    opened_at: datetime
    submitted_at: datetime | None = None
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    return_reason: str = Field(default="", max_length=2000)
    complete_until: date | None = None
    content_digest: str = Field(default="", max_length=64)
    content_since: datetime | None = None


class ReportLine(SQLModel, table=True):
    """What a report says about one result; ``measured`` is empty until the employee has answered."""

    __tablename__ = "report_line"
    __table_args__ = (UniqueConstraint("report_id", "result_id"),)

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="progress_report.id", index=True)
    result_id: int = Field(foreign_key="planned_result.id", index=True)
    ordinal: int
    measured: bool | None = None
    note: str = Field(default="", max_length=2000)


class IndicatorValue(SQLModel, table=True):
    """The actual value (*realisasi*) of an indicator in a month; a ratio keeps its two counts."""

    __tablename__ = "indicator_value"
    __table_args__ = (UniqueConstraint("line_id", "indicator_id"),)

    id: int | None = Field(default=None, primary_key=True)
    line_id: int = Field(foreign_key="report_line.id", index=True)
    indicator_id: int = Field(foreign_key="indicator.id", index=True)
    actual: Decimal = Field(sa_type=Amount)
    numerator: Decimal | None = Field(default=None, sa_type=Amount)
    denominator: Decimal | None = Field(default=None, sa_type=Amount)
