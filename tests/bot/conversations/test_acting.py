"""Somebody acts for a rater: asked for in the chat, confirmed, taken over, given back; helping and handing over."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from kinerja.models import (
    Acting,
    HandoverNote,
    Position,
    ProgressReport,
    RaterAssignment,
    ReportStatus,
)
from tests import builders
from tests.builders import NOW, TODAY


@pytest.fixture
def eka(stage):
    return stage.person(500)


@pytest.fixture
def dedi(stage):
    return stage.person(400)


@pytest.fixture
def waiting(database):
    """Budi has sent January's report."""
    with database.unit_of_work() as session:
        budi = session.exec(select(Position).where(Position.title == "Perawat")).one()
        plan = session.exec(
            select(builders.PerformancePlan).where(builders.PerformancePlan.position_id == budi.id)
        ).one()
        sent = builders.report(session, plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
        results = select(builders.PlannedResult).where(builders.PlannedResult.plan_id == plan.id)
        first = session.exec(results.order_by(builders.PlannedResult.ordinal)).first()
        builders.line(session, sent, first, measured=True, note="Lancar")
        return sent.id


def asks(ani, reason="Saya akan cuti", kind="Plh.", name="dedi", last="10/2"):
    ani.says("/wakil").presses("Minta diwakili").presses(reason).says("4/2")
    if last:
        ani.says(last)
    ani.presses(kind).says(name).presses("Dedi Kurnia")
    return ani


def rows(database, kind):
    with database.reading() as session:
        return session.exec(select(kind).order_by(kind.id)).all()


def test_a_rater_asks_the_administrator_confirms_and_everything_comes_back(
    stage, ani, dedi, eka, budi, waiting
):
    asks(ani).sees("Dedi Kurnia", "4 Februari 2026", "10 Februari 2026", "pengelola unit")
    ani.presses("Kirim").sees("Permintaan dikirim", "Menunggu konfirmasi", "1 pegawai")
    eka.sees("meminta diwakili").sees_not("Ani").presses("Buka").sees("Ani Lestari", "Dedi Kurnia")
    eka.presses("semua wewenang").sees("Dikonfirmasi")
    ani.sees("sudah dikonfirmasi").presses("Buka").sees("Sudah dikonfirmasi")
    dedi.sees("mewakili seorang atasan").presses("Buka").sees("Plh.", "Memutuskan semuanya")

    dedi.says("/tinjau").sees_not("Budi")
    ani.says("/tinjau").sees("Budi")
    stage.clock.advance(timedelta(days=1))
    dedi.says("/tinjau").sees("Budi").presses("Budi").sees("Lancar")
    ani.says("/tinjau").sees_not("Budi").presses_data(f"1|a|rev.open|{waiting}").sees("Lancar")
    ani.presses_data(f"1|a|rev.accept.now|{waiting}").sees_not("diterima")
    stage.clock.advance(timedelta(days=7))
    ani.says("/tinjau").sees("Budi")
    dedi.says("/tinjau").sees_not("Budi")


def test_a_term_is_ended_early_and_what_is_open_is_back_at_once(stage, ani, dedi, eka, waiting):
    asks(ani).presses("Kirim")
    eka.presses("Buka").presses("semua wewenang")
    stage.clock.advance(timedelta(days=2))
    ani.says("/wakil").presses("1").presses("Akhiri").sees("Dedi Kurnia").presses("Ya, akhiri")
    ani.sees("Sudah diakhiri").says("/tinjau").sees("Budi")
    dedi.sees("tidak lagi mewakili").says("/tinjau").sees_not("Budi")


def test_a_refusal_changes_nothing_and_is_told(stage, ani, dedi, eka, database):
    asks(ani).presses("Kirim")
    before = rows(database, RaterAssignment)
    eka.presses("Buka").presses("Tolak").sees("Ditolak")
    ani.sees("belum dapat mengonfirmasi")
    assert before == rows(database, RaterAssignment)
    assert [True] == [row.ended_at is not None for row in rows(database, Acting)]


def test_plans_and_ratings_may_stay_with_the_rater(stage, ani, dedi, eka, database):
    asks(ani).presses("Kirim")
    eka.presses("Buka").presses("Tanpa SKP").sees("Dikonfirmasi")
    with database.unit_of_work() as session:
        budi = session.exec(select(Position).where(Position.title == "Perawat")).one()
        builders.plan(
            session, budi, version=2, status="submitted", submitted_at=NOW, reason="Target"
        )
    stage.clock.advance(timedelta(days=1))
    dedi.sees("mewakili").presses("Buka").sees("SKP dan penilaian tetap pada Ani")
    dedi.says("/tinjau").sees_not("SKP")
    ani.says("/tinjau").sees("SKP")


def test_an_absence_leads_to_who_acts_meanwhile(ani, eka, dedi, database):
    ani.says("/cuti").presses("Dinas luar").presses("Sampai besok")
    ani.presses("Minta diwakili").sees("Mewakili sebagai apa").presses("Atasan lain")
    ani.says("dedi").presses("Dedi").sees("3 Februari 2026").presses("Kirim")
    (row,) = rows(database, Acting)
    assert (TODAY, TODAY + timedelta(days=1)) == (row.first_day, row.last_day)


def test_a_helper_checks_and_prepares_and_decides_nothing(stage, ani, dedi, eka, waiting, database):
    asks(ani, kind="Pendamping").presses("Kirim")
    eka.presses("Buka").presses("Konfirmasi")
    stage.clock.advance(timedelta(days=1))
    dedi.sees("mewakili").presses("Buka").presses("Yang perlu disiapkan").sees("Budi Santoso")
    dedi.presses("Siapkan kata").says("Kunjungan bertambah menjadi 12.").presses("Kirim")
    dedi.sees("Kunjungan bertambah").presses("Baca laporan").sees("Lancar")
    dedi.sees("yang memutuskan orang lain")
    assert not {"Terima", "Kembalikan", "Beri umpan balik"} & set(dedi.labels())
    for data in (f"rev.accept.now|{waiting}", f"rev.return|{waiting}", f"fb.give|{waiting}"):
        dedi.presses_data(f"1|a|{data}").sees_not("diterima", "Kembalikan laporan", "Umpan balik")
    assert [ReportStatus.SUBMITTED] == [one.status for one in rows(database, ProgressReport)]
    ani.says("/tinjau").presses("Budi").presses("umpan balik").sees("Disiapkan oleh Dedi Kurnia")


def test_a_rater_who_moves_hands_over_and_the_successor_reads(
    stage, ani, dedi, eka, waiting, database
):
    asks(ani, reason="Saya akan mutasi", kind="Atasan baru", last=None)
    ani.presses("Kirim").sees("Menunggu konfirmasi")
    ani.presses("Daftar serah terima").sees("1 laporan perlu dituntaskan", "0 dari 1 pegawai")
    ani.presses("1").presses("Tulis catatan").sees("Dibaca oleh atasan sesudah")
    ani.says("Target posyandu disepakati naik bulan depan.").presses("Kirim")
    ani.sees("Target posyandu").presses("Serah terima").sees("1 dari 1")
    eka.presses("Buka").presses("Konfirmasi").sees("Dikonfirmasi")
    stage.clock.advance(timedelta(days=1))
    dedi.says("/wakil").presses("Catatan").sees("Ani Lestari", "Target posyandu")
    dedi.says("/tinjau").sees("Budi")
    ani.says("/tinjau").sees_not("Budi").presses_data(f"1|a|rev.open|{waiting}").sees_not("Lancar")
    ani.says("/wakil").presses("Serah terima").presses("1").presses("Ubah catatan")
    ani.says("Sudah dibicarakan.").presses("Kirim").sees("Sudah dibicarakan")
    assert ["Sudah dibicarakan."] == [note.text for note in rows(database, HandoverNote)]
    stage.clock.advance(timedelta(days=40))
    ani.says("/wakil").presses_data("1|a|act.over").sees("Tidak ada pegawai")


def test_the_administrator_lets_somebody_work_elsewhere(stage, eka, ani, dedi, waiting):
    eka.says("/admin").presses("Cari").says("budi").presses("1").presses("Jabatan")
    eka.sees("Perawat", "Ani Lestari").presses("Bertugas di tempat lain")
    eka.presses("3 Februari").presses("Lewati").says("dedi")
    eka.presses("Dedi").presses("Kirim").sees("dikonfirmasi", "Hanya untuk jabatan Budi")
    dedi.says("/tinjau").sees("Budi")
    ani.says("/tinjau").sees_not("Budi").presses_data(f"1|a|rev.open|{waiting}").sees("Lancar")


def test_a_transfer_in_the_middle_of_a_month_gives_both_raters_their_part(
    stage, eka, ani, dedi, budi, waiting, database
):
    eka.says("/admin").presses("Cari").says("budi").presses("1").presses("Jabatan")
    eka.presses("Mutasi").presses("berakhir").says("melati").presses("Melati")
    eka.says("Perawat gigi").says("dedi").presses("Dedi").says("16/2").presses("Kirim")
    eka.sees("16 Februari 2026")
    budi.sees("jabatan baru mulai 16 Februari")
    ani.sees("Budi Santoso", "16 Februari")
    dedi.sees("Budi Santoso", "16 Februari")
    stage.clock.advance(timedelta(days=20))
    ani.says("/tinjau").sees("Budi")
    dedi.says("/tinjau").sees_not("Budi")
    old, new = [p for p in rows(database, Position) if p.person_id == _of(database)]
    assert (date(2026, 2, 15), date(2026, 2, 16)) == (old.ends_on, new.starts_on)


def _of(database):
    (post,) = [one for one in rows(database, Position) if one.title == "Perawat"]
    return post.person_id


def test_what_does_not_fit_is_said(ani, eka, database):
    ani.says("/wakil").presses("Minta diwakili").presses("Saya akan cuti").says("4/2").says("1/2")
    ani.presses("Plh.").says("xx").sees("tiga huruf").says("dedi").presses("Dedi").presses("Kirim")
    ani.sees("sebelum hari pertama")
    assert [] == rows(database, Acting)


def test_strangers_learn_and_change_nothing(ani, budi, citra, dedi, eka, database):
    asks(ani).presses("Kirim")
    (row,) = rows(database, Acting)
    for data in ("act.card", "act.open", "act.yes", "act.some", "act.no", "act.end", "act.end.yes"):
        citra.presses_data(f"1|a|{data}|{row.id}").sees_not("Ani", "Dedi")
    dedi.presses_data(f"1|a|act.yes|{row.id}").sees_not("Dikonfirmasi")
    budi.presses_data(f"1|a|act.for|{row.rater_id}").sees_not("Ani")
    assert [row] == rows(database, Acting)
