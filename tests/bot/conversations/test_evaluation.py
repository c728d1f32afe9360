"""Evaluation (/evaluasi): the unit's performance, rating with the record, questions asked once, the guide."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from kinerja.models import (
    AskedDoubt,
    DeliveryAnswer,
    Doubt,
    Evaluation,
    EvaluationDelivery,
    EvaluationState,
    OrganisationPerformance,
    OrganisationPredicate,
    PeriodKind,
    Person,
    Position,
    Unit,
)
from kinerja.regulation import Regulation
from kinerja.rules.access import OPERATOR
from kinerja.services.cycles import open_cycle
from kinerja.services.noting_silence import note_silence
from tests import builders
from tests.builders import NOW, TODAY

APRIL = datetime(2026, 4, 6, 2, 0, tzinfo=UTC)
ON_ONE_ENGINE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


def named(session, name):
    return session.exec(select(Person).where(Person.name == name)).one()


@pytest.fixture
def gita(stage, database):
    """Rates Ani from the unit above; the year is open, and its first quarter is over."""
    with database.unit_of_work() as session:
        ani = named(session, "Ani Lestari")
        post = session.exec(select(Position).where(Position.person_id == ani.id)).one()
        root = session.exec(select(Unit).where(Unit.name == "Dinas Kesehatan Kota")).one()
        above = builders.person(session, "Gita Puspita")
        builders.position(session, above, root, "Sekretaris Dinas")
        builders.account(session, above, 600)
        builders.rated_by(session, post, above)
        builders.plan(session, post)
        kind = PeriodKind.QUARTER
        open_cycle(session, OPERATOR, 2026, kind, closes_day=10, now=NOW, today=TODAY)
    stage.clock.moment = APRIL
    return stage.person(600)


def rated(ani, name="Budi", results="Sesuai", behaviour="Sesuai"):
    """Rate somebody from the people's list on."""
    ani.says("/evaluasi").presses("Nilai pegawai").presses(name)
    ani.presses("Nilai hasil kerja").presses(results).says("Dua belas kunjungan tercatat rapi.")
    ani.presses("Simpan").presses("Nilai perilaku").presses(behaviour)
    return ani.says("Ramah kepada warga di loket.").presses("Simpan")


def decided(gita, predicate="Baik"):
    gita.says("/evaluasi").presses("Capaian organisasi").presses("Puskesmas Mawar")
    return gita.presses("Catat").presses(predicate).presses("Lewati").presses("Catat")


def evaluations(database):
    with database.reading() as session:
        return session.exec(select(Evaluation).order_by(Evaluation.id)).all()


def test_from_two_ratings_to_a_proposal(gita, ani, budi, database):
    rated(ani).sees("Tersimpan sebagai draf", "Sesuai ekspektasi", "Menurut kuadran: <b>Baik</b>")
    ani.sees("belum dicatat", "hanya terlihat oleh Bapak/Ibu")
    ani.presses("Usulkan rating").sees("Diusulkan.", "Status: diusulkan")
    (row,) = evaluations(database)
    assert (EvaluationState.PROPOSED, None) == (row.state, row.predicate)
    ani.says("/evaluasi").sees("ditetapkan 0, diusulkan 1", "triwulan 1")
    budi.says("/evaluasi").sees_not("Nilai pegawai", "Sesuai ekspektasi")


@ON_ONE_ENGINE
def test_a_rating_needs_a_reason_and_both_are_needed_to_propose(gita, ani):
    ani.says("/evaluasi").presses("Nilai pegawai").presses("Budi")
    ani.presses("Nilai hasil kerja").presses("Di atas").says("bagus").sees("tulis alasan")
    ani.says("Dua belas kunjungan tercatat rapi.").presses("Simpan").sees("Di atas ekspektasi")
    assert "Usulkan rating" not in ani.labels()


@ON_ONE_ENGINE
def test_no_surprise_is_asked_once_and_forbids_nothing(gita, ani, database):
    rated(ani, results="Di bawah").presses("Usulkan rating")
    ani.sees("Tanpa kejutan", "Budi Santoso").presses("Ubah").sees("Butuh Perbaikan")
    with database.reading() as session:
        assert [Doubt.SURPRISE] == session.exec(select(AskedDoubt.doubt)).all()
    ani.presses("Usulkan rating").sees("Diusulkan.")


@ON_ONE_ENGINE
def test_feedback_first_leads_to_the_feedback(gita, ani):
    rated(ani, results="Di bawah").presses("Usulkan rating").presses("Beri umpan balik")
    ani.sees("Budi Santoso")


