"""Everyday stories that must not break: each is a dialogue with the story's name.

| story | where |
|---|---|
| reports in the bot and forgets e-Kinerja; January report before the plan is approved | here |
| edits an old message; linked in August; rater without NIP and without Telegram | here |
| returned after the window closed; plan revised in June; two posts | here |
| work outside the plan; album of five photos, photo out of nowhere, video over 20 MB | `test_log` |
| night shift and a sleeping nurse; circular at 16.00; maternity leave | `test_stories_of_the_year` |
| retirement, contract end, death | `test_stories_of_the_year` |
| one operator enters for thirty teachers | comes with the helper |
| unit of three where anonymity cannot hold; a feedback text that reveals its author | come with feedback of peers |
| acting term ends with a half-written evaluation | comes with the evaluation |
"""

from datetime import date, datetime, timedelta
from decimal import Decimal

from sqlmodel import col, select

from kinerja.models import (
    Indicator,
    IndicatorValue,
    LogEntry,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    ProgressReport,
    ReportStatus,
)
from kinerja.rules.access import OPERATOR
from kinerja.services.inviting import issue_invitations
from tests import builders
from tests.bot.conversations.test_report import PHOTO, fill_in, sent


def on(stage, day):
    """Let it be ten in the morning of a day."""
    stage.clock.moment = datetime.combine(day, stage.clock.moment.timetz())


def test_january_report_before_the_plan_is_approved(stage, budi, ani, database):
    def plan_becomes(status):
        with database.unit_of_work() as session:
            session.get(PerformancePlan, 1).status = status

    plan_becomes(PlanStatus.SUBMITTED)
    budi.says("/lapor").sees("Januari 2026", "SKP belum disetujui", "Kunjungan posyandu")
    sent(budi).sees("L-2601-")
    ani.says("/tinjau").presses("Budi").sees("SKP belum disetujui", "12 kunjungan")

    plan_becomes(PlanStatus.APPROVED)
    ani.says("/tinjau").presses("Budi").sees("12 kunjungan").sees_not("belum disetujui")
    ani.presses("Terima")
    on(stage, date(2026, 3, 2))
    budi.says("/lapor").sees("Februari 2026", "Januari 2026: 12").sees_not("belum disetujui")


def test_edits_an_old_message_and_believes_the_report_changed(budi, ani):
    sent(budi)
    budi.edits("13").sees("tidak ikut berubah").presses("Ubah laporan").sees("12 dari 120")
    budi.presses("Tarik kembali").presses("1").presses("Realisasi").says("13")
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")
    ani.says("/tinjau").presses("Budi").sees("13 kunjungan")


def test_edits_an_old_message_while_a_question_waits(budi):
    budi.says("/lapor").presses("Isi satu per satu").says("12").edits("13")
    assert ["Ubah laporan", "Ubah catatan", "Ubah SKP", "Lanjutkan", "Menu"] == budi.labels()
    budi.presses("Lanjutkan").sees("Waktu tunggu")


def test_linked_in_august_with_seven_months_behind(stage, budi, ani, database):
    on(stage, date(2026, 8, 18))
    with database.unit_of_work() as session:
        holder = session.exec(select(Person).where(col(Person.name) == "Budi Santoso")).one()
        holder.joined_on = date(2026, 8, 17)
    budi.says("/lapor").sees("Agustus 2026").presses("Bulan lain").sees("Agustus 2026: sedang")
    budi.presses("2 ›").presses("Januari 2026")
    months = ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli")
    for number, month in enumerate(months, start=1):
        budi.sees(f"{month} 2026").presses("Isi satu per satu").says("10").says("25")
        budi.says("90").says("100").says(f"Bab {number} selesai.").presses("Periksa dan kirim")
        budi.sees_not("terlambat").presses("Ya, kirim").sees(f"Laporan {month} 2026")
        budi.sees_not("terlambat")
        if month != "Juli":
            budi.presses(f"Berikutnya: {months[number]} 2026")
    assert not any("Berikutnya" in label for label in budi.labels())
    budi.says("/lapor").sees("Agustus 2026").presses("1").sees("Sejak awal tahun: 70, sisa: 50")
    with database.reading() as session:
        late = session.exec(select(ProgressReport.late)).all()
    assert [False] * 8 == list(late)


def test_report_returned_after_the_window_closed(stage, budi, ani):
    sent(budi).sees_not("terlambat")
    on(stage, date(2026, 2, 20))
    ani.says("/tinjau").presses("Budi").presses("Kembalikan")
    ani.says("Mohon lampirkan daftar hadir.").presses("Kembalikan").sees("25 Februari 2026")

    on(stage, date(2026, 2, 25))
    budi.presses("Buka").sees("daftar hadir", "25 Februari 2026").presses("Lengkapi").presses("1")
    budi.presses("Realisasi").says("14").presses("Bukti dukung").sends(PHOTO).presses("Selesai")
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").sees_not("terlambat")
    budi.presses("Ya, kirim").sees("L-2601").sees_not("terlambat")
    ani.says("/tinjau").presses("Budi").sees("versi 2", "• 1. 12 → 14 kunjungan", "0 → 1")
    ani.sees_not("terlambat").presses("Perubahan (1)").sees("Jumlah kunjungan: 12 → 14")
    ani.presses("‹ Laporan").presses("Terima").sees("sudah diterima")


