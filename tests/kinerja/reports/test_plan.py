from datetime import date
from decimal import Decimal

import pytest

from kinerja.errors import Unknown
from kinerja.models import PlanStatus, ReportStatus
from kinerja.reports.plan import plans_of
from tests.builders import TODAY, agency, line, plan, report, result


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def reported(session, made, month, status, visits, waiting, share):
    sent = report(session, made.plan, date(2026, month, 1), status)
    ids = [indicator.id for indicator in made.indicators]
    line(session, sent, made.results[0], {ids[0]: Decimal(visits)})
    line(session, sent, made.results[1], {ids[1]: Decimal(waiting)})
    part, whole = map(Decimal, share)
    line(session, sent, made.results[2], {ids[2]: (part * 100 / whole, part, whole)})


def standing(view):
    (plan,) = view
    return [
        (indicator.actual, indicator.last_period)
        for result in plan.results
        for indicator in result.indicators
    ]


def test_a_plan_is_shown_with_results_and_targets(session, made):
    above = result(session, plan(session, made.ani.position), "Layanan dasar merata")
    made.results[0].supports_id = above.id
    made.results[1].supports_text = "Renstra: layanan cepat"
    session.flush()

    (view,) = plans_of(session, made.budi.actor, made.budi.id, TODAY)
    first, second, third, fourth = view.results
    assert ("Perawat", PlanStatus.APPROVED) == (view.position, view.status)
    assert [1, 2, 3, 4] == [result.number for result in view.results]
    assert ("Layanan dasar merata", "Ani Lestari") == (first.supports, first.leader)
    assert "Renstra: layanan cepat" == second.supports
    assert ("", Decimal(95)) == (third.supports, third.indicators[0].target)
    assert "Pedoman disahkan kepala dinas" == fourth.indicators[0].target_text


def test_each_indicator_stands_where_its_pattern_says(session, made):
    reported(session, made, 1, ReportStatus.ACCEPTED, 10, 35, (5, 10))
    reported(session, made, 2, ReportStatus.SUBMITTED, 12, 32, (30, 30))

    last = date(2026, 2, 1)
    assert [
        (Decimal(22), last),
        (Decimal(32), last),
        (Decimal("87.5"), last),
        (None, None),
    ] == standing(plans_of(session, made.ani.actor, made.budi.id, TODAY))


@pytest.mark.parametrize(
    "status", [ReportStatus.DRAFT, ReportStatus.RETURNED, ReportStatus.REPLACED]
)
def test_what_was_not_sent_or_was_returned_does_not_count(session, made, status):
    reported(session, made, 1, status, 10, 35, (5, 10))

    assert [(None, None)] * 4 == standing(plans_of(session, made.budi.actor, made.budi.id, TODAY))


def test_of_two_versions_of_a_month_one_counts(session, made):
    reported(session, made, 1, ReportStatus.ACCEPTED, 10, 35, (5, 10))
    newer = report(session, made.plan, status=ReportStatus.SUBMITTED, version=2)
    line(session, newer, made.results[0], {made.indicators[0].id: Decimal(11)})

    view = plans_of(session, made.budi.actor, made.budi.id, TODAY)
    assert (Decimal(11), date(2026, 1, 1)) == standing(view)[0]


def test_a_newer_version_goes_on_from_the_old_ones_reports(session, made):
    reported(session, made, 1, ReportStatus.ACCEPTED, 10, 35, (5, 10))
    made.plan.status = PlanStatus.SUPERSEDED
    newer = plan(session, made.budi.position, version=2)
    again = result(session, newer, "Kunjungan", lineage=made.posyandu.lineage)
    copy = made.indicators[0].model_dump(exclude={"id", "result_id"})
    session.add(type(made.indicators[0])(result_id=again.id, **copy))
    session.flush()

    view = plans_of(session, made.budi.actor, made.budi.id, TODAY)
    assert [2] == [plan.version for plan in view]
    assert [(Decimal(10), date(2026, 1, 1))] == standing(view)


def test_a_draft_is_its_owners_alone(session, made):
    made.plan.status = PlanStatus.DRAFT
    session.flush()

    assert 1 == len(plans_of(session, made.budi.actor, made.budi.id, TODAY))
    assert [] == plans_of(session, made.ani.actor, made.budi.id, TODAY)


def test_another_year_can_be_asked_for(session, made):
    assert [] == plans_of(session, made.budi.actor, made.budi.id, date(2027, 1, 5))
    assert 1 == len(plans_of(session, made.budi.actor, made.budi.id, date(2027, 1, 5), 2026))


def test_a_stranger_sees_no_plan(session, made):
    with pytest.raises(Unknown):
        plans_of(session, made.citra.actor, made.budi.id, TODAY)
