"""Evaluations: an organisation's performance, and the ratings of its people with their reasons."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum
from kinerja.models.feedback import Behaviour
from kinerja.models.rating import OrganisationPredicate, Predicate, Rating


class EvaluationState(StrEnum):
    """Where an evaluation stands: only its rater sees a draft, only who stands above a proposal."""

    DRAFT = "draft"
    PROPOSED = "proposed"
    RELEASED = "released"


class Doubt(StrEnum):
    """What the assistant asks the rater about once; the rater may stay with the rating."""

    SURPRISE = "surprise"
    EVERYONE_THE_SAME = "everyone_the_same"
    LAST_WEEKS_ONLY = "last_weeks_only"


class OrganisationPerformance(SQLModel, table=True):
    """How a unit performed in a period, as the leader above it decided (*capaian kinerja organisasi*)."""

    __tablename__ = "organisation_performance"
    __table_args__ = (UniqueConstraint("unit_id", "period_id"),)

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    period_id: int = Field(foreign_key="period.id", index=True)
    predicate: OrganisationPredicate = Field(sa_type=text_enum(OrganisationPredicate))
    advice: str = Field(default="", max_length=2000)
    decided_by_id: int = Field(foreign_key="person.id", index=True)
    entered_by_id: int | None = Field(default=None, foreign_key="person.id")
    entered_at: datetime


class Evaluation(SQLModel, table=True):
    """What a rater says of a post in a period: two ratings with reasons, and the predicate that is looked up.

    Each rater has a draft of their own; one evaluation of a post and period is released.
    """

    __table_args__ = (
        UniqueConstraint("position_id", "period_id", "rater_id"),
        Index(
            "uq_evaluation_released",
            "position_id",
            "period_id",
            unique=True,
            sqlite_where=text("state = 'released'"),
            postgresql_where=text("state = 'released'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    period_id: int = Field(foreign_key="period.id", index=True)
    rater_id: int = Field(foreign_key="person.id", index=True)
    state: EvaluationState = Field(
        default=EvaluationState.DRAFT, sa_type=text_enum(EvaluationState)
    )
    results: Rating | None = Field(default=None, sa_type=text_enum(Rating))
    results_reason: str = Field(default="", max_length=2000)
    behaviour: Rating | None = Field(default=None, sa_type=text_enum(Rating, "rating_of_behaviour"))
    behaviour_reason: str = Field(default="", max_length=2000)
    predicate: Predicate | None = Field(default=None, sa_type=text_enum(Predicate))
    organisation: OrganisationPredicate | None = Field(
        default=None, sa_type=text_enum(OrganisationPredicate)
    )
    begun_at: datetime
    proposed_at: datetime | None = None
    released_at: datetime | None = None
    released_on: date | None = None


class ItemRating(SQLModel, table=True):
    """What a rater says of one result or one value; just one of the two is set, and nothing follows from it."""

    __tablename__ = "item_rating"
    __table_args__ = (
        UniqueConstraint("evaluation_id", "result_id"),
        UniqueConstraint("evaluation_id", "value"),
    )

    id: int | None = Field(default=None, primary_key=True)
    evaluation_id: int = Field(foreign_key="evaluation.id", index=True)
    result_id: int | None = Field(default=None, foreign_key="planned_result.id", index=True)
    value: Behaviour | None = Field(default=None, sa_type=text_enum(Behaviour))
    rating: Rating = Field(sa_type=text_enum(Rating))
    reason: str = Field(max_length=2000)


class EvaluationQuestion(SQLModel, table=True):
    """What somebody above the rater asks about a proposal; ratings are never changed by anybody else."""

    __tablename__ = "evaluation_question"

    id: int | None = Field(default=None, primary_key=True)
    evaluation_id: int = Field(foreign_key="evaluation.id", index=True)
    asked_by_id: int = Field(foreign_key="person.id", index=True)
    asked_at: datetime
    reason: str = Field(max_length=2000)
    answer: str = Field(default="", max_length=2000)
    answered_at: datetime | None = None


class AskedDoubt(SQLModel, table=True):
    """What the rater was asked about once; it is the rater's alone, as the draft is."""

    __tablename__ = "asked_doubt"
    __table_args__ = (UniqueConstraint("evaluation_id", "doubt"),)

    id: int | None = Field(default=None, primary_key=True)
    evaluation_id: int = Field(foreign_key="evaluation.id", index=True)
    doubt: Doubt = Field(sa_type=text_enum(Doubt))
    asked_at: datetime
