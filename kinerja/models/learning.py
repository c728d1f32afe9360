"""Learning (*pengembangan kompetensi*): the catalogue of courses, and what people have learnt in lesson hours."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import Amount, text_enum


class LearningKind(StrEnum):
    """How something was learnt (*bentuk pengembangan kompetensi*), the usual ones first."""

    TECHNICAL = "technical"
    E_LEARNING = "e_learning"
    GUIDANCE = "guidance"
    SEMINAR = "seminar"
    WORKSHOP = "workshop"
    COACHING = "coaching"
    BRIEFING = "briefing"
    COURSE = "course"
    FUNCTIONAL = "functional"
    LEADERSHIP = "leadership"
    SOCIAL = "social"
    COMMUNITY = "community"
    SELF_STUDY = "self_study"
    WORKPLACE = "workplace"
    BENCHMARKING = "benchmarking"
    EXCHANGE = "exchange"
    DISTANCE = "distance"
    EDUCATION = "education"


class LearningState(StrEnum):
    """How far an entry of the ledger is."""

    WAITING = "waiting"
    RETURNED = "returned"
    CONFIRMED = "confirmed"


class Course(SQLModel, table=True):
    """A course of the agency's catalogue; ``competencies`` and ``positions`` are words with commas between.

    After ``offered_until`` it is offered no more.
    """

    id: int | None = Field(default=None, primary_key=True)
    code: str = Field(max_length=40, unique=True)
    title: str = Field(max_length=200)
    kind: LearningKind = Field(sa_type=text_enum(LearningKind))
    provider: str = Field(max_length=200)
    hours: Decimal = Field(sa_type=Amount)
    field: str = Field(default="", max_length=80)
    competencies: str = Field(default="", max_length=500)
    positions: str = Field(default="", max_length=500)
    link: str = Field(default="", max_length=500)
    offered_until: date | None = None


class Learning(SQLModel, table=True):
    """Something learnt: an entry of the ledger, which its owner may change until the rater has confirmed it.

    ``by_employer`` says that the agency gave or paid it; of contract employees only those hours count.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    course_id: int | None = Field(default=None, foreign_key="course.id")
    kind: LearningKind = Field(sa_type=text_enum(LearningKind))
    title: str = Field(max_length=200)
    provider: str = Field(max_length=200)
    starts_on: date
    ends_on: date = Field(index=True)
    hours: Decimal = Field(sa_type=Amount)
    by_employer: bool = True
    state: LearningState = Field(default=LearningState.WAITING, sa_type=text_enum(LearningState))
    reason: str = Field(default="", max_length=1000)
    sent_at: datetime
    decided_at: datetime | None = None
    decided_by_id: int | None = Field(default=None, foreign_key="person.id")
    deleted_at: datetime | None = None