def test_report_returned_after_the_window_closed_and_completed_too_late(stage, budi, ani):
    sent(budi)
    on(stage, date(2026, 2, 20))
    ani.says("/tinjau").presses("Budi").presses("Kembalikan")
    ani.says("Mohon lampirkan daftar hadir.").presses("Kembalikan")
    on(stage, date(2026, 2, 26))
    budi.presses("Buka").presses("Lengkapi").presses("Periksa dan kirim").sees("terlambat")
    budi.presses("Ya, kirim").sees("terlambat")


def test_plan_revised_in_june_while_logs_hang_on_a_removed_result(stage, budi, ani, database):
    on(stage, date(2026, 6, 10))
    for text in ("5 kunjungan posyandu Melati", "7 kunjungan posyandu Mawar", "3 kunjungan lansia"):
        budi.says(f"/catat {text}").presses("1")
    budi.says("/lapor").presses("Bulan lain").presses("Juni 2026")
    budi.presses("1").presses("Catatan").says("Posyandu berjalan.")
    with database.unit_of_work() as session:
        revise_without_posyandu(session)
    on(stage, date(2026, 7, 2))

    budi.says("/lapor").sees("Juni 2026", "Kunjungan posyandu", "tidak ada lagi dalam SKP")
    budi.presses("4").sees("Posyandu berjalan.", "tidak ada lagi").presses("Keluarkan dari laporan")
    budi.presses("Ya, keluarkan").sees_not("posyandu terlaksana").presses("Pilah catatan (3)")
    budi.sees("3 catatan", "posyandu Melati", "1. Waktu tunggu").presses("2")
    budi.sees("2 catatan", "posyandu Mawar").presses("Di luar SKP")
    budi.sees("1 catatan", "lansia").presses("2").sees_not("tidak ada lagi")
    budi.presses("Isi satu per satu").says("25").says("90").says("100").says("Bab 3 selesai.")
    budi.presses("Periksa dan kirim").presses("Ya, kirim").sees("L-2606-")
    ani.says("/tinjau").presses("Budi").sees("kunjungan posyandu Melati", "kunjungan lansia")
    with database.reading() as session:
        logs = session.exec(select(LogEntry).order_by(col(LogEntry.id))).all()
    assert {2} == {log.report_id for log in logs}


def revise_without_posyandu(session):
    """Approve a second version of Budi's plan that holds all results but the first."""
    old = session.get(PerformancePlan, 1)
    old.status = PlanStatus.SUPERSEDED
    new = builders.plan(session, session.get(Position, old.position_id), version=2)
    results = session.exec(
        select(PlannedResult)
        .where(col(PlannedResult.plan_id) == 1)
        .order_by(col(PlannedResult.ordinal))
    ).all()
    for number, kept in enumerate(results[1:], start=1):
        values = kept.model_dump(exclude={"id", "plan_id", "text", "ordinal"})
        copy = builders.result(session, new, kept.text, ordinal=number, **values)
        of = select(Indicator).where(col(Indicator.result_id) == kept.id)
        for one in session.exec(of).all():
            same = one.model_dump(exclude={"id", "result_id", "text"})
            builders.indicator(session, copy, one.text, **same)


def test_two_posts_report_for_the_wrong_one(stage, budi, ani, dedi, database):
    with database.unit_of_work() as session:
        holder = session.exec(select(Person).where(col(Person.name) == "Budi Santoso")).one()
        rater = session.exec(select(Person).where(col(Person.name) == "Dedi Kurnia")).one()
        place = session.exec(
            select(builders.Unit).where(col(builders.Unit.name) == "Puskesmas Melati")
        ).one()
        post = builders.position(session, holder, place, "Pengajar", rater)
        of = builders.plan(session, post)
        lesson = builders.result(session, of, "Pelatihan kader terlaksana")
        builders.indicator(session, lesson, "Jumlah pelatihan", target=Decimal(12), unit="kali")
    stage.clock.moment -= timedelta(days=20)
    budi.says("/catat 5 kunjungan posyandu").presses("1")
    stage.clock.moment += timedelta(days=20)

    budi.says("/lapor").sees("lebih dari satu jabatan", "1. Perawat", "2. Pengajar")
    budi.presses("1. Perawat").sees("Perawat", "Kunjungan posyandu").presses("Isi satu per satu")
    budi.says("5").says("25").says("90").says("100").says("Bab 3.").presses("Periksa dan kirim")
    budi.sees("Perawat").presses("Ya, kirim").sees("Perawat", "Ani Lestari")
    ani.sees("Budi Santoso")

    # It should have been the other one: it is taken back, and the other one reported.
    budi.presses("Tarik kembali").presses("Bulan lain").presses("Jabatan lain")
    budi.sees("1. Perawat, Puskesmas Mawar: sedang disusun").presses("2. Pengajar")
    budi.sees("Pengajar", "Pelatihan kader").sees_not("posyandu").presses("Isi satu per satu")
    budi.says("1").presses("Periksa dan kirim").sees("Pengajar").presses("Ya, kirim")
    budi.sees("Dedi Kurnia").sees_not("Ani Lestari")
    dedi.says("/tinjau").presses("Budi").sees("1 kali").sees_not("posyandu")
    ani.says("/tinjau").sees_not("Budi Santoso")
    with database.reading() as session:
        assert session.exec(select(LogEntry)).one().report_id is None
        values = session.exec(select(IndicatorValue)).all()
        assert {5, 25, 90, 1} == {int(value.actual) for value in values}
        states = {one.position_id: one.status for one in session.exec(select(ProgressReport))}
    assert [ReportStatus.DRAFT, ReportStatus.SUBMITTED] == [states[key] for key in sorted(states)]


