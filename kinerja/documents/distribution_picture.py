"""The distribution of predicates beside the guide of its organisation, as a picture for a phone."""

from __future__ import annotations

import io
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

from kinerja.messages import Message

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

WIDTH, HEIGHT = 800, 600
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 760, 110, 470
_PAPER, _INK, _SOFT, _BAR, _LIMIT = "#ffffff", "#1f2933", "#9aa5b1", "#3b6ea8", "#b5651d"

Limit = tuple[int, int]
"""The number of a bar, and the percentage a guide names for it."""


def distribution_picture(
    title: Message,
    bars: Sequence[tuple[Message, int]],
    limits: Sequence[Limit],
    words: Callable[[Message], str],
) -> bytes:
    """Return bars of people as PNG; with ``limits`` a dashed line shows the share that a guide names.

    Bars stand in shares of all people, and say how many people they are.
    """
    from PIL import Image, ImageDraw  # noqa: PLC0415 - seldom needed

    picture = Image.new("RGB", (WIDTH, HEIGHT), _PAPER)
    draw = ImageDraw.Draw(picture)
    total = sum(count for _label, count in bars) or 1
    _text(draw, (_LEFT, 30), words(title), 28)
    draw.line((_LEFT, _BOTTOM, _RIGHT, _BOTTOM), fill=_INK, width=2)
    step = (_RIGHT - _LEFT) / max(1, len(bars))
    of_bar: Mapping[int, list[int]] = {
        number: [share for bar, share in limits if bar == number] for number in range(len(bars))
    }
    for number, (label, count) in enumerate(bars):
        left = _LEFT + number * step
        _bar(draw, left, step, count, total)
        for line, part in enumerate(words(label).replace("/", "/ ").split()):
            _text(draw, (left + 8, _BOTTOM + 14 + 26 * line), part, 21)
        for share in of_bar[number]:
            _limit(draw, left, step, share)
    kept = io.BytesIO()
    picture.save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _bar(draw: ImageDraw, left: float, step: float, count: int, total: int) -> None:
    top = _BOTTOM - (_BOTTOM - _TOP) * count / total
    if count:
        draw.rectangle((left + 14, top, left + step - 58, _BOTTOM - 2), fill=_BAR)
    _text(draw, (left + step / 2 - 34, top - 34), str(count), 26)


def _limit(draw: ImageDraw, left: float, step: float, share: int) -> None:
    height = _BOTTOM - (_BOTTOM - _TOP) * share / 100
    right = left + step - 8
    x = left + 4
    while x < right:
        draw.line((x, height, min(x + 10, right), height), fill=_LIMIT, width=3)
        x += 18
    _text(draw, (right - 46, height + 4), f"{share}%", 20, _LIMIT)


def _text(
    draw: ImageDraw, at: tuple[float, float], text: str, size: int, colour: str = _INK
) -> None:
    from PIL import ImageFont  # noqa: PLC0415 - as above

    draw.text(at, text, fill=colour, font=ImageFont.load_default(size))
