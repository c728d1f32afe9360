"""Runs in a process of its own: a CSV or XLSX file on standard input becomes rows in JSON, or a refusal.

It imports nothing of the project, so that it starts fast and holds no secret, and limits itself before it
looks at the file.
"""

from __future__ import annotations

import csv
import io
import json
import resource
import struct
import sys
import zipfile
import zlib
from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

_OLE2 = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_ENTRIES = 2_000
_SHEETS = 20
_SEPARATORS = ",;\t|"
_STORED, _DEFLATED = 0, 8


class Refusal(Exception):
    """A file that is not read, with the name of the reason."""

    def __init__(self, reason: str, **values: int) -> None:
        super().__init__(reason)
        self.answer = {"refused": reason, **values}


def main() -> None:
    """Read the request from the command line and the file from standard input; answer in JSON."""
    request = json.loads(sys.argv[1])
    _limit(request)
    try:
        answer: dict[str, Any] = {"sheets": _sheets(sys.stdin.buffer.read(), request)}
    except Refusal as refusal:
        answer = refusal.answer
    json.dump(answer, sys.stdout, allow_nan=False)


def _limit(request: dict[str, Any]) -> None:
    memory, seconds = request["memory_bytes"], request["seconds"]
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))


def _sheets(data: bytes, request: dict[str, Any]) -> list[list[Any]]:
    if not data.strip():
        raise Refusal("empty")
    if data.startswith(_OLE2):
        raise Refusal("encrypted" if _ENCRYPTED in data else "old")
    if data.startswith(b"PK"):
        _check_archive(data, request["unpacked_bytes"])
        return list(_xlsx_sheets(data, request))
    return [_csv_rows(_decoded(data), request)]


def _check_archive(data: bytes, most: int) -> None:
    """Refuse what is no workbook, and what is larger unpacked than allowed, whatever it claims."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OverflowError, struct.error):
        raise Refusal("damaged") from None
    if len(entries) > _ENTRIES or sum(entry.file_size for entry in entries) > most:
        raise Refusal("unpacked")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Refusal("encrypted")
    names = {entry.filename.replace("\\", "/").lstrip("/").lower() for entry in entries}
    if "xl/workbook.xml" not in names:
        raise Refusal("old")
    left = most
    for entry in entries:
        left -= _unpacked_size(data, entry, left)


def _unpacked_size(data: bytes, entry: zipfile.ZipInfo, most: int) -> int:
    header = data[entry.header_offset : entry.header_offset + 30]
    if len(header) < 30 or entry.compress_type not in (_STORED, _DEFLATED):
        raise Refusal("damaged")
    name_length, extra_length = struct.unpack("<HH", header[26:30])
    start = entry.header_offset + 30 + name_length + extra_length
    packed = memoryview(data)[start : start + entry.compress_size]
    if entry.compress_type == _STORED:
        return len(packed)
    size = 0
    try:
        for part in _unpacked(packed):
            size += part
            if size > most:
                raise Refusal("unpacked")
    except zlib.error:
        raise Refusal("damaged") from None
    return size


def _unpacked(packed: memoryview) -> Iterator[int]:
    unpacker = zlib.decompressobj(-zlib.MAX_WBITS)
    for start in range(0, len(packed), 65_536):
        rest: bytes | memoryview = packed[start : start + 65_536]
        while rest:
            yield len(unpacker.decompress(rest, 1_048_576))
            rest = unpacker.unconsumed_tail


def _xlsx_sheets(data: bytes, request: dict[str, Any]) -> Iterator[list[Any]]:
    from python_calamine import (  # noqa: PLC0415 - not needed for CSV
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetTypeEnum,
        SheetVisibleEnum,
    )

    try:
        workbook = CalamineWorkbook.from_filelike(io.BytesIO(data))
        shown = [
            sheet.name
            for sheet in workbook.sheets_metadata
            if sheet.typ == SheetTypeEnum.WorkSheet and sheet.visible == SheetVisibleEnum.Visible
        ]
        for name in shown[:_SHEETS]:
            yield _xlsx_rows(workbook.get_sheet_by_name(name), request)
    except PasswordError:
        raise Refusal("encrypted") from None
    except (CalamineError, OSError, ValueError):
        raise Refusal("damaged") from None


def _xlsx_rows(sheet: Any, request: dict[str, Any]) -> list[Any]:
    if sheet.start is None:
        return []
    (first, left), (last, right) = sheet.start, sheet.end
    if right - left >= request["columns"]:
        raise Refusal("columns")
    if last - first >= 20 * request["rows"]:
        raise Refusal("rows")
    rows = sheet.to_python(skip_empty_area=True)
    return _counted(
        ((number, [_plain(value) for value in row]) for number, row in enumerate(rows, first + 1)),
        request,
    )


def _counted(rows: Iterator[tuple[int, list[Any]]], request: dict[str, Any]) -> list[Any]:
    """Return the rows that hold something, as long as they stay within the limits."""
    kept, characters = [], 0
    for number, cells in rows:
        if len(cells) > request["columns"]:
            raise Refusal("columns")
        if all(cell in ("", None) for cell in cells):
            continue
        characters += sum(len(cell) for cell in cells if isinstance(cell, str))
        kept.append((number, cells))
        if len(kept) > request["rows"] + 30:
            raise Refusal("rows")
        if characters > request["unpacked_bytes"]:
            raise Refusal("unpacked")
    return kept


def _plain(value: Any) -> Any:
    if isinstance(value, date):
        return {"date": (value.date() if isinstance(value, datetime) else value).isoformat()}
    return value if isinstance(value, str | int | float | bool) else str(value)


def _decoded(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    sample = data[:1_000]
    if b"\0" in sample:
        even, odd = sample[::2].count(0), sample[1::2].count(0)
        if max(even, odd) < len(sample) // 3 or min(even, odd) > len(sample) // 20:
            raise Refusal("binary")
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    if data.startswith(b"%PDF") or data.lstrip()[:5].lower() in (b"<html", b"<!doc", b"<?xml"):
        raise Refusal("old")
    if sum(byte < 32 and byte not in b"\t\n\r\f\v" for byte in sample) > len(sample) // 50:
        raise Refusal("binary")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _csv_rows(text: str, request: dict[str, Any]) -> list[Any]:
    first, _, rest = text.partition("\n")
    declared = first.strip().lower()
    if declared.startswith("sep=") and len(declared) == 5:
        text, separator = rest, declared[-1]
    elif first.strip("\r\n") == "sep=\t":
        text, separator = rest, "\t"
    else:
        separator = _separator(text, request["marker"])
    csv.field_size_limit(request["unpacked_bytes"])
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    try:
        return _counted(((n, row) for n, row in enumerate(reader, 1)), request)
    except csv.Error:
        raise Refusal("quotes", row=reader.line_num) from None


def _separator(text: str, marker: str) -> str:
    """Return what separates columns: under it, the marker stands in a row of its own width."""
    lines = text[:100_000].splitlines()[:31]

    def width(separator: str) -> tuple[bool, int]:
        rows = list(csv.reader(lines, delimiter=separator))
        marked = [len(r) for r in rows if marker in [cell.strip().lower() for cell in r]]
        return bool(marked), max(marked or map(len, rows), default=0)

    return max(_SEPARATORS, key=width)


if __name__ == "__main__":
    main()
