"""What a hostile, hasty or unlucky person does: nothing is lost, nothing is shown, nothing breaks."""

import pytest
from sqlmodel import col, select

from bot.conversations import BOOK
from kinerja.models import Account, Draft, LogEntry
from tests.bot.conversations.test_report import sent


def answers_of(database, chat_id, form):
    with database.reading() as session:
        return session.exec(
            select(Draft.answers).where(col(Draft.chat_id) == chat_id, col(Draft.form) == form)
        ).one()


def in_a_ratio(budi):
    """Answer the first of two questions about a ratio."""
    return budi.says("/lapor").presses("3").presses("Realisasi").says("90")


NO_NUMBERS = ["0", "-1", "٣", ""]
TOO_LARGE = ["2147483648", "9" * 18, "9" * 40]
FORGED = [("sqlite", number) for number in NO_NUMBERS + TOO_LARGE]
FORGED += [pytest.param("postgresql", n, marks=pytest.mark.postgres) for n in TOO_LARGE]
"""What is too large for a column each engine says in its own way."""


@pytest.mark.parametrize(("backend", "number"), FORGED, indirect=["backend"])
def test_a_forged_number_finds_nothing(budi, number):
    for name in BOOK.actions:
        budi.presses_data(f"1|a|{name}|{number}")
        if number in TOO_LARGE:
            budi.presses_data(f"1|a|{name}|1|{number}")
    budi.says("/batal")


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31", "2026-02-30", "2026-W01-1"])
def test_a_forged_month_finds_nothing(budi, day):
    for position in range(1, 6):
        budi.presses_data(f"1|a|rep.open|{position}|{day}")
        assert "Laporan" not in budi.screen


def test_forged_steps_of_a_form_change_nothing(budi):
    in_a_ratio(budi)
    _1, _f, form, nonce, step, _value = budi.data("Batal").split("|")
    asked = budi.screen
    for forged in (
        "nosuch|x",
        "review|send",
        "review|change",
        f"change|{step}",
        "v0|12",
        f"{step}|change",
        f"{step}|send",
        f"{step}|skip",
        f"{step}|keep",
        f"{step}|help",
        f"{step}|nosuch",
    ):
        budi.presses_data(f"1|f|{form}|{nonce}|{forged}")
        assert asked.splitlines()[-1] == budi.screen.splitlines()[-1], forged
    budi.says("100").sees("Bulan ini: 90")


def test_what_stands_behind_a_command_survives_the_question(budi, database):
    in_a_ratio(budi)
    budi.says("/catat 7 kunjungan rumah").presses("Simpan dahulu").presses("1")
    with database.reading() as session:
        assert ["kunjungan rumah"] == session.exec(select(LogEntry.text)).all()
    assert {"p0": "90"} == answers_of(database, 200, "value")["values"]


def test_setting_aside_twice_in_quick_succession_sets_aside_once(budi):
    in_a_ratio(budi)
    budi.says("/catat")
    aside = budi.data("Simpan dahulu")
    budi.presses_data(aside).presses_data(aside).sees("langkah sebelumnya")
    budi.presses_data(budi.data("1")).says("7 kunjungan rumah").sees("Sudah dicatat")


def test_an_answer_that_waits_for_a_yes_is_not_left_behind_silently(budi):
    budi.says("/lapor").presses("1").presses("Realisasi").says("1000").sees("tiga kali")
    budi.says("/catat").sees("tetap tersimpan").presses("Lanjutkan")
    budi.sees("1.000", "tiga kali").presses("Ya, benar").sees("1.000 kunjungan")


def test_writing_instead_of_saying_yes_asks_the_same_again(budi):
    budi.says("/lapor").presses("1").presses("Realisasi").says("1000").says("100")
    budi.sees("1.000", "tiga kali", "pilih salah satu tombol")
    change = budi.data("Ubah")
    budi.presses_data(change).sees("Berapa realisasi").presses_data(change).sees("Berapa realisasi")
    budi.says("100").sees("100 kunjungan")


