"""Two people act on one report at the same moment: one of them gets there first."""

import threading
from datetime import date

import pytest
from sqlmodel import select

from kinerja.errors import Refused
from kinerja.models import ProgressReport, ReportStatus
from kinerja.services.reporting import complete_report, open_report
from kinerja.services.reviewing import accept_report, return_report
from kinerja.services.sending import submit_report, take_back
from tests.builders import NOW, TODAY, agency, line, report

WHEN = {"now": NOW, "today": TODAY}
JANUARY = date(2026, 1, 1)


def at_once(database, *works):
    """Do each work in its own transaction, all begun together; return what became of each."""
    outcomes = [None] * len(works)
    begin = threading.Barrier(len(works))

    def run(number, work):
        begin.wait()
        try:
            with database.unit_of_work() as session:
                outcomes[number] = work(session)
        except Refused as refused:
            outcomes[number] = refused

    threads = [
        threading.Thread(target=run, args=(number, work)) for number, work in enumerate(works)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return outcomes


@pytest.fixture
def made(database):
    with database.unit_of_work() as session:
        return agency(session)


def january(database, made, status):
    with database.unit_of_work() as session:
        begun = report(session, made.plan, status=status, submitted_at=NOW)
        line(session, begun, made.posyandu, measured=False)
        return begun.id


def status_of(database, report_id):
    with database.reading() as session:
        return session.get(ProgressReport, report_id).status


def refusals(outcomes):
    return [outcome for outcome in outcomes if isinstance(outcome, Refused)]


@pytest.mark.parametrize("_again", range(3))
def test_accepted_or_taken_back(database, made, _again):
    sent = january(database, made, ReportStatus.SUBMITTED)
    outcomes = at_once(
        database,
        lambda s: accept_report(s, made.ani.actor, sent, **WHEN),
        lambda s: take_back(s, made.budi.actor, sent, **WHEN),
    )
    assert len(refusals(outcomes)) == 1
    accepted = isinstance(outcomes[1], Refused)
    expected = ReportStatus.ACCEPTED if accepted else ReportStatus.DRAFT
    assert expected is status_of(database, sent)


def test_accepted_or_returned_on_two_devices(database, made):
    sent = january(database, made, ReportStatus.SUBMITTED)
    outcomes = at_once(
        database,
        lambda s: accept_report(s, made.ani.actor, sent, **WHEN),
        lambda s: return_report(s, made.ani.actor, sent, "Foto kurang", **WHEN),
    )
    assert len(refusals(outcomes)) == 1


def test_a_double_tap_sends_once(database, made):
    draft = january(database, made, ReportStatus.DRAFT)
    outcomes = at_once(
        database,
        *[lambda s: submit_report(s, made.budi.actor, draft, **WHEN, closes_day=10)] * 3,
    )
    assert len(refusals(outcomes)) == 2


def test_a_month_opened_on_two_devices_is_one_report(database, made):
    post = made.budi.position.id
    outcomes = at_once(
        database, *[lambda s: open_report(s, made.budi.actor, post, JANUARY, **WHEN)] * 3
    )
    assert len(set(outcomes)) == 1
    with database.reading() as session:
        assert len(session.exec(select(ProgressReport)).all()) == 1


def test_a_correction_begun_on_two_devices_is_one_version(database, made):
    accepted = january(database, made, ReportStatus.ACCEPTED)
    outcomes = at_once(
        database, *[lambda s: complete_report(s, made.budi.actor, accepted, **WHEN)] * 3
    )
    assert len(set(outcomes)) == 1
