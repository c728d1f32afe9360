from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pytest

from kinerja.errors import Refused, Unknown
from kinerja.models import LogEntry, PlanStatus, ReportStatus
from kinerja.reports.logs import log_card, logs_of, results_to_log
from kinerja.rules.access import OPERATOR
from kinerja.rules.logs import LogContent
from kinerja.services.logs import add_log, delete_log, edit_log
from tests.builders import NOW, TODAY, agency, plan, position, report, result

WHEN = {"now": NOW, "today": TODAY}
OPEN = {**WHEN, "closes_day": 10}
OUTSIDE = LogContent(TODAY, "Rapat kader")


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def visits(made, **more):
    values = {"lineage": made.posyandu.lineage, "amount": Decimal("12.5")} | more
    return LogContent(TODAY, "kunjungan", starts_at=time(8), ends_at=time(11), **values)


def test_a_log_is_kept_with_its_result(session, made):
    log_id = add_log(session, made.budi.actor, visits(made), **OPEN)

    card = log_card(session, made.budi.actor, log_id, TODAY)
    assert (TODAY, "kunjungan", Decimal("12.5"), "kunjungan") == (
        card.day,
        card.text,
        card.amount,
        card.unit,
    )
    assert made.posyandu.text == card.result
    assert (time(8), time(11)) == (card.starts_at, card.ends_at)
    assert (None, 0) == (card.gathered_by, card.evidence)
    assert made.budi.position.id == session.get(LogEntry, log_id).position_id


def test_work_outside_the_plan_belongs_to_the_only_post(session, made):
    log_id = add_log(session, made.budi.actor, OUTSIDE, **OPEN)

    card = log_card(session, made.budi.actor, log_id, TODAY)
    assert (None, "", "") == (card.lineage, card.result, card.unit)
    assert made.budi.position.id == session.get(LogEntry, log_id).position_id


def test_with_two_posts_work_outside_the_plan_belongs_to_neither(session, made):
    position(session, made.budi.person, made.section, "Bendahara")

    log_id = add_log(session, made.budi.actor, OUTSIDE, **OPEN)
    assert session.get(LogEntry, log_id).position_id is None


def test_days_that_are_closed_are_refused(session, made):
    with pytest.raises(Refused, match="closed for logs"):
        add_log(session, made.budi.actor, replace(OUTSIDE, day=date(2025, 12, 31)), **OPEN)


def test_a_result_of_somebody_else_is_unknown(session, made):
    with pytest.raises(Unknown):
        add_log(session, made.citra.actor, visits(made), **OPEN)


def test_a_result_of_a_plan_that_is_not_in_force_is_unknown(session, made):
    made.plan.status = PlanStatus.DRAFT
    session.flush()
    with pytest.raises(Unknown):
        add_log(session, made.budi.actor, visits(made), **OPEN)


def test_the_operator_notes_nothing(session, made):
    with pytest.raises(Unknown):
        add_log(session, OPERATOR, OUTSIDE, **OPEN)
    with pytest.raises(Unknown):
        results_to_log(session, OPERATOR, TODAY, TODAY)


def test_a_log_is_changed_and_deleted(session, made):
    budi = made.budi.actor
    log_id = add_log(session, budi, OUTSIDE, **OPEN)
    yesterday = date(2026, 2, 2)

    edit_log(session, budi, log_id, replace(visits(made), day=yesterday), **OPEN)
    (view,) = logs_of(session, budi, made.budi.id, date(2026, 2, 1), TODAY, TODAY)
    assert (yesterday, "kunjungan", made.posyandu.lineage) == (view.day, view.text, view.lineage)

    delete_log(session, budi, log_id, **WHEN)
    assert [] == logs_of(session, budi, made.budi.id, date(2026, 2, 1), TODAY, TODAY)
    for change in (
        lambda: delete_log(session, budi, log_id, **WHEN),
        lambda: edit_log(session, budi, log_id, OUTSIDE, **OPEN),
        lambda: log_card(session, budi, log_id, TODAY),
    ):
        with pytest.raises(Unknown):
            change()


def test_a_gathered_log_stays(session, made):
    budi = made.budi.actor
    log_id = add_log(session, budi, OUTSIDE, **OPEN)
    sent = report(session, made.plan, status=ReportStatus.SUBMITTED)
    session.get(LogEntry, log_id).report_id = sent.id
    session.flush()

    assert sent.number == log_card(session, budi, log_id, TODAY).gathered_by
    with pytest.raises(Refused, match="part of report"):
        edit_log(session, budi, log_id, visits(made), **OPEN)
    with pytest.raises(Refused, match="part of report"):
        delete_log(session, budi, log_id, **WHEN)


def test_logs_come_oldest_first_and_the_rater_reads_them(session, made):
    for day in (3, 1, 2):
        content = LogContent(date(2026, 2, day), f"Rapat ke-{day}")
        add_log(session, made.budi.actor, content, **OPEN)

    seen = logs_of(session, made.ani.actor, made.budi.id, date(2026, 2, 1), date(2026, 2, 2), TODAY)
    assert ["Rapat ke-1", "Rapat ke-2"] == [view.text for view in seen]


def test_the_results_of_the_day_can_be_chosen(session, made):
    choices = results_to_log(session, made.budi.actor, TODAY, TODAY)

    assert [1, 2, 3, 4] == [choice.number for choice in choices]
    assert ["kunjungan", "", "", ""] == [choice.unit for choice in choices]
    assert {"Perawat"} == {choice.position for choice in choices}
    assert [] == results_to_log(session, made.budi.actor, date(2027, 1, 1), TODAY)


def test_a_result_that_waits_in_a_newer_version_is_offered_once(session, made):
    waiting = plan(session, made.budi.position, version=2, status=PlanStatus.SUBMITTED)
    result(session, waiting, "Kunjungan, disesuaikan", lineage=made.posyandu.lineage, ordinal=1)
    result(session, waiting, "Hasil baru", lineage="baru", ordinal=2)

    choices = results_to_log(session, made.budi.actor, TODAY, TODAY)
    assert [made.posyandu.text, "Hasil baru"] == [choices[0].text, choices[-1].text]
    assert 5 == len(choices)


def test_the_rater_of_another_post_does_not_read_a_log_of_this_one(session, made):
    position(session, made.budi.person, made.elsewhere, "Pengajar", made.dedi.person)
    log_id = add_log(session, made.budi.actor, visits(made), **OPEN)

    assert log_id == log_card(session, made.ani.actor, log_id, TODAY).id
    with pytest.raises(Unknown):
        log_card(session, made.dedi.actor, log_id, TODAY)
