"""The file of holidays: a day, its name and kind, and for which unit or pattern of work it holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinerja.messages import N_
from kinerja.models.holiday import HolidayKind
from kinerja.rules.cells import choice, day, words
from kinerja.rules.people_file import pattern_of
from kinerja.rules.tables import Line, Problems, Sheet, find_table

REQUIRED = ("tanggal", "nama")
OPTIONAL = ("jenis", "unit", "unit_induk", "pola_kerja")

KINDS = {
    "libur nasional": HolidayKind.NATIONAL,
    "cuti bersama": HolidayKind.JOINT_LEAVE,
    "libur lokal": HolidayKind.LOCAL,
    "hari kerja": HolidayKind.WORKING,
    "nasional": HolidayKind.NATIONAL,
    "lokal": HolidayKind.LOCAL,
    "": HolidayKind.LOCAL,
}
"""What the column *jenis* may say; an empty one is a holiday of the agency's own."""

_NOBODY = date(1, 1, 1)


@dataclass(frozen=True, slots=True)
class HolidayRow:
    """A row of the file; empty ``unit`` and ``pattern`` hold for the whole agency."""

    row: int
    day: date
    name: str
    kind: HolidayKind
    unit: str = ""
    unit_parent: str = ""
    pattern: str = ""


@dataclass(frozen=True, slots=True)
class HolidaysFile:
    """The rows of a file of holidays."""

    rows: tuple[HolidayRow, ...]
    unused: tuple[str, ...]


def read_holidays(sheets: Sequence[Sheet], problems: Problems) -> HolidaysFile:
    """Read the rows and note what is wrong with them by themselves."""
    table = find_table(sheets, REQUIRED, OPTIONAL)
    rows = tuple(_row(line) for line in table.lines(problems))
    first: dict[tuple[date, str, str, str], int] = {}
    for row in rows:
        key = (row.day, row.unit.casefold(), row.unit_parent.casefold(), row.pattern)
        if row.day != _NOBODY and key in first:
            problems.add(row.row, "tanggal", N_("stands already in row {row}"), row=str(first[key]))
        first.setdefault(key, row.row)
    return HolidaysFile(rows, table.unused)


def _row(line: Line) -> HolidayRow:
    return HolidayRow(
        row=line.row.number,
        day=line.read("tanggal", day, _NOBODY),
        name=line.read("nama", lambda cell: words(cell, 120), ""),
        kind=line.read("jenis", lambda cell: choice(cell, KINDS), HolidayKind.LOCAL),
        unit=line.read("unit", lambda cell: words(cell, 200, required=False), ""),
        unit_parent=line.read("unit_induk", lambda cell: words(cell, 200, required=False), ""),
        pattern=line.read("pola_kerja", pattern_of, ""),
    )
