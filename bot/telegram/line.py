"""The line of claimed rows that wait for their moment: live ones before what goes to many."""

from __future__ import annotations

import heapq
from typing import NamedTuple

from bot.telegram.outbox import MASS, Outgoing


class Claimed(NamedTuple):
    """A row with the message it edits; the order is that of sending."""

    priority: int
    number: int
    row: Outgoing
    target: int | None


class Line:
    """Claimed rows, the most urgent first and equal ones in the order they came."""

    def __init__(self) -> None:
        self._heap: list[Claimed] = []
        self._count = 0

    def __len__(self) -> int:
        return len(self._heap)

    def put(self, row: Outgoing, target: int | None) -> None:
        """Let a row wait."""
        self._count += 1
        heapq.heappush(self._heap, Claimed(row.priority, self._count, row, target))

    def next(self) -> Claimed | None:
        """Take the row whose turn it is."""
        return heapq.heappop(self._heap) if self._heap else None

    def empty(self) -> list[Outgoing]:
        """Take all rows out."""
        rows = [claimed.row for claimed in self._heap]
        self._heap.clear()
        return rows

    @property
    def live(self) -> int:
        """How many of the rows answer or concern one person."""
        return sum(claimed.priority < MASS for claimed in self._heap)
