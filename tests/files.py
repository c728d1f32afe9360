"""Files as people send them: tables of people and plans, in rows or written as CSV and XLSX."""

import csv
import io
from pathlib import Path

import xlsxwriter

from kinerja.rules.people_file import OPTIONAL as PEOPLE_OPTIONAL
from kinerja.rules.people_file import REQUIRED as PEOPLE_REQUIRED
from kinerja.rules.plans_file import OPTIONAL as PLANS_OPTIONAL
from kinerja.rules.plans_file import REQUIRED as PLANS_REQUIRED
from kinerja.rules.tables import FileRefused, Row

PEOPLE = (*PEOPLE_REQUIRED, *PEOPLE_OPTIONAL)
PLANS = (*PLANS_REQUIRED, *PLANS_OPTIONAL)

HEAD = "197001011995011001"
ANI = "198002022005022002"
BUDI = "199003032015031003"
PART_TIME = "199504042025211004"


def person(nip: str, nama: str = "Nama", **cells) -> dict:
    row = {"nip": nip, "nama": nama, "jenis": "PNS", "jabatan": "Perawat", "zona": "WITA"}
    row |= {"unit": "Puskesmas A", "unit_induk": "Dinas Kesehatan", "atasan_nip": ANI}
    row |= {"pangkat_golongan": "III/a", "peran": ""}
    return row | cells


def agency(**of_budi) -> list[dict]:
    """A head without superior, Ani below, Budi below Ani."""
    top = {"unit": "Dinas Kesehatan", "unit_induk": "", "atasan_nip": ""}
    return [
        person(HEAD, "Hana Kepala", jabatan="Kepala Dinas", **top | {"zona": "WIB"}),
        person(ANI, "Ani Atasan", jabatan="Kepala Puskesmas", atasan_nip=HEAD),
        person(**{"nip": BUDI, "nama": "Budi Perawat"} | of_budi),
    ]


def indicator(nip: str = BUDI, **cells) -> dict:
    row = {"nip": nip, "tahun": "2026", "pendekatan": "kuantitatif", "jenis_hasil": "utama"}
    row |= {"hasil_kerja": "Bayi diimunisasi", "hasil_atasan": "", "aspek": "kuantitas"}
    row |= {"indikator": "Jumlah bayi", "target": "120", "satuan": "bayi"}
    return row | {"pola": "kumulatif", "polaritas": "naik"} | cells


def sheets(rows: list[dict], columns: tuple[str, ...] | None = None) -> list[list[Row]]:
    """The rows as a sheet with its header in row 1; only columns that occur, unless named."""
    names = columns or tuple(dict.fromkeys(name for row in rows for name in row))
    cells = [names, *(tuple(row.get(name) or None for name in names) for row in rows)]
    return [[Row(number, row) for number, row in enumerate(cells, 1)]]


def as_csv(path: Path, rows: list[dict], *, delimiter: str = ",", encoding: str = "utf-8") -> Path:
    text = io.StringIO()
    table = csv.DictWriter(text, rows[0].keys(), delimiter=delimiter)
    table.writeheader()
    table.writerows(rows)
    path.write_bytes(text.getvalue().encode(encoding))
    return path


def as_xlsx(path: Path, *tables: list[list]) -> Path:
    book = xlsxwriter.Workbook(str(path))
    for table in tables:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            sheet.write_row(number, 0, row)
    book.close()
    return path


def places(refused: FileRefused) -> list[tuple[int, str]]:
    return [(problem.row, problem.column) for problem in refused.problems]
