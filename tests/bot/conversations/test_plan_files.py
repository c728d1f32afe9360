"""Plans and templates from a file sent into the chat: shown first, taken in whole or not at all."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from bot.talk.turn import Attachment
from kinerja.evidence_store import EvidenceStore
from kinerja.models import Account, Evidence, EvidenceKind, PerformancePlan, Person, TemplateRow
from kinerja.services.erasing import files_to_erase
from tests.files import as_xlsx, indicator
from tests.kinerja.services.test_planning import template_rows


@pytest.fixture
def send(stage, tmp_path):
    """Let somebody send rows as an XLSX file, kept in the evidence store as the worker does."""
    store = EvidenceStore(tmp_path / "evidence")
    stage.dispatcher.options = replace(stage.options, files=tmp_path / "evidence")

    def sent(person, *rows):
        names = list(rows[0])
        table = [names, *([row[name] for name in names] for row in rows)]
        content = as_xlsx(tmp_path / "berkas.xlsx", table).read_bytes()
        kept = store.keep(content, "berkas.xlsx")
        given = {"media_type": kept.media_type, "size": kept.size, "sha256": kept.sha256}
        file = Attachment(EvidenceKind.DOCUMENT, "f1", "berkas.xlsx", **given)
        return person.sends(file)

    return sent


@pytest.fixture
def nip(database):
    def of(chat_id):
        with database.reading() as session:
            found = select(Person.nip).join(Account, Account.person_id == Person.id)
            return session.exec(found.where(Account.chat_id == chat_id)).one()

    return of


def plans(database) -> list[tuple[int, str]]:
    with database.reading() as session:
        rows = session.exec(select(PerformancePlan).order_by(PerformancePlan.id))
        return [(row.version, row.status.value) for row in rows]


def test_a_rater_takes_in_plans_of_own_people_after_seeing_what_changes(
    dedi, citra, send, nip, database
):
    dedi.says("/tinjau").says("/menu")
    dedi.presses_data("1|a|plan.waiting").presses("Berkas SKP").presses("SKP yang disetujui")
    dedi.sees("hasil_kerja", "pimpinan_nip").says("ini").sees("Mohon kirim berkasnya")
    send(dedi, indicator(nip(300), satuan="")).sees("Baris 2, kolom satuan").sees_not("Masukkan?")
    send(dedi, indicator(nip(200))).sees("Baris 2, kolom nip", "tidak ada orang dengan nomor ini")
    send(dedi, indicator(nip(300))).sees("1 baru, 0 berubah", "Baru: Citra Dewi", "Masukkan?")
    assert 1 == len(plans(database))
    dedi.presses("Ya, masukkan").sees("Sudah dimasukkan: 1 baru, 0 berubah, 0 tetap")
    assert [(1, "approved"), (1, "approved")] == plans(database)
    citra.says("/skp").sees("Bayi diimunisasi", "disetujui")
    dedi.presses("Berkas SKP").presses("SKP yang disetujui")
    send(dedi, indicator(nip(300), target="130")).sees("0 baru, 1 berubah", "Citra Dewi")
    dedi.presses("Tidak").sees("Tidak ada yang diubah")
    assert [(1, "approved"), (1, "approved")] == plans(database)


def test_an_administrator_takes_in_templates_and_the_file_is_erased(stage, send, database):
    eka = stage.person(500)
    eka.says("/admin").presses("Berkas SKP").presses("Templat").sees("jabatan")
    rows = [{"jabatan": "Bidan"} | row for row in template_rows()]
    send(eka, *rows).sees("1 baru", "Baru: Bidan").presses("Ya, masukkan").sees("1 baru")
    with database.reading() as session:
        assert 3 == len(session.exec(select(TemplateRow)).all())
        (file,) = session.exec(select(Evidence)).all()
        assert [file.sha256] == files_to_erase(session, datetime(2026, 3, 1, tzinfo=UTC))


def test_who_rates_and_administers_nobody_takes_in_nothing(citra, send, nip, database):
    citra.presses_data("1|a|plan.file|plans")
    send(citra, indicator(nip(300))).sees_not("Masukkan?")
    assert 1 == len(plans(database))


def test_what_is_no_table_is_refused(stage, dedi):
    dedi.presses_data("1|a|plan.file|plans")
    picture = Attachment(EvidenceKind.PHOTO, "f", media_type="image/png", sha256="0" * 64)
    dedi.sends(picture).sees("bukan berkas XLSX")
