"""The file of people: what its rows say, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from kinerja.messages import N_
from kinerja.models import EmploymentKind, Role
from kinerja.rules import nip as numbers
from kinerja.rules.cells import Cell, choice, same, words
from kinerja.rules.tables import Line, Problems, Sheet, find_table

REQUIRED = ("nip", "nama", "jenis", "jabatan", "unit", "unit_induk", "atasan_nip", "zona")
OPTIONAL = ("pangkat_golongan", "peran", "kelompok", "pola_kerja")
"""Where one of these is missing as a column, what is known about it stays."""

KINDS: dict[str, EmploymentKind | None] = {
    "PNS": EmploymentKind.CIVIL_SERVANT,
    "CPNS": EmploymentKind.PROBATIONER,
    "PPPK": EmploymentKind.CONTRACT,
    "PPPK Paruh Waktu": EmploymentKind.PART_TIME_CONTRACT,
    "": None,
}
ZONES = {"WIB": "Asia/Jakarta", "WITA": "Asia/Makassar", "WIT": "Asia/Jayapura", "": ""}
ROLES = {"admin": Role.ADMIN, "auditor": Role.AUDITOR, "pemilik": Role.OWNER, "": None}
PATTERNS = {
    "5 hari": "five_day",
    "6 hari": "six_day",
    "shift": "shift",
    "sekolah": "school",
    "5 hari kerja": "five_day",
    "lima hari": "five_day",
    "lima hari kerja": "five_day",
    "6 hari kerja": "six_day",
    "enam hari": "six_day",
    "enam hari kerja": "six_day",
    "sif": "shift",
    "kalender sekolah": "school",
    "five_day": "five_day",
    "six_day": "six_day",
    "school": "school",
    "5": "five_day",
    "6": "six_day",
    "": "",
}
"""What the column *pola_kerja* may say beside the names of the agency's own patterns."""

OFFERED = tuple(PATTERNS)[:4]


@dataclass(frozen=True, slots=True)
class PersonRow:
    """A row of the file; what could not be read is empty."""

    row: int
    nip: str
    name: str
    kind: EmploymentKind | None
    grade: str | None
    title: str
    unit: str
    unit_parent: str
    superior: str
    zone: str
    role: Role | None
    group: str = ""
    pattern: str = ""

    @property
    def key(self) -> str:
        """The number or key in the form in which people are found."""
        return person_key(self.nip)

    @property
    def superior_key(self) -> str:
        """The superior's number or key in the same form."""
        return person_key(self.superior)


@dataclass(frozen=True, slots=True)
class PeopleFile:
    """The rows of a file of people; ``has_roles`` and the like say what it speaks about at all."""

    rows: tuple[PersonRow, ...]
    has_roles: bool
    unused: tuple[str, ...]
    has_groups: bool = False
    has_patterns: bool = False


def person_key(nip: str) -> str:
    """Return the form in which numbers and keys are compared."""
    return nip.casefold()


def read_people(sheets: Sequence[Sheet], today: date, problems: Problems) -> PeopleFile:
    """Read the file's rows and note what is wrong with them by themselves."""
    table = find_table(sheets, REQUIRED, OPTIONAL)
    rows = tuple(_row(line, today) for line in table.lines(problems))
    _refuse_doubled(rows, problems)
    return PeopleFile(
        rows,
        "peran" in table.columns,
        table.unused,
        has_groups="kelompok" in table.columns,
        has_patterns="pola_kerja" in table.columns,
    )


def check_roles(rows: Sequence[PersonRow], problems: Problems) -> None:
    """Note roles that would hold nowhere."""
    for row in rows:
        if row.role is not None and not row.unit:
            problems.add(row.row, "peran", N_("needs a unit in the same row"))


def check_superiors(
    rows: Sequence[PersonRow],
    known: Mapping[str, str],
    above: Mapping[str, str],
    problems: Problems,
) -> None:
    """Note superiors nobody knows, and chains of superiors that run in a circle.

    ``known`` maps the keys of people in the database to their names; ``above`` maps the keys of those
    whom the file does not mention to the key of their superior.
    """
    names = {**known, **{row.key: row.name for row in rows}}
    upwards = {**above, **{row.key: row.superior_key for row in rows}}
    for row in rows:
        if not row.superior:
            continue
        if row.superior_key not in names:
            problems.add(
                row.row, "atasan_nip", N_("nobody in the file or the database has this number")
            )
        elif circle := _circle(row.key, upwards):
            problems.add(
                row.row,
                "atasan_nip",
                N_("the chain of superiors runs in a circle: {chain}"),
                chain=" → ".join(names.get(key) or "?" for key in circle),
            )


def _circle(start: str, upwards: Mapping[str, str]) -> list[str]:
    """Return the chain from somebody back to themselves, or nothing."""
    chain, seen = [start], {start}
    while (above := upwards.get(chain[-1], "")) and above not in seen:
        chain.append(above)
        seen.add(above)
    return [*chain, start] if above and above == start else []


def _row(line: Line, today: date) -> PersonRow:
    kind = line.read("jenis", lambda cell: choice(cell, KINDS), None)
    outside = kind is None and not line.has("jenis")

    def identity(cell: Cell) -> str:
        return numbers.read_key(cell, 40) if outside else numbers.read_nip(cell, today)

    has_grade = "pangkat_golongan" in line.columns
    return PersonRow(
        row=line.row.number,
        nip=line.read("nip", identity, ""),
        name=line.read("nama", lambda cell: words(cell, 200), ""),
        kind=kind,
        grade=_optional(line, "pangkat_golongan", 80) if has_grade else None,
        title=line.read("jabatan", lambda cell: words(cell, 200, required=not outside), ""),
        unit=line.read("unit", lambda cell: words(cell, 200, required=not outside), ""),
        unit_parent=_optional(line, "unit_induk", 200),
        superior=line.read("atasan_nip", numbers.reference, ""),
        zone=line.read("zona", lambda cell: choice(cell, ZONES), ""),
        role=line.read("peran", lambda cell: choice(cell, ROLES), None),
        group=_optional(line, "kelompok", 80),
        pattern=line.read("pola_kerja", pattern_of, ""),
    )


def pattern_of(cell: Cell) -> str:
    """Return the code of the pattern of work a cell names: a usual one, or one the agency has made."""
    written = same(words(cell, 40, required=False))
    return PATTERNS.get(written, written)


def _optional(line: Line, column: str, longest: int) -> str:
    return line.read(column, lambda cell: words(cell, longest, required=False), "")


def _refuse_doubled(rows: Sequence[PersonRow], problems: Problems) -> None:
    first: dict[str, int] = {}
    for row in rows:
        if row.nip and row.key in first:
            problems.add(row.row, "nip", N_("stands already in row {row}"), row=str(first[row.key]))
        first.setdefault(row.key, row.row)
