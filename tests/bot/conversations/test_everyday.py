"""Menu, help, language, plan, logs and the inbox, and what holds for all conversations."""

import pytest

from bot.conversations import BOOK
from kinerja.services.telling import Notice
from tests.bot.conversations.test_report import fill_in, sent


def test_every_notice_has_a_text():
    assert {notice.value for notice in Notice} == set(BOOK.notices)


def test_commands_answer_to_both_names():
    for names in (("lapor", "report"), ("tinjau", "review"), ("catat", "log"), ("skp", "plan")):
        assert BOOK.commands[names[0]] is BOOK.commands[names[1]]


def test_the_menu_is_for_ones_own_role(budi, ani):
    assert "Perlu ditinjau" not in " ".join(budi.says("/menu").labels())
    assert "Perlu ditinjau" in " ".join(ani.says("/menu").labels())


def test_the_menu_counts_what_waits(budi, ani):
    sent(budi)
    assert "Perlu ditinjau (1)" in ani.says("/menu").labels()


def test_the_language_is_changed_and_stays(budi):
    budi.says("/bahasa").presses("English").says("/menu").sees("what would you like to do")
    budi.says("/language").presses("Bahasa Indonesia").says("/menu").sees_not("what would")


def test_help_names_what_one_may_do(budi, ani):
    budi.says("/bantuan").sees("/lapor", "/catat").sees_not("/tinjau")
    ani.says("/help").sees("/tinjau")


def test_an_unknown_command_leads_on(budi):
    budi.says("/abc").sees("/abc")
    assert "Menu" in budi.labels()


def test_a_message_out_of_the_blue_says_that_nothing_was_stored(budi):
    budi.says("selamat pagi")
    assert "Menu" in budi.labels()


def test_an_edited_message_changes_nothing_and_says_so(budi):
    fill_in(budi)
    budi.edits("13")
    assert "13" not in budi.screen
    budi.says("/lapor").sees("12 dari 120")


def test_the_plan_shows_targets_and_where_they_stand(budi):
    budi.says("/skp").sees("Kunjungan posyandu", "120 kunjungan", "30 menit")
    sent(budi)
    budi.says("/skp").sees("▰▱▱▱▱▱▱▱▱▱ 12 kunjungan")


def test_the_plan_leaves_a_question_untouched(budi):
    budi.says("/lapor").presses("Isi satu per satu").says("/skp").says("12").sees("Waktu tunggu")


def test_a_log_takes_two_taps_and_a_sentence(budi):
    budi.says("/catat").presses("1").says("3 kunjungan posyandu Melati").sees("3 kunjungan")
    budi.presses("Catatan Bapak/Ibu" if "Catatan Bapak/Ibu" in budi.labels() else "Catatan")
    budi.sees("posyandu Melati")


def test_a_log_outside_the_plan(budi):
    budi.says("/catat Mendampingi kunjungan bupati").presses("Di luar SKP").sees("Di luar SKP")


def test_a_log_is_deleted_until_it_is_reported(budi):
    budi.says("/catat 3 kunjungan posyandu").presses("1").presses("Hapus").sees("dihapus")


def test_an_empty_inbox_is_celebrated_in_one_line(ani):
    ani.says("/tinjau").sees("Perlu ditinjau")
    assert ["Menu"] == ani.labels()


def test_deciding_twice_decides_once(budi, ani):
    sent(budi)
    ani.says("/tinjau").presses("Budi")
    accept, back = ani.data("Terima"), ani.data("Kembalikan")
    ani.presses("Terima").presses_data(accept).sees("sudah diterima")
    ani.presses_data(back).says("Mohon lengkapi foto.").presses("Kembalikan").sees("sudah diterima")


@pytest.mark.parametrize("language", ["id", "en"])
def test_screens_keep_to_their_size(budi, ani, language):
    if language == "en":
        for person in (budi, ani):
            person.says("/bahasa").presses("English")
    sizes = []
    budi.says("/lapor")
    for person, said in ((budi, "/lapor"), (budi, "/menu"), (budi, "/skp"), (ani, "/menu")):
        person.says(said)
        sizes.append((len(person.screen.encode()), len(person.shown.words.rows)))
    assert all(size < 2000 and rows <= 4 for size, rows in sizes), sizes
