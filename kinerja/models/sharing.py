"""Parts of a leader's result: proposed to people, offered by them, and open to whoever is willing."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum
from kinerja.models.plan import Support


class ShareState(StrEnum):
    """Where a part stands: the leader is to answer an offer, the employee a proposal; then it is settled."""

    OFFERED = "offered"
    PROPOSED = "proposed"
    PLACED = "placed"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ResultShare(SQLModel, table=True):
    """A part of a result for one post; ``is_offer`` says that the employee began it (*saya bersedia*).

    ``lineage`` is that of the leader's result, ``above`` its words when the part was made. ``answer`` is what
    was said with a refusal. ``placed_lineage`` is that of the result it became in the employee's plan,
    ``team_result_id`` the result of a work team that it is a part of.
    """

    __tablename__ = "result_share"

    id: int | None = Field(default=None, primary_key=True)
    lineage: str = Field(max_length=32, index=True)
    above: str = Field(max_length=1000)
    year: int
    leader_id: int = Field(foreign_key="person.id", index=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id")
    text: str = Field(max_length=1000)
    support: Support | None = Field(default=None, sa_type=text_enum(Support))
    is_offer: bool = False
    state: ShareState = Field(sa_type=text_enum(ShareState))
    made_at: datetime
    answered_at: datetime | None = None
    answer: str = Field(default="", max_length=500)
    team_result_id: int | None = Field(default=None, foreign_key="team_result.id", index=True)
    placed_lineage: str = Field(default="", max_length=32)


class OpenResult(SQLModel, table=True):
    """A result the leader has opened to whoever is willing to take a part."""

    __tablename__ = "open_result"

    id: int | None = Field(default=None, primary_key=True)
    lineage: str = Field(max_length=32, unique=True)
    leader_id: int = Field(foreign_key="person.id", index=True)
    opened_at: datetime
