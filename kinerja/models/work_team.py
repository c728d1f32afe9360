"""Work teams (*tim kerja*) across units: who leads them, from when until when, and what they achieve."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Field, SQLModel


class WorkTeam(SQLModel, table=True):
    """A team that a unit set up; both days belong to it. Its leader (*ketua tim*) rates nobody by that."""

    __tablename__ = "work_team"

    id: int | None = Field(default=None, primary_key=True)
    name: str = Field(max_length=200)
    unit_id: int = Field(foreign_key="unit.id", index=True)
    leader_id: int = Field(foreign_key="person.id", index=True)
    starts_on: date
    ends_on: date
    set_up_by_id: int | None = Field(default=None, foreign_key="person.id")
    set_up_at: datetime
    ended_at: datetime | None = None


class TeamResult(SQLModel, table=True):
    """A result of a team; ``lineage`` and ``above`` are those of the unit leader's result it serves, if any."""

    __tablename__ = "team_result"

    id: int | None = Field(default=None, primary_key=True)
    team_id: int = Field(foreign_key="work_team.id", index=True)
    ordinal: int
    text: str = Field(max_length=1000)
    lineage: str = Field(default="", max_length=32)
    above: str = Field(default="", max_length=1000)
