"""A correction of one's own data: asked, answered by the administrator of the unit, seen by nobody else."""

import pytest
from sqlmodel import select

from kinerja.models import Account, AuditEntry, CorrectionRequest, Person
from tests import builders

WORDS = "Jabatan saya Perawat Ahli Muda sejak 1 Maret, bukan Ahli Pertama."


@pytest.fixture
def eka(stage):
    return stage.person(500)


def asked(budi):
    return budi.says("/datasaya").presses("Minta perbaikan").says(WORDS).presses("Kirim")


def kept(database):
    with database.reading() as session:
        return session.exec(select(CorrectionRequest)).all()


def test_it_is_asked_answered_and_read(budi, eka, database):
    budi.says("/datasaya").presses("Minta perbaikan").sees("Dibaca oleh pengelola").says(WORDS)
    budi.sees("Ahli Muda").presses("Kirim").sees("sudah disampaikan", "Ahli Muda", "Menunggu")
    budi.says("/tindaklanjut").presses("Ditunggu").sees("Pengelola kinerja menjawab", "Perawat")

    eka.sees("meminta perbaikan").sees_not("Budi", "Perawat")
    eka.says("/tindaklanjut").sees("Budi Santoso").presses("1. Jawab").sees("Ahli Muda")
    assert eka.shown.words.protected
    eka.presses("Sudah diperbaiki").presses("Lewati").sees("Budi Santoso sudah diberi tahu")
    eka.says("/tindaklanjut").sees_not("Budi")

    budi.sees("sudah dijawab").presses("Buka").sees("Dikoreksi pada 3 Februari 2026", "Ahli Muda")
    budi.says("/datasaya").presses("Permintaan saya (1)").sees("Ahli Muda")
    (row,) = kept(database)
    assert (True, "") == (row.corrected, row.answer)
    with database.reading() as session:
        about = select(AuditEntry.action).where(AuditEntry.subject == "correction")
        assert ["ask", "answer"] == session.exec(about.order_by(AuditEntry.id)).all()


def test_what_is_not_corrected_says_why(budi, eka):
    asked(budi)
    eka.presses("Buka").presses("Tidak diubah").says("-").sees("Mohon")
    eka.says("SK jabatan Ahli Muda belum terbit.").sees("sudah diberi tahu")
    budi.presses("Buka").sees("Tidak diubah, dijawab", "SK jabatan Ahli Muda belum terbit.")


def test_a_request_nobody_could_act_on_is_asked_anew(budi, database):
    budi.says("/datasaya").presses("Minta perbaikan").says("salah").sees("apa yang seharusnya")
    assert [] == kept(database)


def test_the_same_words_twice_are_one_request_and_too_many_are_refused(budi, database):
    asked(budi)
    asked(budi)
    assert 1 == len(kept(database))
    for number in range(2, 6):
        budi.says("/datasaya").presses("Minta perbaikan").says(f"Nama saya salah eja, {number}.")
        budi.presses("Kirim").sees("sudah disampaikan")
    budi.says("/datasaya").presses("Minta perbaikan").says("Tanggal lahir saya salah.")
    budi.presses("Kirim").sees("5 permintaan")
    assert 5 == len(kept(database))


def test_where_no_administrator_uses_the_assistant_it_says_whom_to_ask(stage, budi, database):
    with database.unit_of_work() as session:
        account = session.exec(select(Account).where(Account.chat_id == 500)).one()
        account.unlinked_at = builders.NOW
    asked(budi).sees("belum ada pengelola")


def test_nobody_else_reads_or_answers_it(budi, ani, dedi, eka, database):
    asked(budi)
    (row,) = kept(database)
    for other in (ani, dedi):
        other.presses_data(f"1|a|data.request|{row.id}").sees_not("Ahli Muda", "Budi")
        other.presses_data(f"1|a|data.fix|{row.id}|1").sees_not("Budi")
        other.says("/tindaklanjut").sees_not("perbaikan")
    budi.presses_data(f"1|a|data.fix|{row.id}|1").sees("Menunggu")
    assert None is kept(database)[0].corrected


def test_an_administrator_does_not_answer_their_own(eka, database):
    asked(eka).sees("belum ada pengelola")
    eka.says("/tindaklanjut").sees_not("perbaikan")
    (row,) = kept(database)
    eka.presses_data(f"1|a|data.fix|{row.id}|1").sees("Menunggu")
    assert None is kept(database)[0].corrected


def test_two_administrators_answer_once(budi, eka, stage, database):
    with database.unit_of_work() as session:
        dedi = session.exec(select(Person).where(Person.name == "Dedi Kurnia")).one()
        root = session.exec(select(builders.Unit).where(builders.Unit.parent_id.is_(None))).one()
        builders.grant(session, dedi, root)
    second = stage.person(400)
    asked(budi)
    eka.presses("Buka").presses("Sudah diperbaiki")
    second.presses("Buka").presses("Tidak diubah").says("SK belum terbit.").sees("diberi tahu")
    eka.says("Kolom jabatan diperbarui.").sees("sudah dijawab")
    assert False is kept(database)[0].corrected
