import io
import resource
import struct
import zipfile
import zlib
from datetime import date
from pathlib import Path

import pytest
import xlsxwriter

from kinerja.errors import Refused
from kinerja.rules.tables import Row
from kinerja.spreadsheets import CHAT, COMMAND_LINE, Limits, read_sheets, reading
from tests.files import as_csv, as_xlsx, person

WHO = (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
SHEET = "xl/worksheets/sheet1.xml"


def read(path: Path, limits: Limits = CHAT) -> list[list[Row]]:
    return read_sheets(path, limits, marker="nip")


def refusal(path: Path, limits: Limits = CHAT) -> str:
    """The sentence of a refusal, which has to come within two seconds of work."""
    begun = work()
    with pytest.raises(Refused) as refused:
        read(path, limits)
    assert 2 > work() - begun
    message = refused.value.message
    return message.id.format(**message.values)


def work() -> float:
    """Seconds of work of this process and its ended children; a busy machine does not count."""
    return sum(sum(resource.getrusage(who)[:2]) for who in WHO)


def cells(path: Path) -> list[tuple]:
    return [row.cells for sheet in read(path) for row in sheet]


def changed(path: Path, changes: dict[str, bytes | None], compression=zipfile.ZIP_DEFLATED) -> Path:
    """The workbook with some parts replaced, added or (None) left out."""
    with zipfile.ZipFile(path) as old:
        parts = {name: old.read(name) for name in old.namelist()} | changes
    with zipfile.ZipFile(path, "w", compression) as new:
        for name, content in parts.items():
            if content is not None:
                new.writestr(name, content)
    return path


def sheet_xml(rows: str) -> bytes:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<worksheet xmlns="{space}"><sheetData>{rows}</sheetData></worksheet>'.encode()


@pytest.fixture
def book(tmp_path) -> Path:
    return as_xlsx(tmp_path / "book.xlsx", [["nip", "nama"], ["1", "Ani"]])


def test_an_xlsx_file_is_read_with_its_row_numbers_and_types(tmp_path):
    path = as_xlsx(tmp_path / "a.xlsx", [[], ["Judul"], [], ["nip", 12.5, True, None, "x"]])
    assert [
        [Row(2, ("Judul", None, None, None, None)), Row(4, ("nip", 12.5, True, None, "x"))]
    ] == (read(path))


def test_hidden_sheets_are_left_out_and_others_kept(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    for name, hide in (("Petunjuk", False), ("Rahasia", True), ("Data", False)):
        sheet = book.add_worksheet(name)
        sheet.write(0, 0, name)
        if hide:
            sheet.hide()
    book.close()
    assert [("Petunjuk",), ("Data",)] == cells(tmp_path / "a.xlsx")


def test_dates_arrive_as_dates(tmp_path):
    book = xlsxwriter.Workbook(str(tmp_path / "a.xlsx"))
    shape = book.add_format({"num_format": "dd/mm/yyyy"})
    book.add_worksheet().write_datetime(0, 0, date(2026, 7, 1), shape)
    book.close()
    assert [(date(2026, 7, 1),)] == cells(tmp_path / "a.xlsx")


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_csv_files_are_read_in_any_usual_form(tmp_path, delimiter, encoding):
    row = person("1", "Réné, S.Kom; M.M.", jabatan='Kepala "Tim"')
    path = as_csv(tmp_path / "a.csv", [row], delimiter=delimiter, encoding=encoding)
    assert [tuple(row), tuple(value or None for value in row.values())] == cells(path)


def test_the_separator_is_that_of_the_header(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("Daftar, pegawai, dinas, a, b, c, d\nnip;target\n1;a,b,c,d,e,f,g\n")
    assert ("nip", "target") == cells(path)[1]


def test_a_declared_separator_is_no_row(tmp_path):
    (tmp_path / "a.csv").write_text("sep=;\nnip;nama\n1;Ani\n")
    assert [Row(1, ("nip", "nama")), Row(2, ("1", "Ani"))] == read(tmp_path / "a.csv")[0]


def test_rows_of_a_csv_file_count_as_a_spreadsheet_counts_them(tmp_path):
    (tmp_path / "a.csv").write_text('nip,nama\n\n1,"dua\nbaris"\n2,Ani\n')
    assert [1, 3, 4] == [row.number for row in read(tmp_path / "a.csv")[0]]


def test_a_csv_file_with_the_wrong_ending_is_read(tmp_path):
    path = as_csv(tmp_path / "a.xlsx", [person("1")])
    assert "nip" == cells(path)[0][0]


def test_an_open_quotation_mark_is_refused_with_its_row(tmp_path):
    (tmp_path / "a.csv").write_text('nip,nama\n1,"Ani\n2,Budi\n')
    assert "quotation mark" in refusal(tmp_path / "a.csv")


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "empty"),
        (b" \n ", "empty"),
        (b"PK\x03\x04 not a zip", "damaged"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "old or another format"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"),
            "password",
        ),
        (b"%PDF-1.7 ...", "old or another format"),
        (b"<html><table><tr><td>nip</td></tr></table>", "old or another format"),
        (b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 9, "neither"),
        (bytes(range(32)) * 30, "neither"),
    ],
)
def test_what_is_no_table_is_refused(tmp_path, content, sentence):
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)
    assert sentence in refusal(path)


