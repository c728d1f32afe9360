"""The rater's inbox: next in line, filters, exceptions first, evidence one after another, team leaders."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from bot.due import Due
from kinerja.models import (
    Account,
    Evidence,
    EvidenceKind,
    EvidenceMark,
    Feedback,
    Person,
    PlannedResult,
    ProgressReport,
    RaterAssignment,
    ReportLine,
    ReportStatus,
    ResultCheck,
    Unit,
)
from tests import builders
from tests.bot.conversations.test_report import PHOTO, fill_in, sent

JANUARY = date(2026, 1, 1)


def crowd(database, count, *, logging=True):
    """Let Ani rate so many more people, each with a report of one result that was sent."""
    with database.unit_of_work() as session:
        place = session.get(Unit, 2)
        ani = session.exec(select(Person).where(Person.name == "Ani Lestari")).one()
        for number in range(1, count + 1):
            who = builders.person(session, f"Pegawai {number:02}")
            post = builders.position(session, who, place, rater=ani)
            of = builders.plan(session, post)
            about = builders.result(session, of, f"Layanan {number}", ordinal=1)
            measure = builders.indicator(
                session, about, "Kunjungan", target=Decimal(120), unit="kali"
            )
            moment = builders.NOW - timedelta(hours=100 - number)
            report = builders.report(
                session, of, JANUARY, ReportStatus.SUBMITTED, submitted_at=moment
            )
            values = {measure.id: Decimal(12)}
            builders.line(session, report, about, values, measured=True)
            if logging:
                builders.log(session, who)


def evidence(database, report_number=1, count=1):
    """Add references to the first line of a report."""
    with database.unit_of_work() as session:
        line = session.exec(select(ReportLine).where(ReportLine.report_id == report_number)).first()
        owner = session.get(ProgressReport, report_number).person_id
        for number in range(count):
            session.add(
                Evidence(
                    person_id=owner,
                    line_id=line.id,
                    kind=EvidenceKind.REFERENCE,
                    reference=f"S-{report_number}-{number}",
                    added_at=builders.NOW,
                )
            )


@pytest.fixture
def with_evidence(budi):
    """Budi's report with a photo, a link and a number as evidence of its first result."""
    fill_in(budi).presses("1").presses("Bukti dukung")
    budi.sends(PHOTO).says("https://contoh.go.id/berkas").says("440/12/2026").presses("Selesai")
    return budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")


def test_a_rater_goes_through_five_reports_with_feedback_on_each(ani, database):
    crowd(database, 5)
    ani.says("/tinjau").presses("Mulai dari yang pertama")
    for number in range(1, 6):
        ani.sees(f"Pegawai 0{number}").presses("Terima").presses("Beri umpan balik")
        ani.says(f"12 kunjungan layanan {number} tercatat rapi pada bulan Januari.")
        ani.presses("Tidak ada tambahan").presses("Ada kemajuan").presses("Kirim")
        ani.presses("Laporan berikutnya")
    ani.sees("Semua sudah ditinjau")
    assert ani.actions <= 45
    with database.reading() as session:
        assert 5 == len(session.exec(select(Feedback)).all())
        assert {ReportStatus.ACCEPTED} == set(session.exec(select(ProgressReport.status)))


def test_the_queue_goes_on_where_it_stopped(ani, database):
    crowd(database, 7)
    ani.says("/tinjau").sees("(7)", "Pegawai 05").sees_not("Pegawai 06").presses("2 ›")
    ani.sees("Pegawai 07").presses("‹ Hal. 1").presses("Mulai dari yang pertama").presses("Terima")
    ani.says("/tinjau").sees("Selesai: 1 dari 7", "Pegawai 02").presses("Mulai").sees("Pegawai 02")
    ani.presses("Berikutnya ›").sees("Pegawai 03")
    assert len(ani.shown.words.rows) <= 4


def test_the_inbox_is_filtered_by_person(ani, database):
    crowd(database, 4)
    ani.says("/tinjau").presses("Lainnya").presses("Per pegawai").presses("2 ›")
    ani.presses("Pegawai 03").sees("Pegawai 03").sees_not("Pegawai 01", "Pegawai 04")


