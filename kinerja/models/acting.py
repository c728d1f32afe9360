"""Who acts for a rater who is away or has moved on (*Plh., Plt., atasan pengganti, pendamping*)."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class ActingReason(StrEnum):
    """Why somebody else acts (*cuti, dinas luar, diklat, mutasi, penugasan di tempat lain*)."""

    LEAVE = "leave"
    TRIP = "trip"
    TRAINING = "training"
    MOVED = "moved"
    SECONDED = "seconded"


class ActingKind(StrEnum):
    """As what somebody acts; a helper checks and prepares, and never decides."""

    DAILY = "plh"
    ACTING = "plt"
    STAND_IN = "stand_in"
    HELPER = "helper"
    DUTY = "duty"


class Acting(SQLModel, table=True):
    """Somebody acts for a rater, from day to day; in force once it is confirmed.

    With a ``position_id`` it is about that post alone: its holder works elsewhere, and whoever leads them
    there acts. ``limited`` leaves plans and ratings with the rater. ``above_id`` takes the acting person's
    own post. ``ended_at`` is when it was refused or taken back: then it never was.
    """

    id: int | None = Field(default=None, primary_key=True)
    rater_id: int = Field(foreign_key="person.id", index=True)
    acting_id: int = Field(foreign_key="person.id", index=True)
    position_id: int | None = Field(default=None, foreign_key="position.id", index=True)
    above_id: int | None = Field(default=None, foreign_key="person.id")
    kind: ActingKind = Field(sa_type=text_enum(ActingKind))
    reason: ActingReason = Field(sa_type=text_enum(ActingReason))
    first_day: date
    last_day: date | None = None
    limited: bool = False
    asked_at: datetime
    asked_by_id: int | None = Field(default=None, foreign_key="person.id")
    confirmed_at: datetime | None = None
    confirmed_by_id: int | None = Field(default=None, foreign_key="person.id")
    ended_at: datetime | None = None


class HandoverNote(SQLModel, table=True):
    """What a rater who leaves tells the successor about one post (*catatan serah terima*); one note a post."""

    __tablename__ = "handover_note"
    __table_args__ = (UniqueConstraint("position_id", "author_id"),)

    id: int | None = Field(default=None, primary_key=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=1000)
    written_at: datetime


class PreparedWords(SQLModel, table=True):
    """Words a helper prepared for the rater's feedback on a report; nobody else sees them."""

    __tablename__ = "prepared_words"
    __table_args__ = (UniqueConstraint("report_id", "author_id"),)

    id: int | None = Field(default=None, primary_key=True)
    report_id: int = Field(foreign_key="progress_report.id", index=True)
    author_id: int = Field(foreign_key="person.id", index=True)
    text: str = Field(max_length=1000)
    written_at: datetime
