"""The tree of units, upwards: which unit's own data hold for a unit below it."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator


def upwards(unit_id: int | None, parent_of: Callable[[int], int | None]) -> Iterator[int]:
    """Yield a unit and those above it, the nearest first."""
    while unit_id is not None:
        yield unit_id
        unit_id = parent_of(unit_id)


def nearest(
    unit_id: int | None, there: Collection[int | None], parent_of: Callable[[int], int | None]
) -> int | None:
    """Return the nearest unit upwards that has something of its own; None stands for the agency."""
    return next((one for one in upwards(unit_id, parent_of) if one in there), None)
