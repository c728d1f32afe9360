"""The role–result matrix in the chat: reached from /skp and /tim, paged, drawn, and drilled down."""

import base64
from datetime import UTC, datetime

import pytest
from sqlmodel import col, select

from kinerja.models import Support
from tests import builders


def member(session, name):
    person = session.exec(select(builders.Person).where(col(builders.Person.name) == name)).one()
    post = select(builders.Position).where(col(builders.Position.person_id) == person.id)
    return person, session.exec(post).one()


@pytest.fixture
def own(database):
    """Ani has seven results; Budi supports the first, and eleven more people none or without a plan."""
    with database.unit_of_work() as session:
        ani, post = member(session, "Ani Lestari")
        plan = builders.plan(session, post)
        own = [
            builders.result(session, plan, f"Hasil pimpinan {n}", ordinal=n) for n in range(1, 8)
        ]
        first = session.exec(
            select(builders.PlannedResult).where(
                col(builders.PlannedResult.text) == "Kunjungan posyandu terlaksana"
            )
        ).one()
        first.supports_id, first.support = own[0].id, Support.DIRECT
        place = session.get(builders.Unit, post.unit_id)
        for number in range(11):
            somebody = builders.person(session, f"Pegawai {number:02}")
            theirs = builders.position(session, somebody, place, rater=ani)
            if number % 2:
                builders.result(session, builders.plan(session, theirs), "Arsip tertata")
    return own


def test_a_leader_pages_through_results_people_and_gaps(ani, own):
    ani.says("/tim").presses("Matriks").sees(
        "12 pegawai yang dinilai langsung, 7 hasil kerja",
        "⚠ 6 hasil kerja belum didukung",
        "⚠ 5 pegawai belum mendukung satu pun",
        "⚠ 6 pegawai belum punya SKP",
        "● 1 langsung",
    ).sees_not("Hasil pimpinan 6")
    ani.presses("Hal. 2 ›").sees("6. Hasil pimpinan 6")
    ani.says("/skp").presses("Matriks").presses("1").sees("Budi Santoso", "Kunjungan posyandu")
    ani.presses("‹ Matriks").presses("Pegawai (12)").sees("●······</code> 1. Budi Santoso")
    ani.presses("hal. 2").sees("12. Pegawai 10").presses("Pegawai 10").sees("Belum ada SKP.")
    ani.presses("‹ Matriks").presses("Celah (11)").sees("1 hasil kerja, arahnya lain")
    ani.presses("2").sees("Arsip tertata", "belum mendukung hasil kerja pimpinan")
    ani.presses("Buka SKP").sees("Pegawai 01")


def test_the_picture_and_the_table_come_as_files_that_cannot_be_forwarded(ani, own):
    ani.says("/skp").presses("Matriks").presses("Gambar").sees("Matriks peran hasil 2026")
    assert ani.shown.words.protected
    assert b"\x89PNG" == base64.b64decode(ani.shown.words.file.packed)[:4]
    ani.presses("‹ Matriks").presses("Tabel")
    assert b"PK" == base64.b64decode(ani.shown.words.file.packed)[:2]
    assert "matriks-2026.xlsx" == ani.shown.words.file.file_name


def test_who_stands_above_goes_down_to_a_matrix_below(database, dedi, ani, budi, own):
    with database.unit_of_work() as session:
        above, post = member(session, "Dedi Kurnia")
        builders.rated_by(session, member(session, "Ani Lestari")[1], above)
        top = builders.result(session, builders.plan(session, post), "Kota sehat")
        session.get(builders.PlannedResult, own[0].id).supports_id = top.id
    dedi.says("/tim").presses("Matriks").presses("Seluruh unit").sees("14 pegawai di seluruh unit")
    dedi.presses("1").sees("Ani Lestari", "Budi Santoso").presses("‹ Matriks")
    dedi.presses("Bawahan saja").presses("Pegawai (2)").presses("Ani Lestari")
    dedi.presses("Matriks beliau").sees("Ani Lestari", "7 hasil kerja").presses("‹ Matriks saya")
    for name in ("mtx", "mtx.png", "mtx.xlsx", "mtx.who"):
        leader = member_id(database, "Ani Lestari")
        place = f"{leader}|rated" if name == "mtx" else f"{leader}|rated|2026"
        budi.presses_data(f"1|a|{name}|{place}").sees("tidak tersedia")


def member_id(database, name):
    with database.reading() as session:
        return member(session, name)[0].id


def test_without_results_it_says_what_to_do_and_december_offers_the_next_year(
    stage, dedi, ani, own
):
    dedi.says("/tim").presses("Matriks").sees("Belum ada hasil kerja tahun 2026")
    dedi.presses("Pegawai (1)").sees("Citra Dewi")
    dedi.presses_data("1|a|mtx|0|sideways").sees("tidak tersedia")
    stage.clock.moment = datetime(2026, 12, 3, 2, 0, tzinfo=UTC)
    ani.says("/skp").presses("Matriks").presses("2027").sees("Belum ada hasil kerja tahun 2027")
    ani.presses("2026").sees("Hasil pimpinan 1")


