"""The report is sent, its logs are gathered, and it is taken back."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.errors import Refused
from kinerja.messages import Month, decode
from kinerja.models import LogEntry, OutboxMessage, ProgressReport, ReportLine, ReportStatus
from kinerja.reports.history import earlier_values
from kinerja.rules.access import Actor
from kinerja.services.reporting import (
    complete_report,
    open_report,
    set_not_measured,
    set_value,
)
from kinerja.services.reviewing import accept_report, return_report
from kinerja.services.sending import submit_report, take_back
from tests.builders import (
    NOW,
    TODAY,
    agency,
    line,
    log,
    person,
    plan,
    position,
    rated_by,
    report,
)

JANUARY = date(2026, 1, 1)
WHEN = {"now": NOW, "today": TODAY}
SENT = WHEN | {"closes_day": 10}


def on(day, closes_day=None):
    """Return the moment of a later day, the same hour."""
    moment = {"now": NOW + timedelta(days=(day - TODAY).days), "today": day}
    return moment if closes_day is None else moment | {"closes_day": closes_day}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def draft(session, made):
    """January's report, with an answer on each of its lines."""
    begun = report(session, made.plan)
    for about in made.results:
        line(session, begun, about, measured=False)
    return begun


def notices(session, kind):
    rows = session.exec(select(OutboxMessage).where(OutboxMessage.kind == kind)).all()
    return [(row.chat_id, {k: decode(v) for k, v in row.content.items()}) for row in rows]


def test_a_report_is_sent_with_a_receipt(session, made, draft):
    receipt = submit_report(session, made.budi.actor, draft.id, **SENT)

    assert (draft.number, JANUARY, NOW, False, ("Ani Lestari",)) == (
        receipt.number,
        receipt.period,
        receipt.submitted_at,
        receipt.late,
        receipt.readers,
    )
    assert (ReportStatus.SUBMITTED, NOW) == (draft.status, draft.submitted_at)


def test_the_rater_is_told_without_what_it_says(session, made, draft):
    submit_report(session, made.budi.actor, draft.id, **SENT)
    told = {"report_id": draft.id, "name": "Budi Santoso", "month": Month(JANUARY)}
    assert [(100, told)] == notices(session, "report_submitted")


def test_without_a_rater_it_is_sent_all_the_same(session, made):
    alone = person(session, "Hana")
    post = position(session, alone, made.section)
    begun = report(session, plan(session, post))
    line(session, begun, made.posyandu, measured=False)

    receipt = submit_report(session, Actor(alone.id), begun.id, **SENT)
    assert () == receipt.readers


def test_only_who_rates_the_post_today_is_told(session, made, draft):
    acting, former = person(session, "Joko"), person(session, "Kiki")
    rated_by(session, made.budi.position, acting, starts_on=TODAY)
    rated_by(session, made.budi.position, former, ends_on=date(2026, 2, 2))
    assert ("Ani Lestari", "Joko") == submit_report(
        session, made.budi.actor, draft.id, **SENT
    ).readers


def test_sending_twice_names_the_number(session, made, draft):
    submit_report(session, made.budi.actor, draft.id, **SENT)
    with pytest.raises(Refused, match="already sent") as refused:
        submit_report(session, made.budi.actor, draft.id, **SENT)
    assert {"number": draft.number} == refused.value.message.values
    assert len(notices(session, "report_submitted")) == 1


def test_the_first_result_without_an_answer_is_named(session, made):
    report_id = open_report(session, made.budi.actor, made.budi.position.id, JANUARY, **WHEN)
    with pytest.raises(Refused, match="has no value yet") as refused:
        submit_report(session, made.budi.actor, report_id, **SENT)
    assert {"number": 1} == refused.value.message.values
    assert ReportStatus.DRAFT is session.get(ProgressReport, report_id).status


def test_a_report_without_results_is_not_sent(session, made):
    with pytest.raises(Refused, match="no results yet"):
        submit_report(session, made.budi.actor, report(session, made.plan).id, **SENT)


@pytest.mark.parametrize(("day", "late"), [(10, False), (11, True)])
def test_late_is_marked(session, made, draft, day, late):
    sent = submit_report(session, made.budi.actor, draft.id, **on(date(2026, 2, day), 10))
    assert (late, late) == (sent.late, draft.late)


def test_what_had_closed_before_the_author_came_is_never_late(session, made, draft):
    made.budi.person.joined_on = date(2026, 2, 11)
    sent = submit_report(session, made.budi.actor, draft.id, **on(date(2026, 3, 11), 10))
    assert not sent.late


def test_logs_fill_the_notes_that_are_empty(session, made):
    begun = report(session, made.plan)
    empty = line(session, begun, made.results[0], measured=False)
    written = line(session, begun, made.results[1], measured=False, note="Loket ditambah")
    for about, text in (
        (0, "Posyandu Mawar"),
        (0, "Posyandu Melati"),
        (0, "Posyandu Mawar"),
        (1, "X"),
    ):
        log(session, made.budi.person, date(2026, 1, 20), text, lineage=made.results[about].lineage)
    submit_report(session, made.budi.actor, begun.id, **SENT)
    assert ("Posyandu Mawar\nPosyandu Melati", "Loket ditambah") == (empty.note, written.note)


