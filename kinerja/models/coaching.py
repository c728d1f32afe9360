"""What follows coaching: the employee's form B.1.8 and the leader's B.1.9; and counselling, without a word of it."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel, UniqueConstraint


class CoachingSurvey(SQLModel, table=True):
    """Form B.1.8: how somebody found a coaching session, for whoever stands above the rater."""

    __tablename__ = "coaching_survey"

    id: int | None = Field(default=None, primary_key=True)
    dialogue_id: int = Field(foreign_key="dialogue.id", unique=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    steps: int
    """How many answers there were to choose from, when it was filled in."""
    sent_at: datetime


class CoachingAnswer(SQLModel, table=True):
    """The answer to one of the nine statements: 1 is the least agreement."""

    __tablename__ = "coaching_answer"

    survey_id: int = Field(foreign_key="coaching_survey.id", primary_key=True)
    statement: int = Field(primary_key=True)
    answer: int


class CompetenceLevel(SQLModel, table=True):
    """A line of form B.1.9: a competence from 1 to 5 with the leader's reason, after coaching."""

    __tablename__ = "competence_level"
    __table_args__ = (UniqueConstraint("dialogue_id", "competence"),)

    id: int | None = Field(default=None, primary_key=True)
    dialogue_id: int = Field(foreign_key="dialogue.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    leader_id: int = Field(foreign_key="person.id")
    competence: str = Field(max_length=60)
    level: int
    reason: str = Field(max_length=1000)
    noted_at: datetime


class Counselling(SQLModel, table=True):
    """Counselling (*konseling kinerja*): that it takes place and with whom, never what it is about."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    officer_id: int = Field(foreign_key="person.id", index=True)
    arranged_by_id: int = Field(foreign_key="person.id")
    arranged_at: datetime
    held_on: date
    done_at: datetime | None = None
    next_on: date | None = None
