"""After coaching: form B.1.8 for whoever stands above the rater, B.1.9 by the rater; counselling by dates alone."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlmodel import col, select

from bot.dispatch import Dispatcher
from kinerja.models import Person, Position
from kinerja.regulation import Regulation
from tests.builders import rated_by


@pytest.fixture
def eka(stage, database):
    """Eka rates Ani."""
    with database.unit_of_work() as session:
        people = {one.name: one for one in session.exec(select(Person).order_by(col(Person.id)))}
        ani = select(Position).where(col(Position.person_id) == people["Ani Lestari"].id)
        rated_by(session, session.exec(ani).one(), people["Eka Wijaya"])
    return stage.person(500)


@pytest.fixture
def coached(eka, ani, budi):
    ani.says("/dialog").presses("Usulkan").presses("Budi").presses("Bimbingan")
    ani.presses("Sudah berlangsung").presses("Kemarin").says("9").presses("30 menit")
    ani.presses("Tulis catatan").says("Antrean lebih pendek").presses("Lewati")
    ani.presses("Lewati").says("Dua loket mulai Senin").presses("Kamis, 5 Maret").presses("Simpan")
    ani.presses("Ya, itu yang disepakati")
    return budi.presses("Buka").presses("Ya, itu yang disepakati")


def filled_in(budi, answer="Ya"):
    budi.sees("Format B.1.8: bimbingan oleh Ani Lestari", "Hanya Eka Wijaya", "Pernyataan 1 dari 9")
    for _statement in range(8):
        budi.presses(answer)
    return budi.sees("memahami maksud dan tujuan").presses("Tidak").sees("9. Maksud dan tujuan")


def test_the_form_goes_past_the_rater(coached, eka, ani, budi):
    said = len(ani.chat)
    budi.says("/tindaklanjut").sees("Format B.1.8 tentang bimbingan oleh Ani").presses("1. Isi")
    filled_in(budi).presses("Kirim").sees("terkirim kepada Eka Wijaya")
    eka.sees("Ada formulir sesudah bimbingan").sees_not("Budi", "Ani").presses("Buka")
    eka.sees("Budi Santoso, dibimbing oleh Ani Lestari", "diperhatikan dan dipahami. <b>Ya</b>")
    eka.sees("kegiatan bimbingan kinerja ini. <b>Tidak</b>")
    eka.says("/dialog").presses("Formulir bimbingan (1)").sees("1. Budi Santoso").presses("Buka 1")
    eka.sees("Format B.1.8")
    assert said == len(ani.chat)
    assert [] == [x for x in ani.says("/dialog").labels() if "Formulir" in x]
    ani.presses_data("1|a|dlg.surveys").sees("Belum ada formulir")
    ani.presses_data("1|a|dlg.survey|1").sees_not("Ya", "Budi")
    budi.says("/dialog").presses("Buka 1").presses("Format B.1.8")
    filled_in(budi).presses("Kirim").sees("sudah dikirim")


def test_the_agency_settles_the_answers(coached, budi, stage):
    stage.options = replace(stage.options, regulation=Regulation({"coaching_answers": "5"}))
    stage.dispatcher = Dispatcher(stage.book, stage.options)
    budi.says("/dialog").presses("Buka 1").presses("Format B.1.8")
    assert ["Sangat setuju", "Setuju", "Netral", "Tidak setuju", "Sangat tidak setuju"] == [
        label for label in budi.labels() if label not in ("Batal", "Kembali")
    ]


def test_the_leader_notes_competences_with_a_reason(coached, ani, budi):
    ani.says("/tindaklanjut").sees("Format B.1.9 tentang Budi").presses("1. Isi")
    ani.sees("Belum ada catatan").presses("Catat kompetensi").sees("Budi Santoso juga membacanya")
    label = ani.labels()[0]
    ani.presses(label).presses("4").says("Menjelaskan antrean kepada 12 pasien").presses("Kirim")
    ani.sees(f"<b>{label}</b>: 4 dari 5", "12 pasien")
    ani.says("/tindaklanjut").sees_not("B.1.9")
    budi.says("/dialog").presses("Buka 1").presses("Format B.1.9").sees("4 dari 5")
    assert ["‹ Dialog", "Menu"] == budi.labels()
    budi.presses_data("1|a|dlg.level|1").sees("Hanya pimpinan")


@pytest.mark.parametrize("outcome", ["Bimbingan kinerja", "Konseling kinerja"])
def test_what_feedback_leaves_open_is_arranged_and_closed(ani, budi, citra, stage, outcome):
    ani.says("/tim").presses("Budi").presses("Beri umpan balik").presses("Berkala")
    ani.presses("Langsung").says("12 kunjungan sejak Januari.").says("2 tertunda 20 Januari.")
    ani.says("Jadwal tersusun sampai 10 Februari.")
    while "Ada kemajuan" not in ani.labels():
        ani.presses("Selesai")
    ani.presses("Belum ada").presses(outcome).presses("Selesai").presses("Kirim")
    ani.says("/tindaklanjut").sees(f"{outcome}, Budi Santoso").presses("1. Atur")
    if outcome.startswith("Konseling"):
        ani.presses("Atur tanggal").says("citra").presses("Citra Dewi").says("3/2")
        ani.presses("Kirim")
        citra.presses("Buka").presses("Sudah berlangsung").presses("Lewati").sees("Selesai.")
    else:
        ani.presses("Sudah berlangsung").presses("Kemarin").says("9").presses("30 menit")
        ani.presses("Tulis catatan").says("Antrean lebih pendek").presses("Lewati")
        ani.presses("Lewati").presses("Lewati").presses("Lewati").presses("Simpan")
        ani.presses("Ya, itu")
        budi.presses("Buka").presses("Ya, itu")
    ani.says("/tindaklanjut").sees_not(f"{outcome}, Budi")
    citra.presses_data("1|a|dlg.coach|3").sees("diatur oleh atasan")


def test_without_anybody_above_the_form_has_no_reader(ani, budi):
    ani.says("/dialog").presses("Usulkan").presses("Bimbingan").presses("Sudah")
    ani.presses("Kemarin").says("9").presses("30 menit")
    budi.presses_data("1|a|dlg.form|1").sees("belum ada yang membacanya")


def test_counselling_asks_for_dates_and_nothing_else(ani, budi, citra, stage):
    ani.says("/dialog").presses("Konseling").sees("isi pembicaraan tidak dicatat").presses("Budi")
    ani.presses("Atur tanggal").says("zz").sees("tiga huruf").says("citra").presses("Citra Dewi")
    ani.presses("Rabu, 4 Februari").presses("Kirim").sees("Terjadwal", "dengan Citra Dewi")
    for person in (budi, citra):
        person.sees("Ada tanggal yang dijadwalkan").sees_not("onseling", "Ani", "Budi")
        person.presses("Buka").sees("Konseling kinerja", "Rabu, 4 Februari 2026")
    citra.says("/tindaklanjut").sees_not("Konseling")
    citra.presses_data("1|a|cns.done|1").sees("belum tiba")
    stage.clock.advance(timedelta(days=1))
    citra.says("/tindaklanjut").sees("Konseling dengan Budi Santoso").presses("1. Buka")
    citra.presses("Sudah berlangsung").presses("Rabu, 11 Februari").sees("berikutnya: 11 Februari")
    citra.presses("‹ Konseling").presses("Jadwal sebagai petugas (1)").sees("Budi Santoso")
    ani.says("/dialog").presses("Konseling").presses("Budi").sees("Selesai; tanggal berikutnya")
    budi.says("/dialog").presses("Konseling").presses("Untuk saya").sees("11 Februari 2026")


def test_counselling_is_nobody_elses(ani, budi, citra, dedi, stage):
    budi.says("/dialog").presses("Konseling").presses("Untuk saya").sees("Belum ada tanggal")
    budi.presses("Atur").says("citra").presses("Citra").says("5/2").presses("Kirim")
    for data in ("cns.open|1", "cns.of|3", "cns.new|3", "cns.done|1"):
        for stranger in (dedi, stage.person(500)):
            stranger.presses_data(f"1|a|{data}").sees_not("Budi", "Citra")
    # What he arranged himself is not his superior's either.
    ani.presses_data("1|a|cns.open|1").sees_not("Citra")
    ani.says("/dialog").presses("Konseling").presses("Budi").sees("Belum ada tanggal")
