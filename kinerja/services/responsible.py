"""Who is responsible for somebody today: who rates them, and who administers their unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import Account, Position, RaterAssignment, Role, RoleGrant, Unit
from kinerja.services.authority import valid_on


def raters_of(session: Session, person_id: int, today: date) -> list[int]:
    """Return who rates the person in their present positions."""
    return list(
        session.exec(
            select(RaterAssignment.rater_id)
            .join(Position, col(Position.id) == col(RaterAssignment.position_id))
            .where(
                col(Position.person_id) == person_id,
                valid_on(Position.starts_on, Position.ends_on, today),
                valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
            )
            .distinct()
        )
    )


def administrators_of(session: Session, person_id: int, today: date) -> list[int]:
    """Return the nearest administrators upwards from the person's units who can be told something.

    Somebody without a unit is the matter of the administrators of the whole agency.
    """
    units = session.exec(
        select(Position.unit_id).where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
    ).all()
    seen: set[int] = set()
    while units:
        found = _administrators(session, units, person_id, today)
        if found:
            return found
        seen.update(units)
        above = session.exec(select(Unit.parent_id).where(col(Unit.id).in_(units)))
        units = [unit for unit in above if unit is not None and unit not in seen]
    roots = session.exec(select(Unit.id).where(col(Unit.parent_id).is_(None)))
    return _administrators(session, [r for r in roots if r is not None], person_id, today)


def _administrators(
    session: Session, units: Sequence[int], person_id: int, today: date
) -> list[int]:
    return list(
        session.exec(
            select(RoleGrant.person_id)
            .join(Account, col(Account.person_id) == col(RoleGrant.person_id))
            .where(
                col(RoleGrant.unit_id).in_(units),
                col(RoleGrant.role) == Role.ADMIN,
                col(RoleGrant.person_id) != person_id,
                valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
                col(Account.unlinked_at).is_(None),
            )
            .distinct()
        )
    )
