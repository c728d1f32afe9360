"""The objection file (/keberatan): sent with reasons and evidence, answered, decided; final, and the parties' alone."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlmodel import select

from bot.talk.turn import Attachment
from kinerja.models import (
    Absence,
    AbsenceKind,
    AuditEntry,
    DeliveryAnswer,
    Evaluation,
    EvaluationDelivery,
    Evidence,
    EvidenceKind,
    Objection,
    ObjectionState,
    Position,
    Predicate,
    Unit,
)
from tests import builders
from tests.bot.conversations import test_evaluation
from tests.bot.conversations.test_evaluation import (
    APRIL,
    ON_ONE_ENGINE,
    delivered,
    named,
)

gita = test_evaluation.gita
REASON = "Kunjungan Maret tidak dihitung, padahal dilaporkan 31 Maret."


def drafted(ani, budi, gita):
    delivered(ani, gita, results="Di bawah")
    return budi.presses("Buka").presses("Ajukan keberatan").says(REASON).sees("Draf: tidak ada")


def sent(ani, budi, gita):
    drafted(ani, budi, gita).presses("Kirim keberatan").sees("Gita Puspita membaca keduanya")
    return budi.presses("Ya, kirim").sees("Terkirim. Nomornya <b>K-2604-00001</b>")


def objection(database):
    with database.reading() as session:
        return session.exec(select(Objection)).one()


def test_from_reasons_to_a_changed_decision(gita, ani, budi, database):
    sent(ani, budi, gita).sees("menunggu jawaban pejabat penilai", "24 April 2026 (14 hari kerja)")
    ani.sees("mengajukan keberatan", "Mohon dijawab").sees_not(REASON).presses("Buka")
    ani.sees(REASON).presses("Jawab").says("Laporan Maret datang setelah periode ditutup.")
    ani.presses("Jawab").sees("Terjawab", "dijawab, menunggu keputusan")
    budi.sees("sudah dijawab").presses("Buka").sees("setelah periode ditutup")
    gita.sees("sudah dijawab").presses("Buka").sees(REASON, "setelah periode ditutup")
    gita.presses("Rekaman perkara").sees("Keberatan dikirim", "Jawaban pejabat")
    gita.presses("Berkas").presses("Ubah").presses("Sesuai").presses("Sesuai")
    gita.says("Laporan itu sah karena jendelanya diperpanjang.").presses("Putuskan: diubah")
    gita.sees("Diputuskan.", "diputuskan, final", "<b>Baik</b>")
    ani.sees("sudah diputuskan")
    budi.sees("sudah diputuskan").presses("Buka").sees("Keputusan Gita Puspita", "jendelanya")
    budi.presses("Keberatan").presses("Evaluasi saya").presses("triwulan").sees(
        "Diubah dengan keputusan"
    )
    row = objection(database)
    assert (ObjectionState.DECIDED, False, Predicate.GOOD) == (row.state, row.upheld, row.predicate)
    with database.reading() as session:
        kept = session.exec(select(Evaluation)).one()
        made = session.exec(select(EvaluationDelivery)).one()
        looks = session.exec(select(AuditEntry).where(AuditEntry.action == "look")).all()
    assert Predicate.NEEDS_IMPROVEMENT == kept.predicate  # what was released stays
    assert DeliveryAnswer.OBJECTED == made.answer
    assert {row.person_id, row.decided_by_id, kept.rater_id} == {one.actor_id for one in looks}


@ON_ONE_ENGINE
def test_it_stays_and_nothing_can_be_done_after_the_decision(gita, ani, budi, database):
    sent(ani, budi, gita)
    ani.presses("Buka").presses("Jawab").says("Laporan Maret datang terlambat sekali.").presses(
        "Jawab"
    )
    gita.presses("Buka")
    stays, changes = gita.data("Tetap"), gita.data("Ubah")
    gita.presses("Tetap").says("Penilaian sesuai rekaman tahun ini.").presses("Putuskan: tetap")
    gita.sees("Hasil evaluasi tetap", "Penilaian sesuai rekaman")
    for again in (stays, changes):
        gita.presses_data(again).sees("diputuskan, final")
    assert objection(database).upheld


@ON_ONE_ENGINE
def test_the_rater_is_heard_first_and_silence_does_not_block(gita, ani, budi, stage):
    sent(ani, budi, gita)
    gita.presses("Buka").presses("Tetap").sees("dengarkan pejabat penilai dahulu", "13 April 2026")
    stage.clock.moment = APRIL + timedelta(days=7)
    gita.says("/keberatan").presses("Budi").presses("Tetap").says("Penilaian sesuai rekaman ini.")
    gita.presses("Putuskan").sees("diputuskan, final")


@ON_ONE_ENGINE
def test_evidence_is_added_shown_and_gone_with_a_dropped_draft(gita, ani, budi, database):
    drafted(ani, budi, gita).presses("Tambah bukti").says("Surat 12/PKM/2026").presses("Selesai")
    budi.sees("Bukti: 1 berkas", "Surat 12/PKM/2026").presses("Buang draf").presses("Ya, buang")
    budi.sees("Tidak ada yang dikirim")
    with database.reading() as session:
        assert [("", None)] == session.exec(select(Evidence.reference, Evidence.objection_id)).all()
    photo = Attachment(EvidenceKind.PHOTO, "file-1", "bukti.jpg", "image/jpeg", 900, "a" * 64)
    budi.presses("Evaluasi ini").presses("Ajukan keberatan").says(REASON).presses("Tambah bukti")
    budi.sends(photo).presses("Selesai").presses("Kirim keberatan").presses("Ya, kirim")
    ani.presses("Buka").presses("Bukti dukung (1)").sees("Bukti 1 dari 1")
    assert "a" * 64 == ani.shown.words.file.sha256


@ON_ONE_ENGINE
def test_only_the_parties_and_the_decider_open_it(gita, ani, budi, citra, stage):
    drafted(ani, budi, gita)
    draft = budi.data("Tulis alasan").replace("obj.reasons", "obj.open")
    for other in (ani, gita, citra, stage.person(500)):
        other.presses_data(draft).sees("tidak tersedia")
    budi.presses("Kirim keberatan").presses("Ya, kirim")
    for other in (citra, stage.person(500)):
        other.presses_data(draft).sees("tidak tersedia")
        other.presses_data(draft.replace("obj.open", "obj.case")).sees("tidak tersedia")
        other.says("/keberatan").sees("Belum ada")
    for party in (ani, gita, budi):
        party.says("/keberatan").presses("Budi").sees(REASON)


@ON_ONE_ENGINE
def test_nothing_is_edited_after_it_was_sent(gita, ani, budi):
    drafted(ani, budi, gita)
    buttons = [budi.data(label) for label in ("Tulis alasan", "Tambah bukti", "Buang draf")]
    budi.presses("Kirim keberatan").presses("Ya, kirim")
    budi.presses_data(buttons[0]).says("Alasan yang lain sama sekali.").sees("tetap seperti adanya")
    budi.says("/batal").presses_data(buttons[1]).says("Surat 13").sees("tetap seperti adanya")
    budi.says("/batal").presses_data(buttons[2]).sees("menunggu jawaban")


@ON_ONE_ENGINE
def test_who_is_away_is_stood_in_for_from_above(gita, ani, budi, database, stage):
    with database.unit_of_work() as session:
        above = named(session, "Gita Puspita")
        root = session.exec(select(Unit).where(Unit.name == "Dinas Kesehatan Kota")).one()
        post = session.exec(select(Position).where(Position.person_id == above.id)).one()
        head = builders.person(session, "Hana Wulandari")
        builders.position(session, head, root, "Kepala Dinas")
        builders.account(session, head, 800)
        builders.rated_by(session, post, head)
    delivered(ani, gita, results="Di bawah")
    with database.unit_of_work() as session:
        away = named(session, "Gita Puspita")
        days = {"first_day": date(2026, 4, 1), "last_day": date(2026, 4, 30), "entered_at": APRIL}
        session.add(Absence(person_id=away.id, kind=AbsenceKind.LEAVE, **days))
    budi.presses("Buka").presses("Ajukan keberatan").says(REASON).presses("Kirim keberatan")
    budi.sees("Hana Wulandari membaca keduanya").presses("Ya, kirim")
    stage.person(800).sees("Bapak/Ibu yang akan memutuskan").presses("Buka").sees(REASON)
    gita.says("/keberatan").sees("Belum ada")


@ON_ONE_ENGINE
def test_after_the_clock_an_objection_is_too_late(gita, ani, budi, stage):
    delivered(ani, gita)
    budi.presses("Buka")
    late = budi.data("Ajukan keberatan")
    stage.clock.moment = datetime(2026, 4, 24, 18, tzinfo=UTC)
    budi.presses_data(late).sees("sampai 24 April 2026; waktunya sudah lewat")


@ON_ONE_ENGINE
def test_receiving_does_not_take_the_right_to_object(gita, ani, budi, database):
    delivered(ani, gita)
    budi.presses("Buka").presses("Sudah saya terima").presses("Lewati").presses("Konfirmasi")
    budi.presses("Ajukan keberatan").says(REASON).presses("Kirim keberatan").presses("Ya, kirim")
    assert ObjectionState.SENT is objection(database).state


@ON_ONE_ENGINE
def test_where_nobody_above_can_be_reached_the_administrators_are_told(
    gita, ani, budi, database, stage
):
    delivered(ani, gita)
    with database.unit_of_work() as session:
        account = session.exec(
            select(builders.Account).where(builders.Account.chat_id == 600)
        ).one()
        account.unlinked_at = APRIL
    budi.presses("Buka").presses("Ajukan keberatan").says(REASON).presses("Kirim keberatan")
    budi.sees("lalu pejabat yang memutuskan").presses("Ya, kirim").sees("tim pengelola diberi tahu")
    stage.person(500).sees("Mohon undang pejabat yang berwenang memutus").sees_not(REASON)


@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)
def test_without_any_objection_the_list_says_where_they_begin(budi):
    budi.says("/keberatan").sees("dari dokumen evaluasinya sendiri")
