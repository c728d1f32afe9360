"""First words: the tour after getting in, help by role and place, and the command menu of each chat."""

import pytest
from sqlmodel import col, select

from bot.dispatch import command_menus
from bot.talk.turn import IncomingKind
from kinerja.models import IndicatorValue, InstanceFact, OutboxMessage, Role, Unit
from kinerja.reports.standing import chat_standings, standing
from tests import builders
from tests.builders import TODAY


@pytest.fixture
def eka(stage):
    return stage.person(500)


def gets_in(fajar):
    return (
        fajar.says(f"/start {fajar.token}").presses("Setuju").says(fajar.nip).presses("Ya, benar")
    )


def renewed(stage):
    with stage.database.unit_of_work() as session:
        count = command_menus.renew(session, stage.book, stage.clock.now(), TODAY)
    stage.deliver()
    return count


def test_the_tour_is_three_cards_of_one_tap_each(fajar):
    gets_in(fajar).sees("Selamat datang").presses("Tur singkat").sees("1 dari 3", "/catat")
    fajar.presses("Lanjut").sees("2 dari 3", "tanggal 10").presses("Lanjut").sees("3 dari 3")
    fajar.presses("Dari awal").sees("1 dari 3").presses("Lewati tur").sees("Menu")


def test_the_tour_can_be_passed_by_and_taken_again_from_help(fajar):
    gets_in(fajar).presses("Langsung ke menu").sees("Fajar Baru")
    fajar.says("/bantuan").presses("Tur singkat").sees("1 dari 3")


def test_the_tour_is_that_of_the_role_and_leads_to_the_others(ani, eka):
    ani.says("/bantuan").presses("Tur singkat").sees("/tinjau").presses("Lanjut").presses("Lanjut")
    ani.sees("catatan pengamatan").presses("Tur: tugas saya").sees("1 dari 3", "/catat")
    eka.says("/bantuan").presses("Tur singkat").sees("/admin").presses("Lanjut").presses("Lanjut")
    eka.presses("Buka daftar periksa").sees("Administrasi")


def test_the_tour_of_another_role_is_not_shown(budi):
    for data in ("1|a|tour|admin|1", "1|a|tour|rater|2", "1|a|tour|employee|4", "1|a|tour|x|1"):
        budi.presses_data(data).sees_not("dari 3")


def test_a_superior_from_outside_takes_the_tour_too(stage):
    with stage.database.unit_of_work() as session:
        root = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).one()
        outsider = builders.person(session, "Gani", kind=None)
        builders.position(session, outsider, root, "Bupati")
        builders.account(session, outsider, 700)
    gani = stage.person(700).says("/bantuan").sees("/batal").sees_not("/lapor")
    gani.presses("Tur singkat").sees("1 dari 3")


def test_the_tour_does_not_get_in_the_way_of_an_answer(budi, database):
    budi.says("/lapor").presses("1").presses("Realisasi")
    budi.says("/bantuan").presses("Bantuan lain").presses("Tur singkat")
    assert any(label.startswith("Lanjutkan: ") for label in budi.labels())
    budi.says("12")
    with database.reading() as session:
        assert 12 == session.exec(select(IndicatorValue.actual)).first()


def test_help_in_a_question_says_what_a_good_answer_is_and_loses_nothing(budi, database):
    budi.says("/lapor").presses("1").presses("Realisasi").says("/bantuan")
    budi.sees("Pertanyaan:", "angkanya saja", "Kembali", "/batal", "tetap tersimpan")
    budi.presses("Lanjutkan").sees("Jumlah kunjungan").says("12")
    with database.reading() as session:
        assert 12 == session.exec(select(IndicatorValue.actual)).first()


def test_help_beside_evidence_a_choice_and_a_doubt(budi):
    budi.says("/lapor").presses("1").presses("Bukti dukung").says("/bantuan").sees("Kirim foto")
    budi.presses("Lanjutkan").says("KTP 3273014107900001").says("/bantuan").sees("jawaban terakhir")
    budi.presses("Lanjutkan").presses("Ya, benar").presses("Selesai")
    budi.says("/apresiasi").presses("Ani").says("/bantuan").sees("Ketuk tombol yang sesuai")
    budi.sees_not("langsung ditulis")


def test_help_while_getting_in(fajar, stage):
    fajar.says("/bantuan").sees("undangan pribadi").sees_not("Fajar")
    fajar.says(f"/start {fajar.token}").says("/bantuan").sees("Ketuk tombol")
    fajar.presses("Lanjutkan").presses("Setuju").says("/bantuan").sees("langsung dihapus")
    assert ["Lanjutkan"] == fajar.labels()
    fajar.says(fajar.nip).sees("Fajar Baru")


