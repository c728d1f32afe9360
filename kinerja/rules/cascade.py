"""The role–result matrix (*matriks peran hasil*): which results lead up to a leader's, and by what way."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from kinerja.models import Support


class Mark(StrEnum):
    """What stands in a cell: a result supports the leader's directly, indirectly, or none does."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Reach:
    """The leader's result (its lineage) that a result leads up to, and by what way."""

    lineage: str
    mark: Mark


Above = Mapping[str, tuple[str | None, str | None]]
"""By the lineage of a result: the lineage of the result it supports, and how."""


def reaches(above: Above, own: Collection[str]) -> dict[str, Reach]:
    """Return which of a leader's own results each result leads up to; what leads to none is left out.

    Whoever supports a result through somebody else's supports it indirectly. Results that support each
    other in a circle lead nowhere.
    """
    direct = {lineage: Reach(lineage, Mark.DIRECT) for lineage in own}
    through = {lineage: Reach(lineage, Mark.INDIRECT) for lineage in own}
    found: dict[str, Reach] = {}
    for lineage, (supported, how) in above.items():
        top = supported if supported in direct else _top(supported, above, direct)
        if top is None:
            continue
        is_direct = top == supported and how != Support.INDIRECT
        found[lineage] = direct[top] if is_direct else through[top]
    return found


def _top(lineage: str | None, above: Above, own: Collection[str]) -> str | None:
    """Return the first of the own results above a result."""
    seen: set[str] = set()
    while lineage is not None and lineage not in own and lineage not in seen:
        seen.add(lineage)
        lineage = above.get(lineage, (None, None))[0]
    return lineage if lineage in own else None


def marks_of(reached: Iterable[Reach | None], own: Collection[str]) -> tuple[Mark, ...]:
    """Return the cells of somebody whose results reach these; a direct support outweighs an indirect one."""
    best: dict[str, Mark] = {}
    for one in reached:
        if one is not None and best.get(one.lineage) is not Mark.DIRECT:
            best[one.lineage] = one.mark
    return tuple([best.get(lineage, Mark.NONE) for lineage in own])
