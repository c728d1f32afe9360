"""Announcements (*pengumuman*): what is said to whom and when, and who receives it."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum
from kinerja.models.evidence import EvidenceKind


class BroadcastState(StrEnum):
    """How far an announcement got; *waiting* is for the second pair of eyes."""

    DRAFT = "draft"
    WAITING = "waiting"
    SCHEDULED = "scheduled"
    RUNNING = "running"
    PAUSED = "paused"
    DONE = "done"
    CANCELLED = "cancelled"
    DISCARDED = "discarded"


class Broadcast(SQLModel, table=True):
    """An announcement.

    ``texts`` are by language, as they were written. ``scope`` are the units within which its author may
    announce, ``audience`` narrows them down. ``starts_local`` is a local time, the same in every zone, or
    empty for at once. ``version`` counts corrections; ``card_at`` says when progress was last shown.
    """

    id: int | None = Field(default=None, primary_key=True)
    author_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    state: BroadcastState = Field(
        default=BroadcastState.DRAFT, sa_type=text_enum(BroadcastState), index=True
    )
    texts: dict[str, str] = Field(default_factory=dict, sa_type=JSON)
    file_kind: EvidenceKind | None = Field(default=None, sa_type=text_enum(EvidenceKind))
    file_sha256: str | None = Field(default=None, max_length=64)
    file_id: str | None = Field(default=None, max_length=250)
    file_name: str = Field(default="", max_length=200)
    scope: list[int] = Field(default_factory=list, sa_type=JSON)
    audience: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    starts_local: str = Field(default="", max_length=16)
    urgent: bool = False
    receipt: bool = False
    version: int = 0
    reason: str = Field(default="", max_length=300)
    created_at: datetime
    submitted_at: datetime | None = None
    approved_by_id: int | None = Field(default=None, foreign_key="person.id")
    approved_at: datetime | None = None
    started_at: datetime | None = None
    ended_at: datetime | None = None
    recalled_at: datetime | None = None
    card_at: datetime | None = None


class BroadcastRecipient(SQLModel, table=True):
    """Somebody an announcement is for; ``message_key`` names the row of the outbox that tells them.

    ``queued_at`` is when their zone's turn came; who was not linked then has no such row.
    """

    __tablename__ = "broadcast_recipient"
    __table_args__ = (UniqueConstraint("broadcast_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    broadcast_id: int = Field(foreign_key="broadcast.id")
    person_id: int = Field(foreign_key="person.id", index=True)
    zone: str = Field(max_length=40)
    message_key: str = Field(max_length=120, index=True)
    queued_at: datetime | None = None
    read_at: datetime | None = None
    reminded_at: datetime | None = None
