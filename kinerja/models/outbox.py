"""Everything that leaves, as rows first: what to say, to whom, and what became of it."""

from __future__ import annotations

from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, text
from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class Priority(IntEnum):
    """Order of sending; lower goes first."""

    REPLY = 0
    DECISION = 10
    REMINDER = 20
    BROADCAST = 30


class OutboxStatus(StrEnum):
    """What became of a message; *unknown* was sent but its answer was lost, *held* waits for a person."""

    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    FAILED = "failed"
    UNKNOWN = "unknown"
    CANCELLED = "cancelled"


class OutboxMessage(SQLModel, table=True):
    """One thing to say. It names no Bot API method.

    ``kind`` with ``content`` is said in the reader's language when it is sent. ``edits_message_id`` (known) or
    ``edits_key`` (the key of the outbox row whose message it will be) ask for an edit instead of a new
    message; ``message_id`` is what Telegram answered. ``batch`` names what is counted, paused and stopped
    together.
    """

    __tablename__ = "outbox"
    __table_args__ = (
        Index(
            "ix_outbox_waiting",
            "priority",
            "id",
            sqlite_where=text("status IN ('pending', 'sending')"),
            postgresql_where=text("status IN ('pending', 'sending')"),
        ),
        Index("ix_outbox_chat_id", "chat_id", "id"),
        Index(
            "ix_outbox_batch",
            "batch",
            "status",
            sqlite_where=text("batch IS NOT NULL"),
            postgresql_where=text("batch IS NOT NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    key: str = Field(max_length=120, unique=True)
    chat_id: int = Field(sa_type=BigInteger)
    kind: str = Field(max_length=60)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    edits_key: str | None = Field(default=None, max_length=120)
    edits_message_id: int | None = Field(default=None, sa_type=BigInteger)
    priority: int = int(Priority.REPLY)
    silent: bool = False
    not_before: datetime | None = None
    expires_at: datetime | None = None
    batch: str | None = Field(default=None, max_length=40)
    status: OutboxStatus = Field(default=OutboxStatus.PENDING, sa_type=text_enum(OutboxStatus))
    attempts: int = 0
    lease_owner: str | None = Field(default=None, max_length=60)
    lease_until: datetime | None = None
    message_id: int | None = Field(default=None, sa_type=BigInteger)
    error: str = Field(default="", max_length=300)
    created_at: datetime
    sent_at: datetime | None = None
