import io
import zipfile

import pytest

from kinerja.errors import Refused
from kinerja.models import EvidenceKind, EvidencePolicy
from kinerja.rules.evidence import (
    EvidencePiece,
    asks_about_nik,
    check_content,
    check_count,
    check_policy,
    check_size,
    kind_of,
    media_type_of,
    read_written,
)


def package(*names: str) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as z:
        for name in names:
            z.writestr(name, "x")
    return written.getvalue()


@pytest.mark.parametrize(
    ("data", "media_type", "kind"),
    [
        (b"\xff\xd8\xff\xe0rest", "image/jpeg", EvidenceKind.PHOTO),
        (b"\x89PNG\r\n\x1a\nrest", "image/png", EvidenceKind.PHOTO),
        (b"OggS\0rest", "audio/ogg", EvidenceKind.VOICE),
        (b"%PDF-1.7 rest", "application/pdf", EvidenceKind.DOCUMENT),
        (package("word/document.xml"), "…wordprocessingml.document", EvidenceKind.DOCUMENT),
        (package("xl/workbook.xml"), "…spreadsheetml.sheet", EvidenceKind.DOCUMENT),
    ],
)
def test_files_are_known_by_their_content(data, media_type, kind):
    found = media_type_of(data)

    assert found.endswith(media_type.removeprefix("…"))
    assert kind is kind_of(found)


@pytest.mark.parametrize(
    "data",
    [
        b"MZ\x90",
        b"GIF89a",
        b"PK\x03\x04broken",
        package("ppt/presentation.xml"),
        b"<html>",
        b" %PDF-",
    ],
)
def test_other_files_are_refused(data):
    with pytest.raises(Refused, match="a photo"):
        media_type_of(data)


@pytest.mark.parametrize("size", [0, 10 * 1024 * 1024 + 1])
def test_sizes_that_are_refused(size):
    with pytest.raises(Refused):
        check_size(size)


def test_ten_megabytes_are_taken():
    check_size(10 * 1024 * 1024)


@pytest.mark.parametrize(
    ("written", "kind", "kept"),
    [
        (" https://drive.google.com/x?y=1 ", "link", "https://drive.google.com/x?y=1"),
        ("HTTP://10.0.0.5:8080/berkas", "link", "HTTP://10.0.0.5:8080/berkas"),
        ("https://[::1]/berkas", "link", "https://[::1]/berkas"),
        ("www.dinkes.go.id/a", "link", "https://www.dinkes.go.id/a"),
        ("S-123/WPJ.07/2026", "reference", "S-123/WPJ.07/2026"),
        ("Nomor:  12\nTahun 2026", "reference", "Nomor: 12 Tahun 2026"),
    ],
)
def test_written_evidence_is_a_link_or_a_number(written, kind, kept):
    assert (EvidenceKind(kind), kept) == read_written(written)


@pytest.mark.parametrize(
    "written",
    [
        "",
        "   ",
        "x" * 1001,
        "ftp://a.go.id/x",
        "javascript:alert(1)",
        "file:///etc/passwd",
        "tg://user?id=1",
        "https://",
        "https://kantor",
        "https://a.go.id/satu dua",
        "https://user@a.go.id/",
        "https://[::1/",
    ],
)
def test_what_is_no_evidence_is_refused(written):
    with pytest.raises(Refused):
        read_written(written)


def test_a_report_holds_ten_pieces():
    check_count(9)
    with pytest.raises(Refused, match="remove"):
        check_count(10)


@pytest.mark.parametrize("kind", list(EvidenceKind))
def test_a_unit_may_want_numbers_and_links_only(kind):
    piece = EvidencePiece(kind)
    check_policy(EvidencePolicy.ANY, piece)
    if kind in (EvidenceKind.LINK, EvidenceKind.REFERENCE):
        check_policy(EvidencePolicy.REFERENCE_ONLY, piece)
    else:
        with pytest.raises(Refused, match="no files"):
            check_policy(EvidencePolicy.REFERENCE_ONLY, piece)


def test_a_piece_is_written_down_and_read_again():
    piece = EvidencePiece(EvidenceKind.PHOTO, sha256="ab", file_id="x", size=3, album="7")
    assert piece == EvidencePiece.from_json(piece.to_json())
    assert EvidencePiece(EvidenceKind.REFERENCE, "S-1/2026") == EvidencePiece.written("S-1/2026")


@pytest.mark.parametrize(
    ("kind", "good", "bad"),
    [
        ("link", {"reference": "https://a.go.id"}, {"reference": "S-1"}),
        ("reference", {"reference": "S-1"}, {"reference": " "}),
        ("photo", {"size": 3}, {"size": 0}),
    ],
)
def test_a_piece_must_hold_what_its_kind_says(kind, good, bad):
    check_content(EvidencePiece(EvidenceKind(kind), **good))
    with pytest.raises(Refused):
        check_content(EvidencePiece(EvidenceKind(kind), **bad))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("Pasien 7371014506900001 dirujuk", True),
        ("7371 0145 0690 0001", True),
        ("NIP 199001012015031001", False),
        ("Nomor 1234", False),
        ("9999999999999999", False),
        ("7371018506900001", False),
    ],
)
def test_what_looks_like_a_nik_is_asked_about(text, asked):
    assert asked is (asks_about_nik(text) is not None)
