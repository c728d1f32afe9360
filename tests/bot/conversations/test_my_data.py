"""What is held about somebody: shown, taken along, and the consent asked again or withdrawn."""

import json

import pytest
from sqlmodel import select

from kinerja.models import (
    Account,
    AuditEntry,
    Consent,
    Draft,
    OutboxMessage,
    OutboxStatus,
    Person,
    ProgressReport,
)
from kinerja.rules.invitations import NOTICE_VERSION
from kinerja.services.telling import Notice, tell
from tests.bot.conversations.test_report import fill_in, sent
from tests.builders import NOW


@pytest.fixture
def eka(stage):
    return stage.person(500)


def rows(stage, model, *conditions):
    with stage.database.unit_of_work() as session:
        return session.exec(select(model).where(*conditions)).all()


def budi_id(stage):
    return rows(stage, Person, Person.name == "Budi Santoso")[0].id


def agreed_to(stage, version):
    with stage.database.unit_of_work() as session:
        holder = session.exec(select(Person).where(Person.name == "Budi Santoso")).one()
        session.add(Consent(person_id=holder.id, notice_version=version, given_at=NOW))


@pytest.mark.parametrize("command", ["/datasaya", "/dataku", "/mydata"])
def test_it_shows_in_numbers_what_is_held(budi, command):
    sent(budi)
    budi.says(command).sees("Data saya", "Laporan: 1", "SKP): 1")
    assert "Menu" in budi.labels()


def test_the_copy_is_a_file_with_everything_and_no_one_else(stage, budi, citra):
    sent(budi)
    budi.says("/datasaya").presses("Salinan data")
    held = json.loads(budi.shown.words.file.content)

    assert ["Budi Santoso"] == [row["name"] for row in held["person"]]
    assert "Ani Lestari" in {row["rater"] for row in held["raters"]}
    assert 1 == len(held["reports"])
    assert 4 == len(held["results"])
    assert "Citra" not in budi.shown.words.file.content
    assert 1 == len(rows(stage, AuditEntry, AuditEntry.action == "data.exported"))


def test_withdrawing_asks_once_and_can_be_left(stage, budi):
    budi.says("/datasaya").presses("Cabut persetujuan").sees("jadwal retensi arsip")
    budi.presses("Tidak").sees("Data saya")
    assert rows(stage, Account, Account.chat_id == 200)[0].unlinked_at is None


def test_withdrawing_unlinks_erases_and_keeps_the_records(stage, budi, eka):
    agreed_to(stage, NOTICE_VERSION)
    sent(budi)
    budi.says("/catat").presses("1")
    budi.says("/datasaya").presses("Cabut persetujuan")
    budi_number = budi_id(stage)
    with stage.database.unit_of_work() as session:
        tell(session, budi_number, Notice.REPORT_ACCEPTED, key="later", now=NOW)
    yes = budi.data("Ya, cabut")
    budi.presses_data(yes, budi.shown.number).sees("dicabut", "jadwal retensi arsip")

    assert rows(stage, Account, Account.chat_id == 200)[0].unlinked_at is not None
    assert [] == rows(stage, Draft, Draft.chat_id == 200)
    assert rows(stage, Consent)[0].withdrawn_at is not None
    later = rows(stage, OutboxMessage, OutboxMessage.key == "later")[0]
    assert OutboxStatus.CANCELLED == later.status
    assert 1 == len(rows(stage, ProgressReport))
    eka.sees("Budi Santoso", "mencabut")
    budi.says("/menu").sees("undangan")
    budi.presses_data(yes).sees("undangan")


def test_a_new_notice_is_asked_first_and_nothing_else_is_done(stage, budi):
    agreed_to(stage, "2020-01")
    budi.says("/lapor").sees("pemberitahuan privasi", "UU 27/2022")
    budi.says("/menu").sees("pemberitahuan privasi")
    budi.says("12 kunjungan").sees("belum disimpan")
    budi.says("/bantuan").sees("/lapor")
    budi.says("/datasaya").sees("Data saya")
    budi.says("/menu").presses("Setuju").presses("Menu").sees("Menu")
    budi.says("/lapor").sees_not("pemberitahuan privasi")
    assert {"2020-01", NOTICE_VERSION} == {c.notice_version for c in rows(stage, Consent)}


def test_answers_under_way_survive_the_new_notice(stage, budi):
    fill_in(budi)
    budi.says("/catat").presses("1")
    agreed_to(stage, "2020-01")
    budi.says("Tiga kunjungan").sees("pemberitahuan privasi")
    budi.presses("Setuju")
    assert "Menu" in budi.labels()


def test_agreeing_twice_is_kept_once(stage, budi):
    agreed_to(stage, "2020-01")
    budi.says("/menu")
    agree = budi.data("Setuju")
    budi.presses_data(agree).presses_data(agree)
    assert 2 == len(rows(stage, Consent))


def test_a_new_notice_can_be_declined_by_withdrawing(stage, budi):
    agreed_to(stage, "2020-01")
    budi.says("/menu").presses("Cabut persetujuan").presses("Ya, cabut").sees("dicabut")
