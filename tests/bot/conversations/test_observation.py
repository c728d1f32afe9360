"""Observations: one message, private for at most fourteen days, then shared or gone."""

from datetime import timedelta

import pytest
from sqlmodel import select

from kinerja.models import Feedback, Observation

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
    stage.clock.advance(timedelta(days=14))
    assert "Catatan pengamatan (1)" in all_labels(noted)
    noted.says("/pengamatan").sees("Sudah waktunya")


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
