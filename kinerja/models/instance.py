"""What the running instances share: facts about the bot, and leases for work only one may do."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel


class InstanceFact(SQLModel, table=True):
    """A fact that one process learned and others need, such as the bot's name."""

    __tablename__ = "instance_fact"

    name: str = Field(primary_key=True, max_length=60)
    value: str = Field(max_length=1000)
    updated_at: datetime


class Lease(SQLModel, table=True):
    """Who may do a piece of work that only one replica may do, and until when."""

    name: str = Field(primary_key=True, max_length=60)
    owner: str = Field(max_length=60)
    until: datetime
