"""What waits for a rater, and the months and posts somebody reports on."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pytest

from kinerja.models import Obstacle, PlanStatus, ReportStatus
from kinerja.reports.inbox import count_waiting, review_queue, waiting_reports
from kinerja.reports.months import MonthState, Post, month_states, posts_in
from kinerja.rules.exceptions import Concern
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

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)
SUBMITTED = ReportStatus.SUBMITTED


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def waiting(session, member, today=TODAY):
    listed = [item.report_id for item in waiting_reports(session, member.actor, today)]
    assert len(listed) == count_waiting(session, member.actor, today)
    return listed


def test_the_oldest_comes_first(session, made):
    young = report(session, made.plan, JANUARY, SUBMITTED, submitted_at=NOW)
    earlier = NOW - timedelta(days=3)
    old = report(session, made.plan, FEBRUARY, SUBMITTED, submitted_at=earlier, version=2)

    assert [old.id, young.id] == waiting(session, made.ani)
    first, _ = waiting_reports(session, made.ani.actor, TODAY)
    assert ("Budi Santoso", "Perawat", FEBRUARY, earlier, 2) == (
        first.person_name,
        first.position_title,
        first.period,
        first.submitted_at,
        first.version,
    )


@pytest.mark.parametrize("status", [status for status in ReportStatus if status is not SUBMITTED])
def test_only_what_was_sent_waits(session, made, status):
    report(session, made.plan, JANUARY, status, submitted_at=NOW)
    assert [] == waiting(session, made.ani)


def test_it_waits_for_who_rates_the_post_today(session, made):
    sent = report(session, made.plan, JANUARY, SUBMITTED, submitted_at=NOW)
    rated_by(session, made.budi.position, made.dedi.person, starts_on=date(2026, 2, 4))
    rated_by(session, made.budi.position, made.citra.person, ends_on=date(2026, 2, 3))

    assert ([], [sent.id]) == (waiting(session, made.dedi), waiting(session, made.citra))
    tomorrow = date(2026, 2, 4)
    assert ([sent.id], []) == (
        waiting(session, made.dedi, tomorrow),
        waiting(session, made.citra, tomorrow),
    )


def test_a_report_waits_once_though_its_rater_is_recorded_twice(session, made):
    sent = report(session, made.plan, JANUARY, SUBMITTED, submitted_at=NOW)
    rated_by(session, made.budi.position, made.ani.person)
    assert [sent.id] == waiting(session, made.ani)


def test_nobodys_own_report_waits_for_them(session, made):
    report(session, made.plan, JANUARY, SUBMITTED, submitted_at=NOW)
    rated_by(session, made.budi.position, made.budi.person)
    assert [] == waiting(session, made.budi)


def test_posts_with_a_plan_in_the_month_can_be_reported(session, made):
    second = position(session, made.budi.person, made.elsewhere, "Pengajar")
    third = position(session, made.budi.person, made.elsewhere, "Penguji")
    plan(session, second, starts_on=date(2026, 2, 15))
    plan(session, third, status=PlanStatus.DRAFT)
    plan(session, made.budi.position, version=2, status=PlanStatus.SUBMITTED)

    first = Post(made.budi.position.id, "Perawat", "Puskesmas Mawar")
    assert [first] == posts_in(session, made.budi.actor, JANUARY)
    report(session, made.plan, FEBRUARY)
    assert [
        replace(first, status=ReportStatus.DRAFT),
        Post(second.id, "Pengajar", "Puskesmas Melati"),
    ] == posts_in(session, made.budi.actor, FEBRUARY)


def test_months_show_how_their_newest_report_stands(session, made):
    report(session, made.plan, JANUARY, ReportStatus.REPLACED)
    report(session, made.plan, JANUARY, ReportStatus.ACCEPTED, version=2, late=True)
    report(session, made.plan, date(2025, 12, 1), ReportStatus.RETURNED)
    expected = [
        MonthState(FEBRUARY, None),
        MonthState(JANUARY, ReportStatus.ACCEPTED, late=True),
        MonthState(date(2025, 12, 1), ReportStatus.RETURNED),
    ]
    post = made.budi.position.id
    assert expected == month_states(session, made.budi.actor, post, TODAY)


def crowd(session, made, count):
    """Let Ani rate so many more people, each with a plan and a report that was sent."""
    sent = []
    for number in range(count):
        somebody = person(session, f"Pegawai {number:02}")
        of = plan(session, position(session, somebody, made.section, rater=made.ani.person))
        log(session, somebody, TODAY)
        moment = NOW - timedelta(hours=count - number)
        sent.append(report(session, of, JANUARY, SUBMITTED, submitted_at=moment))
    return sent


def test_a_short_queue_is_oldest_first_without_exceptions(session, made):
    sent = crowd(session, made, 3)
    queue = review_queue(session, made.ani.actor, TODAY)

    assert [one.id for one in sent] == [item.report_id for item in queue.items]
    assert ((), (), False) == (queue.exceptions, queue.routine, queue.is_long)


def test_with_many_people_exceptions_come_first(session, made):
    sent = crowd(session, made, 16)
    late = report(session, made.plan, JANUARY, SUBMITTED, submitted_at=NOW)
    line(session, late, made.posyandu, {made.indicators[0].id: Decimal(9)})
    sent[0].status = ReportStatus.ACCEPTED
    stuck = sent[5]
    obstacle = {"person_id": stuck.person_id, "position_id": stuck.position_id}
    opened_at = NOW - timedelta(days=12)
    session.add(Obstacle(lineage="x", text="Mobil rusak", opened_at=opened_at, **obstacle))
    session.flush()

    queue = review_queue(session, made.ani.actor, TODAY)

    assert (1, 17, True) == (queue.decided, queue.total, queue.is_long)
    assert [stuck.id, late.id] == [item.report_id for item in queue.items[:2]]
    assert [(Concern.OBSTACLE,), (Concern.BELOW_TARGET, Concern.NO_LOG)] == [
        item.concerns for item in queue.exceptions
    ]
    assert 14 == len(queue.routine)


def test_the_queue_says_what_comes_after(session, made):
    first, second = crowd(session, made, 2)
    queue = review_queue(session, made.ani.actor, TODAY)

    assert second.id == queue.after(first.id).report_id
    assert first.id == queue.after(second.id).report_id == queue.after(0).report_id


def test_what_waits_for_its_author_is_open():
    assert [True, True, True, False, False] == [
        MonthState(JANUARY, status).is_open
        for status in (
            None,
            ReportStatus.DRAFT,
            ReportStatus.RETURNED,
            ReportStatus.SUBMITTED,
            ReportStatus.ACCEPTED,
        )
    ]
