"""Quick logs: two taps and a sentence, with files, out of nowhere, changed, and what becomes of them."""

from decimal import Decimal

import pytest
from sqlmodel import col, select

from bot.talk.turn import Attachment
from kinerja.messages import say
from kinerja.models import Evidence, EvidenceKind, EvidencePolicy, LogEntry, Unit
from tests.bot.conversations.test_report import sent


def photo(number=1, **changes):
    return Attachment(
        **{
            "kind": EvidenceKind.PHOTO,
            "file_id": f"f{number}",
            "media_type": "image/jpeg",
            "size": 9,
            "sha256": f"{number:064}",
            **changes,
        }
    )


def logs(database):
    with database.reading() as session:
        found = session.exec(
            select(LogEntry).where(col(LogEntry.deleted_at).is_(None)).order_by(col(LogEntry.id))
        ).all()
        session.expunge_all()
        return found


def pieces(database):
    with database.reading() as session:
        found = session.exec(select(Evidence).where(col(Evidence.removed_at).is_(None))).all()
        session.expunge_all()
        return found


def test_results_are_listed_in_full_and_chosen_by_number(budi):
    budi.says("/catat").sees("1. Kunjungan posyandu", "Untuk hasil kerja yang mana")
    assert ["1", "2", "3", "4", "Di luar SKP", "Batal"] == budi.labels()


def test_a_photo_with_a_caption_is_a_log(budi, database):
    budi.says("/catat").presses("1").sends(photo(), "12 kunjungan posyandu Melati")
    budi.sees("Sudah dicatat", "12 kunjungan posyandu Melati", "Bukti dukung: 1")
    (log,) = logs(database)
    assert (Decimal(12), "kunjungan posyandu Melati") == (log.amount, log.text)


def test_a_photo_without_words_asks_what_it_shows(budi, database):
    budi.says("/catat").presses("1").sends(photo()).sees("1 berkas diterima", "satu kalimat")
    budi.says("Posyandu Melati penuh sejak pagi").sees("Sudah dicatat", "Bukti dukung: 1")
    assert 1 == len(pieces(database))


def test_a_voice_note_is_kept_and_its_gist_asked_for(budi):
    voice = photo(kind=EvidenceKind.VOICE, media_type="audio/ogg")
    budi.says("/catat").presses("1").sends(voice).sees("Rekaman suara disimpan", "satu kalimat")


def test_a_photo_out_of_nowhere_is_offered_as_a_log(budi, database):
    budi.sends(photo(), forwarded=True).sees("hasil kerja yang mana")
    budi.presses("2").sees("satu kalimat").says("Antrean pendaftaran pukul 08.00")
    budi.sees("Sudah dicatat")
    assert 1 == len(pieces(database))


def test_a_sentence_out_of_nowhere_is_offered_as_a_log(budi, database):
    budi.says("Mendampingi 9 ibu hamil di kelas ibu").sees("Mendampingi 9 ibu hamil", "Batal")
    budi.presses("Di luar SKP").sees("Sudah dicatat")
    assert ["Mendampingi 9 ibu hamil di kelas ibu"] == [log.text for log in logs(database)]


@pytest.mark.parametrize(
    "words", ["selamat pagi", "Terima kasih banyak Bu", "apa yang harus saya isi?"]
)
def test_a_greeting_or_question_is_no_log(budi, words):
    budi.says(words).sees("tidak disimpan")


def test_album_of_five_photos(budi, database):
    """They arrive one by one, the caption with the first, and are one log in one message."""
    budi.says("/catat").presses("1").sends(photo(1), "5 kunjungan rumah", album="a")
    before = len(budi.chat)
    for number in range(2, 6):
        budi.sends(photo(number), album="a")
    budi.sees("5 kunjungan rumah", "Bukti dukung: 5")
    assert before == len(budi.chat)
    assert 1 == len(logs(database))
    assert [logs(database)[0].id] * 5 == [piece.log_id for piece in pieces(database)]


def test_an_album_out_of_nowhere_is_one_question(budi, database):
    budi.sends(photo(1), album="a")
    before = len(budi.chat)
    for number in range(2, 6):
        budi.sends(photo(number), album="a")
    budi.sees("5 berkas diterima")
    assert before == len(budi.chat)
    budi.presses("1").says("Kunjungan rumah lima keluarga").sees("Bukti dukung: 5")
    assert 1 == len(logs(database))


def test_an_album_while_another_log_is_unfinished_loses_no_piece(budi, database):
    budi.says("/catat 3 kunjungan posyandu").says("/skp").says("/lapor").presses("Simpan dahulu")
    for number in range(1, 4):
        budi.sends(photo(number), album="a")
    budi.sees("belum selesai").presses("Hapus, mulai").sees("3 berkas diterima")
    budi.presses("1").says("Kunjungan rumah tiga keluarga").sees("Bukti dukung: 3")


