from datetime import date

import pytest

from kinerja.errors import Refused
from kinerja.models import EmploymentKind, Role
from kinerja.rules.people_file import check_roles, check_superiors, read_people
from kinerja.rules.tables import FileRefused, Problems, Row
from tests.files import ANI, BUDI, HEAD, PART_TIME, PEOPLE, agency, person, sheets

TODAY = date(2026, 2, 3)
OUTSIDE = {"jenis": "", "pangkat_golongan": ""}


def read(rows: list[dict], columns=None):
    problems = Problems()
    return read_people(sheets(rows, columns), TODAY, problems).rows, problems


def wrong(rows: list[dict], known=None, above=None) -> list[tuple[int, str, str]]:
    found, problems = read(rows, PEOPLE)
    check_roles(found, problems)
    check_superiors(found, known or {}, above or {}, problems)
    return [(p.row, p.column, p.reason.id) for p in problems.found]


def one_wrong(rows: list[dict], **more) -> tuple[int, str]:
    ((row, column, _reason),) = wrong(rows, **more)
    return row, column


def test_a_row_is_read():
    row = agency(peran="Admin", jenis="pppk paruh  waktu", nama="  Budi\u200b  Perawat ")[2]
    (budi,), problems = read([row])
    assert [] == problems.found
    assert (2, BUDI, "Budi Perawat") == (budi.row, budi.nip, budi.name)
    assert (EmploymentKind.PART_TIME_CONTRACT, Role.ADMIN) == (budi.kind, budi.role)
    assert ("Asia/Makassar", ANI) == (budi.zone, budi.superior)
    assert ("Puskesmas A", "Dinas Kesehatan") == (budi.unit, budi.unit_parent)


def test_a_good_file_has_nothing_wrong():
    assert [] == wrong(agency())


def test_a_superior_without_nip_stands_under_any_key():
    minister = person("MENTERI-1", jabatan="", unit="", unit_induk="", atasan_nip="", **OUTSIDE)
    rows = [minister, person(HEAD, atasan_nip="menteri-1")]
    assert [] == wrong(rows)
    assert read(rows)[0][0].kind is None


@pytest.mark.parametrize(
    ("cells", "column"),
    [
        ({"nip": "19900303201503100"}, "nip"),
        ({"nip": "199003032015030000"}, "nip"),
        ({"nip": "1.98E+17"}, "nip"),
        ({"nip": 1.99003032015031e17}, "nip"),
        ({"nip": ""}, "nip"),
        ({"nama": " \u200b "}, "nama"),
        ({"nama": "x" * 201}, "nama"),
        ({"jenis": "PNSS"}, "jenis"),
        ({"jenis": ""}, "nip"),
        ({"jabatan": ""}, "jabatan"),
        ({"unit": ""}, "unit"),
        ({"zona": "WIBB"}, "zona"),
        ({"peran": "boss"}, "peran"),
        ({"atasan_nip": "199999999999999999"}, "atasan_nip"),
        ({"atasan_nip": "198002022005020000"}, "atasan_nip"),
        ({"atasan_nip": BUDI}, "atasan_nip"),
    ],
)
def test_what_is_wrong_is_named_by_row_and_column(cells, column):
    assert (4, column) == one_wrong(agency(**cells))


def test_all_wrong_places_are_named_at_once():
    rows = [
        person(HEAD, atasan_nip=""),
        person("19900303201503100"),
        person("199003032015030000"),
        person(BUDI, atasan_nip="199999999999999999"),
        person(ANI, zona="WIBB", atasan_nip=HEAD),
        person(PART_TIME, "", jenis="PPPK Paruh Waktu"),
        person(BUDI),
    ]
    found = [(row, column) for row, column, _reason in wrong(rows)]
    assert {(3, "nip"), (4, "nip"), (5, "atasan_nip"), (6, "zona"), (7, "nama"), (8, "nip")} == (
        set(found)
    )


def test_a_doubled_number_names_the_first_row():
    rows = [*agency(), person("19900303 201503 1 003", "Budi Dua")]
    assert [(5, "nip", "stands already in row {row}")] == wrong(rows)


def test_a_superior_may_be_known_already():
    assert [] == wrong([person(BUDI)], known={ANI: "Ani"})


def test_a_circle_of_superiors_is_named_in_each_row():
    rows = agency()
    rows[0]["atasan_nip"] = BUDI
    assert [(2, "atasan_nip"), (3, "atasan_nip"), (4, "atasan_nip")] == [
        (row, column) for row, column, _reason in wrong(rows)
    ]


def test_a_circle_through_people_outside_the_file_is_found():
    assert (2, "atasan_nip") == one_wrong(
        [person(BUDI)], known={ANI: "Ani", HEAD: "Hana"}, above={ANI: HEAD, HEAD: BUDI}
    )


def test_a_circle_above_somebody_is_not_theirs():
    assert [] == wrong([person(BUDI)], known={ANI: "A", HEAD: "H"}, above={ANI: HEAD, HEAD: ANI})


def test_a_role_needs_a_unit():
    cells = {"unit": "", "unit_induk": "", "jabatan": "", "peran": "auditor", "atasan_nip": ""}
    assert (2, "peran") == one_wrong([person("KEY", **OUTSIDE | cells)])


def test_the_header_is_found_below_titles():
    (sheet,) = sheets([person(BUDI)])
    below = [Row(row.number + 4, row.cells) for row in sheet]
    title = Row(1, ("DAFTAR NAMA PEGAWAI", None, None))
    file = read_people([[title, *below]], TODAY, Problems())
    assert [6] == [row.row for row in file.rows]


def test_names_of_columns_may_be_written_loosely():
    row = person(BUDI)
    row["Pangkat/Golongan "] = row.pop("pangkat_golongan")
    row["ATASAN NIP"] = row.pop("atasan_nip")
    (budi,), _problems = read([row])
    assert ("III/a", ANI) == (budi.grade, budi.superior)


def test_the_sheet_with_the_columns_is_taken():
    instructions = [Row(1, ("Petunjuk: isi kolom nip, nama",)), Row(2, ("nip", "keterangan"))]
    file = read_people([instructions, *sheets([person(BUDI)])], TODAY, Problems())
    assert [BUDI] == [row.nip for row in file.rows]


def test_other_columns_are_named_as_unused():
    file = read_people(sheets([person(BUDI, **{"Nomor HP": "0812"})]), TODAY, Problems())
    assert ("Nomor HP",) == file.unused


def test_what_a_missing_column_says_stays():
    row = person(BUDI)
    del row["peran"], row["pangkat_golongan"]
    file = read_people(sheets([row]), TODAY, Problems())
    assert (False, None) == (file.has_roles, file.rows[0].grade)


def test_columns_without_a_name_are_no_columns():
    file = read_people(sheets([person(BUDI, **{" ": "1"})]), TODAY, Problems())
    assert () == file.unused


def test_missing_and_doubled_columns_are_named():
    row = person(BUDI)
    del row["zona"], row["atasan_nip"]
    row["NIP "] = BUDI
    with pytest.raises(FileRefused) as refused:
        read([row])
    assert ["atasan_nip", "nip", "zona"] == [p.column for p in refused.value.problems]


@pytest.mark.parametrize("rows", [[], [[]], [[Row(1, ("a", "b"))]], sheets([person(BUDI)])[0][:1]])
def test_a_file_without_header_or_rows_is_refused(rows):
    with pytest.raises(Refused, match="row"):
        read_people([rows] if rows and isinstance(rows[0], Row) else rows, TODAY, Problems())
