"""Obstacles (*kendala*): what is in the way of a result, and the help that is needed."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum

from sqlmodel import Field, SQLModel

from kinerja.models.columns import text_enum


class ObstacleResponse(StrEnum):
    """What a leader answers to a request for help."""

    HELP = "help"
    FORWARD = "forward"
    ADJUST_TARGET = "adjust_target"


class Obstacle(SQLModel, table=True):
    """An obstacle to a result (named by its lineage); it stays open until it is closed.

    ``asked_at`` is when help was last asked for; empty where none is needed. ``waits_for_id`` is who took
    the request or had it handed on to them; until then it is the leader's of the result.
    """

    id: int | None = Field(default=None, primary_key=True)
    person_id: int = Field(foreign_key="person.id", index=True)
    position_id: int = Field(foreign_key="position.id", index=True)
    lineage: str = Field(max_length=32, index=True)
    raised_line_id: int | None = Field(default=None, foreign_key="report_line.id", index=True)
    text: str = Field(max_length=2000)
    help_needed: str = Field(default="", max_length=2000)
    opened_at: datetime
    asked_at: datetime | None = None
    closed_at: datetime | None = None
    closed_by_id: int | None = Field(default=None, foreign_key="person.id")
    waits_for_id: int | None = Field(default=None, foreign_key="person.id", index=True)


class ObstacleAnswer(SQLModel, table=True):
    """An answer to an obstacle; the thread of them is the record of the help."""

    __tablename__ = "obstacle_answer"

    id: int | None = Field(default=None, primary_key=True)
    obstacle_id: int = Field(foreign_key="obstacle.id", index=True)
    actor_id: int = Field(foreign_key="person.id")
    response: ObstacleResponse = Field(sa_type=text_enum(ObstacleResponse))
    text: str = Field(default="", max_length=1000)
    answered_at: datetime
