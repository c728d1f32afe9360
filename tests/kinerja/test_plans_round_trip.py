"""What `export plans` writes `import plans` reads without a change; it takes rows as others send them."""

import io
from decimal import Decimal

import pytest
from sqlmodel import SQLModel, select

from kinerja.documents.plan_list import plan_csv, plan_xlsx
from kinerja.models import AuditEntry, Indicator, PerformancePlan, PlannedResult
from kinerja.reports.plans_export import plans_to_export
from kinerja.rules.access import OPERATOR
from kinerja.rules.tables import FileRefused
from kinerja.services.importing_people import import_people
from kinerja.services.importing_plans import import_plans
from kinerja.spreadsheets import COMMAND_LINE, read_sheets
from tests.builders import NOW, TODAY
from tests.files import PEOPLE, PLANS, as_xlsx, indicator, person, sheets

NIPS = [f"199003032015031{number:03}" for number in range(1, 21)]
HARMLESS = ("Bayi diimunisasi", "=SUM(A1)", "-Posyandu", "+62 layanan", "@loket", "'Kutip")
"""Results of which some begin as a formula does."""


def foreign_rows() -> list[list]:
    """140 rows below a merged title, as a spreadsheet of another office has them: numbers, text, dirt."""
    shapes = (
        {"target": 120.0, "satuan": "bayi"},
        {"target": "95%", "satuan": "%", "aspek": "Kualitas", "pola": "posisi"},
        {"target": "4 s.d. 6", "satuan": "hari", "polaritas": "rentang", "pola": "rata-rata"},
        {"target": "Rp 1.250.000,50", "satuan": "rupiah", "aspek": "biaya", "polaritas": "turun"},
        {"target": 0.1, "satuan": "jam ", "aspek": "waktu", "polaritas": " TURUN"},
        {"target": 78.25, "satuan": "indeks", "pola": "rilis", "bulan_rilis": "Oktober"},
        {"target": 90.0, "satuan": "persen", "pola": "rasio", "pembilang": "a", "penyebut": "b"},
    )
    rows = []
    for number, nip in enumerate(NIPS):
        for place, shape in enumerate(shapes):
            cells = {"hasil_kerja": f"{HARMLESS[(number + place) % 6]} {place // 2}"}
            cells |= {"indikator": f"  Indikator   ke-{place}", "tahun": 2026.0} | shape
            rows.append(indicator(nip, **cells))
    names = list(dict.fromkeys(name for row in rows for name in row))
    table = [["Rencana kinerja"], [], names]
    return table + [[row.get(name, "") for name in names] for row in rows]


@pytest.fixture
def founded(database, tmp_path):
    people = [person(nip, f"Nama {nip[-3:]}", atasan_nip="") for nip in NIPS]
    file = as_xlsx(tmp_path / "asing.xlsx", foreign_rows())
    with database.unit_of_work() as session:
        import_people(session, OPERATOR, sheets(people, PEOPLE), now=NOW, today=TODAY)
    assert (20, 0, 0) == bring(database, file)
    return database


def bring(database, file):
    found = read_sheets(file, COMMAND_LINE, marker="nip")
    with database.unit_of_work() as session:
        done = import_plans(session, OPERATOR, found, now=NOW, today=TODAY)
    return done.new, done.changed, done.unchanged


def written(database, write) -> bytes:
    with database.reading() as session:
        return write(plans_to_export(session, OPERATOR, 2026))


def contents(database) -> dict:
    with database.reading() as session:
        return {
            table.name: sorted(map(repr, session.connection().execute(table.select())))
            for table in SQLModel.metadata.sorted_tables
        }


@pytest.mark.parametrize(("ending", "write"), [("csv", plan_csv), ("xlsx", plan_xlsx)])
def test_a_round_trip_changes_nothing(founded, tmp_path, ending, write):
    before = contents(founded)
    file = tmp_path / f"ekspor.{ending}"
    file.write_bytes(written(founded, write))

    assert 141 == sum(len(sheet) for sheet in read_sheets(file, COMMAND_LINE, marker="nip"))
    assert (0, 0, 20) == bring(founded, file)
    assert before == contents(founded)


def test_a_second_agency_comes_to_the_same_plans(founded, tmp_path):
    file = tmp_path / "ekspor.xlsx"
    file.write_bytes(written(founded, plan_xlsx))
    with founded.unit_of_work() as session:
        for table in (Indicator, PlannedResult, PerformancePlan, AuditEntry):
            for row in session.exec(select(table)).all():
                session.delete(row)
            session.flush()

    assert (20, 0, 0) == bring(founded, file)
    with founded.reading() as session:
        found = session.exec(select(Indicator).order_by(Indicator.id).limit(7)).all()
    targets = [(one.target, one.target_high, one.unit, one.release_month) for one in found]
    assert [
        (Decimal(120), None, "bayi", None),
        (Decimal(95), None, "%", None),
        (Decimal(4), Decimal(6), "hari", None),
        (Decimal("1250000.5"), None, "rupiah", None),
        (Decimal("0.1"), None, "jam", None),
        (Decimal("78.25"), None, "indeks", 10),
        (Decimal(90), None, "persen", None),
    ] == targets


def test_a_wrong_file_changes_nothing(founded, tmp_path):
    before = contents(founded)
    table = foreign_rows()
    unit = table[2].index("satuan")
    table[40][unit] = ""
    table[50][0] = "199"
    file = as_xlsx(tmp_path / "salah.xlsx", table)

    with pytest.raises(FileRefused) as refusal:
        bring(founded, file)
    assert [(41, "satuan"), (51, "nip")] == [(p.row, p.column) for p in refusal.value.problems]
    assert before == contents(founded)


def test_a_number_of_more_digits_than_a_spreadsheet_holds_stays_exact(database, tmp_path):
    people = [person(NIPS[0], atasan_nip="")]
    long = indicator(NIPS[0], target="12345678901234,5678")
    with database.unit_of_work() as session:
        import_people(session, OPERATOR, sheets(people, PEOPLE), now=NOW, today=TODAY)
        import_plans(session, OPERATOR, sheets([long], PLANS), now=NOW, today=TODAY)
    file = tmp_path / "ekspor.xlsx"
    file.write_bytes(written(database, plan_xlsx))
    assert (0, 0, 1) == bring(database, file)


def test_nothing_in_the_file_is_a_formula(founded):
    assert b"<f>" not in _sheet_of(written(founded, plan_xlsx))
    cells = written(founded, plan_csv).decode("utf-8-sig").replace("\n", ";").split(";")
    assert [] == [cell for cell in cells if cell.startswith(("=", "+", "-", "@"))]


def _sheet_of(book: bytes) -> bytes:
    import zipfile  # noqa: PLC0415 - here only

    with zipfile.ZipFile(io.BytesIO(book)) as parts:
        return parts.read("xl/worksheets/sheet1.xml")
