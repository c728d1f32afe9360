"""The file of courses: the catalogue of an agency, one course a row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models.learning import LearningKind
from kinerja.rules import cells
from kinerja.rules.cells import Cell, clean, same
from kinerja.rules.evidence import check_link
from kinerja.rules.learning import check_hours
from kinerja.rules.tables import Line, Problems, Sheet, find_table

REQUIRED = ("kode", "judul", "jenis", "penyelenggara", "jp")
OPTIONAL = ("bidang", "kompetensi", "jabatan", "tautan", "dibuka_sampai")

KINDS = {
    "pelatihan teknis": LearningKind.TECHNICAL,
    "pelatihan fungsional": LearningKind.FUNCTIONAL,
    "pelatihan kepemimpinan": LearningKind.LEADERSHIP,
    "pelatihan struktural": LearningKind.LEADERSHIP,
    "pelatihan sosial kultural": LearningKind.SOCIAL,
    "pelatihan jarak jauh": LearningKind.DISTANCE,
    "e-learning": LearningKind.E_LEARNING,
    "bimbingan teknis": LearningKind.GUIDANCE,
    "bimtek": LearningKind.GUIDANCE,
    "seminar": LearningKind.SEMINAR,
    "lokakarya": LearningKind.WORKSHOP,
    "workshop": LearningKind.WORKSHOP,
    "kursus": LearningKind.COURSE,
    "penataran": LearningKind.COURSE,
    "sosialisasi": LearningKind.BRIEFING,
    "coaching": LearningKind.COACHING,
    "mentoring": LearningKind.COACHING,
    "komunitas belajar": LearningKind.COMMUNITY,
    "belajar mandiri": LearningKind.SELF_STUDY,
    "bimbingan di tempat kerja": LearningKind.WORKPLACE,
    "magang": LearningKind.WORKPLACE,
    "benchmarking": LearningKind.BENCHMARKING,
    "detasering": LearningKind.EXCHANGE,
    "pertukaran": LearningKind.EXCHANGE,
    "pendidikan": LearningKind.EDUCATION,
}
"""The kinds as files write them."""


@dataclass(frozen=True, slots=True)
class CourseLine:
    """What a row says of a course; what could not be read is empty."""

    code: str
    title: str
    kind: LearningKind
    provider: str
    hours: Decimal
    field: str = ""
    competencies: str = ""
    positions: str = ""
    link: str = ""
    offered_until: date | None = None


def read_courses(
    sheets: Sequence[Sheet], problems: Problems
) -> tuple[dict[str, CourseLine], tuple[str, ...]]:
    """Read the rows by the form in which codes are compared, note what is wrong, and name the columns not used."""
    table = find_table(sheets, REQUIRED, OPTIONAL)
    found: dict[str, CourseLine] = {}
    for line in table.lines(problems):
        read = _line(line)
        if read.code and same(read.code) in found:
            problems.add(line.row.number, "kode", N_("stands in the file twice"))
        found[same(read.code)] = read
    return found, table.unused


def listed(text: str) -> tuple[str, ...]:
    """Return the words of a list with commas between."""
    return tuple(
        part for part in (clean(part) for part in text.replace(";", ",").split(",")) if part
    )


def _line(line: Line) -> CourseLine:
    return CourseLine(
        code=line.read("kode", lambda cell: cells.words(cell, 40), ""),
        title=line.read("judul", lambda cell: cells.words(cell, 200), ""),
        kind=line.read("jenis", lambda cell: cells.choice(cell, KINDS), LearningKind.TECHNICAL),
        provider=line.read("penyelenggara", lambda cell: cells.words(cell, 200), ""),
        hours=line.read("jp", _hours, Decimal(1)),
        field=line.read("bidang", lambda c: cells.words(c, 80, required=False), ""),
        competencies=line.read("kompetensi", _list, ""),
        positions=line.read("jabatan", _list, ""),
        link=line.read("tautan", _link, ""),
        offered_until=line.read("dibuka_sampai", cells.day, None)
        if line.has("dibuka_sampai")
        else None,
    )


def _hours(cell: Cell) -> Decimal:
    hours = cells.amount(cell)
    check_hours(hours)
    return hours


def _list(cell: Cell) -> str:
    return ", ".join(listed(cells.words(cell, 500, required=False)))


def _link(cell: Cell) -> str:
    address = cells.words(cell, 500, required=False)
    if not address:
        return ""
    if not address.startswith("https://"):
        raise Refused(N_("a link begins with https://"))
    check_link(address)
    return address
