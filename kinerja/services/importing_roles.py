"""The roles of a file of people; only the command line may change them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from sqlmodel import col, select

from kinerja.models import Role, RoleGrant
from kinerja.rules.people_file import PersonRow
from kinerja.rules.unit_tree import Tree
from kinerja.services.authority import valid_on
from kinerja.services.importing import Present, portions
from kinerja.services.numbers import number_of

Grant = tuple[Role, int]
"""A role and the unit over which, with all units below it, it holds."""


def apply(present: Present, rows: Sequence[PersonRow], tree: Tree) -> None:
    """Grant the roles the file names, and end those it no longer names."""
    held = _held(present, rows)
    for row in rows:
        person_id = number_of(present.person(row.key))
        wanted = _wanted(row, tree)
        old = held.get(person_id, [])
        before = [(Role(grant.role), grant.unit_id) for grant in old]
        if before == wanted:
            continue
        for grant in old:
            _end(present, grant)
        for role, unit_id in wanted:
            present.session.add(
                RoleGrant(person_id=person_id, unit_id=unit_id, role=role, starts_on=present.today)
            )
        present.note(person_id, "role.changed", "person", person_id, roles=[before, wanted])
    present.session.flush()


def _wanted(row: PersonRow, tree: Tree) -> list[Grant]:
    """Return the role of a row: an administrator's over the own unit, the others over the agency."""
    node = tree.of_row.get(row.row)
    if row.role is None or node is None:
        return []
    unit = node if row.role is Role.ADMIN else node.root()
    return [(row.role, unit.id)] if unit.id is not None else []


def _held(present: Present, rows: Sequence[PersonRow]) -> dict[int, list[RoleGrant]]:
    held: dict[int, list[RoleGrant]] = {}
    for portion in portions(present.person(row.key).id for row in rows):
        query = select(RoleGrant).where(
            col(RoleGrant.person_id).in_(portion),
            valid_on(RoleGrant.starts_on, RoleGrant.ends_on, present.today),
        )
        for grant in present.session.exec(query.order_by(col(RoleGrant.id))):
            held.setdefault(grant.person_id, []).append(grant)
    return held


def _end(present: Present, grant: RoleGrant) -> None:
    """End a grant yesterday, so that it holds no longer; one of today never was."""
    if grant.starts_on == present.today:
        present.session.delete(grant)
    else:
        grant.ends_on = present.today - timedelta(days=1)