def test_other_archives_are_refused(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<x/>")
    assert "another format" in refusal(tmp_path / "a.xlsx")


def test_no_file_and_no_ordinary_file(tmp_path):
    assert "There is no file" in refusal(tmp_path / "a.csv")
    assert "is not a file" in refusal(tmp_path)
    assert "is not a file" in refusal(Path("/dev/zero"))


def test_a_large_file_is_refused_before_it_is_read(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"nip\n" + b"1\n" * CHAT.file_bytes)
    assert "larger than 2 MB" in refusal(path)


@pytest.mark.parametrize("limits", [CHAT, COMMAND_LINE])
def test_a_workbook_that_unpacks_to_200_megabytes_is_refused(book, limits):
    bomb = sheet_xml("<row><c/></row>") + b" " * 200_000_000
    assert "unpacked" in refusal(changed(book, {SHEET: bomb}), limits)


def test_a_workbook_that_lies_about_its_size_is_refused(book):
    """The declared sizes are made small; what is really inside counts."""
    changed(book, {SHEET: sheet_xml("<row/>") + b" " * 60_000_000})
    data = bytearray(book.read_bytes())
    with zipfile.ZipFile(book) as archive:
        info = archive.getinfo(SHEET)
    for signature, offset in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        place = 0
        while (place := data.find(signature, place)) >= 0:
            if struct.unpack_from("<L", data, place + offset)[0] == info.file_size:
                struct.pack_into("<L", data, place + offset, 1_000)
            place += 4
    book.write_bytes(data)
    assert "unpacked" in refusal(book)


def test_an_archive_of_a_thousand_overlapping_parts_is_refused(book):
    with zipfile.ZipFile(book, "a") as archive:
        for number in range(2_100):
            archive.writestr(f"part{number}", b"")
    assert "unpacked" in refusal(book)


def test_an_archive_that_contains_itself_is_refused(tmp_path):
    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("r/r.zip", zlib.compress(b"r.zip" * 1_000))
    (tmp_path / "a.xlsx").write_bytes(inner.getvalue())
    assert "another format" in refusal(tmp_path / "a.xlsx")


def test_a_cell_at_the_far_end_is_refused(tmp_path):
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    path = changed(as_xlsx(tmp_path / "a.xlsx", [["nip"]]), {SHEET: sheet_xml(rows)})
    assert "could not be read within the limits" in refusal(path)


def test_too_many_columns_are_refused(tmp_path):
    path = as_xlsx(tmp_path / "a.xlsx", [["nip", *range(60)]])
    assert "more than 50 columns" in refusal(path)
    (tmp_path / "a.csv").write_text("nip" + ",x" * 60)
    assert "more than 50 columns" in refusal(tmp_path / "a.csv")


def test_a_million_columns_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("nip" + "," * 999_999)
    assert "more than 50 columns" in refusal(tmp_path / "a.csv")
    rows = '<row r="1"><c r="A1"><v>1</v></c><c r="BDWGN1"><v>1</v></c></row>'
    path = changed(as_xlsx(tmp_path / "a.xlsx", [["nip"]]), {SHEET: sheet_xml(rows)})
    refusal(path)


def test_too_many_rows_are_refused(tmp_path):
    (tmp_path / "a.csv").write_text("nip\n" + "1\n" * 6_000)
    assert "more than 5000 rows" in refusal(tmp_path / "a.csv")


def test_one_long_text_in_many_cells_is_refused(book):
    """Shared strings multiply: 30,000 letters in each of 20,000 cells."""
    strings = b"<sst><si><t>" + b"x" * 30_000 + b"</t></si></sst>"
    row = '<row r="{0}"><c r="A{0}" t="s"><v>0</v></c></row>'
    rows = "".join(row.format(n) for n in range(1, 20_001))
    refusal(changed(book, {SHEET: sheet_xml(rows), "xl/sharedStrings.xml": strings}))


def test_foreign_entities_are_not_followed(book, tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("rahasia-sekali")
    strings = f'<!DOCTYPE sst [<!ENTITY x SYSTEM "file://{secret}">]><sst><si><t>&x;</t></si></sst>'
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    changed(book, {SHEET: sheet_xml(row), "xl/sharedStrings.xml": strings.encode()})
    try:
        found = read(book)
    except Refused:
        found = []
    assert "rahasia-sekali" not in str(found)


def test_entities_that_multiply_are_refused_or_stay_small(book):
    levels = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))
    strings = f'<!DOCTYPE sst [<!ENTITY a0 "ha">{levels}]><sst><si><t>&a9;</t></si></sst>'
    row = '<row r="1"><c r="A1" t="s"><v>0</v></c></row>'
    changed(book, {SHEET: sheet_xml(row), "xl/sharedStrings.xml": strings.encode()})
    try:
        found = read(book)
    except Refused:
        found = []
    assert 10_000 > len(str(found))


def test_a_broken_workbook_is_refused(book):
    assert "damaged" in refusal(changed(book, {SHEET: b"<worksheet><sheetData><row"}))


def test_an_encrypted_archive_is_refused(book):
    data = bytearray(book.read_bytes())
    place = 0
    while (place := data.find(b"PK\x01\x02", place)) >= 0:
        data[place + 8] |= 1
        place += 4
    book.write_bytes(data)
    assert "password" in refusal(book)


def test_an_unusual_compression_is_refused(book):
    assert "damaged" in refusal(changed(book, {}, zipfile.ZIP_LZMA))


def test_a_reader_that_takes_too_long_is_stopped(book):
    limits = Limits(**{**{f: getattr(CHAT, f) for f in CHAT.__slots__}, "seconds": 0})
    assert "within the limits" in refusal(book, limits)


def test_reading_knows_nothing_of_our_environment(book, monkeypatch):
    """A hostile file that took over the reader would find no secret there."""
    seen = {}
    run = reading.subprocess.run

    def spy(*arguments, **options):
        seen.update(options)
        return run(*arguments, **options)

    monkeypatch.setattr(reading.subprocess, "run", spy)
    read(book)
    assert {} == seen["env"]
