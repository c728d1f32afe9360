"""Help with obstacles: asked for at once, above the reports, answered, handed on, open until it is solved."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from kinerja.models import (
    Account,
    AuditEntry,
    Obstacle,
    ObstacleAnswer,
    ObstacleResponse,
    Person,
    PlannedResult,
    RaterAssignment,
    Unit,
)
from kinerja.services.telling_of_silence import tell_of_silence
from tests import builders
from tests.bot.conversations.test_inbox import crowd
from tests.bot.conversations.test_report import fill_in, sent

WHAT, HELP = "Vaksin datang terlambat.", "Mohon dibantu ke gudang farmasi."


@pytest.fixture
def eka(stage):
    return stage.person(500)


@pytest.fixture
def above(stage, database):
    """Eka, who administers the agency, rates Ani."""
    with database.unit_of_work() as session:
        ani, eka = (person(session, name) for name in ("Ani", "Eka"))
        builders.position(session, ani, session.get(Unit, 1), "Sekretaris", eka)


def person(session, name):
    return session.exec(select(Person).where(Person.name.startswith(name))).one()


def lead(database, name):
    """Let somebody lead Budi's first result."""
    with database.unit_of_work() as session:
        result = session.exec(
            select(PlannedResult).where(PlannedResult.text.startswith("Kunjungan"))
        ).one()
        result.leader_id = session.exec(select(Person).where(Person.name.startswith(name))).one().id
        session.add(result)


def leave_telegram(database, name):
    with database.unit_of_work() as session:
        account = session.exec(
            select(Account).where(Account.person_id == person(session, name).id)
        ).one()
        account.unlinked_at = builders.NOW
        session.add(account)


def ask(budi, what=WHAT, help_needed=HELP):
    budi.says("/lapor").presses("1").presses("Kendala").says(what)
    return budi.says(help_needed) if help_needed else budi.presses("Lewati")


def test_help_is_asked_for_at_once_and_the_notice_keeps_the_words(budi, ani):
    budi.says("/lapor").presses("1").presses("Kendala").sees("tanpa menunggu laporan")
    budi.says(WHAT).says(HELP).sees("sudah disampaikan", "Menunggu jawaban Ani Lestari", WHAT)
    ani.sees("Budi Santoso meminta bantuan").sees_not("Vaksin", "gudang")
    ani.presses("Buka").sees(WHAT, HELP, "Kunjungan posyandu", "Menunggu jawaban Bapak/Ibu")
    assert ani.shown.words.protected


def test_an_obstacle_without_help_stays_with_the_report(budi, ani):
    ask(budi, help_needed="").sees(WHAT).sees_not("disampaikan")
    assert [] == ani.chat
    ani.says("/tinjau").sees_not("Budi")
    budi.says("/tindaklanjut").presses("Ditunggu (0)")


def test_it_stands_above_the_reports_until_it_is_answered(budi, ani):
    sent(budi)
    budi.presses("Tarik kembali")
    ask(budi)
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")
    assert "Perlu ditinjau (2)" in " ".join(ani.says("/menu").labels())
    ani.says("/tinjau").sees("1. <b>Budi Santoso</b> meminta bantuan", "2. <b>Budi Santoso</b>, J")
    ani.presses("meminta bantuan").presses("Saya bantu").sees("Budi Santoso").presses("Lewati")
    ani.sees("sudah diberi tahu", "Ani Lestari akan membantu").presses("Berikutnya")
    ani.sees("laporan Januari").says("/tinjau").sees("(1)").sees_not("meminta bantuan")


def test_begin_with_the_first_begins_with_who_asks_for_help(budi, ani, database):
    crowd(database, 4)
    ask(budi)
    ani.says("/tinjau").sees("(5)", "1. <b>Budi Santoso</b> meminta").presses("Mulai")
    ani.sees("Kendala Budi Santoso").presses("Saya bantu").says("Besok saya telepon gudang.")
    ani.presses("Berikutnya").sees("Pegawai 01")


