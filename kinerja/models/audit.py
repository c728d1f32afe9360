"""The audit trail: who did what to which record, append-only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import JSON
from sqlmodel import Field, SQLModel


class AuditEntry(SQLModel, table=True):
    """One change or one look at somebody's record; ``actor_id`` is empty for the operator."""

    __tablename__ = "audit"

    id: int | None = Field(default=None, primary_key=True)
    at: datetime
    actor_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    action: str = Field(max_length=60)
    subject: str = Field(max_length=40)
    subject_id: int | None = None
    person_id: int | None = Field(default=None, foreign_key="person.id", index=True)
    detail: dict[str, Any] = Field(default_factory=dict, sa_type=JSON)


class AuditSeal(SQLModel, table=True):
    """The place of an entry in the chain of the agency; it outlives its entry, so there is no foreign key.

    ``content`` is the keyed hash of the salted detail, ``link`` that of everything else and of the link before.
    ``salt`` is emptied together with the detail when personal data are erased.
    """

    __tablename__ = "audit_seal"

    seq: int = Field(primary_key=True)
    entry_id: int = Field(unique=True)
    sealed_at: datetime
    salt: str = Field(max_length=32)
    content: str = Field(max_length=64)
    link: str = Field(max_length=64)
