"""Logs and lines that a revised plan left behind."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import Evidence, EvidenceKind, Obstacle, PlanStatus, ReportLine, ResultCheck
from kinerja.reports.month import month_card
from kinerja.services.settling_logs import move_log, set_log_outside, take_line_out
from tests.builders import NOW, TODAY, agency, indicator, line, log, plan, report, result

WHEN = {"now": NOW, "today": TODAY}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def draft(session, made):
    begun = report(session, made.plan, date(2026, 2, 1))
    for about in made.results:
        line(session, begun, about)
    return begun


@pytest.fixture
def gone(session, made, draft):
    """A line of the draft whose result is in an older version of the plan only, with all it may hold."""
    old = plan(session, made.budi.position, version=0, status=PlanStatus.SUPERSEDED)
    about = result(session, old, "Lokakarya", ordinal=9)
    of = indicator(session, about, "Peserta", target=Decimal(20))
    row = line(session, draft, about, {of.id: Decimal(3)}, measured=True, note="Tiga peserta")
    session.add(
        Evidence(
            person_id=made.budi.id,
            line_id=row.id,
            kind=EvidenceKind.REFERENCE,
            reference="S-1",
            added_at=NOW,
        )
    )
    session.add(
        Obstacle(
            person_id=made.budi.id,
            position_id=made.budi.position.id,
            lineage=about.lineage,
            raised_line_id=row.id,
            text="Ruang penuh",
            opened_at=NOW,
        )
    )
    session.add(ResultCheck(line_id=row.id, leader_id=made.ani.id, asked_at=NOW, due_on=TODAY))
    session.flush()
    return row, about


def stray(session, made, draft):
    return [one.id for one in month_card(session, made.budi.actor, draft.id, TODAY).stray]


def test_a_log_of_a_result_the_report_does_not_have_is_stray_until_it_is_moved(
    session, made, draft
):
    one, two = (
        log(session, made.budi.person, lineage="gone", position_id=made.budi.position.id)
        for _ in range(2)
    )
    elsewhere = line(session, report(session, made.plan), made.results[0])
    assert [one.id, two.id] == stray(session, made, draft)

    lines = select(ReportLine).where(ReportLine.report_id == draft.id)
    first = session.exec(lines.order_by(ReportLine.id)).first()
    assert draft.id == move_log(session, made.budi.actor, one.id, first.id, **WHEN)
    assert made.posyandu.lineage == one.lineage
    with pytest.raises(Unknown):
        move_log(session, made.budi.actor, two.id, elsewhere.id, **WHEN)
    set_log_outside(session, made.budi.actor, two.id, **WHEN)
    assert two.lineage is None
    assert [] == stray(session, made, draft)


def test_a_log_of_another_post_is_not_stray(session, made, draft):
    log(session, made.budi.person, lineage="other", position_id=made.citra.position.id)
    assert [] == stray(session, made, draft)


def test_a_gathered_log_stays(session, made, draft):
    kept = log(session, made.budi.person, lineage="gone", report_id=draft.id)
    with pytest.raises(Refused, match="already part"):
        set_log_outside(session, made.budi.actor, kept.id, **WHEN)


def test_a_line_the_plan_does_not_have_is_taken_out_with_all_it_held(session, made, draft, gone):
    row, about = gone
    card = month_card(session, made.budi.actor, draft.id, TODAY)
    assert [False] * 4 + [True] == [one.gone for one in card.lines]

    assert draft.id == take_line_out(session, made.budi.actor, row.id, **WHEN)
    session.expire_all()
    assert 4 == len(month_card(session, made.budi.actor, draft.id, TODAY).lines)
    assert NOW == session.exec(select(Evidence)).one().removed_at
    obstacle = session.exec(select(Obstacle).where(Obstacle.lineage == about.lineage)).one()
    assert (NOW, None) == (obstacle.closed_at, obstacle.raised_line_id)
    assert [] == session.exec(select(ResultCheck)).all()


def test_a_result_of_the_plan_stays(session, made, draft):
    lines = select(ReportLine).where(ReportLine.report_id == draft.id)
    first = session.exec(lines.order_by(ReportLine.id)).first()
    with pytest.raises(Refused, match="part of your plan"):
        take_line_out(session, made.budi.actor, first.id, **WHEN)


def test_whether_the_plan_is_approved_stands_on_the_card(session, made, draft):
    assert month_card(session, made.budi.actor, draft.id, TODAY).plan_approved
    made.plan.status = PlanStatus.SUBMITTED
    assert not month_card(session, made.budi.actor, draft.id, TODAY).plan_approved
