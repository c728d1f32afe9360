"""Recaps: values by the pattern of their indicator, notes and evidence by month, plans that changed."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kinerja.models import Evidence, EvidenceKind, FilingSpan, Pattern, PlanStatus, ReportStatus
from kinerja.reports.filing_days import daily_progress
from kinerja.reports.filing_recap import recap_of
from tests.builders import NOW, TODAY, agency, indicator, line, log, plan, report, result

APRIL = date(2026, 4, 10)
MONTHS = [date(2026, month, 1) for month in (1, 2, 3)]


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def sent(session, made, period, of=None, status=ReportStatus.SUBMITTED, **more):
    values = {"submitted_at": NOW} | more
    return report(session, of or made.plan, period, status, **values)


def recap(session, made, span=FilingSpan.QUARTER, day=MONTHS[0], today=APRIL):
    post = made.budi.position.id
    return recap_of(session, made.budi.actor, post, span, day, today)


def proof(session, made, reference="", **more):
    kind = EvidenceKind.LINK if reference else EvidenceKind.PHOTO
    row = Evidence(person_id=made.budi.id, kind=kind, reference=reference, added_at=NOW, **more)
    session.add(row)
    session.flush()
    return row


@pytest.mark.parametrize(
    ("pattern", "values", "quarter", "year"),
    [
        (Pattern.CUMULATIVE, [10, 12, 13], "35", "35"),
        (Pattern.LEVEL, [10, 12, 11], "11", "11"),
        (Pattern.AVERAGE, [10, 12, 14], "12", "12"),
        (Pattern.RATIO, [(90, 9, 10), (50, 10, 20), (80, 8, 10)], "67.5", "67.5"),
        (Pattern.RELEASE, [None, None, 85], "85", "85"),
        (Pattern.CUMULATIVE, [None, None, None], "None", "None"),
    ],
)
def test_a_quarter_follows_the_pattern(session, made, pattern, values, quarter, year):
    first, measure = made.posyandu, made.indicators[0]
    measure.pattern = pattern
    for period, value in zip(MONTHS, values, strict=True):
        of = sent(session, made, period)
        numbers = tuple(map(Decimal, value)) if isinstance(value, tuple) else value
        known = {} if value is None else {measure.id: numbers}
        line(session, of, first, known, measured=value is not None)
    (value,) = recap(session, made).lines[0].values
    assert (quarter, year) == (str(value.actual), str(value.total))


def test_the_second_quarter_has_its_own_values_and_the_years(session, made):
    for month, amount in ((3, 10), (4, 5), (5, 6)):
        of = sent(session, made, date(2026, month, 1))
        line(session, of, made.posyandu, {made.indicators[0].id: Decimal(amount)})
    second = recap(session, made, day=date(2026, 5, 20), today=date(2026, 6, 2))
    (value,) = second.lines[0].values
    assert (Decimal(11), Decimal(21)) == (value.actual, value.total)
    assert (date(2026, 6, 1),) == second.missing


def test_a_month_has_its_own_value(session, made):
    for period, amount in zip(MONTHS, (10, 12, 13), strict=True):
        of = sent(session, made, period)
        line(session, of, made.posyandu, {made.indicators[0].id: Decimal(amount)}, note="Lancar")
    february = recap(session, made, FilingSpan.MONTH, MONTHS[1])
    (value,) = february.lines[0].values
    assert (Decimal(12), Decimal(22)) == (value.actual, value.total)
    assert ((MONTHS[1], "Lancar"),) == february.lines[0].notes


def test_only_the_version_that_counts_is_copied(session, made):
    kept = {made.indicators[0].id: Decimal(12)}
    old = sent(session, made, MONTHS[0], status=ReportStatus.REPLACED)
    line(session, old, made.posyandu, {made.indicators[0].id: Decimal(99)})
    line(session, sent(session, made, MONTHS[0], version=2), made.posyandu, kept)
    draft = report(session, made.plan, MONTHS[1])
    line(session, draft, made.posyandu, {made.indicators[0].id: Decimal(50)})
    found = recap(session, made)
    (value,) = found.lines[0].values
    assert Decimal(12) == value.actual
    assert (MONTHS[1], MONTHS[2]) == found.missing


def test_a_revised_plan_goes_on_by_lineage_and_keeps_what_is_gone(session, made):
    old = sent(session, made, MONTHS[0])
    line(session, old, made.posyandu, {made.indicators[0].id: Decimal(10)}, note="Januari")
    line(session, old, made.results[3], note="Bab 3")
    made.plan.status = PlanStatus.SUPERSEDED
    revised = plan(session, made.budi.position, version=2)
    same = result(session, revised, "Posyandu dan lansia", lineage=made.posyandu.lineage, ordinal=1)
    measure = indicator(
        session, same, "Kunjungan", lineage=made.indicators[0].lineage, target=Decimal(150)
    )
    new = sent(session, made, MONTHS[1], of=revised)
    line(session, new, same, {measure.id: Decimal(12)}, note="Februari")

    first, gone = recap(session, made).lines

    assert (1, "Posyandu dan lansia", Decimal(22)) == (
        first.number,
        first.text,
        first.values[0].actual,
    )
    assert ["Januari", "Februari"] == [note for _month, note in first.notes]
    assert (2, "Pedoman pelayanan tersusun") == (gone.number, gone.text)
    assert gone.in_words


def test_evidence_is_named_by_month_and_not_what_was_removed(session, made):
    for period in MONTHS[:2]:
        row = line(session, sent(session, made, period), made.posyandu, measured=True)
        proof(session, made, f"https://contoh.go.id/{period.month}", line_id=row.id)
        proof(session, made, line_id=row.id)
        proof(session, made, "https://contoh.go.id/gone", line_id=row.id, removed_at=NOW)
    found = recap(session, made).lines[0].evidence
    assert [
        (MONTHS[0], "https://contoh.go.id/1"),
        (MONTHS[0], ""),
        (MONTHS[1], "https://contoh.go.id/2"),
        (MONTHS[1], ""),
    ] == [(month, piece.reference) for month, piece in found]


def test_daily_progress_is_of_the_post_and_in_its_order(session, made):
    post = made.budi.position.id
    kept = {"position_id": post}
    later = log(session, made.budi.person, TODAY, "Sore", **kept)
    first = log(session, made.budi.person, TODAY - timedelta(days=1), "Kemarin", **kept)
    log(session, made.budi.person, TODAY, "Terhapus", deleted_at=NOW, **kept)
    log(session, made.budi.person, TODAY - timedelta(days=9), "Lama", **kept)
    log(session, made.ani.person, TODAY, "Orang lain", position_id=made.ani.position.id)
    proof(session, made, "440/1/2026", log_id=later.id)
    found = daily_progress(session, made.budi.actor, post, TODAY - timedelta(days=2), TODAY, TODAY)
    assert [first.id, later.id] == [one.log.id for one in found]
    assert [0, 1] == [len(one.evidence) for one in found]