def test_with_many_people_exceptions_come_first_and_the_rest_goes_together(ani, database):
    crowd(database, 16)
    with database.unit_of_work() as session:
        value = session.exec(
            select(builders.IndicatorValue).order_by(builders.IndicatorValue.id)
        ).all()[9]
        value.actual = Decimal(9)
        session.add(value)
    ani.says("/tinjau").sees("perlu perhatian", "1. <b>Pegawai 10</b>", "di bawah target")
    ani.presses("Mulai dari yang pertama").sees("Pegawai 10", "Perlu perhatian")
    ani.says("/tinjau").presses("Lainnya").presses("Perlu perhatian (1)").sees("Pegawai 10")
    ani.says("/tinjau").presses("Lainnya").presses("Terima sekaligus")
    ani.sees("Pegawai 01", "Pegawai 16", "15").sees_not("Pegawai 10")
    confirm = ani.data("Ya, terima")
    ani.presses("Ya, terima").sees("15").presses_data(confirm).sees("berubah")
    with database.reading() as session:
        statuses = [row.status for row in session.exec(select(ProgressReport))]
        assert 15 == statuses.count(ReportStatus.ACCEPTED)
        assert [] == session.exec(select(Feedback)).all()


def test_a_list_that_changed_is_confirmed_anew(ani, database):
    crowd(database, 16)
    ani.says("/tinjau").presses("Lainnya").presses("Terima sekaligus")
    confirm = ani.data("Ya, terima")
    ani.says("/tinjau").presses("Mulai dari yang pertama").presses("Terima")
    ani.presses_data(confirm).sees("berubah", "Pegawai 02").sees_not("Pegawai 01")


def test_few_people_are_never_accepted_together(ani, database):
    crowd(database, 4)
    ani.says("/tinjau").presses("Lainnya")
    assert "Terima sekaligus" not in " ".join(ani.labels())
    ani.presses_data("1|a|rev.all.yes|0123456789abcdef").sees("berubah")


def test_the_sample_of_the_evidence_is_stated(ani, database):
    crowd(database, 20)
    for number in range(1, 21):
        evidence(database, number, 3)
    ani.says("/tinjau").presses("Lainnya").presses("Bukti dukung").presses("Sampel acak")
    ani.sees("0 dari", "12", "60", "acak").presses("Terima bukti")
    ani.sees("1 dari", "12", "60")


def test_evidence_after_evidence_in_one_message(with_evidence, ani, budi, database):
    ani.says("/tinjau").presses("Budi").presses("Bukti dukung").sees("Budi Santoso", "1 dari 3")
    assert "photo-1" == ani.shown.words.file.file_id
    assert ani.shown.words.protected
    place, messages = ani.shown.number, len(ani.chat)
    ani.presses("Terima bukti").sees("2 dari 3", "contoh.go.id")
    assert (place, messages) == (ani.shown.number, len(ani.chat))
    ani.presses("Urungkan").sees("1 dari 3")
    ani.presses("Terima bukti").presses("Lewati").sees("440/12/2026")
    ani.presses("Perlu dilengkapi").says("ya").sees("alasan").says("Tanggal surat belum terlihat.")
    ani.sees("contoh.go.id").presses("Tidak sesuai").says("Tautan menuju laporan tahun 2024.")
    ani.sees("Selesai", "3 bukti dukung")
    told = [message for message in budi.chat if "bukti dukung laporan" in message.text.lower()]
    assert 1 == len(told)
    assert "2024" not in told[0].text
    budi.presses("Buka").presses("1").sees("Tanggal surat belum terlihat.", "2024")
    with database.reading() as session:
        marks = [row.mark for row in session.exec(select(Evidence).order_by(Evidence.id))]
    expected = [EvidenceMark.ACCEPTED, EvidenceMark.UNSUITABLE, EvidenceMark.INCOMPLETE]
    assert expected == marks


def test_the_last_mark_is_undone_at_the_end(ani, database):
    crowd(database, 1)
    evidence(database)
    ani.says("/tinjau").presses("Lainnya").presses("Bukti dukung").presses("Tujuh hari")
    ani.presses("Terima bukti").sees("Selesai").presses("Urungkan").sees("1 dari 1", "S-1-0")


def test_the_evidence_of_one_person(ani, database):
    crowd(database, 2)
    evidence(database, 1, 2)
    evidence(database, 2, 1)
    ani.says("/tinjau").presses("Lainnya").presses("Bukti dukung").presses("Satu pegawai")
    ani.presses("Pegawai 02").sees("S-2-0", "1 dari 1").presses("Terima bukti").sees("Selesai")


def test_others_mark_no_evidence(with_evidence, ani, budi, citra, dedi, database):
    ani.says("/tinjau").presses("Budi").presses("Bukti dukung")
    data = ani.data("Terima bukti")
    for stranger in (budi, citra, dedi):
        stranger.presses_data(data)
        assert "440/12" not in stranger.screen
    with database.reading() as session:
        assert {None} == set(session.exec(select(Evidence.mark)))


