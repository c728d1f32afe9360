"""Feedback from others (*minta umpan balik*): who is asked for it, what they say, and what is gathered."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Index, text
from sqlmodel import Field, SQLModel, UniqueConstraint

from kinerja.models.columns import text_enum


class Circle(StrEnum):
    """Who is asked: people by name, all colleagues of the unit, or all those the person rates."""

    PICKED = "picked"
    UNIT = "unit"
    BELOW = "below"


class PeerOutcome(StrEnum):
    """How a request ended: answered by name, gathered, with too few answers, merged, or taken back."""

    NAMED = "named"
    GATHERED = "gathered"
    TOO_FEW = "too_few"
    MERGED = "merged"
    CANCELLED = "cancelled"


class InvitationState(StrEnum):
    """What somebody who was asked did about it."""

    WAITING = "waiting"
    ANSWERED = "answered"
    DECLINED = "declined"


class PeerRequest(SQLModel, table=True):
    """A request for feedback about ``subject_id``.

    ``summary`` holds how often each answer and tag was given, nothing of one giver; it is written once, when
    the request closes at ``closes_at``. ``pool_id`` is where the answers of a small group went.
    """

    __tablename__ = "peer_request"
    __table_args__ = (
        Index(
            "ix_peer_request_open",
            "closes_at",
            sqlite_where=text("closed_at IS NULL"),
            postgresql_where=text("closed_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    subject_id: int = Field(foreign_key="person.id", index=True)
    asker_id: int = Field(foreign_key="person.id", index=True)
    circle: Circle = Field(sa_type=text_enum(Circle))
    questions: list[str] = Field(default_factory=list, sa_type=JSON)
    asked: int
    opened_at: datetime
    closes_on: date
    closes_at: datetime
    reminded_at: datetime | None = None
    closed_at: datetime | None = None
    outcome: PeerOutcome | None = Field(default=None, sa_type=text_enum(PeerOutcome))
    answered: int | None = None
    summary: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    pool_id: int | None = Field(default=None, foreign_key="peer_pool.id", index=True)


class PeerInvitation(SQLModel, table=True):
    """Somebody who is asked, and their anonymous answer while the request is open; both are deleted at its closing."""

    __tablename__ = "peer_invitation"
    __table_args__ = (UniqueConstraint("request_id", "person_id"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="peer_request.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    state: InvitationState = Field(
        default=InvitationState.WAITING, sa_type=text_enum(InvitationState)
    )
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class PeerAnswer(SQLModel, table=True):
    """An answer given with the name."""

    __tablename__ = "peer_answer"
    __table_args__ = (UniqueConstraint("request_id", "giver_id"),)

    id: int | None = Field(default=None, primary_key=True)
    request_id: int = Field(foreign_key="peer_request.id", index=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    content: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    given_at: datetime


class PeerPool(SQLModel, table=True):
    """Answers of small groups below one unit, merged; shown together once there are enough."""

    __tablename__ = "peer_pool"

    id: int | None = Field(default=None, primary_key=True)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    answered: int = 0
    summary: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)
    published_at: datetime | None = None


class PeerPoolMember(SQLModel, table=True):
    """Somebody who was asked and may have answered into a pool; deleted when the pool is shown."""

    __tablename__ = "peer_pool_member"

    pool_id: int = Field(foreign_key="peer_pool.id", primary_key=True)
    person_id: int = Field(foreign_key="person.id", primary_key=True)


class GatheredText(SQLModel, table=True):
    """A free text without a giver; ``id`` is drawn anew, so that its order says nothing."""

    __tablename__ = "gathered_text"

    id: str = Field(primary_key=True, max_length=16)
    request_id: int | None = Field(default=None, foreign_key="peer_request.id", index=True)
    pool_id: int | None = Field(default=None, foreign_key="peer_pool.id", index=True)
    text: str = Field(max_length=1000)
