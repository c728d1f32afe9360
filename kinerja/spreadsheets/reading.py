"""Reads a spreadsheet through a child process, which a hostile file may kill without harm."""

from __future__ import annotations

import json
import stat
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.rules.cells import Cell
from kinerja.rules.tables import Row, Sheet

_MEGABYTE = 1024 * 1024
_EXTRACT = Path(__file__).with_name("extract.py")


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be, and what reading it may cost."""

    file_bytes: int
    unpacked_bytes: int
    rows: int
    columns: int
    memory_bytes: int
    seconds: int


CHAT = Limits(2 * _MEGABYTE, 20 * _MEGABYTE, 5_000, 50, 512 * _MEGABYTE, 5)
COMMAND_LINE = Limits(20 * _MEGABYTE, 100 * _MEGABYTE, 100_000, 200, 1024 * _MEGABYTE, 20)

_REASONS = {
    "empty": N_("The file is empty."),
    "unpacked": N_("The file is too large: unpacked it would have more than {megabytes} MB."),
    "rows": N_("The file has more than {rows} rows; please divide it."),
    "columns": N_("The file has more than {columns} columns; please delete those not needed."),
    "encrypted": N_("The file is protected by a password; please save it without one."),
    "old": N_("The file is in an old or another format; please save it as XLSX or CSV."),
    "binary": N_("The file is neither an XLSX nor a CSV file."),
    "damaged": N_("The file is damaged; please open it and save it anew as XLSX or CSV."),
    "quotes": N_("The file has an open or a stray quotation mark near row {row}."),
}
_UNREADABLE = N_(
    "The file could not be read within the limits; it has cells far outside the table, or is damaged. "
    "Please copy the table into a new file."
)


def read_sheets(path: Path, limits: Limits, *, marker: str) -> list[Sheet]:
    """Return the visible sheets of an XLSX file, or a CSV file as the only one.

    ``marker`` is a column's name that tells which character separates the columns of a CSV file. Raise
    ``Refused`` for what is no such file or exceeds the limits.
    """
    try:
        found = path.stat()
    except OSError:
        raise Refused(N_("There is no file {name}."), name=str(path)) from None
    if not stat.S_ISREG(found.st_mode):
        raise Refused(N_("{name} is not a file."), name=str(path))
    if found.st_size > limits.file_bytes:
        raise Refused(
            N_("The file is larger than {megabytes} MB."),
            megabytes=limits.file_bytes // _MEGABYTE,
        )
    answer = _extract(path, limits, marker)
    if "refused" in answer:
        raise Refused(
            _REASONS[answer["refused"]],
            megabytes=limits.unpacked_bytes // _MEGABYTE,
            rows=limits.rows,
            columns=limits.columns,
            row=str(answer.get("row", "")),
        )
    return [_sheet(rows) for rows in answer["sheets"]]


def _extract(path: Path, limits: Limits, marker: str) -> dict[str, Any]:
    request = json.dumps({**asdict(limits), "marker": marker})
    try:
        with path.open("rb") as file:
            done = subprocess.run(  # noqa: S603 - our own script
                [sys.executable, "-I", str(_EXTRACT), request],
                stdin=file,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={},
                timeout=limits.seconds,
                check=True,
            )
        answer: dict[str, Any] = json.loads(done.stdout)
    except OSError:
        raise Refused(N_("The file {name} cannot be opened."), name=str(path)) from None
    except (subprocess.SubprocessError, ValueError):
        raise Refused(_UNREADABLE) from None
    return answer


def _sheet(rows: list[list[Any]]) -> Sheet:
    return [Row(number, tuple(map(_cell, cells))) for number, cells in rows]


def _cell(value: Any) -> Cell:
    if isinstance(value, dict):
        return date.fromisoformat(value["date"])
    return value or None if isinstance(value, str) else value
