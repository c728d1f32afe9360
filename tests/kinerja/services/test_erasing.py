"""Files of removed evidence: which are erased, and that they are forgotten."""

from datetime import timedelta

import pytest

from kinerja.models import Draft, Evidence, EvidenceKind
from kinerja.services.erasing import files_to_erase, forget_files
from tests.builders import NOW, agency

LATER = NOW + timedelta(days=2)
SHA = "a" * 64


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


def photo(session, made, removed_at=NOW, sha256=SHA):
    row = Evidence(
        person_id=made.budi.id,
        kind=EvidenceKind.PHOTO,
        sha256=sha256,
        file_id="f",
        file_name="foto.jpg",
        size=9,
        added_at=NOW,
        removed_at=removed_at,
    )
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def made(session):
    return agency(session)


def test_a_file_is_erased_a_day_after_its_evidence_was_removed(session, made):
    row = photo(session, made)
    assert [] == files_to_erase(session, NOW + timedelta(hours=23))
    assert [SHA] == files_to_erase(session, LATER)

    forget_files(session, [SHA])
    session.expire_all()
    assert (None, None, "", 0) == (row.sha256, row.file_id, row.file_name, row.size)
    assert [] == files_to_erase(session, LATER)


@pytest.mark.parametrize("removed_at", [None, LATER - timedelta(hours=1)])
def test_what_somebody_else_has_or_had_until_now_stays(session, made, removed_at):
    photo(session, made)
    other = photo(session, made, removed_at)
    assert [] == files_to_erase(session, LATER)

    forget_files(session, [SHA])
    session.expire_all()
    assert (None if removed_at else SHA) == other.sha256


def test_what_waits_in_a_draft_stays(session, made):
    photo(session, made)
    waiting = {"values": {"files": [{"sha256": SHA}]}}
    session.add(Draft(chat_id=200, form="log", answers=waiting, updated_at=NOW))
    session.flush()
    assert [] == files_to_erase(session, LATER)


def test_a_removed_link_has_no_file(session, made):
    photo(session, made, sha256=None)
    assert [] == files_to_erase(session, LATER)
