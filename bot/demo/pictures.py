"""Evidence that people of the play send: small pictures and a one-page document, drawn here."""

import struct
import zlib
from collections.abc import Sequence

WIDTH, HEIGHT = 480, 320
_PAPER = (250, 249, 246)
_INK = (70, 84, 96)
_COLOURS = ((34, 128, 112), (196, 140, 52), (60, 104, 168), (150, 90, 120))

Colour = tuple[int, int, int]


class _Canvas:
    def __init__(self, colour: Colour) -> None:
        self._rows = [bytearray(bytes(colour) * WIDTH) for _ in range(HEIGHT)]

    def fill(self, left: int, top: int, right: int, bottom: int, colour: Colour) -> None:
        for row in self._rows[max(0, top) : max(0, bottom)]:
            row[left * 3 : right * 3] = bytes(colour) * (right - left)

    def png(self) -> bytes:
        pixels = b"".join(b"\0" + bytes(row) for row in self._rows)
        header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
        parts = (b"IHDR", header), (b"IDAT", zlib.compress(pixels)), (b"IEND", b"")
        return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(*part) for part in parts)


def chart(values: Sequence[float], seed: int = 0) -> bytes:
    """Draw bars as a PNG."""
    canvas = _Canvas(_PAPER)
    canvas.fill(40, 30, 43, 280, _INK)
    canvas.fill(40, 277, 450, 280, _INK)
    for line in range(1, 5):
        canvas.fill(43, 277 - line * 55, 450, 278 - line * 55, (222, 224, 222))
    width = 380 // max(1, len(values))
    top = max([*values, 1])
    for number, value in enumerate(values):
        left = 56 + number * width
        height = int(230 * value / top)
        colour = _COLOURS[seed % len(_COLOURS)]
        canvas.fill(left, 277 - height, left + int(width * 0.7), 277, colour)
    return canvas.png()


def photo(seed: int = 0) -> bytes:
    """Draw a shore with houses as a PNG, in place of a photo of somebody's work."""
    canvas = _Canvas((188 - seed % 3 * 12, 214, 232))
    canvas.fill(0, 200, WIDTH, 250, (72, 140, 168))
    canvas.fill(0, 250, WIDTH, HEIGHT, (206, 190, 150))
    for number in range(3 + seed % 3):
        left, colour = 30 + number * 90, _COLOURS[(seed + number) % len(_COLOURS)]
        for step in range(24):
            canvas.fill(left + 34 - step, 160 + step, left + 35 + step, 161 + step, (120, 60, 50))
        canvas.fill(left + 12, 184, left + 58, 262, colour)
        canvas.fill(left + 28, 220, left + 42, 262, (60, 48, 40))
    return canvas.png()


def sheet(title: str, lines: Sequence[str]) -> bytes:
    """Write a one-page PDF."""
    words = [f"BT /F1 16 Tf 60 770 Td ({_pdf_text(title)}) Tj ET"]
    for number, line in enumerate(lines):
        words.append(f"BT /F1 11 Tf 60 {735 - number * 20} Td ({_pdf_text(line)}) Tj ET")
    content = "\n".join(words).encode("cp1252", "replace")
    font = b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"
    return _pdf(
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
        font,
    )


def _pdf(*objects: bytes) -> bytes:
    body, places = b"%PDF-1.4\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(body))
        body += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    table = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    table += b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1)
    return body + table + trailer + b"startxref\n%d\n%%%%EOF\n" % len(body)


def _pdf_text(words: str) -> str:
    return words.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
