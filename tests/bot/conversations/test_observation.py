"""Observations: one message, private for at most fourteen days, then shared or gone."""

from datetime import timedelta

import pytest
from sqlmodel import select

from bot.due import Due
from kinerja.models import Account, AuditEntry, Feedback, Observation
from kinerja.rules.reminders import ReminderPlan

SEEN = "Menenangkan pasien yang marah di loket 2 tanpa meninggikan suara."


@pytest.fixture
def noted(ani):
    ani.says("/pengamatan").sees("14 hari").presses("Catatan baru").presses("Budi").says(SEEN)
    return ani.sees(SEEN, "17 Februari 2026")


def test_it_is_shared_as_feedback(noted, budi, database):
    assert [] == budi.chat
    noted.presses("Bagikan: sudah baik").sees("dibagikan").sees_not(SEEN)
    budi.sees("Ada umpan balik baru").presses("Buka").sees(SEEN, "Insidentil")
    with database.reading() as session:
        assert session.exec(select(Observation)).one().feedback_id is not None


def test_its_words_are_gone_when_it_is_deleted(noted, database):
    deleted = noted.data("Hapus")
    noted.presses("Hapus").sees("dihapus").sees_not(SEEN)
    noted.presses_data(deleted).sees("sudah dibagikan atau dihapus")
    with database.reading() as session:
        assert "" == session.exec(select(Observation)).one().text
        assert None is session.exec(select(Feedback)).first()


def test_the_author_is_reminded_when_it_is_due(noted, stage):
    assert "Catatan pengamatan (1)" not in all_labels(noted)
    stage.clock.advance(timedelta(days=12))
    assert "Catatan pengamatan (1)" in all_labels(noted)
    noted.says("/pengamatan").sees("Mohon bagikan atau hapus", "17 Februari 2026")


def tick(stage):
    nothing_else = ReminderPlan(switched_on=frozenset())
    Due(stage.database, stage.clock, list, nothing_else).tick()
    stage.deliver()


def test_the_author_is_asked_once_before_it_ends(noted, stage, budi):
    tick(stage)
    noted.sees(SEEN)
    stage.clock.advance(timedelta(days=10))
    for _time in range(3):
        tick(stage)
    assert 1 == sum("ingin dibagikan" in message.text for message in noted.chat)
    noted.sees("17 Februari 2026").sees_not("pasien", "Budi").presses("Buka").sees(SEEN)
    noted.presses("sudah baik").sees("dibagikan")
    stage.clock.advance(timedelta(days=10))
    tick(stage)
    budi.presses("Buka").sees(SEEN)
    noted.sees("dibagikan")


def test_nobody_is_asked_at_night(noted, stage):
    stage.clock.advance(timedelta(days=10, hours=11))
    tick(stage)
    noted.sees(SEEN)
    stage.clock.advance(timedelta(hours=10))
    tick(stage)
    noted.sees("17 Februari 2026").sees_not(SEEN)


def test_after_the_last_day_its_words_are_gone_and_the_author_knows(noted, stage, database):
    share = noted.data("sudah baik")
    stage.clock.advance(timedelta(days=14))
    tick(stage)
    noted.says("/pengamatan").sees(SEEN)
    stage.clock.advance(timedelta(days=1))
    noted.says("/pengamatan").sees_not(SEEN).presses_data(share).sees("14 hari")
    tick(stage)
    tick(stage)
    assert 1 == sum("tidak dibagikan" in message.text for message in noted.chat)
    noted.presses_data(share).sees("sudah dibagikan atau dihapus")
    with database.reading() as session:
        ended = session.exec(select(Observation)).one()
        assert ("", True) == (ended.text, ended.deleted_at is not None)
        trail = session.exec(select(AuditEntry).where(AuditEntry.action == "end")).one()
        assert (None, ended.person_id) == (trail.actor_id, trail.person_id)


def test_it_ends_without_the_author_too(noted, stage, database):
    with database.unit_of_work() as session:
        account = session.exec(select(Account).where(Account.chat_id == 100)).one()
        account.unlinked_at = stage.clock.now()
    stage.clock.advance(timedelta(days=15))
    tick(stage)
    with database.reading() as session:
        assert "" == session.exec(select(Observation)).one().text


def test_nobody_else_reads_shares_or_deletes_it(noted, budi, citra, database):
    for data in (noted.data("Hapus"), noted.data("sudah baik"), "1|a|obs"):
        for other in (budi, citra):
            other.presses_data(data).sees_not(SEEN)
    with database.reading() as session:
        kept = session.exec(select(Observation)).one()
    assert (SEEN, None) == (kept.text, kept.feedback_id)


def all_labels(person):
    labels = person.says("/menu").labels()
    return labels + (person.presses("Lainnya").labels() if "Lainnya" in labels else [])
