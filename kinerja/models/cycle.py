"""The cycle of a year: its periods, and for each stage of a period the window in which it is done."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class PeriodKind(StrEnum):
    """How long a period is."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


class Stage(StrEnum):
    """The stages of the cycle, in the order in which they begin."""

    PLANNING = "planning"
    DAILY_LOG = "daily_log"
    MONTHLY_REPORT = "monthly_report"
    FEEDBACK = "feedback"
    FILING = "filing"
    PERIODIC_EVALUATION = "periodic_evaluation"
    ANNUAL_EVALUATION = "annual_evaluation"
    DELIVERY = "delivery"
    ACKNOWLEDGEMENT = "acknowledgement"
    OBJECTION = "objection"
    FOLLOW_UP = "follow_up"
    CONTRACT_END = "contract_end"
    LEARNING = "learning"


class Cycle(SQLModel, table=True):
    """A year with its periods; ``period_kind`` says how often is evaluated, reports are monthly always."""

    id: int | None = Field(default=None, primary_key=True)
    year: int = Field(unique=True)
    period_kind: PeriodKind = Field(sa_type=text_enum(PeriodKind))
    opened_at: datetime
    opened_by_id: int | None = Field(default=None, foreign_key="person.id")


class Period(SQLModel, table=True):
    """A month, a quarter or the whole year of a cycle; ``ordinal`` counts within its kind from 1."""

    __table_args__ = (UniqueConstraint("cycle_id", "kind", "ordinal"),)

    id: int | None = Field(default=None, primary_key=True)
    cycle_id: int = Field(foreign_key="cycle.id", index=True)
    kind: PeriodKind = Field(sa_type=text_enum(PeriodKind))
    ordinal: int
    starts_on: date
    ends_on: date


class StageWindow(SQLModel, table=True):
    """When a stage of a period opens, is due and closes; whole local days, all of them belong to it.

    Without ``unit_id`` it holds for the agency, else for that unit and all units below it: the nearest
    one upwards counts.
    """

    __tablename__ = "stage_window"
    __table_args__ = (
        Index(
            "uq_stage_window_agency",
            "period_id",
            "stage",
            unique=True,
            sqlite_where=text("unit_id IS NULL"),
            postgresql_where=text("unit_id IS NULL"),
        ),
        Index(
            "uq_stage_window_unit",
            "period_id",
            "stage",
            "unit_id",
            unique=True,
            sqlite_where=text("unit_id IS NOT NULL"),
            postgresql_where=text("unit_id IS NOT NULL"),
        ),
        Index("ix_stage_window_stage", "stage", "opens", "closes"),
    )

    id: int | None = Field(default=None, primary_key=True)
    period_id: int = Field(foreign_key="period.id", index=True)
    stage: Stage = Field(sa_type=text_enum(Stage))
    unit_id: int | None = Field(default=None, foreign_key="unit.id", index=True)
    opens: date
    due: date
    closes: date


class WindowMove(SQLModel, table=True):
    """A window that was moved: by whom, why, and what it was before; empty where it did not exist."""

    __tablename__ = "window_move"

    id: int | None = Field(default=None, primary_key=True)
    window_id: int = Field(foreign_key="stage_window.id", index=True)
    moved_by_id: int | None = Field(default=None, foreign_key="person.id")
    moved_at: datetime
    reason: str = Field(max_length=500)
    opens_before: date
    due_before: date
    closes_before: date
    opens: date
    due: date
    closes: date
