"""The evidence of a result: listed, seen again, deleted until the report is accepted."""

import pytest
from sqlmodel import select

from kinerja.models import Evidence, EvidenceKind
from tests.bot.conversations.test_report import PHOTO, fill_in

NUMBER = "440/12/2026"


def with_evidence(budi):
    """Give result 1 a photo and the number of a document."""
    budi.presses("1").presses("Bukti dukung").sends(PHOTO).says(NUMBER).presses("Selesai")
    return budi


@pytest.fixture
def budi(stage):
    return with_evidence(fill_in(stage.person(200)))


def test_pieces_are_listed_and_seen_again(budi):
    budi.presses("Bukti dukung (2)").sees("Kunjungan posyandu", "1. Foto foto.jpg", f"2. {NUMBER}")
    budi.presses("1").sees("Bukti dukung 1 dari 2")
    assert (EvidenceKind.PHOTO, "photo-1", "a" * 64) == (
        budi.shown.words.file.kind,
        budi.shown.words.file.file_id,
        budi.shown.words.file.sha256,
    )
    budi.presses("berikutnya").sees("Bukti dukung 2 dari 2", NUMBER)
    assert budi.shown.words.file is None
    budi.presses("‹ Bukti dukung").presses("Hasil kerja").sees("Bukti dukung: 2")


def test_more_is_added_from_the_list(budi):
    budi.presses("Bukti dukung (2)").presses("Tambah bukti").says("440/13/2026")
    budi.presses("Selesai").sees("Bukti dukung: 3")


def test_a_piece_is_deleted_after_one_question(budi, database):
    budi.presses("Bukti dukung (2)").presses("2").presses("Hapus bukti ini").sees(NUMBER)
    budi.presses("Tidak").sees(f"2. {NUMBER}").presses("2").presses("Hapus bukti ini")
    budi.presses("Ya, hapus").sees("Bukti dukung dihapus", "1. Foto").sees_not(NUMBER)
    with database.reading() as session:
        gone = session.exec(select(Evidence).where(Evidence.removed_at.is_not(None))).one()
    assert ("", EvidenceKind.REFERENCE) == (gone.reference, gone.kind)


def test_a_deleted_piece_is_not_found_by_an_old_button(budi):
    budi.presses("Bukti dukung (2)")
    see = next(data for label, data in budi.shown.buttons if label == "2")
    ask = budi.presses("2").data("Hapus bukti ini")
    yes = budi.presses("Hapus bukti ini").data("Ya, hapus")
    budi.presses("Ya, hapus").presses_data(yes).sees("1. Foto")
    budi.presses_data(see).sees("sudah tidak ada").presses_data(ask).sees("sudah tidak ada")


def test_all_gone_leaves_a_way_on(budi):
    for _ in range(2):
        budi.says("/lapor").presses("1").presses("Bukti dukung").presses("1")
        budi.presses("Hapus bukti ini").presses("Ya, hapus")
    budi.sees("Belum ada").presses("Tambah bukti").says(NUMBER).presses("Selesai")
    budi.sees("Bukti dukung: 1")


def test_until_it_is_accepted_evidence_of_a_sent_report_is_deleted(budi, ani):
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")
    budi.says("/lapor").presses("1").presses("Bukti dukung (2)")
    assert "Tambah bukti" not in budi.labels()
    budi.presses("1").presses("Hapus bukti ini").presses("Ya, hapus").sees(f"1. {NUMBER}")
    ani.says("/tinjau").presses("Budi").presses("Terima")
    budi.says("/lapor").presses("1").presses("Bukti dukung (1)").presses("1").sees(NUMBER)
    assert "Hapus bukti ini" not in budi.labels()


def test_what_is_deleted_from_a_returned_report_is_gone_from_the_version_before(budi, ani):
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("Budi")
    report = ani.data("Terima").rsplit("|", 1)[1]
    ani.presses("Kembalikan").says("Foto memuat wajah pasien.").presses("Kembalikan")
    budi.presses("Buka").presses("Lengkapi").presses("1").presses("Bukti dukung (2)")
    budi.presses("1").presses("Hapus bukti ini").presses("Ya, hapus").sees_not("Foto foto.jpg")
    ani.presses_data(f"1|a|rev.open|{report}").presses("Bukti dukung (1)").sees_not("foto.jpg")


def test_what_a_reviewer_found_is_listed(budi, ani):
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("Budi").presses("Bukti dukung").presses("Perlu dilengkapi")
    ani.says("Tanggal pada foto belum terlihat.")
    budi.says("/lapor").presses("1").sees("Perlu dilengkapi", "belum terlihat")
    budi.presses("Bukti dukung (2)").sees("1. Foto foto.jpg (Perlu dilengkapi: Tanggal")


def test_ten_pieces_are_paged(stage, budi):
    for number in range(8):
        budi.says("/lapor").presses("1").presses("Bukti dukung (").presses("Tambah")
        budi.says(f"440/{number}/2026").presses("Selesai")
    budi.presses("Bukti dukung (10)").sees_not("6. ").presses("2 ›").sees("10. 440/7/2026")
    assert len(budi.shown.words.rows) <= 4
    budi.presses("10").presses("‹ Bukti dukung")
