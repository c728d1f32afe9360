"""Groups that are large enough to be counted: small units are merged upward until they are."""

from __future__ import annotations

from collections.abc import Mapping

SMALLEST = 4
"""Nothing is counted of fewer people than this."""


def merged(people: Mapping[int, int], above: Mapping[int, int | None]) -> dict[int, int]:
    """Return for each unit the one it is counted in: itself, or the nearest above that has enough people.

    ``people`` are those of each unit itself, ``above`` the unit next above within what is looked at. What stays too
    small at its top is left out.
    """
    place = {unit: unit for unit in people}
    for unit in sorted({*people, *above}, key=lambda one: (-_depth(one, above), one)):
        held = _held(place, people, unit)
        over = above.get(unit)
        if 0 < held < SMALLEST and over is not None:
            place = {one: over if at == unit else at for one, at in place.items()}
    small = {at for at in set(place.values()) if _held(place, people, at) < SMALLEST}
    return {one: at for one, at in place.items() if at not in small}


def _held(place: Mapping[int, int], people: Mapping[int, int], at: int) -> int:
    return sum(people.get(one, 0) for one, where in place.items() if where == at)


def _depth(unit: int, above: Mapping[int, int | None]) -> int:
    depth, over = 0, above.get(unit)
    while over is not None:
        depth, over = depth + 1, above.get(over)
    return depth
