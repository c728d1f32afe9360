"""A report that was begun goes on against the plan's newest version and loses no answer."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.models import (
    AuditEntry,
    Evidence,
    EvidenceKind,
    Pattern,
    PlanStatus,
    ProgressReport,
    ReportStatus,
)
from kinerja.reports.month import month_card
from kinerja.services.obstacles import raise_obstacle
from kinerja.services.reporting import (
    complete_report,
    open_report,
    set_not_measured,
    set_note,
    set_value,
)
from kinerja.services.sending import submit_report
from tests.builders import NOW, TODAY, agency, indicator, plan, result

WHEN = {"now": NOW, "today": TODAY}
JANUARY = date(2026, 1, 1)
CARRIED = ("Kunjungan merata", "Waktu tunggu pasien berkurang")


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def opened(session, made):
    report_id = open_report(session, made.budi.actor, made.budi.position.id, JANUARY, **WHEN)
    return month_card(session, made.budi.actor, report_id, TODAY)


def revise(session, made):
    """Make a version with the first two results, the first with another target, and a new one."""
    made.plan.status = PlanStatus.SUPERSEDED
    revised = plan(session, made.budi.position, version=2)
    for number, text in enumerate(CARRIED):
        of, old = made.results[number], made.indicators[number]
        same = result(session, revised, text, lineage=of.lineage, ordinal=number + 1)
        kind = {"pattern": old.pattern, "polarity": old.polarity, "unit": old.unit}
        indicator(session, same, old.text, target=Decimal(130), lineage=old.lineage, **kind)
    fresh = result(session, revised, "Kelas ibu hamil", ordinal=3)
    indicator(session, fresh, "Jumlah kelas", target=Decimal(12))
    return revised


def test_answers_follow_their_results(session, made):
    first, second, *_ = opened(session, made).lines
    set_value(session, made.budi.actor, first.id, made.indicators[0].id, Decimal(12), **WHEN)
    set_note(session, made.budi.actor, first.id, "Dua belas", **WHEN)
    set_not_measured(session, made.budi.actor, second.id, **WHEN)
    revised = revise(session, made)

    card = opened(session, made)

    assert revised.id == session.get(ProgressReport, card.id).plan_id
    assert [*CARRIED, "Kelas ibu hamil"] == [line.text for line in card.lines]
    assert [1, 2, 3] == [line.number for line in card.lines]
    assert [True, False, None] == [line.measured for line in card.lines]
    assert (first.id, "Dua belas") == (card.lines[0].id, card.lines[0].note)
    (counted,) = card.lines[0].indicators
    assert (Decimal(12), Decimal(130)) == (counted.actual, counted.target)


def test_opening_again_changes_nothing_more(session, made):
    opened(session, made)
    revise(session, made)
    assert opened(session, made) == opened(session, made)
    (entry,) = session.exec(select(AuditEntry).where(AuditEntry.action == "follow_plan")).all()
    assert {"carried": 2, "begun": 1, "kept": 0} == entry.detail


def test_what_was_answered_of_a_result_that_is_gone_stays(session, made):
    *_, third, fourth = opened(session, made).lines
    counts = (Decimal(180), Decimal(200))
    set_value(
        session,
        made.budi.actor,
        third.id,
        made.indicators[2].id,
        Decimal(0),
        counts=counts,
        **WHEN,
    )
    set_note(session, made.budi.actor, fourth.id, "Rancangan dibahas", **WHEN)
    revise(session, made)

    card = opened(session, made)

    assert [1, 2, 3, 4, 5] == [line.number for line in card.lines]
    kept, words = card.lines[3:]
    assert (third.id, fourth.id) == (kept.id, words.id)
    assert (True, Decimal(90)) == (kept.measured, kept.indicators[0].actual)
    assert (True, "Rancangan dibahas") == (words.measured, words.note)


@pytest.mark.parametrize("what", ["note", "evidence", "obstacle"])
def test_a_line_is_kept_for_whatever_it_holds(session, made, what):
    third = opened(session, made).lines[2]
    if what == "note":
        set_note(session, made.budi.actor, third.id, "Kurang vaksin", **WHEN)
    elif what == "obstacle":
        raise_obstacle(session, made.budi.actor, third.id, "Vaksin habis", "", **WHEN)
    else:
        piece = {"kind": EvidenceKind.REFERENCE, "reference": "S-1", "added_at": NOW}
        session.add(Evidence(person_id=made.budi.id, line_id=third.id, **piece))
        session.flush()
    revise(session, made)

    assert (4, third.id, False) == (
        len(lines := opened(session, made).lines),
        lines[3].id,
        lines[3].measured,
    )


def test_a_value_whose_indicator_is_gone_is_asked_anew(session, made):
    also = indicator(session, made.posyandu, "Mutu", target=Decimal(90), pattern=Pattern.AVERAGE)
    first = opened(session, made).lines[0]
    for of in (made.indicators[0], also):
        set_value(session, made.budi.actor, first.id, of.id, Decimal(12), **WHEN)
    revised = revise(session, made)
    of = type(made.posyandu)
    results = select(of).where(of.plan_id == revised.id).order_by(of.ordinal)
    indicator(
        session,
        session.exec(results).first(),
        "Kepuasan",
        target=Decimal(80),
        pattern=Pattern.AVERAGE,
    )

    carried = opened(session, made).lines[0]
    assert carried.measured is None
    assert [Decimal(12), None] == [i.actual for i in carried.indicators]


def test_where_words_are_wanted_now_the_note_is_the_answer(session, made):
    first = opened(session, made).lines[0]
    set_note(session, made.budi.actor, first.id, "Dua belas", **WHEN)
    revised = plan(session, made.budi.position, version=2)
    made.plan.status = PlanStatus.SUPERSEDED
    for of in made.results[:2]:
        same = result(session, revised, of.text, lineage=of.lineage)
        indicator(session, same, "Laporan", target_text="Laporan disahkan")

    assert [True, None] == [line.measured for line in opened(session, made).lines]


def test_what_was_sent_stays_with_its_plan(session, made):
    card = opened(session, made)
    for of in card.lines:
        set_not_measured(session, made.budi.actor, of.id, **WHEN)
    submit_report(session, made.budi.actor, card.id, **WHEN, closes_day=10)
    revise(session, made)
    assert card.lines[0].text == opened(session, made).lines[0].text

    sent = session.get(ProgressReport, card.id)
    sent.status = ReportStatus.ACCEPTED
    session.flush()
    correction = complete_report(session, made.budi.actor, card.id, **WHEN)
    assert correction == opened(session, made).id
    assert made.plan.id == session.get(ProgressReport, correction).plan_id


def test_without_a_plan_in_force_it_stays_as_it_is(session, made):
    before = opened(session, made)
    made.plan.status = PlanStatus.SUPERSEDED
    session.flush()
    assert before == opened(session, made)
