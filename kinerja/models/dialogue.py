"""Dialogues (*dialog kinerja*): the times proposed for them, the notes both confirm, and who does what by when."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class DialogueKind(StrEnum):
    """What a dialogue is about."""

    PERFORMANCE = "performance"
    PLANNING = "planning"
    EVALUATION = "evaluation"
    COACHING = "coaching"


class Expectation(StrEnum):
    """What became of the leader's expectations in a dialogue."""

    UNCHANGED = "unchanged"
    CLEARED_UP = "cleared_up"
    CHANGED = "changed"


class Dialogue(SQLModel, table=True):
    """A dialogue of a rater and an employee; ``uid`` names it in both calendars, whatever its time."""

    id: int | None = Field(default=None, primary_key=True)
    uid: str = Field(max_length=40, unique=True)
    kind: DialogueKind = Field(sa_type=text_enum(DialogueKind))
    rater_id: int = Field(foreign_key="person.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    opened_at: datetime
    cancelled_at: datetime | None = None
    cancelled_by_id: int | None = Field(default=None, foreign_key="person.id")


class DialogueTime(SQLModel, table=True):
    """A time proposed for a dialogue; the newest one that was agreed on holds.

    What was noted afterwards about a talk nobody had arranged counts as agreed on.
    """

    __tablename__ = "dialogue_time"

    id: int | None = Field(default=None, primary_key=True)
    dialogue_id: int = Field(foreign_key="dialogue.id", index=True)
    starts_at: datetime = Field(index=True)
    minutes: int
    place: str = Field(default="", max_length=200)
    proposed_by_id: int = Field(foreign_key="person.id")
    proposed_at: datetime
    agreed_at: datetime | None = None


class DialogueNote(SQLModel, table=True):
    """A version of what was agreed; it holds once both have confirmed it.

    Until somebody has confirmed it a version is changed in place, and ``edition`` counts the changes;
    a change after that is a new version. The last four parts are those of coaching (GROW).
    """

    __tablename__ = "dialogue_note"
    __table_args__ = (UniqueConstraint("dialogue_id", "version"),)

    id: int | None = Field(default=None, primary_key=True)
    dialogue_id: int = Field(foreign_key="dialogue.id", index=True)
    version: int
    edition: int = 1
    agreed: str = Field(default="", max_length=2000)
    expectation: Expectation = Field(default=Expectation.UNCHANGED, sa_type=text_enum(Expectation))
    expectation_text: str = Field(default="", max_length=1000)
    goal: str = Field(default="", max_length=1000)
    reality: str = Field(default="", max_length=1000)
    options: str = Field(default="", max_length=1000)
    will: str = Field(default="", max_length=1000)
    next_on: date | None = None
    written_by_id: int = Field(foreign_key="person.id")
    written_at: datetime
    rater_confirmed_at: datetime | None = None
    person_confirmed_at: datetime | None = None


class DialoguePoint(SQLModel, table=True):
    """Who does what by when, in a version of the notes; ``number`` is the same in all versions."""

    __tablename__ = "dialogue_point"
    __table_args__ = (UniqueConstraint("note_id", "number"),)

    id: int | None = Field(default=None, primary_key=True)
    note_id: int = Field(foreign_key="dialogue_note.id", index=True)
    number: int
    owner_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=500)
    due_on: date
    done_at: datetime | None = None
