"""Updates of the Bot API, stored before they are acknowledged."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class InboxStatus(StrEnum):
    """Whether an update was handled; *dead* was given up after five attempts and alerts."""

    NEW = "new"
    DONE = "done"
    DEAD = "dead"


class InboxUpdate(SQLModel, table=True):
    """An update as it came; once it is done only its number stays: no payload, and zero for the chat."""

    __tablename__ = "inbox"
    __table_args__ = (
        Index(
            "ix_inbox_waiting",
            "chat_id",
            "update_id",
            sqlite_where=text("status = 'new'"),
            postgresql_where=text("status = 'new'"),
        ),
        Index("ix_inbox_received_at", "received_at"),
    )

    bot_id: int = Field(primary_key=True, sa_type=BigInteger)
    update_id: int = Field(primary_key=True, sa_type=BigInteger)
    chat_id: int = Field(sa_type=BigInteger)
    payload: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    status: InboxStatus = Field(default=InboxStatus.NEW, sa_type=text_enum(InboxStatus))
    attempts: int = 0
    retry_at: datetime | None = None
    received_at: datetime
