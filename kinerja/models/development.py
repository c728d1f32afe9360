"""Developing people: goals with small actions, what was done with a course, and who offers to teach."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class GapSource(StrEnum):
    """Where it shows that something is to be developed."""

    FEEDBACK = "feedback"
    COMPETENCE = "competence"
    EVALUATION = "evaluation"
    OWN = "own"


class ActionWay(StrEnum):
    """How something is developed, 70–20–10: at work, with others, in a course."""

    WORK = "work"
    OTHERS = "others"
    COURSE = "course"


class UseMoment(StrEnum):
    """When somebody is asked what a course is used for: at once, and after sixty days."""

    NOW = "now"
    LATER = "later"


class DevelopmentGoal(SQLModel, table=True):
    """What somebody wants to develop; ``area`` is a tag of feedback or a few words of their own."""

    __tablename__ = "development_goal"

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    area: str = Field(max_length=80)
    source: GapSource = Field(sa_type=text_enum(GapSource))
    text: str = Field(max_length=500)
    opened_at: datetime
    outcome: str = Field(default="", max_length=500)
    closed_at: datetime | None = None


class DevelopmentAction(SQLModel, table=True):
    """A small step of a goal with its day; ``reminded_on`` is the day of the last reminder."""

    __tablename__ = "development_action"

    id: int | None = Field(default=None, primary_key=True)
    goal_id: int = Field(foreign_key="development_goal.id", index=True)
    way: ActionWay = Field(sa_type=text_enum(ActionWay))
    text: str = Field(max_length=300)
    due_on: date = Field(index=True)
    created_at: datetime
    done_at: datetime | None = None
    dropped_at: datetime | None = None
    reminded_on: date | None = None


class LearningUse(SQLModel, table=True):
    """What somebody says they do with what they learnt, and that the rater has seen it."""

    __tablename__ = "learning_use"
    __table_args__ = (UniqueConstraint("learning_id", "moment"),)

    id: int | None = Field(default=None, primary_key=True)
    learning_id: int = Field(foreign_key="learning.id", index=True)
    moment: UseMoment = Field(sa_type=text_enum(UseMoment))
    asked_on: date = Field(index=True)
    told_at: datetime | None = None
    text: str = Field(default="", max_length=1000)
    answered_at: datetime | None = None
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")


class TeachingOffer(SQLModel, table=True):
    """Somebody offers, of their own will, to teach colleagues something."""

    __tablename__ = "teaching_offer"
    __table_args__ = (UniqueConstraint("person_id", "area"),)

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    area: str = Field(max_length=80, index=True)
    offered_at: datetime
