"""The monthly report by chat, as Budi lives it."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.talk.turn import Attachment
from kinerja.messages import N_, say
from kinerja.models import (
    ActionStep,
    Evidence,
    EvidenceKind,
    IndicatorValue,
    PlannedResult,
    ProgressReport,
    ReportStatus,
)
from tests import builders

PHOTO = Attachment(
    kind=EvidenceKind.PHOTO,
    file_id="photo-1",
    file_name="foto.jpg",
    media_type="image/jpeg",
    size=1000,
    sha256="a" * 64,
)


def fill_in(budi):
    """Answer the four results of Budi's plan one by one."""
    budi.says("/lapor").presses("Isi satu per satu")
    budi.says("12").says("25").says("90").says("100").says("Pedoman sudah tersusun sampai bab 3.")
    return budi


def sent(budi):
    return fill_in(budi).presses("Periksa dan kirim").presses("Ya, kirim")


def test_the_card_opens_at_once_and_names_every_result(budi):
    budi.says("/lapor").sees("Januari 2026", "Ani Lestari")
    budi.sees("Kunjungan posyandu", "Waktu tunggu", "Imunisasi dasar", "Pedoman pelayanan")


def test_a_month_is_reported_in_a_few_taps_and_gets_a_receipt(budi, ani, database):
    sent(budi).sees("L-2601-", "Ani Lestari", "WITA", "e-Kinerja")
    assert budi.actions <= 12
    ani.sees("Budi Santoso", "Januari 2026").sees_not("12", "Pedoman")
    with database.reading() as session:
        values = session.exec(select(IndicatorValue).order_by(IndicatorValue.id)).all()
        assert [12, 25, 90] == [value.actual for value in values]
        assert ReportStatus.SUBMITTED is session.exec(select(ProgressReport)).one().status


def test_a_value_that_is_no_number_is_explained(budi):
    budi.says("/lapor").presses("Isi satu per satu").says("banyak")
    budi.sees("Mohon tulis angkanya saja, misalnya 12 atau 12,5.", "Jumlah kunjungan")


def test_a_value_far_from_the_target_is_asked_about_once(budi):
    budi.says("/lapor").presses("Isi satu per satu").says("500").sees("500", "120")
    budi.presses("Ubah").sees("Jumlah kunjungan").says("12").sees("Waktu tunggu")


def test_a_result_is_not_measured_this_month(budi):
    budi.says("/lapor").presses("2").presses("Tidak diukur")
    budi.sees("tidak diukur bulan ini").presses("Semua hasil kerja").sees("tidak diukur")


def test_not_measured_can_be_said_while_going_one_by_one(budi):
    budi.says("/lapor").presses("Isi satu per satu").presses("Tidak diukur").sees("Waktu tunggu")


def test_one_result_is_changed_afterwards(budi):
    fill_in(budi).presses("1").presses("Realisasi").says("14").sees("14 kunjungan")
    budi.presses("Semua hasil kerja").sees("14 dari 120", "25")


def test_a_whole_of_nothing_is_refused(budi):
    budi.says("/lapor").presses("3").presses("Realisasi").says("0").says("0").sees("tidak boleh 0")


def test_logs_of_the_month_become_the_proposed_value_and_the_note(budi, stage):
    stage.clock.moment -= timedelta(days=20)
    budi.says("/catat 5 kunjungan posyandu Melati").presses("1")
    budi.says("/catat 7 kunjungan posyandu Mawar").presses("1")
    stage.clock.moment += timedelta(days=20)
    budi.says("/lapor").presses("Isi satu per satu").sees("Jumlah kunjungan").presses("12 (dari")
    budi.says("/lapor").presses("1").sees("12 kunjungan", "kunjungan posyandu Melati")


def test_evidence_of_every_kind_is_taken(budi, database):
    budi.says("/lapor").presses("1").presses("Bukti dukung").sees("data pasien")
    budi.sends(PHOTO).sees("1").says("https://contoh.go.id/berkas").sees("2").says("440/12/2026")
    budi.presses("Selesai").sees("Bukti dukung: 3")
    with database.reading() as session:
        kinds = [one.kind for one in session.exec(select(Evidence).order_by(Evidence.id))]
    assert [EvidenceKind.PHOTO, EvidenceKind.LINK, EvidenceKind.REFERENCE] == kinds


def test_a_file_that_is_too_large_gets_a_way_on(budi):
    problem = say(N_("Please send its link."))
    budi.says("/lapor").presses("1").presses("Bukti dukung")
    budi.sends(Attachment(kind=EvidenceKind.DOCUMENT, file_id="x", problem=problem))
    budi.sees("Please send its link.").says("440/1/2026").presses("Selesai").sees("Bukti dukung: 1")


def test_an_obstacle_travels_with_the_report(budi, ani):
    fill_in(budi).presses("1").presses("Kendala").says("Vaksin datang terlambat.")
    budi.says("Mohon dibantu ke gudang farmasi.").sees("Vaksin datang terlambat.")
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").sees("Vaksin").presses(
        "Ya, kirim"
    )
    ani.says("/tinjau").presses("Budi").sees("Vaksin datang terlambat.", "gudang farmasi")


def test_an_obstacle_is_solved(budi):
    budi.says("/lapor").presses("1").presses("Kendala").says("Mobil rusak.").presses("Lewati")
    budi.presses("Kendala (terbuka)").sees("Mobil rusak.").presses("Kendala selesai")
    budi.presses("Hasil kerja").sees_not("Mobil rusak.")