@pytest.fixture
def led(database, stage):
    """Dedi, of another unit, leads Budi's first result."""
    with database.unit_of_work() as session:
        result = session.exec(
            select(PlannedResult).where(PlannedResult.text.startswith("Kunjungan"))
        ).one()
        dedi = session.exec(select(Person).where(Person.name == "Dedi Kurnia")).one()
        result.leader_id = dedi.id
        session.add(result)


def test_a_result_goes_to_its_leader_first(led, budi, ani, dedi):
    sent(budi)
    dedi.sees("Budi Santoso", "Januari 2026").sees_not("12")
    ani.says("/tinjau").presses("Budi").sees("Dedi Kurnia", "6 Februari 2026")
    dedi.says("/tinjau").presses("Tim").sees("Budi Santoso", "6 Februari 2026").presses("Budi")
    dedi.sees("12 kunjungan").sees_not("Waktu tunggu", "Imunisasi", "Pedoman")
    dedi.presses("rekomendasi").says("Kunjungan sesuai rencana; jadwal Februari perlu ditambah.")
    dedi.sees("Terima kasih")
    ani.says("/tinjau").presses("Budi").sees("Dedi Kurnia", "jadwal Februari perlu ditambah")


def test_a_leader_who_rates_nobody_finds_the_inbox_on_the_menu(led, budi, dedi, citra, database):
    with database.unit_of_work() as session:
        for assignment in session.exec(select(RaterAssignment)):
            if assignment.rater_id != 2:
                assignment.ends_on = date(2026, 1, 31)
    sent(budi)
    dedi.says("/menu")
    assert "Perlu ditinjau (1)" in " ".join(dedi.labels())
    citra.says("/menu")
    assert "Perlu ditinjau" not in " ".join(citra.labels())


def test_a_result_is_checked_without_words(led, budi, ani, dedi):
    sent(budi)
    dedi.presses("Buka").presses("Sudah").sees("Tidak ada")
    ani.says("/tinjau").presses("Budi").sees("Sudah diperiksa Dedi Kurnia")


def test_after_three_working_days_it_falls_to_the_rater(led, budi, ani, dedi, stage):
    sent(budi)
    dedi.presses("Buka")
    check = dedi.data("Sudah")
    stage.clock.advance(timedelta(days=4))
    dedi.says("/tinjau").sees_not("Budi")
    dedi.presses_data(check).sees("6 Februari 2026")
    ani.says("/tinjau").presses("Budi").sees("Dedi Kurnia", "belum menanggapi").presses("Terima")


def test_the_rater_is_told_once_when_a_result_falls_to_them(led, budi, ani, stage):
    sent(budi)
    due = Due(stage.database, stage.clock, list)
    stage.clock.advance(timedelta(days=3))
    due.tick()
    stage.deliver()
    before = len(ani.chat)
    stage.clock.advance(timedelta(days=1))
    for _again in range(2):
        due.tick()
        stage.deliver()
    assert before + 1 == len(ani.chat)
    ani.sees("Budi Santoso", "Januari 2026", "sudah berakhir").sees_not("12").presses("Buka")
    ani.presses("Terima").sees("sudah diterima")


def test_the_rater_waits_for_the_leader_or_says_so_once(led, budi, ani, dedi, stage, database):
    sent(budi)
    ani.says("/tinjau").sees("diperiksa pimpinan hasil kerja sampai 6 Februari 2026")
    ani.presses("Budi").presses("Terima").sees("Dedi Kurnia", "6 Februari 2026", "tanpa menunggu")
    with database.reading() as session:
        assert ReportStatus.SUBMITTED is session.exec(select(ProgressReport)).one().status
    ani.presses("‹ Laporan").presses("Terima").presses("Ya, terima sekarang").sees("diterima")
    ani.presses_data("1|a|rev.accept|1").sees("sudah diterima")
    dedi.presses("Buka").sees("sudah diputuskan")
    assert "Sudah diperiksa" not in " ".join(dedi.labels())
    dedi.presses_data("1|a|rev.led.done|1").sees("sudah diterima")


