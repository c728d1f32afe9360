"""The rater decides: accepted once, or returned with a reason and time to complete."""

from datetime import date

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.messages import Month, decode
from kinerja.models import AuditEntry, OutboxMessage, ReportStatus
from kinerja.services.reviewing import accept_report, return_report
from tests.builders import NOW, TODAY, agency, plan, position, rated_by, report

WHEN = {"now": NOW, "today": TODAY}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def sent(session, made):
    return report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)


def notices(session):
    rows = session.exec(select(OutboxMessage)).all()
    return [(r.chat_id, r.kind, {k: decode(v) for k, v in r.content.items()}) for r in rows]


def test_it_is_accepted_and_its_author_is_told(session, made, sent):
    accept_report(session, made.ani.actor, sent.id, **WHEN)

    assert (ReportStatus.ACCEPTED, NOW, made.ani.id) == (
        sent.status,
        sent.decided_at,
        sent.decided_by_id,
    )
    told = {"report_id": sent.id, "month": Month(date(2026, 1, 1))}
    assert [(200, "report_accepted", told)] == notices(session)


def test_it_is_returned_and_the_notice_keeps_the_reason_to_itself(session, made, sent):
    until = return_report(session, made.ani.actor, sent.id, " Foto  daftar hadir ", **WHEN)

    assert ReportStatus.RETURNED is sent.status
    assert ("Foto daftar hadir", date(2026, 2, 6)) == (sent.return_reason, sent.complete_until)
    assert date(2026, 2, 6) == until
    told = {"report_id": sent.id, "month": Month(date(2026, 1, 1))}
    assert [(200, "report_returned", told)] == notices(session)


def test_the_days_to_complete_are_working_days_also_after_the_window_closed(session, made, sent):
    # Friday the 13th; joint leave and the lunar new year follow, and the window closed on the 10th.
    friday = date(2026, 2, 13)
    until = return_report(
        session, made.ani.actor, sent.id, "Foto daftar hadir", now=NOW, today=friday
    )
    assert date(2026, 2, 20) == until


def test_accepting_settles_what_an_earlier_return_had_asked_for(session, made, sent):
    sent.return_reason, sent.complete_until = "Foto kurang", TODAY
    accept_report(session, made.ani.actor, sent.id, **WHEN)
    assert ("", None) == (sent.return_reason, sent.complete_until)


def test_a_return_without_a_reason_decides_nothing(session, made, sent):
    with pytest.raises(Refused, match="what is to be completed"):
        return_report(session, made.ani.actor, sent.id, " ", **WHEN)
    assert ReportStatus.SUBMITTED is sent.status
    assert [] == notices(session)


@pytest.mark.parametrize("first", ["accept", "return"])
@pytest.mark.parametrize("second", ["accept", "return"])
def test_it_is_decided_once(session, made, sent, first, second):
    def decide(how):
        if how == "accept":
            accept_report(session, made.ani.actor, sent.id, **WHEN)
        else:
            return_report(session, made.ani.actor, sent.id, "Foto kurang", **WHEN)

    decide(first)
    with pytest.raises(Refused, match="already"):
        decide(second)
    assert len(notices(session)) == 1


def test_a_draft_is_not_decided_on(session, made):
    draft = report(session, made.plan)
    with pytest.raises(Refused, match="with its author again"):
        accept_report(session, made.ani.actor, draft.id, **WHEN)


def test_nobody_decides_on_their_own_report(session, made, sent):
    rated_by(session, made.budi.position, made.budi.person)
    with pytest.raises(Unknown):
        accept_report(session, made.budi.actor, sent.id, **WHEN)


def test_only_the_rater_of_the_post_decides(session, made, sent):
    second = position(session, made.budi.person, made.elsewhere, "Pengajar", made.dedi.person)
    other = report(session, plan(session, second), status=ReportStatus.SUBMITTED, submitted_at=NOW)

    with pytest.raises(Unknown):
        accept_report(session, made.dedi.actor, sent.id, **WHEN)
    with pytest.raises(Unknown):
        accept_report(session, made.ani.actor, other.id, **WHEN)
    accept_report(session, made.dedi.actor, other.id, **WHEN)


def test_what_is_left_of_a_post_that_has_ended_is_decided_by_its_rater(session, made, sent):
    made.budi.position.ends_on = date(2026, 1, 31)
    session.flush()
    accept_report(session, made.ani.actor, sent.id, **WHEN)


def test_whoever_rates_no_longer_does_not_decide(session, made, sent):
    rated_by(session, made.budi.position, made.citra.person, ends_on=date(2026, 2, 2))
    with pytest.raises(Unknown):
        accept_report(session, made.citra.actor, sent.id, **WHEN)


def test_each_decision_is_on_record(session, made, sent):
    accept_report(session, made.ani.actor, sent.id, **WHEN)
    (entry,) = session.exec(select(AuditEntry)).all()
    assert ("report_accepted", sent.id, made.ani.id, made.budi.id) == (
        entry.action,
        entry.subject_id,
        entry.actor_id,
        entry.person_id,
    )
