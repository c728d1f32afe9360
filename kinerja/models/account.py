"""Telegram accounts, invitations and consents."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import BigInteger, Index, text
from sqlmodel import Field, SQLModel


class Account(SQLModel, table=True):
    """A Telegram chat linked to a person; one linked account a person and a person an account."""

    __table_args__ = (
        Index(
            "uq_account_chat_linked",
            "chat_id",
            unique=True,
            sqlite_where=text("unlinked_at IS NULL"),
            postgresql_where=text("unlinked_at IS NULL"),
        ),
        Index(
            "uq_account_person_linked",
            "person_id",
            unique=True,
            sqlite_where=text("unlinked_at IS NULL"),
            postgresql_where=text("unlinked_at IS NULL"),
        ),
    )

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id")
    chat_id: int = Field(sa_type=BigInteger)
    language: str = Field(default="id", max_length=8)
    linked_at: datetime
    unlinked_at: datetime | None = None
    unreachable_at: datetime | None = None


class Invitation(SQLModel, table=True):
    """A one-time invitation; token and code are kept as hashes only.

    ``chat_id`` is the chat that opened it; five wrong answers lock it.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    token_hash: str = Field(max_length=64, unique=True)
    code_hash: str | None = Field(default=None, max_length=64)
    issued_at: datetime
    expires_at: datetime
    chat_id: int | None = Field(default=None, sa_type=BigInteger)
    wrong_answers: int = 0
    used_at: datetime | None = None
    revoked_at: datetime | None = None
    locked_at: datetime | None = None


class Consent(SQLModel, table=True):
    """A consent to the chat (UU 27/2022): which notice, when given, when withdrawn."""

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    notice_version: str = Field(max_length=20)
    given_at: datetime
    withdrawn_at: datetime | None = None
