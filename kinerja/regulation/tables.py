"""The dated tables of the law as they stand in the files, one entry a value."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from kinerja.rules.basis import Basis

Entry = Mapping[str, Any]

_FOLDER = Path(__file__).parent

PLACES: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "quadrant": ("quadrant.toml", ()),
    "rating": ("ratings.toml", ("of", "rating")),
    "organisation": ("organisation.toml", ("predicate",)),
    "head_of_unit": ("organisation.toml", ()),
    "distribution": ("distribution.toml", ("organisation",)),
    "clock": ("clocks.toml", ("kind",)),
    "percents": ("credit_points.toml", ()),
    "coefficient": ("credit_points.toml", ("level",)),
    "behaviour": ("behaviours.toml", ("value",)),
    "hours": ("lesson_hours.toml", ("kind",)),
    "minutes": ("lesson_hours.toml", ()),
    "survey": ("coaching.toml", ()),
}
"""Each kind of entry: the file it stands in, and what tells its entries apart."""


@cache
def content(file: str) -> Mapping[str, Any]:
    """Return what a file of the law holds."""
    return tomllib.loads((_FOLDER / file).read_text(encoding="utf-8"))


def entries(kind: str) -> tuple[Entry, ...]:
    """Return every dated entry of a kind."""
    return tuple(content(PLACES[kind][0])[kind])


def key_of(kind: str, entry: Entry) -> str:
    """Return what tells an entry apart from others of its kind, such as ``results above``."""
    return " ".join(entry[part] for part in PLACES[kind][1])


def in_force(kind: str, on: date) -> dict[str, Entry]:
    """Return the entries in force on a day by their keys: of each the newest."""
    found: dict[str, Entry] = {}
    for entry in sorted(entries(kind), key=lambda entry: entry["valid_from"]):
        if entry["valid_from"] <= on:
            found[key_of(kind, entry)] = entry
    return found


def changed_on(day: date) -> date:
    """Return the newest day, up to a day, on which an entry began; ``ValueError`` before the first one."""
    begun: list[date] = [entry["valid_from"] for kind in PLACES for entry in entries(kind)]
    return max(one for one in begun if one <= day)


def basis_of(entry: Entry) -> Basis:
    """Return where an entry stands."""
    return Basis(
        entry["source"],
        entry["article"],
        entry["valid_from"],
        entry["certain"],
        by_agency=entry.get("by_agency", False),
    )
