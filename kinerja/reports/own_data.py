"""What is held about somebody: counted, and as an export of everything that is theirs (UU 27/2022)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session, SQLModel, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    Account,
    Evidence,
    Feedback,
    LogEntry,
    OutboxMessage,
    PerformancePlan,
    Person,
    ProgressReport,
    Unit,
)
from kinerja.reports.own_tables import sections
from kinerja.rules.access import Actor

SECRETS = frozenset({"token_hash", "code_hash", "payload", "content", "lease_owner", "lease_until"})
"""Columns that are no data about a person: hashes of secrets, and how messages travel."""


@dataclass(frozen=True, slots=True)
class HeldData:
    """How much is held about somebody, and since when they agreed to which privacy notice."""

    plans: int
    reports: int
    logs: int
    evidence: int
    feedback_received: int
    feedback_given: int
    messages: int


def held_about(session: Session, actor: Actor) -> HeldData:
    """Return how much is held about the actor."""
    me = _self(actor)

    def count(*conditions: Any) -> int:
        return session.exec(select(func.count()).where(*conditions)).one()

    return HeldData(
        plans=count(col(PerformancePlan.person_id) == me),
        reports=count(col(ProgressReport.person_id) == me),
        logs=count(col(LogEntry.person_id) == me, col(LogEntry.deleted_at).is_(None)),
        evidence=count(col(Evidence.person_id) == me, col(Evidence.removed_at).is_(None)),
        feedback_received=count(col(Feedback.receiver_id) == me),
        feedback_given=count(col(Feedback.giver_id) == me),
        messages=count(col(OutboxMessage.chat_id).in_(_chats(session, me))),
    )


def export_of_own(session: Session, actor: Actor, now: datetime) -> dict[str, Any]:
    """Return everything that is held about the actor, table by table, ready for JSON.

    Other people appear by name where they are part of the record, and in no other way.
    """
    me = _self(actor)
    rows = {
        name: session.exec(select(model).where(condition).order_by(*model.__table__.primary_key))  # type: ignore[attr-defined]
        .unique()
        .all()
        for name, (model, condition) in sections(me, _chats(session, me)).items()
    }
    names = _names(session, rows.values())
    units = _units(session, rows["positions"])
    return {
        "exported_at": now.isoformat(),
        **{name: [_plain(row, me, names, units) for row in found] for name, found in rows.items()},
    }


def _self(actor: Actor) -> int:
    if actor.person_id is None:
        raise Unknown
    return actor.person_id


def _chats(session: Session, me: int) -> list[int]:
    return list(session.exec(select(Account.chat_id).where(col(Account.person_id) == me)))


def _people_columns(row: SQLModel) -> list[str]:
    return [
        column.name
        for column in row.__table__.columns  # type: ignore[attr-defined]
        if any(key.column.table.name == "person" for key in column.foreign_keys)
    ]


def _names(session: Session, tables: Iterable[Sequence[SQLModel]]) -> dict[int, str]:
    mentioned = {
        getattr(row, column) for rows in tables for row in rows for column in _people_columns(row)
    } - {None}
    found = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(mentioned)))
    return {key or 0: name for key, name in found}


def _units(session: Session, positions: Sequence[SQLModel]) -> dict[int, str]:
    places = {getattr(post, "unit_id") for post in positions}  # noqa: B009 - rows of any table
    found = session.exec(select(Unit.id, Unit.name).where(col(Unit.id).in_(places)))
    return {key or 0: name for key, name in found}


def _plain(row: SQLModel, me: int, names: dict[int, str], units: dict[int, str]) -> dict[str, Any]:
    people = _people_columns(row)
    plain: dict[str, Any] = {}
    for name, value in row.model_dump(mode="json", exclude=set(SECRETS)).items():
        if name in people:
            if value is not None:
                plain[name.removesuffix("_id")] = "self" if value == me else names.get(value, "")
        elif name == "unit_id":
            plain["unit"] = units.get(value, value)
        else:
            plain[name] = value
    return plain
