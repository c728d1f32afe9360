"""Appreciation from anyone to anyone: a value, what was done, what came of it."""

from __future__ import annotations

from datetime import datetime

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum
from kinerja.models.feedback import Behaviour


class Appreciation(SQLModel, table=True):
    """A thank-you; ``shared`` is the receiver's answer whether the team may read it."""

    id: int | None = Field(default=None, primary_key=True)
    giver_id: int = Field(foreign_key="person.id", index=True)
    receiver_id: int = Field(foreign_key="person.id", index=True)
    behaviour: Behaviour = Field(sa_type=text_enum(Behaviour))
    text: str = Field(max_length=1000)
    given_at: datetime
    opened_at: datetime | None = None
    shared: bool | None = None
