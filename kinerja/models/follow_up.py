"""Open items: what somebody has to do after feedback, and gentle reminders between two people."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum
from kinerja.models.feedback import FeedbackAction


class FollowUp(SQLModel, table=True):
    """An open item (*tindak lanjut*) that a feedback's outcome left for ``owner_id``."""

    __tablename__ = "follow_up"

    id: int | None = Field(default=None, primary_key=True)
    owner_id: int = Field(foreign_key="person.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    feedback_id: int = Field(foreign_key="feedback.id", index=True)
    action: FeedbackAction = Field(sa_type=text_enum(FeedbackAction))
    opened_at: datetime
    closed_at: datetime | None = None


class Nudge(SQLModel, table=True):
    """A gentle reminder from one person to another about a waiting item, once a week at most."""

    id: int | None = Field(default=None, primary_key=True)
    from_id: int = Field(foreign_key="person.id", index=True)
    to_id: int = Field(foreign_key="person.id", index=True)
    item: str = Field(max_length=60, index=True)
    sent_at: datetime
