"""Evaluations as they were delivered: when, and what the person answered, or that nothing was answered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class DeliveryAnswer(StrEnum):
    """What became of a delivered evaluation; an acknowledgement is not an agreement, nor is silence."""

    ACKNOWLEDGED = "acknowledged"
    OBJECTED = "objected"
    SILENT = "silent"


class EvaluationDelivery(SQLModel, table=True):
    """The delivery of a released evaluation to the person it is of.

    ``code`` is what the evaluation is verified by. ``on_paper`` says that the person did not use the
    assistant on that day. ``silent_until`` is the last day of a clock that ran out without an answer.
    """

    __tablename__ = "evaluation_delivery"

    id: int | None = Field(default=None, primary_key=True)
    evaluation_id: int = Field(foreign_key="evaluation.id", unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    code: str = Field(max_length=16, unique=True)
    delivered_at: datetime
    delivered_on: date = Field(index=True)
    delivered_by_id: int = Field(foreign_key="person.id")
    on_paper: bool = False
    opened_at: datetime | None = None
    answer: DeliveryAnswer | None = Field(default=None, sa_type=text_enum(DeliveryAnswer))
    answered_at: datetime | None = None
    comment: str = Field(default="", max_length=2000)
    silent_until: date | None = None
