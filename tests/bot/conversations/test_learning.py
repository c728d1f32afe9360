"""Learning: entered in a few taps, confirmed or returned by the rater, counted in the right words."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import col, select

from bot.talk.turn import Attachment
from kinerja.models import (
    Course,
    EmploymentKind,
    Evidence,
    EvidenceKind,
    Learning,
    LearningKind,
    LearningState,
    Person,
)
from tests.bot.conversations.test_plan_files import send  # noqa: F401 - a fixture

PHOTO = Attachment(EvidenceKind.PHOTO, "f1", "sertifikat.jpg", "image/jpeg", 900, "a" * 64)
COURSE = {
    "kode": "TI-01",
    "judul": "Keamanan siber dasar",
    "jenis": "E-learning",
    "penyelenggara": "BSSN",
    "jp": "12",
    "bidang": "Teknologi informasi",
}


def entered(person, title="Excel untuk laporan", hours="6 JP"):
    person.says("/bangkom").presses("Catat kegiatan belajar").says(title)
    person.presses("Pelatihan teknis").presses("Pemerintah Kota Contoh").presses("Kemarin")
    person.presses("Hari yang sama").says(hours).sees("Apakah sudah benar?").presses("Kirim")
    return person.sees("Sudah dicatat")


@pytest.fixture
def courses(database):
    with database.unit_of_work() as session:
        session.add(
            Course(
                code="TI-1",
                title="Keamanan siber dasar",
                kind=LearningKind.E_LEARNING,
                provider="BSSN",
                hours=Decimal(12),
                field="Teknologi informasi",
                competencies="Orientasi pada hasil",
                link="https://example.go.id/siber",
            )
        )


def test_an_entry_is_confirmed_and_counts(ani, budi):
    budi.says("/learning").sees("Belum ada yang dicatat", "0</b> dari sekurang-kurangnya 20 JP")
    entered(budi).sees("6 JP", "Pemerintah Kota Contoh", "2 Februari 2026", "Menunggu konfirmasi")
    ani.sees("Budi Santoso mencatat kegiatan belajar").sees_not("Excel")
    budi.presses("Bangkom").sees("Menunggu konfirmasi: 6 JP", "1. Excel untuk laporan: 6 JP")
    budi.says("/tindaklanjut").presses("Ditunggu").sees("Ani Lestari mengonfirmasi", "Excel")
    ani.says("/tindaklanjut").sees("Budi Santoso: kegiatan belajar menunggu konfirmasi")
    ani.says("/tinjau").presses("Bangkom (1)").sees("Excel untuk laporan, 6 JP").presses("Budi")
    ani.presses("Konfirmasi").sees("Dikonfirmasi: Excel", "semua sudah selesai")
    budi.sees("mengonfirmasi catatan belajar").sees_not("Excel").presses("Buka")
    budi.sees("Dikonfirmasi oleh Ani Lestari").presses("Bangkom")
    budi.sees("6</b> dari sekurang-kurangnya 20 JP; kurang 14 JP sampai 31 Desember 2026")


def test_what_is_confirmed_stays(ani, budi):
    entered(budi)
    edit, drop = budi.data("Ubah"), budi.data("Hapus")
    ani.presses("Buka").presses("Konfirmasi")
    budi.presses_data(drop).presses("Ya, hapus").sees("sehingga tidak dapat diubah")
    budi.presses_data(edit).presses("Kirim").sees("sehingga tidak dapat diubah")


def test_a_return_says_what_is_missing_and_a_change_hands_it_over_again(ani, budi, database):
    entered(budi)
    ani.presses("Buka").presses("Kembalikan").says("Sertifikatnya belum ada").presses("Kembalikan")
    ani.sees("Dikembalikan. Budi Santoso diberi tahu")
    budi.sees("perlu dilengkapi").presses("Buka").sees("Sertifikatnya belum ada")
    budi.says("/tindaklanjut").sees("Catatan belajar perlu dilengkapi").presses("1. Lengkapi")
    budi.presses("Tambah sertifikat").sends(PHOTO).presses("Selesai").sees("1 berkas")
    budi.presses("Kirim lagi").sees("Menunggu konfirmasi")
    ani.presses("Buka").presses("Lihat sertifikat (1)").sees("sertifikat 1 dari 1")
    assert ani.shown.number in ani.protected
    budi.presses("Ubah").presses("Ubah jawaban").presses("Jam pelajaran").says("3 jam")
    budi.sees("4").presses("Kirim").sees("4 JP")
    with database.reading() as session:
        (row,) = session.exec(select(Learning)).all()
        assert (Decimal(4), LearningState.WAITING) == (row.hours, row.state)


def test_a_certificate_may_come_at_any_question_and_goes_again(budi, database):
    budi.says("/bangkom").presses("Catat kegiatan belajar").sends(PHOTO).sees("1 berkas diterima")
    budi.says("Seminar gizi").presses("Seminar").says("Dinas Kesehatan").presses("Hari ini")
    budi.presses("Hari yang sama").presses("8").presses("Kirim").sees("Sertifikat: 1 berkas")
    budi.presses("Lihat sertifikat").presses("Hapus berkas ini").sees("Sertifikat: belum ada")
    budi.presses("Hapus").presses("Ya, hapus").sees("Catatan sudah dihapus", "Belum ada")
    with database.reading() as session:
        (piece,) = session.exec(select(Evidence)).all()
        assert (True, "") == (piece.removed_at is not None, piece.file_name)


def test_nonsense_gets_a_sentence_and_the_same_question(budi):
    budi.says("/bangkom").presses("Catat kegiatan belajar").says("12").sees("tulis judulnya")
    budi.says("Kursus").presses("Lokakarya").says("LAN").says("20/2").sees("hari terakhirnya")
    budi.says("2/2").says("3/2").sees("Hari pertama tidak boleh sesudah hari terakhir")
    budi.presses("Hari yang sama").says("banyak").sees("angkanya saja")
    budi.says("0").sees("lebih dari 0").says("40").sees("40 JP dalam 1 hari cukup banyak")
    budi.presses("Ubah").presses("16").sees("16 JP").presses("Ya").sees("Apakah sudah benar?")


def test_contract_employees_are_informed_and_owe_nothing(budi, database):
    with database.unit_of_work() as session:
        row = session.exec(select(Person).where(col(Person.name) == "Budi Santoso")).one()
        row.kind = EmploymentKind.CONTRACT
    budi.says("/kompetensi").sees("Masih dapat diberikan sampai 24 JP", "bukan kewajiban")
    budi.sees_not("kurang")
    budi.presses("Catat kegiatan belajar").says("Seminar").presses("Seminar").says("Kampus")
    budi.presses("Hari ini").presses("Hari yang sama").presses("4").sees("dibiayai instansi")
    budi.presses("Tidak").presses("Kirim").sees("Bukan dari atau dibiayai instansi")
    budi.presses("Bangkom").sees("sampai 24 JP").sees_not("Menunggu konfirmasi:")


def test_a_course_of_the_catalogue_needs_only_the_days(budi, courses):
    budi.says("/bangkom").presses("Katalog").sees("Bidang yang mana").presses("Teknologi")
    budi.presses("Keamanan siber").sees("E-learning, BSSN", "12 JP", "Orientasi pada hasil")
    assert "https://example.go.id/siber" == budi.data("Laman pelatihan")
    budi.presses("Saya sudah mengikutinya").sees("hari terakhir").presses("Hari ini").says("1/2")
    budi.sees("Keamanan siber dasar", "12").presses("Kirim").sees("1 Februari 2026 – 3 Februari")


def test_a_course_that_is_over_is_not_offered(budi, courses, database):
    with database.unit_of_work() as session:
        session.exec(select(Course)).one().offered_until = date(2026, 2, 2)
    budi.says("/bangkom").presses("Katalog").sees("belum memiliki katalog")


def test_an_administrator_takes_in_the_catalogue(stage, budi, send, database):  # noqa: F811
    eka = stage.person(500)
    eka.says("/admin").presses("Berkas SKP").presses("Katalog pelatihan").sees("kode, judul")
    send(eka, COURSE | {"jenis": "sulap"}).sees("Baris 2, kolom jenis").sees_not("Masukkan?")
    send(eka, COURSE).sees("1 baru", "Keamanan siber dasar").presses("Ya, masukkan")
    eka.sees("1 baru, 0 berubah").presses("Katalog").presses("Teknologi informasi (1)")
    budi.presses_data("1|a|learn.file")
    send(budi, COURSE | {"judul": "Lain"}).sees_not("Masukkan?")
    with database.reading() as session:
        assert ["Keamanan siber dasar"] == list(session.exec(select(Course.title)))


def test_strangers_see_nothing(budi, citra, dedi):
    entered(budi)
    for stranger in (citra, dedi):
        stranger.presses_data("1|a|learn.see|1").sees("tidak tersedia")
        stranger.presses_data("1|a|learn.yes|1").sees("tidak tersedia")
