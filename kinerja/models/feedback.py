"""Continuous feedback (*umpan balik berkelanjutan*) in three parts, about results and values."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class FeedbackKind(StrEnum):
    """In the agreed rhythm (*berkala*) or on an occasion (*insidentil*)."""

    SCHEDULED = "scheduled"
    AD_HOC = "ad_hoc"


class FeedbackMode(StrEnum):
    """Given in a talk and noted (*langsung*), or in writing (*tidak langsung*)."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class FeedbackAction(StrEnum):
    """What follows: the first two after progress, the others where there was none."""

    RECOGNITION = "recognition"
    NEW_ASSIGNMENT = "new_assignment"
    EXPECTATION_CHANGE = "expectation_change"
    COACHING = "coaching"
    COUNSELLING = "counselling"
    LEARNING = "learning"


class Behaviour(StrEnum):
    """The seven values of BerAKHLAK (SE MenPANRB 20/2021)."""

    SERVICE = "service"
    ACCOUNTABLE = "accountable"
    COMPETENT = "competent"
    HARMONIOUS = "harmonious"
    LOYAL = "loyal"
    ADAPTIVE = "adaptive"
    COLLABORATIVE = "collaborative"


class Feedback(SQLModel, table=True):
    """One feedback from a giver to a receiver; it carries no rating."""

    id: int | None = Field(default=None, primary_key=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    receiver_id: int = Field(foreign_key="person.id", index=True)
    report_id: int | None = Field(default=None, foreign_key="progress_report.id", index=True)
    kind: FeedbackKind = Field(sa_type=text_enum(FeedbackKind))
    mode: FeedbackMode = Field(sa_type=text_enum(FeedbackMode))
    went_well: str = Field(default="", max_length=2000)
    to_improve: str = Field(default="", max_length=2000)
    next_step: str = Field(default="", max_length=2000)
    progress: bool
    given_at: datetime
    opened_at: datetime | None = None
    acknowledged_at: datetime | None = None
    answer: str = Field(default="", max_length=2000)
    answered_at: datetime | None = None


class FeedbackSubject(SQLModel, table=True):
    """A result or a value that a feedback belongs to; just one of the two is set."""

    __tablename__ = "feedback_subject"

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id", index=True)
    result_id: int | None = Field(default=None, foreign_key="planned_result.id", index=True)
    behaviour: Behaviour | None = Field(default=None, sa_type=text_enum(Behaviour))


class FeedbackVersion(SQLModel, table=True):
    """The words of a feedback before a correction; a correction is possible within 24 hours."""

    __tablename__ = "feedback_version"
    __table_args__ = (UniqueConstraint("feedback_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id", index=True)
    version: int
    went_well: str = Field(default="", max_length=2000)
    to_improve: str = Field(default="", max_length=2000)
    next_step: str = Field(default="", max_length=2000)
    replaced_at: datetime


class FeedbackTag(SQLModel, table=True):
    """A competency or value that a feedback names as strength, or as one to develop."""

    __tablename__ = "feedback_tag"
    __table_args__ = (UniqueConstraint("feedback_id", "tag"),)

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id", index=True)
    tag: str = Field(max_length=60, index=True)
    strength: bool


class FeedbackOutcome(SQLModel, table=True):
    """A consequence the giver chose from those the rule foresees."""

    __tablename__ = "feedback_outcome"
    __table_args__ = (UniqueConstraint("feedback_id", "action"),)

    id: int | None = Field(default=None, primary_key=True)
    feedback_id: int = Field(foreign_key="feedback.id", index=True)
    action: FeedbackAction = Field(sa_type=text_enum(FeedbackAction))
