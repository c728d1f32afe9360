"""Which units a file of people names, where they hang in the tree, and what is ambiguous about it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from kinerja.messages import N_
from kinerja.rules.cells import same
from kinerja.rules.people_file import PersonRow
from kinerja.rules.tables import Problems


@dataclass(frozen=True, slots=True)
class KnownUnit:
    """A unit of the database."""

    id: int
    name: str
    parent_id: int | None
    zone: str


@dataclass(eq=False, slots=True)
class Node:
    """A unit of the tree; ``id`` is empty while it is to be created."""

    name: str
    parent_name: str
    id: int | None = None
    parent: Node | None = None
    zone: str = ""
    rows: list[PersonRow] = field(default_factory=list)

    def root(self) -> Node:
        """Return the unit at the top of this one's branch."""
        return self if self.parent is None else self.parent.root()


class Tree:
    """The units of the database and of a file as one tree."""

    def __init__(self, known: Iterable[KnownUnit], problems: Problems) -> None:
        self.problems = problems
        self.nodes: list[Node] = []
        self.of_row: dict[int, Node] = {}
        self._named: dict[str, list[Node]] = {}
        by_id: dict[int, Node] = {}
        units = list(known)
        names = {unit.id: unit.name for unit in units}
        for unit in units:
            parent = names.get(unit.parent_id or 0, "")
            by_id[unit.id] = self._add(Node(unit.name, parent, unit.id, zone=unit.zone))
        for unit in units:
            by_id[unit.id].parent = by_id.get(unit.parent_id or 0)

    def place(self, rows: Sequence[PersonRow]) -> None:
        """Give each row its unit; note what is ambiguous or impossible."""
        placed = [row for row in rows if row.unit]
        for row in sorted(placed, key=lambda row: not row.unit_parent):
            self._take(row, self._below(row) if row.unit_parent else self._at_the_top(row))
        named = [node for node in self.nodes if node.rows]
        for node in named:
            if node.parent is None and node.parent_name:
                self._hang(node)
        for node in named:
            self._refuse_circle(node)
            self._choose_zone(node)
        for node in self.nodes:
            if not node.zone:
                self._inherit_zone(node)

    def _add(self, node: Node) -> Node:
        self.nodes.append(node)
        self._named.setdefault(same(node.name), []).append(node)
        return node

    def _take(self, row: PersonRow, node: Node | None) -> None:
        if node is not None:
            node.rows.append(row)
            self.of_row[row.row] = node

    def _below(self, row: PersonRow) -> Node | None:
        if same(row.unit) == same(row.unit_parent):
            self.problems.add(
                row.row, "unit_induk", N_("is the unit itself; leave it empty for the topmost unit")
            )
            return None
        namesakes = self._named.get(same(row.unit), [])
        found = [n for n in namesakes if same(n.parent_name) == same(row.unit_parent)]
        if len(found) > 1:
            self._ambiguous(row.row, "unit", row.unit, found)
            return None
        if found:
            return found[0]
        roots = [n for n in namesakes if not n.parent_name]
        if roots:  # known so far as a topmost unit: now the file says where it belongs
            roots[0].parent_name = row.unit_parent
            return roots[0]
        return self._add(Node(row.unit, row.unit_parent))

    def _at_the_top(self, row: PersonRow) -> Node | None:
        namesakes = self._named.get(same(row.unit), [])
        if not namesakes:
            return self._add(Node(row.unit, ""))
        for node in namesakes:
            if not node.parent_name:
                return node
        self.problems.add(
            row.row,
            "unit_induk",
            N_("is empty, but {unit} stands elsewhere below {parent}; please fill it in"),
            unit=row.unit,
            parent=namesakes[0].parent_name,
        )
        return None

    def _hang(self, node: Node) -> None:
        candidates = [n for n in self._named.get(same(node.parent_name), []) if n is not node]
        if len(candidates) > 1:
            for row in node.rows:
                self._ambiguous(row.row, "unit_induk", node.parent_name, candidates)
        node.parent = candidates[0] if candidates else self._add(Node(node.parent_name, ""))

    def _ambiguous(self, row: int, column: str, name: str, nodes: Sequence[Node]) -> None:
        self.problems.add(
            row,
            column,
            N_("more than one unit is called {unit} (below {parents}); give each its own name"),
            unit=name,
            parents=", ".join(node.parent_name or "–" for node in nodes),
        )

    def _refuse_circle(self, node: Node) -> None:
        seen, above = {node}, node.parent
        while above is not None and above not in seen:
            seen.add(above)
            above = above.parent
        if above is not None:
            self.problems.add(
                node.rows[0].row, "unit_induk", N_("the units stand below each other in a circle")
            )
            node.parent = None

    def _choose_zone(self, node: Node) -> None:
        said = [row for row in node.rows if row.zone]
        for row in said:
            if row.zone != said[0].zone:
                self.problems.add(
                    row.row,
                    "zona",
                    N_("differs from row {row}, which names the same unit"),
                    row=str(said[0].row),
                )
        if said:
            node.zone = said[0].zone

    def _inherit_zone(self, node: Node) -> None:
        above = node.parent
        while above is not None and not above.zone:
            above = above.parent
        below = (n.zone for n in self.nodes if n.zone and _is_below(n, node))
        node.zone = above.zone if above is not None else next(below, "")
        if not node.zone and node.rows:
            self.problems.add(node.rows[0].row, "zona", N_("is empty"))


def _is_below(node: Node, other: Node) -> bool:
    above = node.parent
    while above is not None and above is not other:
        above = above.parent
    return above is other