def test_logs_of_the_month_and_the_post_are_gathered(session, made, draft):
    second = position(session, made.budi.person, made.elsewhere, "Pengajar")
    day, lineage = date(2026, 1, 20), made.posyandu.lineage
    of_post = {"position_id": made.budi.position.id}
    gathered = [
        log(session, made.budi.person, date(2026, 1, 1), lineage=lineage),
        log(session, made.budi.person, date(2026, 1, 31), lineage=lineage),
        log(session, made.budi.person, day, "Di luar SKP", **of_post),
        log(session, made.budi.person, day, "Entah jabatan mana"),
    ]
    others = [
        log(session, made.budi.person, date(2026, 2, 1), lineage=lineage),
        log(session, made.budi.person, day, lineage="another post's result"),
        log(session, made.budi.person, day, "Di luar SKP", position_id=second.id),
        log(session, made.budi.person, day, lineage=lineage, deleted_at=NOW),
        log(session, made.citra.person, day, lineage=lineage),
    ]
    submit_report(session, made.budi.actor, draft.id, **SENT)
    assert {draft.id} == {entry.report_id for entry in gathered}
    assert {None} == {entry.report_id for entry in others}


def test_it_is_taken_back_until_it_is_decided(session, made, draft):
    entry = log(session, made.budi.person, date(2026, 1, 20), lineage=made.posyandu.lineage)
    submit_report(session, made.budi.actor, draft.id, **SENT)

    take_back(session, made.budi.actor, draft.id, **WHEN)

    session.expire_all()
    assert (ReportStatus.DRAFT, None, False) == (draft.status, draft.submitted_at, draft.late)
    assert None is session.get(LogEntry, entry.id).report_id
    told = {"name": "Budi Santoso", "month": Month(JANUARY)}
    assert [(100, told)] == notices(session, "report_withdrawn")


def test_taking_back_twice_changes_nothing(session, made, draft):
    submit_report(session, made.budi.actor, draft.id, **SENT)
    for _ in range(2):
        take_back(session, made.budi.actor, draft.id, **WHEN)
    assert len(notices(session, "report_withdrawn")) == 1


def test_sent_taken_back_and_sent_again_the_rater_is_told_each_time(session, made, draft):
    submit_report(session, made.budi.actor, draft.id, **SENT)
    take_back(session, made.budi.actor, draft.id, **WHEN)
    later = on(date(2026, 2, 4))
    submit_report(session, made.budi.actor, draft.id, **later, closes_day=10)
    assert len(notices(session, "report_submitted")) == 2


@pytest.mark.parametrize(
    "status", [ReportStatus.ACCEPTED, ReportStatus.RETURNED, ReportStatus.REPLACED]
)
def test_what_was_decided_is_not_taken_back(session, made, draft, status):
    draft.status = status
    session.flush()
    with pytest.raises(Refused, match="already dealt with"):
        take_back(session, made.budi.actor, draft.id, **WHEN)


@pytest.fixture
def returned(session, made, draft):
    """January's report, sent in time and returned on Friday the 6th, to be completed by Wednesday."""
    submit_report(session, made.budi.actor, draft.id, **SENT)
    until = return_report(session, made.ani.actor, draft.id, "Foto kurang", **on(date(2026, 2, 6)))
    assert date(2026, 2, 11) == until
    return draft


@pytest.mark.parametrize(("day", "late"), [(11, False), (12, True)])
def test_what_is_returned_has_its_time_though_the_window_closed(session, made, returned, day, late):
    then = on(date(2026, 2, day))
    new_id = complete_report(session, made.budi.actor, returned.id, **then)
    set_not_measured(session, made.budi.actor, first_line(session, new_id), **then)
    receipt = submit_report(session, made.budi.actor, new_id, **then, closes_day=10)

    assert late is receipt.late
    assert ReportStatus.REPLACED is returned.status


def first_line(session, report_id):
    return session.exec(
        select(ReportLine.id).where(ReportLine.report_id == report_id).order_by(ReportLine.ordinal)
    ).first()


def test_a_correction_taken_back_leaves_the_version_before_as_it_was(session, made, returned):
    then = on(date(2026, 2, 9))
    new_id = complete_report(session, made.budi.actor, returned.id, **then)
    submit_report(session, made.budi.actor, new_id, **then, closes_day=10)
    take_back(session, made.budi.actor, new_id, **then)
    assert ReportStatus.RETURNED is returned.status


def test_a_correction_of_an_accepted_report_stays_in_time(session, made, draft):
    submit_report(session, made.budi.actor, draft.id, **SENT)
    accept_report(session, made.ani.actor, draft.id, **WHEN)
    march = on(date(2026, 3, 20))
    new_id = complete_report(session, made.budi.actor, draft.id, **march)
    assert not submit_report(session, made.budi.actor, new_id, **march, closes_day=10).late
    take_back(session, made.budi.actor, new_id, **march)
    assert ReportStatus.ACCEPTED is draft.status


def test_values_count_once_though_there_are_versions(session, made, draft):
    line_id = first_line(session, draft.id)
    set_value(session, made.budi.actor, line_id, made.indicators[0].id, Decimal(12), **WHEN)
    submit_report(session, made.budi.actor, draft.id, **SENT)
    accept_report(session, made.ani.actor, draft.id, **WHEN)
    new_id = complete_report(session, made.budi.actor, draft.id, **WHEN)
    lineage = made.indicators[0].lineage

    def total():
        post = made.budi.position.id
        return earlier_values(session, post, date(2026, 2, 1))[lineage].total

    assert total() == 12
    submit_report(session, made.budi.actor, new_id, **SENT)
    assert total() == 12