def test_rater_without_nip_and_without_telegram(stage, budi, database):
    """Budi's rater is the regent: no NIP, no Telegram; nothing pretends otherwise, and nothing is stuck."""
    with database.unit_of_work() as session:
        regent = builders.person(session, "Bupati Contoh", nip="BUPATI-01", kind=None)
        post = session.exec(
            select(Position).join(Person).where(Person.name == "Budi Santoso")
        ).one()
        for result in session.exec(select(PlannedResult)):
            result.leader_id = None
        for assignment in session.exec(
            select(builders.RaterAssignment).where(builders.RaterAssignment.position_id == post.id)
        ):
            assignment.rater_id = regent.id

    fill_in(budi).presses("1").presses("Kendala").says("Mobil rusak.").says("Pinjaman mobil dinas.")
    budi.sees("Bupati Contoh belum memakai asisten", "sampaikan langsung")
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").sees("Bupati Contoh")
    budi.presses("Ya, kirim").sees("L-2601-", "Bupati Contoh belum memakai asisten")
    budi.says("/tindaklanjut").presses("Ditunggu (2)").sees("Bupati Contoh meninjau laporan")
    assert "Ingatkan" not in " ".join(budi.labels())

    with database.unit_of_work() as session:
        (issued,) = issue_invitations(
            session, OPERATOR, people=(regent.id,), now=stage.clock.now(), today=builders.TODAY
        )
    regent_phone = stage.person(910)
    regent_phone.says(f"/start {issued.token}").presses("Setuju").sees("kode").says(issued.code)
    regent_phone.presses("Ya, benar").says("/tinjau").sees("(2)", "Budi Santoso")
    regent_phone.presses("meminta bantuan").sees("Pinjaman mobil dinas.").presses("Saya bantu")
    regent_phone.says("Mobil sekretariat dipinjamkan mulai besok.")
    budi.presses("Buka").sees("Mobil sekretariat").presses("Kendala selesai").sees("Teratasi")
    stage.clock.advance(timedelta(days=1))
    regent_phone.says("/tinjau").presses("Budi Santoso, Januari").presses("Terima")
    budi.sees("diterima")
    with database.reading() as session:
        assert ReportStatus.ACCEPTED is session.exec(select(ProgressReport)).one().status


def test_reports_in_the_bot_and_forgets_e_kinerja(budi, ani, stage):
    sent(budi).sees("Tersimpan di asisten ini, belum di e-Kinerja.")
    ani.says("/tinjau").presses("Budi").presses("Terima")
    stage.clock.advance(timedelta(days=6))

    # Nothing was copied: every place that shows the report says so.
    assert "Salin ke e-Kinerja (1)" in budi.says("/menu").labels()
    budi.says("/tindaklanjut").sees("Perlu disalin ke e-Kinerja: 1")
    budi.says("/lapor").sees("diterima", "Tersimpan di asisten ini, belum di e-Kinerja.")

    # Two taps: the text, and that it was copied.
    budi.presses("Salin ke e-Kinerja").sees("<code>Jumlah kunjungan: 12 kunjungan</code>")
    budi.presses("Sudah saya salin").sees("Januari 2026 sudah disalin")
    assert "Salin ke e-Kinerja" in budi.says("/menu").labels()
    budi.says("/tindaklanjut").sees_not("e-Kinerja")

    # A correction opens it again, and says why.
    budi.says("/lapor").sees("Sudah disalin ke e-Kinerja").presses("Tulis")
    budi.presses("1").presses("Realisasi").says("14").presses("Semua hasil kerja")
    budi.presses("Periksa dan kirim").presses("Ya, kirim")
    budi.says("/ekinerja").sees("Laporan Januari 2026: berubah setelah disalin").presses("Bulanan")
    budi.sees("Laporan berubah setelah disalin", "<code>Jumlah kunjungan: 14 kunjungan</code>")
    budi.presses("Sudah saya salin").presses("Buka lagi").sees("belum di e-Kinerja")