@ON_ONE_ENGINE
def test_the_leader_above_enters_how_the_unit_performed_and_nobody_in_it(gita, ani, database):
    decided(gita).sees("Tercatat", "Capaian kinerja: <b>Baik</b>", "Ditetapkan oleh Gita Puspita")
    with database.reading() as session:
        assert (
            OrganisationPredicate.GOOD
            == session.exec(select(OrganisationPerformance.predicate)).one()
        )
    ani.says("/evaluasi")
    assert "Capaian organisasi" not in ani.labels()
    gita.says("/evaluasi").presses("Nilai pegawai").presses("Ani")
    gita.sees("Memimpin unit", "Sesuai ekspektasi").presses("Nilai hasil kerja")
    gita.sees("Untuk pimpinan unit, ketentuan mengarahkan “Sesuai ekspektasi”")


@ON_ONE_ENGINE
def test_a_day_is_that_of_the_readers_zone(gita, stage):
    day = stage.clock.moment
    # 23.00 UTC is 7.00 of the next day in Makassar.
    stage.clock.moment = day.replace(hour=23)
    decided(gita).sees(f"dicatat pada {day.day + 1} ")


@ON_ONE_ENGINE
def test_an_administrator_enters_what_the_leader_above_decided(gita, stage):
    eka = stage.person(500)
    eka.says("/evaluasi").presses("Capaian organisasi").presses("Puskesmas Mawar")
    eka.presses("Catat").presses("Istimewa").sees("Siapa yang menetapkannya?")
    eka.presses("Gita").says("Didengar dari bagian perencanaan.").presses("Catat")
    eka.sees("Istimewa", "Ditetapkan oleh Gita Puspita", "bagian perencanaan")


@ON_ONE_ENGINE
def test_the_guide_beside_the_real_distribution(gita, ani, database):
    rated(ani).presses("Pola").sees("mengikuti capaian kinerja organisasi", "1 dari 1")
    decided(gita).presses("Pola distribusi").sees("Baik: lebih dari 50%", "Di bawah 10 orang")
    assert gita.shown.words.file is None
    with database.unit_of_work() as session:
        rater = named(session, "Ani Lestari")
        post = session.exec(select(Position).where(Position.person_id == rater.id)).one()
        section = session.get(Unit, post.unit_id)
        (row,) = session.exec(select(Evaluation)).all()
        for number in range(10):
            somebody = builders.person(session, f"Pegawai {number}")
            other = builders.position(session, somebody, section, rater=rater)
            values = row.model_dump(exclude={"id", "person_id", "position_id"})
            session.add(Evaluation(person_id=somebody.id, position_id=other.id, **values))
    ani.presses("Menu").says("/evaluasi").presses("Nilai pegawai").presses("Budi").presses("Pola")
    ani.sees("Baik: 11", "Berbeda dari pola", "⚠ Baik: paling banyak 70%")
    assert "distribution.png" == ani.shown.words.file.file_name


@ON_ONE_ENGINE
def test_item_by_item_from_which_nothing_follows(gita, ani, database):
    ani.says("/evaluasi").presses("Nilai pegawai").presses("Budi").presses("Per butir")
    ani.sees("1. Kunjungan posyandu terlaksana").presses("2").presses("Di atas")
    ani.says("Waktu tunggu turun menjadi 25 menit.").sees("2. Waktu tunggu", "Waktu tunggu turun")
    ani.presses("Hal. 2").presses("5").presses("Sesuai").says("Ramah kepada warga di loket.")
    ani.sees("5. Berorientasi", "Ramah kepada warga").presses("Budi").sees("Hasil kerja: <b>–</b>")
    assert [None] == [row.results for row in evaluations(database)]


@ON_ONE_ENGINE
def test_the_record_of_the_year_before_the_rater(gita, ani, budi, database):
    ani.says("/evaluasi").presses("Nilai pegawai").presses("Budi").presses("Rekaman")
    ani.sees("1 Januari 2026 s.d. 31 Maret 2026", "Versi 1", "Tanpa laporan", "Februari 2026")
    with database.unit_of_work() as session:
        giver, receiver = named(session, "Ani Lestari"), named(session, "Budi Santoso")
        for _number in range(20):
            builders.feedback(session, giver, receiver)
    ani.presses("Budi").presses("Rekaman").sees("halaman 1 dari 2").presses("Hal. 2")
    ani.sees("Penilaian sebelumnya").presses("Laporan").sees("laporan yang mana?")
    ani.presses("Rekaman").presses("SKP").sees("Kunjungan posyandu")


