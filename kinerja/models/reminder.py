"""Reminders: those that were decided for people, how far the deciding has come, and whom to look at again."""

from __future__ import annotations

from datetime import date, datetime, time
from enum import StrEnum

from sqlalchemy import Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class ReminderState(StrEnum):
    """How far a reminder is; one that is *queued* stands in the outbox."""

    PLANNED = "planned"
    QUEUED = "queued"
    SENT = "sent"
    STOPPED = "stopped"


class StopReason(StrEnum):
    """Why a reminder was not sent after all."""

    DONE = "done"
    MOVED = "moved"
    CLOSED = "closed"
    OVERTAKEN = "overtaken"
    GONE = "gone"
    SWITCHED_OFF = "switched_off"
    UNDELIVERED = "undelivered"


class PlannedReminder(SQLModel, table=True):
    """A step of a reminder for a person, once for each due day: the key that nothing is sent twice.

    ``code`` names the line of the table, ``starts_on`` the period, ``planned_for`` the day the step was laid
    on before it moved to a working day. ``send_at`` is when it goes into the outbox, where it shares the
    message ``outbox_key`` with others of the same moment. Kept for the year.
    """

    __tablename__ = "reminder"
    __table_args__ = (
        UniqueConstraint("person_id", "code", "starts_on", "due", "step"),
        Index(
            "ix_reminder_planned",
            "send_at",
            sqlite_where=text("state = 'planned'"),
            postgresql_where=text("state = 'planned'"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    code: str = Field(max_length=40)
    starts_on: date
    due: date
    step: str = Field(max_length=16)
    planned_for: date
    send_at: datetime
    state: ReminderState = Field(default=ReminderState.PLANNED, sa_type=text_enum(ReminderState))
    reason: StopReason | None = Field(default=None, sa_type=text_enum(StopReason))
    snoozed_until: datetime | None = None
    outbox_key: str | None = Field(default=None, max_length=60)
    sent_at: datetime | None = None


class ReminderTurn(SQLModel, table=True):
    """The watermark: until which local day the reminders of an hour in a zone are planned.

    ``at_end`` is the hour at which work ends instead of the one at which reminders come. A turn that is
    ``stale`` is taken again on the same day, since something changed that it rests on; ``changes`` counts
    how often.
    """

    __tablename__ = "reminder_turn"

    zone: str = Field(max_length=40, primary_key=True)
    hour: time = Field(primary_key=True)
    at_end: bool = Field(primary_key=True)
    planned_on: date | None = None
    stale: bool = True
    changes: int = 0


class ReminderStale(SQLModel, table=True):
    """Somebody whose reminders are to be planned anew, since something of theirs changed."""

    __tablename__ = "reminder_stale"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
