"""The child's work, called in this process: what cannot be seen from outside, or not be measured there."""

import io
import json
import struct
import sys
import zipfile
import zlib
from dataclasses import asdict
from datetime import date, datetime, time

import pytest
import xlsxwriter
from hypothesis import given
from hypothesis import strategies as st

from kinerja.errors import Refused
from kinerja.spreadsheets import CHAT, extract, read_sheets

REQUEST = {**asdict(CHAT), "marker": "nip", "columns": 4, "rows": 5}
WORKBOOK = "xl/workbook.xml"


def sheets(data: bytes, **limits) -> list:
    return extract._sheets(data, REQUEST | limits)


def refusal(data: bytes, **limits) -> str:
    with pytest.raises(extract.Refusal) as refused:
        sheets(data, **limits)
    return str(refused.value)


def archive(parts: dict[str, bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", compression) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return file.getvalue()


def book(rows: list[list], *, start: int = 0) -> bytes:
    file = io.BytesIO()
    new = xlsxwriter.Workbook(file)
    sheet = new.add_worksheet()
    for number, row in enumerate(rows, start):
        sheet.write_row(number, 0, row)
    new.add_worksheet("Kosong")
    new.close()
    return file.getvalue()


def test_rows_of_a_workbook():
    assert [[(1, ["nip", 2.0, True])], []] == sheets(book([["nip", 2, True]]))
    assert [[(8, ["nip"])], []] == sheets(book([["nip"]], start=7))


def test_values_that_json_does_not_know():
    assert {"date": "2026-07-01"} == extract._plain(date(2026, 7, 1))
    assert {"date": "2026-07-01"} == extract._plain(datetime(2026, 7, 1, 8))  # noqa: DTZ001
    assert "08:00:00" == extract._plain(time(8))


def test_limits_of_a_workbook():
    assert "columns" == refusal(book([list(range(9))]))
    assert "rows" == refusal(book([["x"]] * 60))
    assert "rows" == refusal(book([["x"], *[[]] * 200, ["x"]]))
    assert "unpacked" == refusal(book([["x" * 60_000]] * 9), unpacked_bytes=50_000)


def test_limits_of_text():
    assert "columns" == refusal(b"nip,a,b,c,d")
    assert "rows" == refusal(b"nip\n" + b"1\n" * 60)
    assert "unpacked" == refusal(b"nip\n" + b"x" * 60, unpacked_bytes=60)
    assert "quotes" == refusal(b'nip,a\n1,"x')


@pytest.mark.parametrize(
    "text", ["nip;a", "sep=;\nnip;a", "sep=\t\nnip\ta", "nip\ta", "nip|a", "nip,a"]
)
def test_separators(text):
    assert [[(1, ["nip", "a"])]] == sheets(text.encode())


def test_without_the_marker_the_widest_reading_is_taken():
    assert [[(1, ["a", "b"])]] == sheets(b"a;b")


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_encodings(encoding):
    assert [[(1, ["nip", "Réné"])]] == sheets("nip,Réné".encode(encoding))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b" ", "empty"),
        (extract._OLE2, "old"),
        (extract._OLE2 + extract._ENCRYPTED, "encrypted"),
        (b"PK?", "damaged"),
        (b"%PDF", "old"),
        (b"a\0\0b" * 9, "binary"),
        (b"\x01\x02" * 9, "binary"),
        (archive({"x": b""}), "old"),
        (archive({str(n): b"" for n in range(2_001)}, zipfile.ZIP_STORED), "unpacked"),
        (archive({WORKBOOK: b"x"}, zipfile.ZIP_STORED), "damaged"),
        (archive({WORKBOOK: b"x"}, zipfile.ZIP_BZIP2), "damaged"),
    ],
)
def test_what_is_refused(data, reason):
    assert reason == refusal(data)


def forged(data: bytes, signature: bytes, offset: int, shape: str, value: int) -> bytes:
    """Change a field of the first header of a kind."""
    changed = bytearray(data)
    struct.pack_into(shape, changed, changed.find(signature) + offset, value)
    return bytes(changed)


def test_forged_archives():
    good = archive({WORKBOOK: b"x" * 90_000})
    assert "encrypted" == refusal(forged(good, b"PK\x01\x02", 8, "<H", 1))
    assert "unpacked" == refusal(forged(good, b"PK\x01\x02", 24, "<L", 1), unpacked_bytes=80_000)
    assert "damaged" == refusal(forged(good, b"PK\x01\x02", 42, "<L", 2**31))
    broken = good.replace(zlib.compress(b"x" * 90_000)[2:20], b"\xff" * 18)
    assert "damaged" == refusal(broken)


def test_a_password_is_noticed_by_the_reader_too(monkeypatch):
    import python_calamine  # noqa: PLC0415 - only to be replaced

    def locked(_file):
        raise python_calamine.PasswordError("locked")

    monkeypatch.setattr(
        python_calamine, "CalamineWorkbook", type("W", (), {"from_filelike": staticmethod(locked)})
    )
    assert "encrypted" == refusal(book([["nip"]]))


@pytest.mark.parametrize("data", [b"nip,nama\n1,Ani\n", b""])
def test_the_answer_is_json(monkeypatch, capsys, data):
    monkeypatch.setattr(extract, "_limit", lambda request: None)
    monkeypatch.setattr(sys, "argv", ["extract", json.dumps(REQUEST)])
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))
    extract.main()
    answer = json.loads(capsys.readouterr().out)
    assert answer in ({"sheets": [[[1, ["nip", "nama"]], [2, ["1", "Ani"]]]]}, {"refused": "empty"})


def test_the_limits_are_set(monkeypatch):
    limits = {}
    monkeypatch.setattr(
        extract.resource, "setrlimit", lambda kind, pair: limits.update({kind: pair})
    )
    extract._limit(REQUEST)
    assert (CHAT.memory_bytes,) * 2 == limits[extract.resource.RLIMIT_AS]
    assert (CHAT.seconds,) * 2 == limits[extract.resource.RLIMIT_CPU]


def test_a_file_that_cannot_be_opened(tmp_path, monkeypatch):
    path = tmp_path / "a.csv"
    path.write_text("nip")

    def denied(*_arguments, **_options):
        raise PermissionError

    monkeypatch.setattr(type(path), "open", denied)
    with pytest.raises(Refused, match="cannot be opened"):
        read_sheets(path, CHAT, marker="nip")


@given(st.binary(max_size=400) | st.text().map(str.encode))
def test_no_content_breaks_the_reader(data):
    try:
        rows = sheets(data)
    except extract.Refusal:
        return
    json.dumps(rows, allow_nan=False)
