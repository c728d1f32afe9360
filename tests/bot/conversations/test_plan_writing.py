"""The plan by chat, counted: written from an empty page and from a template, sent, approved, returned, revised."""

import pytest
from sqlmodel import col, select

from kinerja.models import Account, PerformancePlan, PlannedResult, PlanStatus
from kinerja.rules.access import OPERATOR
from kinerja.services.importing_templates import import_templates
from tests import builders
from tests.builders import NOW, TODAY
from tests.files import sheets
from tests.kinerja.services.test_planning import template_rows

RESULTS = (
    ("Kunjungan posyandu merata di lima desa", "Kuantitas", "Jumlah kunjungan", "120 kunjungan"),
    ("Waktu tunggu pasien lebih singkat", "Waktu", "Rata-rata waktu tunggu", "20-30 menit"),
    ("Imunisasi dasar lengkap", "Kualitas", "Cakupan imunisasi", "minimal 95%"),
    ("Pedoman pelayanan dipakai", "Kuantitas", "Jumlah pedoman", "2 pedoman"),
)


@pytest.fixture(autouse=True)
def superior(stage, database):
    """Dedi, who rates Citra, has a plan with three results."""
    with database.unit_of_work() as session:
        dedi = session.exec(select(Account).where(Account.chat_id == 400)).one()
        post = select(builders.Position).where(builders.Position.person_id == dedi.person_id)
        plan = builders.plan(session, session.exec(post).one())
        for text in ("Mutu pelayanan puskesmas meningkat", "Imunisasi tercapai", "Antrean pendek"):
            builders.result(session, plan, text)


def plans(database) -> list[PlanStatus]:
    with database.reading() as session:
        citra = session.exec(select(Account.person_id).where(Account.chat_id == 300)).one()
        query = select(PerformancePlan.status).where(PerformancePlan.person_id == citra)
        return list(session.exec(query.order_by(col(PerformancePlan.id))))


def write(citra, number, text, aspect, words, target):
    """Answer the questions of a result and its indicator."""
    citra.says(text).presses("Mutu pelayanan").presses(
        "Tidak langsung" if number % 2 else "Langsung"
    )
    citra.presses(aspect).says(words).says(target)
    citra.presses("Rasio" if "%" in target else "Menumpuk")
    if "%" in target:
        citra.says("bayi diimunisasi").says("bayi terdaftar")
    if "minimal" not in target and "-" not in target:
        citra.presses("Makin besar")


def write_four(citra):
    citra.says("/skp").presses("Halaman kosong")
    for number, result in enumerate(RESULTS):
        if number:
            citra.presses("Tambah hasil kerja")
        write(citra, number, *result)
    citra.presses("‹ SKP").presses("Periksa dan kirim").presses("Ya, kirim")


def test_four_results_from_an_empty_page_in_sixty_steps_and_approved_in_five(citra, dedi, database):
    write_four(citra)
    citra.sees("telah diajukan", "Dedi Kurnia akan membaca")
    assert citra.actions <= 60, citra.actions
    assert [PlanStatus.SUBMITTED] == plans(database)

    before = dedi.actions
    dedi.says("/tinjau").presses("SKP (1)").presses("Citra Dewi").sees("20–30 menit", "Langsung")
    dedi.presses("Setujui").sees("menyetujui SKP", "Citra Dewi")
    assert dedi.actions - before <= 5
    assert [PlanStatus.APPROVED] == plans(database)
    citra.sees("SKP Bapak/Ibu tahun 2026 telah disetujui").presses("Buka").sees("Tanggung jawab")


@pytest.fixture
def template(database):
    with database.unit_of_work() as session:
        rows = [row | {"jabatan": "Bidan"} for row in template_rows()]
        import_templates(session, OPERATOR, sheets(rows), now=NOW, today=TODAY)


def test_a_plan_from_the_template_in_twenty_steps(citra, dedi, template, database):
    citra.says("/skp").presses("Templat untuk jabatan ini").sees("Ibu hamil sehat", "95 %")
    citra.presses("Periksa dan kirim").sees("Belum ada hasil kerja yang mendukung")
    citra.presses("Biarkan seperti ini").presses("Ya, kirim").sees("telah diajukan")
    dedi.presses("Buka").sees("pemilik SKP membiarkannya", "Belum ada hasil kerja yang mendukung")
    assert citra.actions <= 20
    assert [PlanStatus.SUBMITTED] == plans(database)


def test_a_part_of_a_superiors_result_is_taken(citra):
    citra.says("/skp").presses("Hasil kerja atasan").sees("1. Mutu pelayanan").presses("2")
    citra.sees("Hasil kerja atasan: Imunisasi tercapai", "Bagian mana").says("Imunisasi desa Mawar")
    citra.sees("langsung atau tidak langsung").presses("Langsung").sees("Indikator hasil kerja 1")


