"""The report is opened, filled in and completed as a new version."""

from datetime import date
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    Evidence,
    EvidenceKind,
    IndicatorValue,
    Pattern,
    PlanStatus,
    ProgressReport,
    ReportLine,
    ReportStatus,
)
from kinerja.services.repeating import keep_last_month
from kinerja.services.reporting import (
    complete_report,
    open_report,
    set_not_measured,
    set_note,
    set_value,
)
from tests.builders import NOW, TODAY, agency, indicator, line, plan, position, report, result

WHEN = {"now": NOW, "today": TODAY}
JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def opened(session, made, period=JANUARY):
    report_id = open_report(session, made.budi.actor, made.budi.position.id, period, **WHEN)
    return session.get(ProgressReport, report_id), lines_of(session, report_id)


def lines_of(session, report_id):
    query = select(ReportLine).where(ReportLine.report_id == report_id)
    return list(session.exec(query.order_by(ReportLine.ordinal)))


def values_of(session, of):
    query = select(IndicatorValue).where(IndicatorValue.line_id == of.id)
    return [(v.actual, v.numerator, v.denominator) for v in session.exec(query)]


def test_a_report_begins_with_a_line_a_result(session, made):
    begun, lines = opened(session, made)

    assert (ReportStatus.DRAFT, 1, JANUARY) == (begun.status, begun.version, begun.period)
    assert (made.budi.id, made.plan.id) == (begun.person_id, begun.plan_id)
    assert [(1, None), (2, None), (3, None), (4, None)] == [(r.ordinal, r.measured) for r in lines]
    assert [r.id for r in made.results] == [r.result_id for r in lines]


def test_opening_again_goes_on_with_the_same_report(session, made):
    first, _ = opened(session, made)
    again, lines = opened(session, made, date(2026, 1, 17))
    assert (first.id, 4) == (again.id, len(lines))


def test_a_month_that_has_not_begun_is_refused(session, made):
    with pytest.raises(Refused, match="not begun yet"):
        opened(session, made, date(2026, 3, 1))


def test_a_month_without_a_plan_is_refused(session, made):
    with pytest.raises(Refused, match="no performance plan"):
        opened(session, made, date(2025, 12, 1))


def test_december_is_reported_against_its_own_plan(session, made):
    last_year = plan(
        session,
        made.budi.position,
        year=2025,
        starts_on=date(2025, 1, 1),
        ends_on=date(2025, 12, 31),
    )
    begun, _ = opened(session, made, date(2025, 12, 1))
    assert last_year.id == begun.plan_id


@pytest.mark.parametrize(
    ("status", "version", "used"),
    [
        (PlanStatus.APPROVED, 2, True),
        (PlanStatus.SUBMITTED, 2, False),
        (PlanStatus.DRAFT, 2, False),
        (PlanStatus.SUPERSEDED, 2, False),
    ],
)
def test_the_approved_plan_comes_before_one_that_waits(session, made, status, version, used):
    other = plan(session, made.budi.position, status=status, version=version)
    begun, _ = opened(session, made)
    assert used is (other.id == begun.plan_id)


def test_while_nothing_is_approved_the_submitted_plan_is_reported(session, made):
    made.plan.status = PlanStatus.SUBMITTED
    begun, _ = opened(session, made)
    assert made.plan.id == begun.plan_id


def test_what_is_released_once_a_year_waits_for_its_month(session, made):
    yearly = result(session, made.plan, "Survei kepuasan", ordinal=5)
    indicator(
        session, yearly, "Nilai", pattern=Pattern.RELEASE, target=Decimal(80), release_month=2
    )

    assert opened(session, made, JANUARY)[1][4].measured is False
    assert opened(session, made, FEBRUARY)[1][4].measured is None


def test_reports_of_two_posts_are_apart(session, made):
    second = position(session, made.budi.person, made.elsewhere, "Pengajar", made.dedi.person)
    plan(session, second)
    first, _ = opened(session, made)
    other_id = open_report(session, made.budi.actor, second.id, JANUARY, **WHEN)

    assert first.id != other_id
    assert second.id == session.get(ProgressReport, other_id).position_id


def test_a_value_answers_its_line(session, made):
    _, (first, *_) = opened(session, made)
    set_value(session, made.budi.actor, first.id, made.indicators[0].id, Decimal("12.5"), **WHEN)
    assert first.measured is True
    set_value(session, made.budi.actor, first.id, made.indicators[0].id, Decimal(13), **WHEN)
    assert [(Decimal(13), None, None)] == values_of(session, first)