@ON_ONE_ENGINE
def test_a_self_assessment_comes_first_where_the_agency_wants_it(gita, ani, budi, stage):
    stage.dispatcher.options = replace(stage.options, self_assessment=True)
    budi.says("/evaluasi").sees("Penilaian diri Bapak/Ibu belum ditulis").presses("Penilaian diri")
    budi.presses("Tulis: Perawat").says("ya").sees("Mohon tulis alasan")
    budi.says("Dua belas posyandu dikunjungi.").says("Saya menolong rekan di loket.")
    budi.presses("Simpan").sees("Tersimpan", "Dua belas posyandu")
    ani.says("/evaluasi").presses("Nilai pegawai").presses("Budi").sees("menolong rekan di loket")
    budi.presses("Ubah: Perawat").says("Tiga belas posyandu dikunjungi.")
    budi.says("Saya menolong rekan di loket.").presses("Simpan").sees("Tiga belas")


@ON_ONE_ENGINE
def test_before_the_year_is_opened_there_is_nothing_to_evaluate(ani, budi):
    ani.says("/evaluasi").sees("Tahun kinerja belum dibuka")
    budi.presses_data("1|a|eval.of|1|1").sees("belum dimulai")


@ON_ONE_ENGINE
def test_nobody_sees_the_card_of_somebody_they_do_not_rate(gita, ani, citra, budi):
    ani.says("/evaluasi").presses("Nilai pegawai")
    card = ani.data("Budi")
    for other in (citra, budi):
        other.presses_data(card).sees("tidak tersedia")
        other.presses_data(card.replace("eval.of", "eval.rec")).sees("tidak tersedia")


def delivered(ani, gita, name="Budi", results="Sesuai"):
    """Rate, propose, release and deliver."""
    decided(gita)
    rated(ani, name, results).presses("Usulkan rating")
    if "Tetap usulkan" in ani.labels():
        ani.presses("Tetap usulkan")
    ani.presses("Tetapkan").sees("Predikat menurut kuadran").presses("Tetapkan")
    return ani.sees("Ditetapkan.").presses("Serahkan").sees("Diserahkan pada 6 April 2026")


def test_a_proposal_is_asked_about_answered_and_never_changed_from_above(gita, ani, budi, database):
    rated(ani).presses("Usulkan rating")
    gita.sees("Ani Lestari mengusulkan rating").sees_not("Budi", "Sesuai ekspektasi").presses(
        "Buka"
    )
    gita.presses("Puskesmas Mawar").sees("Budi Santoso", "Sesuai ekspektasi").presses("Budi")
    gita.presses("Tanyakan alasan").says("Bukti apa yang dilihat?").presses("Tanyakan")
    gita.sees("Ditanyakan. Ani Lestari diberi tahu")
    ani.sees("bertanya tentang rating Budi Santoso").sees_not("ekspektasi").presses("Buka")
    assert "Tetapkan" not in ani.labels()
    ani.presses("Jawab").says("Buku kunjungan yang sudah diperiksa.").presses("Jawab")
    ani.sees("Terjawab")
    gita.sees("telah menjawab").presses("Buka").sees("Buku kunjungan")
    assert not budi.chat
    ani.presses("Tetapkan").presses("Tetapkan").sees("Pimpinan di atas unit")


def test_delivered_opened_and_received_with_a_comment(gita, ani, budi, database):
    delivered(ani, gita)
    budi.sees("telah diserahkan kepada Bapak/Ibu").sees_not("ekspektasi", "Baik").presses("Buka")
    budi.sees(
        "Hasil kerja: <b>Sesuai ekspektasi</b>", "Predikat: <b>Baik</b>", "bukan berarti setuju"
    )
    budi.sees("20 April 2026 (14 hari), atau 24 April 2026 (14 hari kerja)", "Kode verifikasi")
    budi.presses("Sudah saya terima").says("Mohon kunjungan Desember dicatat.")
    budi.presses("Konfirmasi penerimaan").sees("Tercatat: diterima pada 6 April 2026")
    ani.sees("telah menanggapi").presses("Buka").sees("diterima", "kunjungan Desember")
    budi.presses("Evaluasi saya").sees("triwulan 1 tahun 2026", "diterima").presses("triwulan")
    with database.reading() as session:
        (made,) = session.exec(select(EvaluationDelivery)).all()
    assert DeliveryAnswer.ACKNOWLEDGED == made.answer
    assert made.delivered_at < made.opened_at < made.answered_at


@ON_ONE_ENGINE
def test_receiving_twice_is_refused_and_nobody_else_may(gita, ani, budi, citra):
    delivered(ani, gita)
    budi.presses("Buka")
    again = budi.data("Sudah saya terima")
    budi.presses("Sudah saya terima").presses("Lewati").presses("Konfirmasi")
    budi.presses_data(again).presses("Lewati").presses("Konfirmasi").sees("sudah menanggapi")
    for other in (citra, ani):
        other.presses_data(again.replace("eval.ack", "eval.doc")).sees("tidak tersedia")