def test_an_activity_is_asked_about_once(citra):
    citra.says("/skp").presses("Halaman kosong").says("Melaksanakan posyandu")
    citra.sees("menyebut kegiatan", "Biarkan seperti ini?").presses("Biarkan seperti ini")
    citra.presses("Mutu").presses("Langsung").presses("Kuantitas").says("Jumlah").says("12 kali")
    citra.presses("Menumpuk").presses("Makin besar").presses("‹ SKP").presses("Periksa dan kirim")
    citra.sees("Mohon periksa SKP tahun 2026")


def test_the_quality_check_asks_and_never_blocks(citra):
    citra.says("/skp").presses("Halaman kosong").says("Indeks naik").presses("Lewati")
    citra.presses("Kualitas").says("Indeks kepuasan").says("80").presses("Menumpuk")
    citra.presses("Makin besar").presses("‹ SKP").presses("Periksa dan kirim")
    citra.sees("belum memiliki satuan", "Sekali setahun", "Belum ada hasil kerja yang mendukung")
    citra.presses("Hasil kerja 1").presses("Indikator 1").presses("Ubah target").says("80 indeks")
    citra.presses("Cara hitung").presses("Sekali setahun").presses("Lainnya").presses(
        "Oktober 2026"
    )
    citra.presses("Makin besar").sees("pada bulan ke-10").presses("‹ Hasil kerja").presses("‹ SKP")
    citra.presses("Periksa dan kirim").sees("mendukung hasil kerja atasan").sees_not("satuan")
    citra.presses("Biarkan seperti ini").sees("Mohon periksa").presses("Ubah isian")
    citra.presses("Periksa dan kirim").sees("Mohon periksa")


def test_a_returned_plan_is_completed_with_the_reasons_in_sight(citra, dedi):
    write_four(citra)
    dedi.presses("Buka").presses("Kembalikan").presses("2").says("Target terlalu longgar")
    dedi.sees("Catatan sejauh ini", "Target terlalu longgar").presses("SKP keseluruhan")
    dedi.says("Mohon ringkas").presses("Kembalikan (2)").sees("mengembalikan SKP")
    citra.sees("dikembalikan untuk dilengkapi").presses("Buka").sees("Mohon ringkas", "longgar")
    citra.presses("Lengkapi").sees("Mohon ringkas").presses("2").sees("Target terlalu longgar")
    citra.presses("Indikator 1").presses("Ubah target").says("15-20 menit")
    citra.presses("‹ Hasil kerja").presses("‹ SKP").presses("Periksa dan kirim").presses(
        "Ya, kirim"
    )
    dedi.presses("Buka").presses("Yang berubah").sees("15–20 menit", "20–30 menit")
    dedi.presses("Versi sebelumnya").sees("Versi 1").presses("‹ Daftar SKP").presses("Citra")
    dedi.presses("Setujui").sees("menyetujui")


def test_the_rater_changes_a_plan_with_marks(citra, dedi):
    write_four(citra)
    dedi.presses("Buka").presses("Ubah bersama").sees("Perubahan Bapak/Ibu ditandai").presses("1")
    dedi.presses("Ubah kalimat").says("Kunjungan posyandu merata di tujuh desa")
    dedi.presses("‹ SKP").presses("Setujui")
    citra.sees("disetujui dengan perubahan").presses("Yang berubah")
    citra.sees("tujuh desa", "lima desa", "Diubah bersama Dedi Kurnia")


def test_a_revision_leaves_the_approved_plan_in_force(citra, dedi, database):
    write_four(citra)
    dedi.presses("Buka").presses("Setujui")
    citra.presses("Buka").presses("SKP lengkap").presses("Revisi").says("Sasaran berubah")
    citra.presses("4").presses("Lainnya")
    citra.presses("Hapus hasil kerja ini").sees("Pedoman pelayanan", "?").presses("Ya, hapus").sees(
        "Sasaran berubah"
    ).sees_not("Pedoman pelayanan")
    citra.says("/skp").sees("disetujui, versi 1", "Versi 2").presses("Lanjut menulis")
    citra.presses("Periksa dan kirim").presses("Ya, kirim")
    assert [PlanStatus.APPROVED, PlanStatus.SUBMITTED] == plans(database)
    dedi.says("/tinjau").presses("SKP (1)").sees("revisi").presses("Citra").sees("Sasaran berubah")
    dedi.presses("Yang berubah").sees("Dihapus: Pedoman").presses("‹ SKP").presses("Setujui")
    citra.says("/skp").sees("versi 2").presses("SKP lengkap").presses("Versi")
    citra.sees("Versi 1: diganti").presses("Versi 1").sees("Pedoman pelayanan dipakai")