def test_video_over_20_mb(budi, database):
    video = Attachment(EvidenceKind.DOCUMENT, "", problem=say("Kirim tautannya."))
    budi.sends(video).sees("Kirim tautannya")
    assert "Menu" in budi.labels()
    budi.says("/catat").presses("1").sends(video).sees("Kirim tautannya", "Apa yang dikerjakan")
    assert [] == logs(database)


def test_a_unit_without_files_says_what_to_send(budi, database):
    with database.unit_of_work() as session:
        for unit in session.exec(select(Unit)).all():
            unit.evidence_policy = EvidencePolicy.REFERENCE_ONLY
    budi.sends(photo()).sees("nomor dokumen")
    assert [] == pieces(database)


def test_every_part_of_a_log_can_be_changed(budi, database):
    budi.says("/catat 3 kunjungan posyandu").presses("1")
    budi.presses("Ubah").presses("Isi").says("Kunjungan posyandu Mawar").sees("posyandu Mawar")
    budi.presses("Ubah").presses("Jumlah").sees("kunjungan").says("4").sees("4 Kunjungan")
    budi.presses("Ubah").presses("Waktu").says("08.00-10.30").sees("08.00–10.30")
    budi.presses("Ubah").presses("Hari").presses("Kemarin").sees("2 Februari 2026")
    budi.presses("Ubah").presses("Hasil kerja").presses("Di luar SKP").sees("Di luar SKP")
    (log,) = logs(database)
    assert (None, Decimal(4)) == (log.lineage, log.amount)
    budi.presses("Ubah").presses("Jumlah").presses("Tanpa jumlah").presses("Ubah")
    budi.presses("Waktu").presses("Tanpa waktu")
    (log,) = logs(database)
    assert (None, None) == (log.amount, log.starts_at)


def test_night_shift_over_midnight(budi, database):
    budi.says("/catat Jaga malam ruang rawat inap").presses("1").presses("Ubah").presses("Waktu")
    budi.says("22.00 sampai 06.00").sees("3 Februari 2026, 22.00–06.00 keesokan paginya")
    (log,) = logs(database)
    assert "2026-02-03" == log.day.isoformat()


def test_times_and_days_that_cannot_be_are_asked_again(budi):
    budi.says("/catat 3 kunjungan posyandu").presses("1").presses("Ubah").presses("Waktu")
    budi.says("pagi").sees("08.00-10.30").says("25.00-26.00").sees("08.00-10.30")
    budi.says("/batal").presses("Kembali").presses("Ubah").presses("Hari")
    budi.says("5/2").sees("belum tiba").says("31/12").sees("sudah ditutup")


def test_a_deleted_log_can_be_brought_back(budi, database):
    budi.says("/catat 3 kunjungan posyandu").presses("1").presses("Hapus").sees("dihapus")
    assert [] == logs(database)
    budi.presses("Kembalikan").sees("kunjungan posyandu")
    assert 1 == len(logs(database))


def test_evidence_is_added_seen_and_removed(budi, database):
    budi.says("/catat 3 kunjungan posyandu").presses("1").presses("Tambah bukti")
    budi.sees("pasien").sends(photo()).says("https://contoh.go.id/foto").presses("Selesai")
    budi.sees("Bukti dukung: 2").presses("Bukti dukung (2)").sees("1. Foto", "2. https://contoh")
    budi.presses("1").presses("Hapus bukti ini").sees("1. https://contoh")
    assert ["https://contoh.go.id/foto"] == [piece.reference for piece in pieces(database)]


def test_the_month_before_is_listed_while_it_is_open(budi):
    budi.says("/catat 3 kunjungan posyandu").presses("1").presses("Ubah").presses("Hari")
    budi.says("30/1").sees("30 Januari 2026").presses("Catatan harian")
    budi.sees("Catatan harian Januari 2026", "30 Januari 2026")
    budi.presses("Februari 2026 ›").sees("Belum ada").presses("‹ Januari 2026").presses("1")
    budi.sees("30 Januari 2026")


def test_work_outside_the_plan(budi, database):
    """It is noted, may get a result later, and the third of its kind is worth one of its own."""
    for place in ("Melati", "Mawar"):
        budi.says(f"/catat Mendampingi kunjungan bupati ke {place}").presses("Di luar SKP")
        budi.sees_not("hasil kerja tambahan")
    budi.says("/catat Mendampingi kunjungan bupati ke Kenanga").presses("Di luar SKP")
    budi.sees("tiga kali", "hasil kerja tambahan")
    budi.presses("Ubah").presses("Hasil kerja").presses("1").sees("Kunjungan posyandu")


def test_evidence_of_logs_goes_with_the_report(budi, ani, database):
    budi.says("/catat 3 kunjungan posyandu").presses("1").presses("Ubah").presses("Hari")
    budi.says("30/1").presses("Tambah bukti").sends(photo()).presses("Selesai")
    sent(budi)
    (piece,) = pieces(database)
    assert piece.line_id is not None
    ani.says("/tinjau").presses("Budi").sees("ukti")
    budi.says("/lapor").presses("Tarik kembali")
    assert pieces(database)[0].line_id is None