def test_a_ratio_is_what_its_counts_make(session, made):
    line_of_ratio = opened(session, made)[1][2]
    counts = (Decimal(180), Decimal(200))
    set_value(
        session,
        made.budi.actor,
        line_of_ratio.id,
        made.indicators[2].id,
        Decimal(0),
        counts=counts,
        **WHEN,
    )
    assert [(Decimal(90), *counts)] == values_of(session, line_of_ratio)


def test_a_line_is_answered_when_all_its_indicators_are(session, made):
    also = indicator(session, made.posyandu, "Mutu", target=Decimal(90), pattern=Pattern.AVERAGE)
    _, (first, *_) = opened(session, made)

    set_value(session, made.budi.actor, first.id, made.indicators[0].id, Decimal(12), **WHEN)
    assert first.measured is None
    set_value(session, made.budi.actor, first.id, also.id, Decimal(95), **WHEN)
    assert first.measured is True


@pytest.mark.parametrize("which", [1, 3])
def test_a_value_belongs_to_a_number_of_its_own_result(session, made, which):
    _, lines = opened(session, made)
    other = lines[0] if which == 1 else lines[which]
    with pytest.raises(Unknown):
        set_value(session, made.budi.actor, other.id, made.indicators[which].id, Decimal(1), **WHEN)


def test_a_value_no_database_could_hold_is_refused(session, made):
    _, (first, *_) = opened(session, made)
    with pytest.raises(Refused, match="too large"):
        set_value(
            session, made.budi.actor, first.id, made.indicators[0].id, Decimal(10) ** 14, **WHEN
        )


def test_not_measured_takes_the_values_out(session, made):
    _, (first, *_) = opened(session, made)
    set_value(session, made.budi.actor, first.id, made.indicators[0].id, Decimal(12), **WHEN)
    set_not_measured(session, made.budi.actor, first.id, **WHEN)
    assert (False, []) == (first.measured, values_of(session, first))

    set_value(session, made.budi.actor, first.id, made.indicators[0].id, Decimal(12), **WHEN)
    assert first.measured is True


def test_a_note_answers_where_the_targets_are_words(session, made):
    _, lines = opened(session, made)
    for of in (lines[0], lines[3]):
        set_note(session, made.budi.actor, of.id, "  Rancangan selesai\n", **WHEN)
    assert ["Rancangan selesai"] * 2 == [lines[0].note, lines[3].note]
    assert (None, True) == (lines[0].measured, lines[3].measured)

    set_note(session, made.budi.actor, lines[3].id, "", **WHEN)
    assert lines[3].measured is None


def test_a_note_too_long_is_refused(session, made):
    _, (first, *_) = opened(session, made)
    with pytest.raises(Refused, match="shorten it"):
        set_note(session, made.budi.actor, first.id, "a" * 2001, **WHEN)


@pytest.mark.parametrize("status", [s for s in ReportStatus if s is not ReportStatus.DRAFT])
def test_what_was_sent_cannot_be_changed(session, made, status):
    begun, (first, *_) = opened(session, made)
    begun.status = status
    session.flush()
    for change in (set_not_measured, keep_last_month):
        with pytest.raises(Refused):
            change(session, made.budi.actor, first.id, **WHEN)
    with pytest.raises(Refused):
        set_note(session, made.budi.actor, first.id, "Rapat", **WHEN)
    with pytest.raises(Refused):
        set_value(session, made.budi.actor, first.id, made.indicators[0].id, Decimal(1), **WHEN)


def test_what_was_returned_is_completed_as_a_new_version_with_all_it_held(session, made):
    old = report(
        session,
        made.plan,
        status=ReportStatus.RETURNED,
        return_reason="Foto kurang",
        complete_until=date(2026, 2, 6),
    )
    kept = line(
        session,
        old,
        made.results[2],
        {made.indicators[2].id: (Decimal(90), Decimal(180), Decimal(200))},
        note="Kurang vaksin",
        measured=True,
    )
    for reference, removed_at in (("S-1", None), ("S-2", NOW)):
        session.add(
            Evidence(
                person_id=made.budi.id,
                line_id=kept.id,
                kind=EvidenceKind.REFERENCE,
                reference=reference,
                added_at=NOW,
                removed_at=removed_at,
            )
        )
    session.flush()

    new_id = complete_report(session, made.budi.actor, old.id, **WHEN)

    new = session.get(ProgressReport, new_id)
    assert (2, ReportStatus.DRAFT) == (new.version, new.status)
    assert ("Foto kurang", date(2026, 2, 6)) == (new.return_reason, new.complete_until)
    assert new.number != old.number
    (copied,) = lines_of(session, new_id)
    assert ("Kurang vaksin", True) == (copied.note, copied.measured)
    assert values_of(session, kept) == values_of(session, copied)
    evidence = session.exec(select(Evidence.reference).where(Evidence.line_id == copied.id))
    assert ["S-1"] == list(evidence)
    # The old version is replaced when the new one is sent, not before.
    assert ReportStatus.RETURNED is old.status