def test_every_part_of_a_plan_can_be_written(citra):
    citra.says("/skp").presses("Halaman kosong")
    write(citra, 1, *RESULTS[0])
    citra.presses("Indikator 1").presses("Manual").says("Kunjungan kader").presses("Lewati")
    citra.says("Register").sees("Definisi: Kunjungan kader", "Sumber data: Register")
    citra.presses("Manual").presses("Seperti semula").says("jumlah").presses("Seperti semula")
    citra.sees("Formula: jumlah").presses("‹ Hasil kerja").presses("Lainnya")
    citra.presses("Rencana aksi").presses("Tambah langkah").says("Latih kader").presses(
        "Maret 2026"
    )
    citra.says("5 kader").says("Daftar hadir").sees("Maret 2026: Latih kader", "5 kader")
    citra.presses("Tambah langkah").says("Rapat").presses("Februari 2026").presses("Lewati")
    citra.presses("Lewati").sees("2. Maret 2026").presses("1").sees_not("Rapat").presses(
        "‹ Hasil kerja"
    )
    citra.presses("Lainnya").presses("Jadikan tambahan").sees("(tambahan)")
    citra.presses("Pimpinannya").says("zz").sees("tidak ditemukan").says("Wijaya")
    citra.presses("Eka Wijaya").presses("1 Februari 2026").says("1/1/2026").sees("mendahului")
    citra.says("30/6").sees("Dipimpin oleh Eka Wijaya, 1 Februari 2026 s.d. 30 Juni 2026")
    citra.presses("Pimpinannya").says("Wijaya").presses("Eka Wijaya").presses("Lewati")
    citra.presses("Lewati").sees("Dipimpin oleh Eka Wijaya").presses("Yang didukung")
    citra.says("Renstra dinas").presses("Langsung").sees("Mendukung (Langsung): Renstra dinas")
    citra.presses("‹ SKP").presses("Bagian lain").presses("Perilaku").presses("Tulis ekspektasi")
    citra.presses("Adaptif").presses("Mengusulkan satu").sees("Mengusulkan satu perbaikan")
    citra.presses("‹ Bagian lain").presses("Lampiran").presses("Pakai yang umum").sees("Akses data")
    citra.presses("Sumber daya").presses("Akses data").presses("Selesai").says("Mobil pinjaman")
    citra.sees("Mobil pinjaman").sees_not("Akses data").presses("‹ Bagian lain")
    citra.presses("Target dengan kata").sees("selama SKP belum memiliki indikator")


def test_a_qualitative_plan_has_targets_in_words(citra, database):
    citra.says("/skp").presses("Halaman kosong").presses("Batal").says("/skp")
    citra.presses("Bagian lain").presses("Target dengan kata").presses("‹ SKP")
    citra.presses("Tambah hasil kerja").says("Pedoman dipakai").presses("Lewati")
    citra.presses("Kualitas").says("Pedoman ditetapkan").says("12").sees("dengan kata-kata")
    citra.says("Disahkan paling lambat Juni").sees(
        "1. Pedoman ditetapkan: Disahkan paling lambat Juni"
    )
    citra.presses("‹ SKP").presses("Bagian lain").presses("Hapus rancangan").presses("Ya, hapus")
    assert [] == plans(database)
    citra.says("/skp").sees("Mulai dengan apa?")


def test_a_half_written_plan_waits_and_stale_buttons_change_nothing(citra, database):
    citra.says("/skp").presses("Halaman kosong").says("Imunisasi lengkap").presses("Lewati")
    old = citra.data("Kuantitas")
    citra.says("/menu").says("/skp").sees("1.", "Belum ada indikator").presses("Periksa dan kirim")
    citra.sees("paling sedikit satu indikator").presses_data(old).presses("Tambah hasil kerja")
    citra.presses("Lanjutkan").presses("Kuantitas").says("Cakupan").says("banyak sekali")
    citra.sees("Mohon mulai dengan angkanya").says("95%").presses("Nilai terakhir")
    citra.presses("Makin besar").sees("Cakupan: 95 %")
    with database.reading() as session:
        assert 1 == len(
            session.exec(
                select(PlannedResult).where(PlannedResult.text == "Imunisasi lengkap")
            ).all()
        )


def test_both_sides_see_that_a_plan_waits(citra, dedi):
    write_four(citra)
    citra.says("/tindaklanjut").presses("Ditunggu").sees("Dedi Kurnia memutuskan SKP")
    dedi.says("/tindaklanjut").sees("Citra Dewi: SKP tahun 2026").presses("Buka")
    dedi.presses("Kembalikan").presses("SKP keseluruhan").says("Mohon ringkas").presses(
        "Kembalikan ("
    )
    citra.says("/tindaklanjut").sees("SKP Bapak/Ibu tahun 2026 perlu dilengkapi")
    dedi.says("/tindaklanjut").presses("Ditunggu").sees("melengkapi SKP")