def test_a_leader_gives_feedback_on_the_result_they_lead(led, budi, ani, dedi, citra, database):
    sent(budi)
    dedi.presses("Buka").presses("Beri umpan balik").sees("12", "Yang sudah baik: apa")
    dedi.sees("pejabat penilai").sees_not("Waktu tunggu").says(
        "12 kunjungan terlaksana, jadwal dikirim sejak tanggal 3."
    )
    dedi.says("Daftar hadir dua posyandu belum lengkap.").says("Lengkapi sampai 10 Februari.")
    while "Kirim" not in dedi.labels():
        dedi.presses("Selesai" if "Selesai" in dedi.labels() else "Ada kemajuan")
    dedi.sees("Kunjungan posyandu").presses("Kirim").sees("Budi Santoso")
    dedi.presses("Buka").sees("12 kunjungan terlaksana", "Insidentil")

    budi.sees("umpan balik baru").presses("Buka").sees("Dedi Kurnia", "Kunjungan posyandu")
    budi.presses("Jawab").says("Daftar hadir saya lengkapi besok.").presses("Kirim")
    dedi.presses("Buka").sees("Daftar hadir saya lengkapi besok.").presses("Koreksi")
    dedi.presses("Kirim").sees("12 kunjungan")
    # The rater reads it with everything else, nobody else does.
    ani.presses_data("1|a|fb.open|1").sees("Dedi Kurnia", "12 kunjungan terlaksana")
    citra.presses_data("1|a|fb.open|1").sees_not("12 kunjungan")


def test_a_leader_gives_no_feedback_beyond_what_they_lead(led, budi, ani, dedi, citra, database):
    sent(budi)
    with database.reading() as session:
        lines = session.exec(select(ReportLine).order_by(ReportLine.ordinal)).all()
    for other in lines[1:]:
        dedi.presses_data(f"1|a|fb.led|{other.id}").sees_not("Yang sudah baik: apa")
    citra.presses_data(f"1|a|fb.led|{lines[0].id}").sees_not("Yang sudah baik: apa")
    dedi.presses_data("1|a|fb.give|1").sees_not("Yang sudah baik: apa")
    dedi.presses_data("1|a|fb.of|3").sees_not("Budi")


def test_the_rater_hears_when_the_leader_has_checked(led, budi, ani, dedi):
    sent(budi)
    dedi.presses("Buka").presses("rekomendasi").says("Jadwal Februari perlu ditambah.")
    ani.sees("sudah memeriksa laporan Budi Santoso").sees_not("Jadwal").presses("Buka")
    ani.sees("Jadwal Februari perlu ditambah.").presses("Terima").sees("diterima")


def test_what_a_leader_checks_is_on_both_waiting_lists(led, budi, ani, dedi, stage):
    sent(budi)
    dedi.says("/tindaklanjut").sees("Budi Santoso: hasil kerja tim").presses("1. Periksa")
    dedi.sees("12 kunjungan")
    budi.says("/tindaklanjut").presses("Ditunggu").sees("Dedi Kurnia memeriksa").presses("Dedi")
    dedi.sees("mengingatkan")
    stage.clock.advance(timedelta(days=4))
    dedi.says("/tindaklanjut").sees_not("hasil kerja tim")


def test_what_is_with_a_leader_comes_last_and_is_not_accepted_together(ani, dedi, database):
    crowd(database, 17)
    with database.unit_of_work() as session:
        leader = session.exec(select(Person).where(Person.name == "Dedi Kurnia")).one()
        line = session.exec(select(ReportLine).order_by(ReportLine.id)).first()
        days = {"asked_at": builders.NOW, "due_on": builders.TODAY}
        session.add(ResultCheck(line_id=line.id, leader_id=leader.id, **days))
    ani.says("/tinjau").sees("1. <b>Pegawai 02</b>").presses("Lainnya")
    ani.presses("Terima sekaligus").sees("16", "Pegawai 02").sees_not("Pegawai 01")


def test_a_leader_without_telegram_is_not_waited_for(led, budi, ani, dedi, database):
    with database.unit_of_work() as session:
        account = session.exec(select(Account).where(Account.chat_id == 400)).one()
        account.unlinked_at = builders.NOW
    sent(budi)
    ani.says("/tinjau").sees_not("pimpinan hasil kerja").presses("Budi").presses("Terima")
    ani.sees("diterima")


def test_a_leader_sees_nothing_else(led, budi, dedi, database):
    sent(budi)
    dedi.presses_data("1|a|rev.open|1").sees_not("posyandu", "Waktu tunggu")
    for line in (2, 3, 4):
        dedi.presses_data(f"1|a|rev.led.open|{line}").sees_not("Waktu tunggu", "Imunisasi")
    with database.reading() as session:
        assert 1 == len(session.exec(select(ResultCheck)).all())


def test_every_screen_stays_small(ani, database):
    crowd(database, 60)
    for number in range(1, 61):
        evidence(database, number)
    ani.says("/tinjau")
    for label in ("Lainnya", "Terima sekaligus", "Perlu ditinjau", "Lainnya", "Bukti dukung"):
        ani.presses(label)
        assert len(ani.screen.encode()) < 2000
        assert len(ani.shown.words.rows) <= 4
        assert "Menu" in ani.labels()
