"""Half-done answers of a chat: one row a form, one of them active."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger
from sqlmodel import Field, SQLModel


class Draft(SQLModel, table=True):
    """Where somebody is in a form, and what was answered so far.

    ``answers`` is reassigned, never changed in place. ``screen_key`` names the outbox row that shows the
    present question.
    """

    chat_id: int = Field(primary_key=True, sa_type=BigInteger)
    form: str = Field(primary_key=True, max_length=40)
    active: bool = False
    step: str = Field(default="", max_length=40)
    answers: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    screen_key: str | None = Field(default=None, max_length=120)
    updated_at: datetime
