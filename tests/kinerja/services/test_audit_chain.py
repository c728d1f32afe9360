"""The audit chain: sealed after the commit, whole after everything people do, and broken by any alteration."""

from datetime import date
from decimal import Decimal
from random import Random

import pytest
from sqlmodel import col, func, select, update

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    AuditEntry,
    AuditSeal,
    EndKind,
    Evidence,
    Feedback,
    ProgressReport,
    ReportStatus,
)
from kinerja.reports.audit_chain import Fault, chain_head, verify_chain
from kinerja.rules.access import OPERATOR
from kinerja.rules.audit_chain import Head
from kinerja.services.audit import record
from kinerja.services.ending_service import end_service
from kinerja.services.reporting import (
    complete_report,
)
from kinerja.services.reviewing import accept_report
from kinerja.services.sealing import erase_details, head, seal, waiting
from kinerja.services.sending import take_back
from tests import tampering
from tests.builders import NOW, feedback, report
from tests.signed_life import KEY, WHEN, Year, lived, sealed, verified, whole

# What the databases do not see differently is tried on one of them.
ON_ONE_ENGINE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def year(database):
    return Year(database)


def test_everything_people_do_leaves_the_chain_whole(year, database):
    sealed(database)
    lived(year)
    assert 0 < sealed(database)
    found = whole(database)
    assert (0, 4) == (
        found.waiting,
        found.records,
    )  # the plan, two versions of the report, the feedback
    with database.reading() as session:
        assert found.entries == session.exec(select(func.count()).select_from(AuditEntry)).one()


def test_it_is_whole_at_every_moment_sealed_or_not(year, database):
    sealed(database)
    report_id, _line = year.filled()
    for deed in (
        lambda: year.submit(report_id),
        lambda: year.do(take_back, year.budi.actor, report_id),
        lambda: year.submit(report_id),
        lambda: year.do(accept_report, year.ani.actor, report_id),
        lambda: year.do(complete_report, year.budi.actor, report_id),
    ):
        deed()
        assert 0 < whole(database).waiting
        sealed(database)
        assert 0 == whole(database).waiting


def test_taking_back_a_correction_restores_what_was_signed(year, database):
    second, _given = lived(year)
    third = year.do(complete_report, year.budi.actor, second)
    year.submit(third)
    sealed(database)
    whole(database)
    year.do(take_back, year.budi.actor, third)
    sealed(database)
    whole(database)


@ON_ONE_ENGINE
def test_an_end_of_service_signs_the_plan_that_it_shortens(year, database):
    sealed(database)
    with database.unit_of_work() as session:
        end_service(session, OPERATOR, year.budi.id, EndKind.RETIREMENT, date(2026, 6, 30), **WHEN)
    sealed(database)
    assert 1 == whole(database).records


def test_records_of_before_the_chain_enter_it_as_they_are(year, database):
    with database.unit_of_work() as session:
        feedback(session, year.ani.person, year.budi.person, given_at=NOW)
        report(session, year.made.plan, date(2025, 12, 1), ReportStatus.ACCEPTED)
    assert 3 == sealed(database)
    assert 3 == whole(database).records
    with database.unit_of_work() as session:
        session.exec(update(Feedback).values(went_well="Sesuai."))
    broken = verified(database).broken
    assert (Fault.RECORD, "feedback") == (broken.fault, broken.subject)


def test_sealing_twice_seals_nothing_more_and_the_first_links_stay(year, database):
    sealed(database)
    with database.reading() as session:
        before = session.exec(select(AuditSeal).order_by(AuditSeal.seq)).all()
    assert 0 == sealed(database)
    lived(year)
    sealed(database)
    with database.reading() as session:
        after = session.exec(select(AuditSeal).order_by(AuditSeal.seq)).all()
    assert before == after[: len(before)]
    assert list(range(1, len(after) + 1)) == [one.seq for one in after]


def test_an_entry_that_was_committed_late_is_sealed_as_well(year, database):
    sealed(database)
    with database.unit_of_work() as session:
        record(session, OPERATOR, "x", "y", None, person_id=None, now=NOW)
        newest = session.exec(select(func.max(AuditEntry.id))).one()
        entry = AuditEntry(id=newest + 5_000, at=NOW, action="x", subject="y", detail={})
        session.add(entry)
        session.flush()
        seals = session.exec(select(func.max(AuditSeal.seq))).one()
        assert seals
    with database.unit_of_work() as session:
        session.exec(
            update(AuditSeal).where(col(AuditSeal.seq) == seals).values(entry_id=newest + 5_000)
        )
        assert [] == list(waiting(session))[1:]
        assert newest in waiting(session, all_of_them=True)


@ON_ONE_ENGINE
def test_another_key_is_refused_and_verifies_nothing(year, database):
    sealed(database)
    with database.unit_of_work() as session, pytest.raises(Refused, match="audit key"):
        seal(session, b"another key of the same length", NOW)
    assert Fault.ALTERED is verified(database, key=b"another key").broken.fault


def test_a_cut_tail_is_found_by_an_exported_head(year, database):
    lived(year)
    sealed(database)
    with database.reading() as session:
        last = chain_head(session, OPERATOR)
        kept = Head(last.seq, last.link)
        assert kept == head(session)
    assert verified(database, [kept, Head(1, first_link(database))]).broken is None
    with database.unit_of_work() as session:
        session.exec(update(AuditSeal).where(col(AuditSeal.seq) == last.seq).values(seq=0))
        session.delete(session.get_one(AuditSeal, 0))
    assert verified(database).broken is None
    assert (Fault.HEAD, last.seq) == fault_of(verified(database, [kept]))
    sealed(database)  # a chain that goes on from there is another one
    assert (Fault.HEAD, last.seq) == fault_of(verified(database, [kept]))