def test_help_by_role_does_what_it_describes(budi, ani, eka):
    budi.says("/bantuan").sees("/catat").sees_not("/tinjau", "/admin").presses("Laporan bulanan")
    budi.sees("Laporan Januari")
    ani.says("/bantuan").sees("/tinjau", "/lapor").sees_not("/admin").presses("Perlu ditinjau")
    eka.says("/bantuan").sees("/admin").presses("Administrasi").sees("Administrasi")


def test_all_commands_are_listed_by_pages(budi, eka):
    budi.says("/bantuan").presses("Semua perintah").sees("/lapor", "/dialog").sees_not("/tinjau")
    budi.presses("Hal. 2").sees("/evaluasi", "/datasaya").presses("Hal. 3").sees("/batal")
    budi.presses("Bantuan").sees("/catat")
    eka.says("/bantuan").presses("Semua perintah").sees("/admin")


def test_a_command_menu_has_eight_lines_by_role(stage, budi, ani, eka):
    assert 5 == renewed(stage)
    for somebody in (budi, ani, eka):
        assert 8 == len(somebody.commands) == len(set(somebody.commands))
        assert ["menu", "bantuan"] == somebody.commands[-2:]
    assert "tinjau" == ani.commands[0]
    assert "admin" == eka.commands[0]
    assert {"lapor", "catat", "umpanbalik", "skp"} < set(budi.commands)
    assert not {"admin", "tinjau"} & set(budi.commands)


def test_a_command_menu_is_told_once_and_again_when_roles_change(stage, budi):
    renewed(stage)
    assert 0 == renewed(stage)
    with stage.database.unit_of_work() as session:
        person = session.exec(
            select(builders.Person).where(col(builders.Person.name) == "Budi Santoso")
        ).one()
        root = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).one()
        builders.grant(session, person, root, Role.ADMIN)
    assert 1 == renewed(stage)
    assert "admin" in budi.commands


def test_the_owner_announces_and_administers_no_unit(stage, budi):
    with stage.database.unit_of_work() as session:
        person = session.exec(
            select(builders.Person).where(col(builders.Person.name) == "Budi Santoso")
        ).one()
        root = session.exec(select(Unit).where(col(Unit.parent_id).is_(None))).one()
        builders.grant(session, person, root, Role.OWNER)
    renewed(stage)
    assert "pengumuman" in budi.commands
    assert not {"admin", "siklus"} & set(budi.commands)
    labels = budi.says("/menu").labels()
    while "Lainnya" in budi.labels():
        labels += budi.presses("Lainnya").labels()
    assert "Pengumuman" in labels
    assert "Administrasi" not in labels


def test_a_command_menu_follows_the_language_at_once(stage, budi):
    renewed(stage)
    budi.says("/bahasa").presses("English")
    with stage.database.reading() as session:
        last = session.exec(
            select(OutboxMessage)
            .where(col(OutboxMessage.kind) == "commands", col(OutboxMessage.chat_id) == 200)
            .order_by(col(OutboxMessage.id))
        ).all()[-1]
    assert "en" == last.content["language"]
    assert 0 == renewed(stage)
    budi.presses("Menu").says("/bahasa").presses("Bahasa Indonesia")
    assert 0 == renewed(stage)


def test_who_gets_in_has_a_command_menu_at_once_and_loses_it_when_unlinked(stage, fajar, ani):
    gets_in(fajar)
    assert "lapor" in fajar.commands
    renewed(stage)
    ani.presses("Bukan beliau")
    with stage.database.unit_of_work() as session:
        assert 1 == command_menus.take_back(session, stage.clock.now())
        assert 0 == command_menus.take_back(session, stage.clock.now())
    stage.deliver()
    assert [] == fajar.commands
    assert 0 == renewed(stage)
    with stage.database.reading() as session:
        assert session.get(InstanceFact, "commands:900") is None


def test_steps_of_a_conversation_ask_nothing_about_menus(stage, budi):
    budi.says("/lapor").presses("1").presses("Realisasi").says("12")
    assert [] == budi.commands


def test_the_standing_of_all_chats_is_that_of_each(stage, database):
    with database.reading() as session:
        each = {
            account.chat_id: standing(session, builders.Actor(account.person_id), TODAY)
            for account in session.exec(select(builders.Account))
        }
        found = {one.chat_id: one.standing for one in chat_standings(session, TODAY)}
    assert each == found


def test_the_menu_fits_also_with_something_unfinished(ani):
    ani.says("/menu").presses("Lainnya").presses("Kembali").sees("Menu")
    ani.says("/apresiasi").presses("Budi").presses("Harmonis").says("/menu")
    assert any(label.startswith("Lanjutkan: ") for label in ani.labels())
    ani.presses("Lainnya").sees("Menu")


def test_who_comes_back_is_told_the_command_menu_again(stage, budi):
    renewed(stage)
    budi._does(kind=IncomingKind.UNBLOCKED)
    assert 1 == renewed(stage)