def test_a_request_that_is_left_for_later_stops_no_report(budi, ani, database):
    crowd(database, 4)
    ask(budi)
    ani.says("/tinjau").presses("2").sees("Pegawai 01").presses("Terima")
    ani.presses("Laporan berikutnya").sees("Pegawai 02").says("/tinjau").sees("meminta bantuan")


@pytest.mark.parametrize(
    ("button", "response", "said"),
    [
        ("Saya bantu", ObstacleResponse.HELP, "akan membantu: Mulai Maret"),
        ("Sesuaikan target", ObstacleResponse.ADJUST_TARGET, "menyesuaikan target: Mulai Maret"),
    ],
)
def test_the_employee_is_told_at_once_and_reads_the_thread(
    budi, ani, database, button, response, said
):
    ask(budi)
    ani.presses("Buka").presses(button).says("Mulai Maret.")
    budi.sees("Ada jawaban").sees_not("Maret").presses("Buka").sees(said, "Sedang ditangani Ani")
    with database.reading() as session:
        answer = session.exec(select(ObstacleAnswer)).one()
        assert (response, "Mulai Maret.") == (answer.response, answer.text)
        recorded = session.exec(select(AuditEntry).where(AuditEntry.action == response.value))
        assert 1 == len(recorded.all())


def test_it_is_handed_on_to_the_superior(above, budi, ani, eka):
    ask(budi)
    ani.presses("Buka").presses("Teruskan").sees("Eka Wijaya").says("Perlu surat ke provinsi.")
    ani.sees("Budi Santoso, Eka Wijaya sudah diberi tahu", "Menunggu jawaban Eka Wijaya")
    assert "Teruskan" not in " ".join(ani.labels())
    ani.says("/tinjau").sees_not("Budi")
    ani.says("/tindaklanjut").presses("Ditunggu").sees("Eka Wijaya, dimintai bantuan")
    eka.sees("meminta bantuan").sees_not("provinsi").says("/tinjau").presses("meminta bantuan")
    eka.sees("Perlu surat ke provinsi.").presses("Saya bantu").says("Surat saya tanda tangani.")
    budi.presses("Buka").sees("Ani Lestari meneruskannya", "Surat saya tanda tangani.")
    assert "Teruskan" not in " ".join(eka.labels())


def test_without_a_superior_nothing_is_handed_on(budi, ani):
    ask(budi)
    ani.presses("Buka")
    assert "Teruskan" not in " ".join(ani.labels())
    ani.presses_data("1|a|stuck.say|f|1").says("Tolong").sees("belum memakai asisten")
    ani.says("/batal").says("/tinjau").sees("Budi Santoso")


def test_it_is_on_both_waiting_lists_until_it_is_solved(budi, ani):
    ask(budi)
    ani.presses("Buka").presses("Saya bantu").presses("Lewati")
    ani.says("/tindaklanjut").sees("Budi Santoso perlu bantuan").presses("1. Buka")
    budi.says("/tindaklanjut").presses("Ditunggu (1)").sees("Ani Lestari", "gudang farmasi")
    budi.presses("1. Buka").presses("Ingatkan").sees("mengingatkan Ani")
    ani.sees("mengingatkan").says("/tindaklanjut").presses("1. Buka").presses("Kendala selesai")
    ani.sees("Teratasi")
    budi.sees("telah teratasi").presses("Buka").sees("Teratasi", "3 Februari 2026")
    for side in (ani, budi):
        side.says("/tindaklanjut").sees_not("gudang")


def test_it_is_in_the_next_report_until_its_owner_solves_it(budi, ani, stage):
    fill_in(budi)
    ask(budi)
    budi.presses("Semua hasil kerja").presses("Periksa dan kirim").presses("Ya, kirim")
    stage.clock.advance(timedelta(days=28))
    budi.says("/lapor").sees("Februari 2026").presses("1").sees(WHAT).presses("Kendala (terbuka)")
    budi.presses("Kendala selesai").sees("Teratasi").presses("Hasil kerja").sees_not(WHAT)
    ani.sees("telah teratasi")


