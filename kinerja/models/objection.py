"""Objections to evaluations (*keberatan*): reasons, the rater's answer, and a final decision from above."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum
from kinerja.models.rating import Predicate, Rating


class ObjectionState(StrEnum):
    """Where an objection stands; only its author sees a draft, and nothing changes after it was sent."""

    DRAFT = "draft"
    SENT = "sent"
    ANSWERED = "answered"
    DECIDED = "decided"


class Objection(SQLModel, table=True):
    """One objection to one evaluation; its evidence is in the table of evidence.

    ``upheld`` says that the evaluation stays; else the decision has two ratings of its own and the predicate
    that is looked up from them. The evaluation itself is never changed.
    """

    id: int | None = Field(default=None, primary_key=True)
    evaluation_id: int = Field(foreign_key="evaluation.id", unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: ObjectionState = Field(
        default=ObjectionState.DRAFT, sa_type=text_enum(ObjectionState), index=True
    )
    number: str = Field(default="", max_length=20)
    reasons: str = Field(default="", max_length=2000)
    begun_at: datetime
    sent_at: datetime | None = None
    sent_on: date | None = None
    answer: str = Field(default="", max_length=2000)
    answered_by_id: int | None = Field(default=None, foreign_key="person.id")
    answered_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    decided_at: datetime | None = None
    upheld: bool | None = None
    results: Rating | None = Field(default=None, sa_type=text_enum(Rating))
    behaviour: Rating | None = Field(default=None, sa_type=text_enum(Rating, "rating_of_behaviour"))
    predicate: Predicate | None = Field(default=None, sa_type=text_enum(Predicate))
    decision_reasons: str = Field(default="", max_length=2000)