def test_a_report_is_taken_back_until_it_is_decided(budi, ani):
    sent(budi).presses("Tarik kembali").sees("Periksa dan kirim" not in budi.labels() or "Januari")
    ani.sees("Budi Santoso")
    budi.presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("Budi").presses("Terima")
    budi.says("/lapor").sees("diterima")
    assert "Tarik kembali" not in budi.labels()


def test_sending_twice_sends_once(budi, ani):
    fill_in(budi).presses("Periksa dan kirim")
    send = budi.data("Ya, kirim")
    budi.presses("Ya, kirim").presses_data(send).sees("sudah dikirim")
    assert 1 == sum("Januari 2026" in message.text for message in ani.chat)


def test_an_open_result_keeps_the_report_from_being_sent(budi):
    budi.says("/lapor").presses("1").presses("Realisasi").says("12")
    report = budi.says("/lapor").data("Isi satu per satu").rsplit("|", 1)[1]
    budi.presses_data(f"1|a|rep.send|{report}").sees("2")
    budi.says("/lapor").sees("Isi satu per satu" if False else "Januari")


def test_a_late_report_is_marked(budi, ani, stage):
    stage.clock.moment += timedelta(days=20)
    budi.says("/lapor").sees("Februari 2026").presses("Bulan lain").presses("Januari 2026")
    budi.presses("Isi satu per satu")
    budi.says("12").says("25").says("90").says("100").says("Bab 3 selesai.")
    budi.presses("Periksa dan kirim").presses("Ya, kirim").sees("terlambat")


def test_a_returned_report_is_completed_and_sent_again(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi").presses("Kembalikan")
    ani.says("Mohon lampirkan foto daftar hadir.").presses("Kembalikan")
    budi.sees("Januari 2026").sees_not("daftar hadir").presses("Buka")
    budi.sees("Mohon lampirkan foto daftar hadir.", "6 Februari 2026").presses("Lengkapi")
    budi.presses("1").presses("Bukti dukung").sends(PHOTO).presses("Selesai")
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim").sees(
        "L-2601"
    )
    ani.says("/tinjau").presses("Budi").sees("12 kunjungan").presses("Bukti dukung").sees("1")


def test_an_old_button_of_a_version_that_was_replaced_leads_to_the_newest(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi")
    old = ani.latest.data
    ani.presses("Kembalikan").says("Mohon lampirkan foto daftar hadir.").presses("Kembalikan")
    first = budi.presses("Buka").latest.data
    budi.presses("Lengkapi").presses("Periksa dan kirim").presses("Ya, kirim")
    budi.presses_data(first).sees("diganti versi").presses("Buka versi terbaru").sees("menunggu")
    ani.presses_data(old).sees("versi yang lebih baru")
    assert "Terima" not in ani.labels()


def test_december_is_reported_in_january_against_its_own_plan(budi, stage, database):
    stage.clock.moment = stage.clock.moment.replace(year=2027, month=1, day=5)
    budi.says("/lapor").sees("Desember 2026", "Kunjungan posyandu")


def test_somebody_without_a_plan_gets_a_way_on(citra):
    citra.says("/lapor").sees("/catat")
    eka = citra.stage.person(500)
    citra.presses("Beri tahu pengelola").sees("sudah diberi tahu")
    citra.says("/lapor").presses("Beri tahu pengelola")
    eka.sees("Citra Dewi", "SKP")
    assert 1 == sum("Citra Dewi" in message.text for message in eka.chat)
    citra.says("/lapor").presses("Buat catatan")
    assert "Batal" in citra.labels()


def test_more_than_five_results_are_paged(budi, database):
    with database.unit_of_work() as session:
        plan = session.get(builders.PerformancePlan, 1)
        for number in range(5, 9):
            builders.result(session, plan, f"Hasil ke-{number} tercapai", ordinal=number)
    budi.says("/lapor").sees_not("Hasil ke-6").presses("2 ›").sees("Hasil ke-6", "Hasil ke-8")
    assert len(budi.shown.words.rows) <= 4


@pytest.mark.parametrize("person", ["citra", "dedi", "ani"])
def test_nobody_else_writes_or_reads_a_draft(person, budi, request):
    budi.says("/lapor")
    foreign = [data for _label, data in budi.shown.buttons if data.startswith("1|a|rep")]
    intruder = request.getfixturevalue(person)
    for data in foreign:
        intruder.presses_data(data)
        assert "posyandu" not in intruder.screen
        assert "Budi" not in intruder.screen


def test_texts_of_others_are_not_markup(budi, ani):
    budi.says("/lapor").presses("Isi satu per satu").says("12").says("25").says("90").says("100")
    budi.says("<b>tebal</b> & {nama}").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("Budi").sees("&lt;b&gt;tebal&lt;/b&gt; &amp; {nama}")


def test_what_the_action_plan_has_for_the_month_stands_on_the_card(budi, database):
    with database.unit_of_work() as session:
        first = session.exec(select(PlannedResult).order_by(PlannedResult.id)).first()
        for month, text, target in (
            (1, "Latih kader", "5 posyandu"),
            (1, "Bagi jadwal", ""),
            (2, "Nanti", ""),
        ):
            session.add(
                ActionStep(
                    result_id=first.id, lineage=text, month=month, text=text, target_text=target
                )
            )
    budi.says("/lapor").presses("1")
    budi.sees("Rencana aksi bulan ini: Latih kader (5 posyandu)", "Bagi jadwal").sees_not("Nanti")
