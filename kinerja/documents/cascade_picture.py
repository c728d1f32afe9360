"""The role–result matrix as a picture, tall and with large letters, to be read on a phone."""

from __future__ import annotations

import io
import unicodedata
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

from kinerja.messages import N_, Message, say
from kinerja.reports.cascade import Cascade, CascadePerson
from kinerja.rules.cascade import Mark

if TYPE_CHECKING:
    from PIL.ImageDraw import ImageDraw

Words = Callable[[Message], str]

ROWS = 20
"""So many people stand in one picture."""
COLUMNS = 10
"""So many results stand in one picture."""

_WIDTH, _MARGIN = 1080, 40
_NAMES = 430
_ROW, _HEAD, _LINE = 58, 64, 40
_PAPER, _INK, _SOFT, _GRID = "#fbfaf7", "#22303a", "#5f6f7a", "#d9dcd8"
_DIRECT, _INDIRECT, _GAP = "#1f7a6c", "#2f66a8", "#b4552d"
"""Apart also in shades of grey: a full disc, a ring, and a dash."""


def cascade_picture(
    cascade: Cascade, people: Sequence[CascadePerson], heading: str, words: Words
) -> bytes:
    """Return a page of the matrix as PNG: numbers of results above, names at the side, what they mean below."""
    from PIL import Image, ImageDraw  # noqa: PLC0415 - slow to import, needed for pictures only

    fonts = _Fonts()
    below = _explained(cascade, words, fonts)
    top = _MARGIN + 2 * _LINE + 30
    height = top + _HEAD + len(people) * _ROW + 30 + len(below) * _LINE + _MARGIN
    picture = Image.new("RGB", (_WIDTH, height), _PAPER)
    draw = ImageDraw.Draw(picture)
    draw.text((_MARGIN, _MARGIN), _plain(heading), _INK, fonts.large)
    legend = words(say(N_("full: direct, ring: indirect, dash: none")))
    draw.text((_MARGIN, _MARGIN + 56), _plain(legend), _SOFT, fonts.small)
    _grid(draw, cascade, people, top, fonts)
    place = top + _HEAD + len(people) * _ROW + 30
    for number, (line, colour) in enumerate(below):
        draw.text((_MARGIN, place + number * _LINE), line, colour, fonts.small)
    kept = io.BytesIO()
    picture.quantize(64, Image.Quantize.FASTOCTREE).save(kept, "PNG")
    return kept.getvalue()


class _Fonts:
    """The letters that come with the drawing library, so that no font has to be installed."""

    def __init__(self) -> None:
        from PIL import ImageFont  # noqa: PLC0415 - as above

        self.large: Any = ImageFont.load_default(42)
        self.usual: Any = ImageFont.load_default(32)
        self.small: Any = ImageFont.load_default(29)


def _grid(
    draw: ImageDraw, cascade: Cascade, people: Sequence[CascadePerson], top: int, fonts: _Fonts
) -> None:
    shown = cascade.results[:COLUMNS]
    step = (_WIDTH - _MARGIN - _NAMES) // max(1, len(shown))
    middles = [_NAMES + step // 2 + step * index for index in range(len(shown))]
    for middle, result in zip(middles, shown, strict=True):
        colour = _GAP if result.is_gap else _INK
        draw.text((middle, top + _HEAD // 2), str(result.number), colour, fonts.usual, "mm")
    for index, person in enumerate(people):
        line = top + _HEAD + index * _ROW
        draw.line((_MARGIN, line, _WIDTH - _MARGIN, line), _GRID, 2)
        colour = _GAP if person.supports_none else _INK
        name = _fitting(person.name, fonts.usual, _NAMES - _MARGIN - 10)
        draw.text((_MARGIN, line + _ROW // 2), name, colour, fonts.usual, "lm")
        for middle, mark in zip(middles, person.marks, strict=False):
            _mark(draw, middle, line + _ROW // 2, mark)


def _mark(draw: ImageDraw, x: int, y: int, mark: Mark) -> None:
    around = (x - 15, y - 15, x + 15, y + 15)
    if mark is Mark.DIRECT:
        draw.ellipse(around, _DIRECT)
    elif mark is Mark.INDIRECT:
        draw.ellipse(around, None, _INDIRECT, 6)
    else:
        draw.line((x - 9, y, x + 9, y), _GRID, 5)


def _explained(cascade: Cascade, words: Words, fonts: _Fonts) -> list[tuple[str, str]]:
    found = []
    for result in cascade.results[:COLUMNS]:
        said = f"{result.number}. {result.text}"
        if result.is_gap:
            said = words(
                say(N_("{number}. Nobody: {text}"), number=result.number, text=result.text)
            )
        line = _fitting(said, fonts.small, _WIDTH - 2 * _MARGIN)
        found.append((line, _GAP if result.is_gap else _SOFT))
    left_out = len(cascade.results) - COLUMNS
    if left_out > 0:
        said = words(say(N_("{count} more results stand in the table."), count=left_out))
        found.append((_plain(said), _SOFT))
    return found


def _fitting(text: str, font: Any, width: int) -> str:
    """Return a text cut where the width ends."""
    line = _plain(text)
    if font.getlength(line) <= width:
        return line
    while line and font.getlength(f"{line}…") > width:
        line = line[:-1]
    return f"{line.rstrip()}…"


def _plain(text: str) -> str:
    """Return a text in the letters of the font: accents are left out, what it lacks becomes a space."""
    parts = unicodedata.normalize("NFKD", text.replace("–", "-").replace("’", "'"))
    return "".join(
        c if c.isascii() or c == "…" else " " for c in parts if not unicodedata.combining(c)
    )
