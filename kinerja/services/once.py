"""Inserting a row unless its key is there already, on both databases."""

from __future__ import annotations

from typing import Any

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, SQLModel


def insert_once(session: Session, row: SQLModel) -> None:
    """Insert a row; do nothing where a unique key of it exists already."""
    values: dict[str, Any] = row.model_dump(exclude={"id"})
    table = type(row)
    if session.get_bind().dialect.name == "sqlite":
        session.exec(sqlite.insert(table).values(values).on_conflict_do_nothing())
    else:
        session.exec(postgresql.insert(table).values(values).on_conflict_do_nothing())