def give_feedback(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi").presses("Terima")
    give = ani.data("Beri umpan balik")
    ani.presses("Beri umpan balik").says("12 kunjungan posyandu tercatat rapi.")
    return give


def test_half_done_feedback_is_not_written_over_silently(budi, ani, database):
    give = give_feedback(budi, ani)
    ani.says("/lapor").presses("Simpan dahulu")
    ani.presses_data(give).sees("belum selesai", "Budi Santoso")
    assert "12 kunjungan" in answers_of(database, 100, "fb")["values"]["well"]
    ani.presses("Lanjutkan").sees("ditingkatkan")


def test_half_done_feedback_is_dropped_on_request_once(budi, ani, database):
    give = give_feedback(budi, ani)
    ani.presses_data(give)
    anew = ani.data("Hapus, mulai")
    ani.presses("Hapus, mulai").sees("Yang sudah baik").says("Waktu tunggu turun 5 menit.")
    ani.presses_data(anew).sees("langkah sebelumnya")
    assert "Waktu tunggu" in answers_of(database, 100, "fb")["values"]["well"]


@pytest.mark.parametrize("text", ["\u200b", "\u2060\u200d", "\u3164", "\u202e"])
def test_an_answer_that_shows_nothing_is_none(budi, text):
    budi.says("/lapor").presses("1").presses("Catatan").says(text).sees("Mohon tulis jawaban")
    budi.says("/batal").says(f"/catat {text * 4}").sees("Mohon tulis singkat")


def test_an_emoji_is_an_answer(budi):
    budi.says("/lapor").presses("1").presses("Catatan").says("👍").sees("Catatan: 👍")


def test_unlinked_in_the_middle_of_a_question(stage, budi):
    in_a_ratio(budi)
    buttons = [data for message in budi.chat for _label, data in message.buttons]
    with stage.database.reading() as session:
        account = session.exec(select(Account.id).where(col(Account.chat_id) == 200)).one()
    stage.person(500).presses_data(f"1|a|in.undo|{account}")
    budi.says("100").sees("undangan pribadi")
    for data in buttons:
        budi.presses_data(data).sees("undangan pribadi")


@pytest.mark.parametrize("data", ["", "2|x", "1|f|value|1|v0|3", "1|a|aside|fb", "1|a|resume|fb"])
def test_a_stranger_hears_one_sentence_only(stage, data):
    stage.person(999).presses_data(data).sees("undangan pribadi")
    stage.person(999).edits("12").sees("undangan pribadi")


def test_another_invitation_takes_the_place_of_a_half_opened_one(fajar):
    fajar.says(f"/start {fajar.token}").presses("Setuju").sees("NIP")
    fajar.says(f"/start {fajar.token}").sees("UU 27/2022").presses("Setuju")
    fajar.says(fajar.nip).presses("Ya, benar").sees("/lapor")


def test_getting_in_is_left_and_gone_on_with(fajar):
    fajar.says(f"/start {fajar.token}").presses("Setuju").says("/batal").sees("Dibatalkan")
    go_on = fajar.data("Tetap lanjutkan")
    fajar.says("halo").sees("undangan pribadi").presses_data(go_on)
    fajar.says(fajar.nip).sees("Fajar Baru")


def test_a_number_typed_too_early_is_deleted_too(fajar):
    fajar.says(f"/start {fajar.token}")
    fajar.says(fajar.nip).sees("UU 27/2022")
    assert fajar.latest.message_id in fajar.forgotten


@pytest.mark.parametrize(
    ("counts", "doubt"),
    [(("200", "100"), "lebih dari 100 persen"), (("-5", "100"), "di bawah nol")],
)
def test_a_ratio_that_cannot_be_is_asked_about(budi, counts, doubt):
    budi.says("/lapor").presses("3").presses("Realisasi")
    budi.says(counts[0]).says(counts[1]).sees(doubt).presses("Ubah").sees("bayi terdaftar")
    budi.presses("Kembali").says("90").says("100").sees("Bulan ini: 90")