def test_a_request_is_changed_and_asked_anew(budi, ani):
    ask(budi)
    ani.presses("Buka").presses("Saya bantu").presses("Lewati").says("/tinjau").sees_not("Budi")
    budi.says("/lapor").presses("1").presses("Kendala (terbuka)").presses("Ubah kendala").sees(WHAT)
    budi.presses("Seperti semula").sees(HELP).says("Mohon pinjaman mobil.").sees("disampaikan")
    ani.sees("meminta bantuan").says("/tinjau").sees("Budi Santoso").presses("meminta bantuan")
    ani.sees(WHAT, "Mohon pinjaman mobil.").sees_not("gudang")


def test_what_stays_as_before_asks_nobody_again(budi, ani):
    ask(budi)
    told = len(ani.chat)
    budi.presses("Kendala (terbuka)").presses("Ubah").presses("Seperti semula")
    budi.presses("Seperti semula").sees(WHAT, HELP)
    assert told == len(ani.chat)


def test_it_goes_to_the_leader_of_the_result(budi, ani, dedi, database):
    lead(database, "Dedi")
    ask(budi).sees("Menunggu jawaban Dedi Kurnia")
    assert [] == ani.chat
    ani.says("/tinjau").sees_not("Budi")
    dedi.sees("meminta bantuan").presses("Buka").sees(WHAT).presses("Saya bantu").presses("Lewati")
    budi.presses("Buka").sees("Dedi Kurnia akan membantu")


def test_after_three_working_days_of_silence_it_is_the_raters_too(budi, ani, dedi, stage, database):
    lead(database, "Dedi")
    ask(budi)
    stage.clock.advance(timedelta(days=5))
    ani.says("/tinjau").sees_not("Budi")
    stage.clock.advance(timedelta(days=2))
    for leader in (ani, dedi):
        leader.says("/tinjau").sees("Budi Santoso")
    ani.presses("meminta bantuan").presses("Saya bantu").presses("Lewati")
    dedi.says("/tinjau").sees_not("Budi")


def test_the_rater_is_told_once_when_it_falls_to_them(budi, ani, dedi, stage, database):
    lead(database, "Dedi")
    ask(budi)
    stage.clock.advance(timedelta(days=5))
    assert 0 == silence(stage)
    stage.clock.advance(timedelta(days=2))
    assert [1, 0] == [silence(stage), silence(stage)]
    ani.sees("Budi Santoso", "belum dijawab").sees_not(HELP, WHAT).presses("Buka").sees(HELP)
    stage.clock.advance(timedelta(hours=14))
    dedi.says("/tinjau").presses("meminta bantuan").presses("Saya bantu").presses("Lewati")
    assert 0 == silence(stage)


def test_nobody_is_told_of_silence_in_quiet_hours(budi, ani, stage, database):
    lead(database, "Dedi")
    ask(budi)
    stage.clock.advance(timedelta(days=7, hours=12))
    assert 0 == silence(stage)


def silence(stage):
    """Do what the tick does about silence; return of how many requests and results somebody was told."""
    with stage.database.unit_of_work() as session:
        count = tell_of_silence(session, now=stage.clock.now())
    stage.deliver()
    return count


def test_a_leader_without_telegram_is_passed_over(budi, ani, database):
    lead(database, "Citra")
    leave_telegram(database, "Citra")
    ask(budi).sees("Citra Dewi belum memakai asisten", "Menunggu jawaban Ani Lestari")
    ani.sees("meminta bantuan")


def test_a_rater_without_telegram_is_passed_over_upwards(above, budi, eka, database):
    leave_telegram(database, "Ani")
    ask(budi).sees("Ani Lestari belum memakai asisten", "Menunggu jawaban Eka Wijaya")
    eka.sees("meminta bantuan").says("/tinjau").presses("meminta bantuan").sees(WHAT)
    eka.presses("Saya bantu").says("Saya kirim mobil.")
    budi.presses("Buka").sees("Saya kirim mobil.")


def test_where_nobody_can_be_reached_the_employee_is_told_so(budi, database):
    leave_telegram(database, "Ani")
    ask(budi).sees("Ani Lestari belum memakai asisten", "langsung").sees_not("disampaikan kepada")
    budi.says("/tindaklanjut").presses("Ditunggu").presses("1. Buka").sees("langsung")
    assert "Ingatkan" not in " ".join(budi.labels())
    budi.presses("Kendala selesai").sees("Teratasi")


