"""Which reminders a person has switched off."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class ReminderMute(SQLModel, table=True):
    """A reminder (by its name) that a person does not want; what follows from the law comes all the same."""

    __tablename__ = "reminder_mute"

    person_id: int = Field(foreign_key="person.id", primary_key=True)
    name: str = Field(max_length=40, primary_key=True)
    muted_at: datetime
