"""What an audience can be narrowed down to: units, and groups of employees."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import EmployeeGroup, Position, Unit, WorkingTime
from kinerja.rules.access import Actor
from kinerja.services.authority import valid_on
from kinerja.services.broadcast_people import scope_of, units_below


@dataclass(frozen=True, slots=True)
class UnitChoice:
    """A unit that an audience can be narrowed down to."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class GroupChoice:
    """A group of employees (*kelompok*) that an audience can be narrowed down to."""

    id: int
    name: str


def units_to_choose(session: Session, actor: Actor, today: date) -> list[UnitChoice]:
    """Return the units the actor may announce in, by name."""
    scope = scope_of(session, actor, today)
    rows = session.exec(
        select(Unit.id, Unit.name)
        .where(col(Unit.id).in_(units_below(scope)))
        .order_by(Unit.name, col(Unit.id))
    )
    return [UnitChoice(unit_id, name) for unit_id, name in rows if unit_id is not None]


def groups_to_choose(session: Session, actor: Actor, today: date) -> list[GroupChoice]:
    """Return the groups that somebody in the actor's units belongs to, by name."""
    present = (
        select(col(WorkingTime.group_id))
        .join(Position, col(Position.person_id) == col(WorkingTime.person_id))
        .where(
            col(Position.unit_id).in_(units_below(scope_of(session, actor, today))),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
    )
    rows = session.exec(
        select(EmployeeGroup.id, EmployeeGroup.name)
        .where(col(EmployeeGroup.id).in_(present))
        .order_by(EmployeeGroup.name, col(EmployeeGroup.id))
    )
    return [GroupChoice(group_id, name) for group_id, name in rows if group_id is not None]
