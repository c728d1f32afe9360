"""``kinerja broadcast``: announcements from the command line, with the same rules as in the chat."""

import csv
import io
from datetime import UTC, date, datetime

import pytest
from sqlmodel import select

from bot.cli import main
from kinerja.database import Database
from kinerja.models import (
    Broadcast,
    BroadcastState,
    EmployeeGroup,
    OutboxMessage,
    OutboxStatus,
    WorkingTime,
)
from tests import builders

AT_NOON = datetime(2026, 2, 3, 4, 0, tzinfo=UTC)
WORDS = 'text = "Apel *besok*"\n'


@pytest.fixture
def agency(database, database_url, monkeypatch, tmp_path):
    """The builders' agency at noon of their day, with a person without Telegram."""
    shift = (AT_NOON - datetime.now(UTC)).total_seconds()
    (tmp_path / "clock.json").write_text(f'{{"offset_seconds": {shift}}}')
    monkeypatch.chdir(tmp_path)
    for name, value in {
        "DATABASE__URL": database_url,
        "CLOCK__OFFSET_FILE": str(tmp_path / "clock.json"),
        "FILES__PATH": str(tmp_path / "evidence"),
        "BROADCAST__SECOND_APPROVAL": "false",
    }.items():
        monkeypatch.setenv(f"KINERJA_{name}", value)
    with database.unit_of_work() as session:
        made = builders.agency(session)
        builders.position(session, builders.person(session, "=Gita"), made.section)
    return made


@pytest.fixture
def kinerja(agency, capsys, tmp_path):
    """Call a broadcast command in English; files are given by their content."""

    def call(*arguments, file=None):
        if file is not None:
            (tmp_path / "announcement.toml").write_text(file)
            arguments = (*arguments, "announcement.toml")
        with pytest.raises(SystemExit) as left:
            main(["--lang", "en", "broadcast", *map(str, arguments)])
        said = capsys.readouterr()
        return int(left.value.code or 0), said.out, said.err

    return call


def state(database: Database, number=1):
    with database.reading() as session:
        return session.get(Broadcast, number).state


def chats(database: Database):
    with database.reading() as session:
        return sorted(
            session.exec(select(OutboxMessage.chat_id).where(OutboxMessage.batch == "b1"))
        )


def settle(database: Database):
    with database.unit_of_work() as session:
        for row in session.exec(select(OutboxMessage)).all():
            row.status, row.message_id, row.sent_at = OutboxStatus.SENT, row.id, AT_NOON


def test_it_goes_to_the_whole_agency(kinerja, database):
    status, said, _ = kinerja("send", file=WORDS)
    assert (0, "6 people, 5 linked.\nAnnouncement 1: running\n") == (status, said)
    assert [100, 200, 300, 400, 500] == chats(database)


def test_a_dry_run_tells_nobody(kinerja, database):
    assert (0, "6 people, 5 linked.\n") == kinerja("send", "--dry-run", file=WORDS)[:2]
    assert [] == chats(database)
    assert BroadcastState.DISCARDED is state(database)


def test_the_audience_is_narrowed_down(kinerja, agency, database):
    nip = agency.ani.person.nip
    narrowed = (
        f'{WORDS}units = ["Puskesmas Mawar"]\nroles = ["raters"]\nkinds = ["pns"]\nnips = ["{nip}"]'
    )
    assert "1 person, 1 linked." in kinerja("send", file=narrowed)[1]
    assert [100] == chats(database)


def test_a_group_of_employees_is_announced_to(kinerja, agency, database):
    with database.unit_of_work() as session:
        group = EmployeeGroup(name="Guru")
        session.add(group)
        session.flush()
        session.add(WorkingTime(person_id=agency.citra.person.id, group_id=group.id))
    assert "1 person, 1 linked." in kinerja("send", file=f'{WORDS}groups = ["Guru"]')[1]
    assert [300] == chats(database)


def test_who_has_not_reported_at_a_local_time(kinerja, database):
    later = f'{WORDS}not_reported = "2026-01"\nat = "2026-02-04T08:00"\nconfirm = true'
    assert "1 person, 1 linked.\nAnnouncement 1: scheduled" in kinerja("send", file=later)[1]
    assert [] == chats(database)


@pytest.mark.parametrize(
    ("wrong", "complaint"),
    [
        ("", "text"),
        ("text = ", "TOML"),
        (f"{WORDS}colour = 1", "colour"),
        (f'{WORDS}units = ["Bulan"]', "Bulan"),
        (f'{WORDS}groups = ["Dewa"]', "Dewa"),
        (f'{WORDS}roles = ["kings"]', "kings"),
        (f'{WORDS}nips = ["123"]', "123"),
        (f'{WORDS}at = "besok"', "buttons"),
        (f'{WORDS}file = "poster.jpg"', "poster.jpg"),
        ('text = "…"', "one sentence"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(kinerja, database, wrong, complaint):
    status, _, complained = kinerja("send", file=wrong)
    assert (1, 1) == (status, len(complained.splitlines()))
    assert complaint in complained
    assert [] == chats(database)


def test_a_document_goes_along(kinerja, database, tmp_path):
    (tmp_path / "surat.pdf").write_bytes(b"%PDF-1.4\n%%EOF\n")
    assert 0 == kinerja("send", file=f'{WORDS}file = "surat.pdf"')[0]
    with database.reading() as session:
        row = session.exec(select(Broadcast)).one()
    assert ("document", "surat.pdf") == (row.file_kind.value, row.file_name)


def test_an_administrator_approves_or_the_command_line_does(kinerja, database, monkeypatch):
    monkeypatch.setenv("KINERJA_BROADCAST__SECOND_APPROVAL", "true")
    assert "waiting" in kinerja("send", file=WORDS)[1]
    status, _, complained = kinerja("approve", 1)
    assert (1, True) == (status, "nobody approves their own words" in complained)
    assert [] == chats(database)


def test_it_is_paused_gone_on_with_cancelled_and_recalled(kinerja, database):
    kinerja("send", file=WORDS)
    for deed, expected in (("pause", "paused"), ("resume", "running"), ("cancel", "cancelled")):
        assert f"Announcement 1: {expected}\n" == kinerja(deed, 1)[1]
    assert 1 == kinerja("resume", 1)[0]
    assert "cancelled" in kinerja("recall", 1)[1]
    assert 1 == kinerja("pause", 99)[0]


def test_corrected_and_reported(kinerja, database):
    kinerja("send", file=WORDS)
    settle(database)
    assert 0 == kinerja("correct", 1, file='text = "Apel lusa"')[0]
    rows = list(csv.DictReader(io.StringIO(kinerja("report", 1)[1])))
    assert 6 == len(rows)
    gita = rows[0]
    assert ("'=Gita", "not_linked", "") == (gita["nama"], gita["status"], gita["sent_at"])
    assert {"sent"} == {row["status"] for row in rows[1:]}
    assert f"1\t{date(2026, 2, 3)}\trunning\tApel lusa" in kinerja("list")[1]


def test_watching_ends_with_it(kinerja, database):
    kinerja("send", file=WORDS)
    kinerja("cancel", 1)
    assert "cancelled: 0 sent, 0 failed, 0 blocked, 0 held." in kinerja("watch", 1)[1]
    assert 1 == kinerja("watch", 2)[0]