def test_all_is_well_is_said_in_one_line(database, dedi):
    with database.unit_of_work() as session:
        own = builders.result(
            session, builders.plan(session, member(session, "Dedi Kurnia")[1]), "Kota sehat"
        )
        theirs = builders.plan(session, member(session, "Citra Dewi")[1])
        builders.result(session, theirs, "Imunisasi lengkap", supports_id=own.id)
    dedi.says("/tim").presses("Matriks").sees("✓ Setiap hasil kerja sudah didukung")


def test_a_result_is_distributed_and_placed_in_the_draft(ani, budi, own, database):
    ani.says("/skp").presses("Matriks").presses("3").presses("Bagikan")
    ani.sees("Dibaca oleh pegawai yang dipilih").presses("Semua yang belum mendukung (11)")
    while "Budi Santoso" not in ani.labels():
        ani.presses("Lainnya")
    ani.presses("Budi Santoso").presses("Selesai").says("Antrean poli umum lebih pendek")
    ani.presses("Tidak langsung").presses("Usulkan").sees("Diusulkan kepada 12 pegawai")
    assert ani.shown.words.protected
    ani.presses("Bagian dari hasil kerja ini").sees("Budi Santoso", "menunggu dimasukkan ke SKP")

    budi.sees("Ani Lestari mengusulkan hasil kerja untuk SKP").sees_not("Antrean").presses("Buka")
    budi.sees("Antrean poli umum lebih pendek", "Mendukung: Hasil pimpinan 3")
    budi.says("/skp").presses("Hasil dibagi (1)").presses("1").presses("Masukkan ke SKP saya")
    budi.sees("Sudah masuk ke rancangan SKP").presses("Tambah indikator")
    assert "Kuantitas" in budi.labels()
    budi.says("/batal").says("/skp").presses("Lanjut menulis")
    budi.sees("Alasan revisi: Diusulkan oleh Ani Lestari: Antrean poli umum lebih pendek")
    assert not [label for label in budi.labels() if "Usulan" in label]
    ani.says("/skp").presses("Matriks").presses("3").presses("Bagian (12)").presses("Hal. 2 ›")
    ani.presses("Hal. 3 ›").sees("sudah ada di SKP atau rancangannya")


def test_somebody_is_willing_and_is_turned_down_with_a_word(ani, budi, own):
    ani.says("/skp").presses("Matriks").presses("2").presses("Buka tawaran").sees("Terbuka")
    budi.says("/skp").presses("Hasil dibagi (1)").sees("terbuka bagi yang bersedia").presses("1")
    budi.presses("Saya bersedia").says("").says("Data kunjungan rumah").sees("Apakah sudah benar?")
    budi.presses("Tawarkan").sees("Ani Lestari sudah diberi tahu")
    ani.sees("Budi Santoso bersedia mengambil bagian").sees_not("Data kunjungan")
    ani.says("/skp").presses("Matriks").sees("1 pegawai bersedia mengambil bagian")
    ani.presses("Tawaran (1)").presses("1").presses("Tolak dengan alasan").says("–").sees("Mohon")
    ani.says("Sudah ada yang mengerjakan").sees("ditolak: Sudah ada yang mengerjakan")
    budi.sees("Ani Lestari menjawab tawaran").sees_not("Sudah ada").presses("Buka")
    budi.sees("ditolak: Sudah ada yang mengerjakan")


def test_an_offer_is_taken_up_and_what_was_settled_stays_so(ani, budi, own):
    ani.says("/skp").presses("Matriks").presses("2").presses("Buka tawaran").presses("Urungkan")
    ani.sees("Ditutup").presses("Urungkan").sees("Terbuka")
    budi.says("/skp").presses("Hasil dibagi").presses("1").presses("Saya bersedia")
    budi.presses("Seluruhnya").presses("Tawarkan").presses("‹ Hasil dibagi").sees("ditawarkan")
    budi.presses("1").sees("menunggu jawaban pimpinan")
    ani.says("/tindaklanjut").sees("Budi Santoso bersedia").presses("1. Jawab").presses("Terima")
    ani.sees("Diterima; Budi Santoso sudah diberi tahu")
    taken = budi.data("Tarik kembali")
    budi.presses_data(taken).sees("sudah dijawab")
    budi.says("/tindaklanjut").sees("Ani Lestari mengusulkan hasil kerja").presses("1. Jawab")
    budi.presses("Tolak dengan alasan").says("Ternyata terlalu banyak").sees("ditolak: Ternyata")
    ani.sees("Budi Santoso menjawab hasil kerja yang Bapak/Ibu usulkan")
    budi.presses_data("1|a|shr.see|1").sees("tidak tersedia")


def test_the_draft_shows_what_is_proposed(ani, own, database, stage):
    with database.unit_of_work() as session:
        somebody, post = member(session, "Pegawai 00")
        builders.account(session, somebody, 210)
        builders.plan(session, post, status=builders.PlanStatus.DRAFT)
    ani.says("/skp").presses("Matriks").presses("1").presses("Bagikan").presses("Pegawai 00")
    ani.presses("Selesai").presses("Sama dengan hasil kerja saya").presses("Langsung")
    ani.presses("Usulkan").presses("Bagian dari hasil kerja ini").presses("1").sees("Pegawai 00")
    other = stage.person(210)
    other.says("/skp").presses("Usulan (1)").presses("1").sees("Hasil pimpinan 1")
    ani.presses("Tarik kembali").sees("ditarik kembali")
    other.says("/skp")
    assert not [label for label in other.labels() if "Usulan" in label]
