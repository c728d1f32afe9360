"""The numbers of rows: each has one once it was written."""

from __future__ import annotations

from typing import Protocol


class Numbered(Protocol):
    """A row that gets its number when it is written."""

    id: int | None


def number_of(row: Numbered) -> int:
    """Return the number of a row that was written."""
    if row.id is None:
        raise LookupError(f"{type(row).__name__} was not written yet")
    return row.id
