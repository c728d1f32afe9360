"""The file of absences and ends of service: who, why, from which day and until which."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kinerja.messages import N_
from kinerja.models.absence import AbsenceKind, EndKind
from kinerja.rules import nip as numbers
from kinerja.rules.cells import Cell, choice, day
from kinerja.rules.people_file import person_key
from kinerja.rules.tables import Line, Problems, Sheet, find_table

REQUIRED = ("nip", "jenis", "mulai")
OPTIONAL = ("selesai",)

KINDS: dict[str, AbsenceKind | EndKind] = {
    "cuti": AbsenceKind.LEAVE,
    "sakit": AbsenceKind.SICK,
    "diklat": AbsenceKind.TRAINING,
    "dinas luar": AbsenceKind.TRIP,
    "tugas belajar": AbsenceKind.STUDY_LEAVE,
    "pensiun": EndKind.RETIREMENT,
    "akhir perjanjian": EndKind.CONTRACT_END,
    "meninggal": EndKind.DEATH,
}
"""What the column *jenis* may say; the last three end a service on the day of *mulai*."""

_NO_DAY = date(1, 1, 1)
_NO_KIND: AbsenceKind | EndKind = AbsenceKind.LEAVE


@dataclass(frozen=True, slots=True)
class AbsenceRow:
    """A row of the file; an end of service has the same first and last day."""

    row: int
    key: str
    kind: AbsenceKind | EndKind
    first: date
    last: date


def read_absences(sheets: Sequence[Sheet], problems: Problems) -> tuple[AbsenceRow, ...]:
    """Read the rows and note what is wrong with them by themselves."""
    table = find_table(sheets, REQUIRED, OPTIONAL)
    return tuple(_row(line) for line in table.lines(problems))


def _row(line: Line) -> AbsenceRow:
    kind = line.read("jenis", _kind, _NO_KIND)
    first = line.read("mulai", day, _NO_DAY)
    last = line.read("selesai", day, first) if line.has("selesai") else first
    if last < first:
        line.problems.add(line.row.number, "selesai", N_("is before the first day"))
    nip = line.read("nip", numbers.required_reference, "")
    return AbsenceRow(line.row.number, person_key(nip), kind, first, last)


def _kind(cell: Cell) -> AbsenceKind | EndKind:
    return choice(cell, KINDS)
