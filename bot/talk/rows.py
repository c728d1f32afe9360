"""Rows of answers on a narrow phone: short labels share a row, and what is more than fits is paged."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.pages import Page, page_of
from bot.talk.speaker import Speaker
from bot.talk.turn import Button, Rows

MOST_ROWS = 4
"""Rows of buttons on a screen."""

FITTING = {1: 60, 2: 22, 3: 13, 4: 7, 5: 3}
"""The longest label of so many buttons in a row, in characters."""


def rows_of(
    buttons: Sequence[Button],
    words: Speaker,
    *,
    most: int,
    mark: str = "",
    shown: int = 0,
) -> Page[tuple[Button, ...]]:
    """Return the buttons in their order, in at most ``most`` rows; of longer lists the page with button ``shown``.

    ``mark`` leads a label that is ticked; room is kept for it. Labels that are too long for two in a row share one
    nevertheless where that spares a page.
    """
    labels = [words.plain(one.label).removeprefix(mark) for one in buttons]
    packed = _packed(buttons, [len(label) + len(mark) for label in labels])
    if len(packed) > most and len(buttons) <= 2 * most:
        packed = tuple(tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2))
    size = max(1, most)
    before = 0
    for index, row in enumerate(packed):
        before += len(row)
        if shown < before:
            return page_of(packed, index // size + 1, size)
    return page_of(packed, 1, size)


def _packed(buttons: Sequence[Button], lengths: Sequence[int]) -> Rows:
    """Return as few rows as fit, the order kept."""
    best: list[Rows] = [()]
    for end in range(1, len(buttons) + 1):
        options = [
            (*best[end - count], tuple(buttons[end - count : end]))
            for count, longest in FITTING.items()
            if count <= end and (count == 1 or max(lengths[end - count : end]) <= longest)
        ]
        best.append(min(options, key=len))
    return best[-1]