def test_a_new_version_is_begun_once(session, made):
    old = report(session, made.plan, status=ReportStatus.ACCEPTED)
    first = complete_report(session, made.budi.actor, old.id, **WHEN)
    assert first == complete_report(session, made.budi.actor, old.id, **WHEN)
    assert (first, 2) == (opened(session, made)[0].id, opened(session, made)[0].version)


@pytest.mark.parametrize("status", [ReportStatus.SUBMITTED, ReportStatus.REPLACED])
def test_what_waits_or_was_replaced_gets_no_new_version(session, made, status):
    waiting = report(session, made.plan, status=status)
    with pytest.raises(Refused, match="open the month again"):
        complete_report(session, made.budi.actor, waiting.id, **WHEN)


def test_of_a_version_that_was_replaced_the_newer_one_is_meant(session, made):
    old = report(session, made.plan, status=ReportStatus.RETURNED)
    report(session, made.plan, status=ReportStatus.SUBMITTED, version=2)
    with pytest.raises(Refused, match="newer version"):
        complete_report(session, made.budi.actor, old.id, **WHEN)


def in_january(session, made, number, **more):
    sent = report(session, made.plan, JANUARY, ReportStatus.SUBMITTED)
    about, of = made.results[number], made.indicators[number]
    value = more.pop("value", None)
    return line(session, sent, about, {of.id: value} if value is not None else None, **more)


@pytest.mark.parametrize(
    ("number", "value"),
    [
        (1, (Decimal(25), None, None)),
        (2, (Decimal(90), Decimal(180), Decimal(200))),
    ],
)
def test_last_month_is_kept(session, made, number, value):
    in_january(session, made, number, value=value)
    kept = opened(session, made, FEBRUARY)[1][number]
    keep_last_month(session, made.budi.actor, kept.id, **WHEN)
    assert (True, [value]) == (kept.measured, values_of(session, kept))


def test_a_zero_is_kept_too(session, made):
    in_january(session, made, 1, value=Decimal(0))
    kept = opened(session, made, FEBRUARY)[1][1]
    keep_last_month(session, made.budi.actor, kept.id, **WHEN)
    assert [(Decimal(0), None, None)] == values_of(session, kept)


def test_where_targets_are_words_the_note_is_kept(session, made):
    in_january(session, made, 3, note="Rancangan dibahas")
    kept = opened(session, made, FEBRUARY)[1][3]
    keep_last_month(session, made.budi.actor, kept.id, **WHEN)
    assert ("Rancangan dibahas", True) == (kept.note, kept.measured)


@pytest.mark.parametrize(
    ("number", "refusal"),
    [(0, "counted anew each month"), (1, "no value of last month"), (3, "no note of last month")],
)
def test_there_is_not_always_something_to_keep(session, made, number, refusal):
    fresh = opened(session, made, FEBRUARY)[1][number]
    with pytest.raises(Refused, match=refusal):
        keep_last_month(session, made.budi.actor, fresh.id, **WHEN)


def test_what_is_older_than_a_month_is_not_last_month(session, made):
    in_january(session, made, 1, value=Decimal(25))
    in_january_words = session.exec(select(ProgressReport)).one()
    line(session, in_january_words, made.results[3], note="Rancangan")
    later = {"now": NOW, "today": date(2026, 3, 2)}
    march = open_report(session, made.budi.actor, made.budi.position.id, date(2026, 3, 1), **later)
    for number in (1, 3):
        with pytest.raises(Refused, match="of last month"):
            keep_last_month(session, made.budi.actor, lines_of(session, march)[number].id, **later)


def test_what_is_not_asked_this_month_is_not_kept(session, made):
    yearly = indicator(
        session,
        made.results[1],
        "Survei",
        pattern=Pattern.RELEASE,
        target=Decimal(80),
        release_month=12,
    )
    in_january(session, made, 1, value=Decimal(25))
    kept = opened(session, made, FEBRUARY)[1][1]
    keep_last_month(session, made.budi.actor, kept.id, **WHEN)
    given = session.exec(
        select(IndicatorValue.indicator_id).where(IndicatorValue.line_id == kept.id)
    )
    assert yearly.id not in set(given)


def test_a_result_without_indicators_is_answered_in_words(session, made):
    result(session, made.plan, "Tugas lain", ordinal=5)
    last = opened(session, made)[1][4]
    assert last.measured is None
    set_note(session, made.budi.actor, last.id, "Panitia HUT", **WHEN)
    assert last.measured is True