def test_silence_is_noted_as_silence_and_an_answer_can_still_come(gita, ani, budi, database):
    delivered(ani, gita)
    days = {datetime(2026, 4, 24, 10, tzinfo=UTC): 0, datetime(2026, 4, 24, 18, tzinfo=UTC): 1}
    for moment, expected in days.items():
        with database.unit_of_work() as session:
            assert expected == note_silence(session, Regulation(), now=moment)
    budi.says("/evaluasi").presses("Evaluasi saya").sees("tidak ada tanggapan").presses("triwulan")
    budi.sees("Tidak ada tanggapan sampai 24 April 2026").sees_not("setuju")
    ani.says("/evaluasi").presses("Nilai pegawai").presses("Budi")
    ani.sees("Tidak ada tanggapan sampai 24 April 2026")
    budi.presses("Sudah saya terima").presses("Lewati").presses("Konfirmasi").sees("diterima")


@ON_ONE_ENGINE
def test_the_agencys_reading_of_a_clock_is_the_only_one_shown(gita, ani, budi, stage):
    law = Regulation({"acknowledgement": "10 working days", "objection": "14 days"})
    stage.dispatcher.options = replace(stage.options, regulation=law)
    delivered(ani, gita)
    budi.presses("Buka").sees("Mohon ditanggapi sampai 20 April 2026 (10 hari kerja).")
    budi.sees("Keberatan dapat diajukan sampai 20 April 2026 (14 hari).")


@ON_ONE_ENGINE
def test_many_are_released_and_delivered_together(gita, ani, budi, database):
    with database.unit_of_work() as session:
        rater = named(session, "Ani Lestari")
        post = session.exec(select(Position).where(Position.person_id == rater.id)).one()
        section = session.get(Unit, post.unit_id)
        hadi = builders.person(session, "Hadi Pranoto")
        builders.plan(session, builders.position(session, hadi, section, "Bidan", rater))
    decided(gita)
    for name in ("Budi", "Hadi"):
        rated(ani, name).presses("Usulkan rating")
    ani.presses("Pegawai").presses("Selesaikan semua").sees("2 usulan")
    stale = ani.data("Tetapkan semua")
    ani.presses("Tetapkan semua").sees("2 evaluasi ditetapkan").presses("Serahkan semua")
    ani.sees("2 evaluasi diserahkan")
    budi.sees("telah diserahkan")
    ani.presses_data(stale).sees("Ada yang berubah")
    ani.presses("Pegawai").presses("Hadi").sees("serahkan di atas kertas")


@ON_ONE_ENGINE
def test_who_takes_over_delivers_what_was_released(gita, ani, budi, database, stage):
    decided(gita)
    rated(ani).presses("Usulkan rating").presses("Tetapkan").presses("Tetapkan")
    with database.unit_of_work() as session:
        ani_row, budi_row = named(session, "Ani Lestari"), named(session, "Budi Santoso")
        post = session.exec(select(Position).where(Position.person_id == budi_row.id)).one()
        builders.rated_by(session, post, named(session, "Gita Puspita"))
        assert ani_row.id
    gita.says("/evaluasi").presses("Nilai pegawai").presses("Budi").presses("Serahkan")
    gita.sees("Diserahkan pada 6 April 2026")


def test_a_code_says_kind_date_and_state_and_nothing_personal(gita, ani, budi, stage):
    delivered(ani, gita)
    budi.presses("Buka")
    code = budi.shown.text.split("<code>")[1].split("</code>")[0]
    stranger = stage.person(999)
    stranger.says(f"/cek {code.lower()}").sees("triwulan 1 tahun 2026", "6 April 2026")
    stranger.sees("belum ditanggapi", "bukan tanda tangan elektronik")
    stranger.sees_not("Budi", "Ani", "ekspektasi", "Puskesmas")
    budi.presses("Sudah saya terima").presses("Lewati").presses("Konfirmasi")
    ani.says(f"/verify {code.replace('-', '')}").sees("sudah diterima").presses("Menu")
    for nonsense in ("", " ", "ABCDE", "ABCDE-FGHIJ-KLMNO"):
        said = stranger.says(f"/cek {nonsense}").screen
        assert "/cek ABCDE-23456" in said or "Tidak ada evaluasi" in said
    stranger.says("/cek ZZZZZ-ZZZZZ").sees("Tidak ada evaluasi dengan kode ini")