def test_without_any_superior_the_administrator_is_named(budi, database):
    lead(database, "Budi")
    with database.unit_of_work() as session:
        for assignment in session.exec(select(RaterAssignment)):
            assignment.ends_on = date(2026, 1, 31)
    ask(budi).sees("Atasan Bapak/Ibu belum tercatat", "pengelola kinerja")
    budi.presses("Kendala (terbuka)").presses("Kendala selesai").sees("Teratasi")


def test_who_rates_no_longer_is_no_longer_asked(budi, ani, dedi, database):
    ask(budi)
    ani.presses("Buka").presses("Saya bantu").presses("Lewati")
    with database.unit_of_work() as session:
        (old,) = session.exec(
            select(RaterAssignment)
            .join(Person, Person.id == RaterAssignment.rater_id)
            .where(Person.name.startswith("Ani"))
        )
        new = person(session, "Dedi")
        for result in session.exec(select(PlannedResult)):
            result.leader_id = None
        session.add(RaterAssignment(position_id=old.position_id, rater_id=new.id))
        old.ends_on = date(2026, 1, 31)
    ani.presses_data("1|a|stuck.open|1").sees_not(WHAT)
    ani.says("/tindaklanjut").sees_not("gudang")
    dedi.says("/tindaklanjut").sees("Budi Santoso perlu bantuan")


def test_after_silence_the_employee_hands_it_on(above, budi, ani, eka, stage):
    ask(budi)
    budi.says("/tindaklanjut").presses("Ditunggu").presses("1. Buka")
    assert "Teruskan" not in " ".join(budi.labels())
    budi.presses_data("1|a|stuck.above|1").sees("tiga hari kerja")
    stage.clock.advance(timedelta(days=7))
    budi.says("/tindaklanjut").presses("Ditunggu").presses("1. Buka").presses("Teruskan")
    budi.sees("Eka Wijaya sudah diberi tahu", "Menunggu jawaban Eka Wijaya")
    eka.sees("meminta bantuan").presses("Buka").sees(WHAT)
    ani.presses_data("1|a|stuck.open|1").sees("Budi Santoso meneruskannya")


def test_nobody_else_reads_answers_or_closes_it(budi, ani, citra, dedi, eka, database):
    ask(budi)
    for stranger in (citra, dedi, eka):
        for data in ("stuck.open|1", "stuck.say|h|1", "stuck.above|1", "stuck.done|1", "stuck"):
            stranger.presses_data(f"1|a|{data}").sees_not("Vaksin", "gudang", "Budi")
    ani.presses_data("1|a|stuck.above|1").sees_not(WHAT)
    budi.presses_data("1|a|stuck.say|h|1").says("saya sendiri")
    with database.reading() as session:
        assert [] == session.exec(select(ObstacleAnswer)).all()
        assert None is session.exec(select(Obstacle)).one().closed_at


def test_what_was_solved_meanwhile_is_not_answered(budi, ani, database):
    ask(budi)
    ani.presses("Buka").presses("Saya bantu")
    budi.presses("Kendala (terbuka)").presses("Kendala selesai")
    ani.says("Besok saya bantu.").sees("sudah teratasi")
    with database.reading() as session:
        assert [] == session.exec(select(ObstacleAnswer)).all()


def test_an_answer_that_is_none_leads_on(ani, budi):
    ask(budi)
    ani.presses_data("1|a|stuck.say|x|1").sees("tombol")
    ani.presses_data("1|a|stuck.open|99")
    assert "Menu" in ani.labels()


def test_long_words_stay_on_one_screen(budi, ani):
    ask(budi, "Vaksin belum datang juga. " * 38, "Mohon dibantu ke gudang. " * 38)
    ani.presses("Buka")
    for _answer in range(5):
        ani.presses("Saya bantu").says("Saya telepon gudang farmasi hari ini juga. " * 22)
        assert len(ani.screen.encode()) < 2000
        assert len(ani.shown.words.rows) <= 4
    budi.presses("Buka")
    assert len(budi.screen.encode()) < 2000
