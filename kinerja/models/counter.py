"""Service counters: what people served there say, without any trace of who they are."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class ServiceCounter(SQLModel, table=True):
    """A counter (*loket layanan*) with the code in its link; ``lineage`` names the planned result it belongs to."""

    __tablename__ = "service_counter"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    name: str = Field(max_length=80)
    code: str = Field(max_length=20, unique=True)
    lineage: str | None = Field(default=None, max_length=40, index=True)
    opened_by_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    opened_at: datetime
    closed_at: datetime | None = None


class CounterAnswer(SQLModel, table=True):
    """An answer that waits for nine others; it has neither a giver nor a time, and its id is drawn."""

    __tablename__ = "counter_answer"

    id: str = Field(primary_key=True, max_length=16)
    counter_id: int = Field(foreign_key="service_counter.id", index=True)
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    text: str = Field(default="", max_length=400)


class CounterBatch(SQLModel, table=True):
    """Ten answers or more that are shown together; ``month`` is the one in which they came together."""

    __tablename__ = "counter_batch"

    id: int | None = Field(default=None, primary_key=True)
    counter_id: int = Field(foreign_key="service_counter.id", index=True)
    month: date
    answered: int
    summary: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class CounterText(SQLModel, table=True):
    """A sentence of a batch."""

    __tablename__ = "counter_text"

    id: str = Field(primary_key=True, max_length=16)
    batch_id: int = Field(foreign_key="counter_batch.id", index=True)
    text: str = Field(max_length=400)


class CounterVisit(SQLModel, table=True):
    """A mark that some chat has answered today: a keyed hash, thrown away at night together with its key."""

    __tablename__ = "counter_visit"

    mark: str = Field(primary_key=True, max_length=32)