def first_link(database):
    with database.reading() as session:
        return session.get_one(AuditSeal, 1).link


def fault_of(found):
    return found.broken.fault, found.broken.seq


def test_a_decision_that_was_altered_names_the_entry_that_signed_it(year, database):
    second, _given = lived(year)
    sealed(database)
    with database.unit_of_work() as session:
        session.get_one(ProgressReport, second).decided_by_id = year.made.eka.id
    broken = verified(database).broken
    assert (Fault.RECORD, "report", second) == (broken.fault, broken.subject, broken.subject_id)
    with database.reading() as session:
        seal_of_it = session.get_one(AuditSeal, broken.seq)
        assert "report_accepted" == session.get_one(AuditEntry, seal_of_it.entry_id).action


@ON_ONE_ENGINE
def test_a_record_without_any_entry_is_found(year, database):
    sealed(database)
    with database.unit_of_work() as session:
        made = feedback(session, year.ani.person, year.budi.person, given_at=NOW)
    broken = verified(database).broken
    assert (Fault.UNSIGNED, made.id) == (broken.fault, broken.subject_id)


@ON_ONE_ENGINE
def test_a_report_put_back_after_it_was_taken_back_is_found(year, database):
    report_id, _line = year.filled()
    year.submit(report_id)
    year.do(take_back, year.budi.actor, report_id)
    sealed(database)
    with database.unit_of_work() as session:
        session.get_one(ProgressReport, report_id).status = ReportStatus.ACCEPTED
    assert Fault.RECORD is verified(database).broken.fault


@ON_ONE_ENGINE
def test_evidence_that_was_exchanged_is_found(year, database):
    lived(year)
    sealed(database)
    with database.unit_of_work() as session:
        piece = session.exec(select(Evidence).where(col(Evidence.removed_at).is_(None))).first()
        piece.reference = "https://b.go.id"
    assert Fault.RECORD is verified(database).broken.fault


@ON_ONE_ENGINE
def test_a_target_that_was_lowered_is_found(year, database):
    sealed(database)
    with database.unit_of_work() as session:
        session.merge(year.made.indicators[0]).target = Decimal(1)
    broken = verified(database).broken
    assert (Fault.RECORD, "plan", year.made.plan.id) == (
        broken.fault,
        broken.subject,
        broken.subject_id,
    )


def test_what_an_entry_says_can_be_erased_and_the_chain_stays_whole(year, database):
    lived(year)
    sealed(database)
    with database.reading() as session:
        ids = session.exec(select(AuditEntry.id).where(AuditEntry.subject == "value")).all()
    with database.unit_of_work() as session:
        erase_details(session, OPERATOR, ids, now=NOW)
    whole(database)
    sealed(database)
    whole(database)
    with database.reading() as session:
        assert {"{}"} == {str(session.get_one(AuditEntry, one).detail) for one in ids}
        salts = session.exec(select(AuditSeal.salt).where(col(AuditSeal.entry_id).in_(ids))).all()
        assert {""} == set(salts)
    with database.unit_of_work() as session:
        session.get_one(AuditEntry, ids[0]).actor_id = year.made.eka.id
    assert Fault.ALTERED is verified(database).broken.fault


@ON_ONE_ENGINE
def test_an_entry_that_was_emptied_and_that_nobody_says_was_erased_is_found(year, database):
    sealed(database)
    with database.unit_of_work() as session:
        entry = session.exec(select(AuditEntry).limit(1)).one()
        entry.detail = {}
        session.exec(update(AuditSeal).where(AuditSeal.entry_id == entry.id).values(salt=""))
    broken = verified(database).broken
    assert (Fault.EMPTIED, entry.id) == (broken.fault, broken.subject_id)


@ON_ONE_ENGINE
def test_only_sealed_entries_are_erased_and_only_by_the_operator(year, database):
    with database.unit_of_work() as session, pytest.raises(Unknown):
        erase_details(session, OPERATOR, [10**6], now=NOW)
    with database.unit_of_work() as session, pytest.raises(Unknown):
        erase_details(session, year.ani.actor, [], now=NOW)


@ON_ONE_ENGINE
def test_an_erased_record_is_missed_by_nobody(year, database):
    with database.unit_of_work() as session:
        gone = feedback(session, year.ani.person, year.budi.person, given_at=NOW)
    sealed(database)
    with database.unit_of_work() as session:
        session.delete(session.get_one(Feedback, gone.id))
    assert Fault.RECORD is verified(database).broken.fault
    with database.unit_of_work() as session:
        record(session, OPERATOR, "erase", "feedback", gone.id, person_id=None, now=NOW)
    whole(database)


def test_random_alterations_are_all_found(year, database):
    lived(year)
    sealed(database)
    random = Random(2026)
    with database.reading() as session:
        kept = [head(session)]

        def verify(session):
            return verify_chain(session, OPERATOR, KEY, kept)

        assert verify(session).broken is None
        tried = [tampering.try_once(session, random, verify) for _ in range(120)]
        assert [] == [done for done, found in tried if not found]
        assert verify(session).broken is None
    assert 60 < len({done for done, _found in tried})
