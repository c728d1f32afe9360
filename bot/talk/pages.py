"""Long lists in pages: which items are shown, and the row of buttons that turns the page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from bot.talk.figures import short
from bot.talk.turn import Button, button
from kinerja.messages import N_

T = TypeVar("T")
PAGE = 5
"""How many items stand on a page."""
NAMED = 4
"""So many people have their name on their button; more have numbers."""
IN_A_ROW = 5
PAGES = 5


@dataclass(frozen=True, slots=True)
class Page(Generic[T]):
    """One page of a list; ``number`` counts from 1."""

    items: tuple[T, ...]
    number: int
    pages: int
    first_index: int

    @property
    def first_number(self) -> int:
        """The number of the first item, as people count."""
        return self.first_index + 1

    def turning(self, data: Callable[[int], str]) -> tuple[Button, ...]:
        """Return the buttons to the pages before and after; ``data`` makes a page's button data."""
        buttons = []
        if self.number > 1:
            buttons.append(button(N_("‹ Page {page}"), data(self.number - 1), page=self.number - 1))
        if self.number < self.pages:
            buttons.append(button(N_("Page {page} ›"), data(self.number + 1), page=self.number + 1))
        return tuple(buttons)


def page_by_size(items: Sequence[T], sizes: Sequence[int], number: int, largest: int) -> Page[T]:
    """Return a page of a list whose items differ in size: as many as fit, and at least one."""
    starts, taken = [0], 0
    for index, size in enumerate(sizes):
        if taken and taken + size > largest:
            starts.append(index)
            taken = 0
        taken += size
    number = min(max(1, number), len(starts))
    first, following = starts[number - 1], [*starts[1:], len(items)][number - 1]
    return Page(tuple(items[first:following]), number, len(starts), first)


def page_of(items: Sequence[T], number: int, size: int = PAGE) -> Page[T]:
    """Return a page of a list; a number beyond the ends gives the nearest page."""
    pages = max(1, -(-len(items) // size))
    number = min(max(1, number), pages)
    first = (number - 1) * size
    return Page(tuple(items[first : first + size]), number, pages, first)


def people_rows(people: Sequence[tuple[int, str, str]]) -> tuple[tuple[Button, ...], ...]:
    """Return a button for each: names where there are few, else their numbers."""
    if len(people) <= NAMED:
        named = [button("{name}", data, name=short(name, 20)) for _n, name, data in people]
        return tuple(tuple(named[i : i + 2]) for i in range(0, len(named), 2))
    numbers = [button("{n}", data, n=n) for n, _name, data in people]
    rows = -(-len(numbers) // IN_A_ROW)
    size = -(-len(numbers) // rows)
    return tuple(tuple(numbers[i : i + size]) for i in range(0, len(numbers), size))


def pages_row(shown: Page[Any], data: Callable[[int], str]) -> tuple[tuple[Button, ...], ...]:
    """Return a row with the nearest other pages, so that most are one tap away."""
    others = [number for number in range(1, shown.pages + 1) if number != shown.number]
    nearest = sorted(sorted(others, key=lambda number: abs(number - shown.number))[:PAGES])
    row = tuple(button(N_("p. {page}"), data(number), page=number) for number in nearest)
    return (row,) if row else ()


def page_holding(index: int, size: int = PAGE) -> int:
    """Return the number of the page that holds an item, by its index in the list."""
    return index // size + 1
