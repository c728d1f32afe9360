"""The units of a file of people: created, corrected, hung below each other."""

from __future__ import annotations

from collections.abc import Sequence

from sqlmodel import Session, select

from kinerja.models import Unit
from kinerja.rules.people_file import PersonRow
from kinerja.rules.tables import Problems
from kinerja.rules.unit_tree import KnownUnit, Node, Tree
from kinerja.services.audit import record
from kinerja.services.importing import Present


def place(session: Session, rows: Sequence[PersonRow], problems: Problems) -> Tree:
    """Find or plan the unit of each row; nothing is changed yet."""
    known = session.exec(select(Unit.id, Unit.name, Unit.parent_id, Unit.zone)).all()
    tree = Tree((KnownUnit(i, n, p, z) for i, n, p, z in known if i is not None), problems)
    tree.place(rows)
    return tree


def apply(present: Present, tree: Tree) -> None:
    """Create the units that are missing, and correct zone and place of the others."""
    known = {unit.id: unit for unit in present.session.exec(select(Unit))}
    for node in tree.nodes:
        _create(present, node)
    for node in tree.nodes:
        if (unit := known.get(node.id)) is not None:
            _correct(present, node, unit)
    present.session.flush()


def _create(present: Present, node: Node) -> None:
    """Create a unit that is not yet there, after those above it."""
    if node.id is not None:
        return
    if node.parent is not None:
        _create(present, node.parent)
    unit = Unit(name=node.name, parent_id=_parent_id(node), zone=node.zone)
    present.session.add(unit)
    present.session.flush()
    node.id = unit.id
    _note(present, "unit.added", unit, {"name": unit.name})


def _correct(present: Present, node: Node, unit: Unit) -> None:
    changes: dict[str, object] = {}
    if unit.zone != node.zone:
        changes["zone"] = [unit.zone, node.zone]
    if unit.parent_id != _parent_id(node):
        changes["parent"] = [unit.parent_id, _parent_id(node)]
    if changes:
        unit.zone, unit.parent_id = node.zone, _parent_id(node)
        _note(present, "unit.corrected", unit, changes)


def _parent_id(node: Node) -> int | None:
    return None if node.parent is None else node.parent.id


def _note(present: Present, action: str, unit: Unit, detail: dict[str, object]) -> None:
    record(
        present.session,
        present.actor,
        action,
        "unit",
        unit.id,
        person_id=None,
        now=present.now,
        **detail,
    )
