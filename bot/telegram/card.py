"""The neutral picture that stands for evidence without one: drawn here, so that no file has to be kept."""

from __future__ import annotations

import struct
import zlib
from functools import cache

WIDTH, HEIGHT = 640, 360
_GROUND, _SHEET, _INK = 0, 1, 2
_COLOURS = bytes((226, 232, 240, 255, 255, 255, 148, 163, 184))
_SHEET_BOX = (220, 50, 420, 310)
_LINES = tuple((250, top, 390, top + 12) for top in range(100, 280, 45))


@cache
def neutral_card() -> bytes:
    """Return a PNG of a sheet with four lines on a quiet ground."""
    rows = b"".join(b"\0" + bytes(_pixel(x, y) for x in range(WIDTH)) for y in range(HEIGHT))
    header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 3, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        (
            _chunk(b"IHDR", header),
            _chunk(b"PLTE", _COLOURS),
            _chunk(b"IDAT", zlib.compress(rows, 9)),
            _chunk(b"IEND", b""),
        )
    )


def _pixel(x: int, y: int) -> int:
    if any(_holds(box, x, y) for box in _LINES):
        return _INK
    return _SHEET if _holds(_SHEET_BOX, x, y) else _GROUND


def _holds(box: tuple[int, int, int, int], x: int, y: int) -> bool:
    left, top, right, bottom = box
    return left <= x < right and top <= y < bottom


def _chunk(kind: bytes, content: bytes) -> bytes:
    checksum = struct.pack(">I", zlib.crc32(kind + content))
    return struct.pack(">I", len(content)) + kind + content + checksum
