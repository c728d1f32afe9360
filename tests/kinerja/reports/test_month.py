"""The card of a month, as its author and the rater see it."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from kinerja.errors import Unknown
from kinerja.models import Evidence, EvidenceKind, Obstacle, Pattern, ReportStatus, Role
from kinerja.reports.history import EarlierNote
from kinerja.reports.month import month_card, report_of_line
from kinerja.rules.access import Actor
from tests.builders import (
    NOW,
    TODAY,
    agency,
    grant,
    indicator,
    line,
    log,
    person,
    plan,
    position,
    report,
    result,
)

JANUARY, FEBRUARY = date(2026, 1, 1), date(2026, 2, 1)


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


@pytest.fixture
def january(session, made):
    """January's report as it was accepted."""
    sent = report(session, made.plan, JANUARY, ReportStatus.ACCEPTED, submitted_at=NOW)
    first, second, third, _ = made.indicators
    line(session, sent, made.results[0], {first.id: Decimal(12)}, note="Dua belas kunjungan")
    line(session, sent, made.results[1], {second.id: Decimal(25)})
    line(session, sent, made.results[2], {third.id: (Decimal(90), Decimal(180), Decimal(200))})
    return sent


@pytest.fixture
def february(session, made, january):
    """February's report, begun: a line a result, the first one answered."""
    begun = report(session, made.plan, FEBRUARY)
    values = {made.indicators[0].id: Decimal(11)}
    line(session, begun, made.results[0], values, measured=True, note="Sebelas")
    for about in made.results[1:]:
        line(session, begun, about)
    return begun


def card_of(session, made, which):
    return month_card(session, made.budi.actor, which.id, TODAY)


def test_the_card_says_whose_report_it_is_and_how_it_stands(session, made, january):
    card = card_of(session, made, january)
    assert (january.number, 1, JANUARY) == (card.number, card.version, card.period)
    assert (ReportStatus.ACCEPTED, False, NOW) == (card.status, card.late, card.submitted_at)
    assert ("Budi Santoso", "Perawat") == (card.person_name, card.position_title)
    assert ("Asia/Makassar", ("Ani Lestari",)) == (card.zone, card.readers)


def test_results_stand_in_their_order_with_what_is_open(session, made, february):
    card = card_of(session, made, february)
    assert [1, 2, 3, 4] == [line.number for line in card.lines]
    assert [r.text for r in made.results] == [line.text for line in card.lines]
    assert [2, 3, 4] == [line.number for line in card.open_lines]
    assert [False, False, False, True] == [line.in_words for line in card.lines]
    assert [1, 1, 1, 0] == [len(line.asked) for line in card.lines]


def test_values_stand_beside_target_and_what_came_before(session, made, february):
    first, second, third, fourth = card_of(session, made, february).lines

    (counted,) = first.indicators
    assert (Decimal(11), Decimal(120), "kunjungan") == (
        counted.actual,
        counted.target,
        counted.unit,
    )
    assert (Decimal(12), JANUARY, Decimal(12), 1) == (
        counted.earlier.last,
        counted.earlier.last_period,
        counted.earlier.total,
        counted.earlier.months,
    )
    assert (None, Decimal(25)) == (second.indicators[0].actual, second.indicators[0].earlier.last)
    (ratio,) = third.indicators
    assert ("bayi diimunisasi", "bayi terdaftar") == ratio.counts_names
    assert (None, (Decimal(180), Decimal(200))) == (ratio.counts, ratio.earlier.last_counts)
    assert "Pedoman disahkan kepala dinas" == fourth.indicators[0].target_text
    assert (first.last_note, second.last_note) == (
        EarlierNote(JANUARY, "Dua belas kunjungan"),
        None,
    )


def test_the_counts_of_a_ratio_are_shown(session, made, january):
    ratio = card_of(session, made, january).lines[2].indicators[0]
    assert (Decimal(90), (Decimal(180), Decimal(200))) == (ratio.actual, ratio.counts)


def test_only_what_was_sent_this_year_came_before(session, made, february):
    plan_2025 = {"year": 2025, "starts_on": date(2025, 1, 1), "ends_on": date(2025, 12, 31)}
    old = report(
        session,
        plan(session, made.budi.position, **plan_2025),
        date(2025, 12, 1),
        ReportStatus.ACCEPTED,
    )
    draft = report(session, made.plan, date(2026, 3, 1))
    for of in (old, draft):
        line(session, of, made.results[0], {made.indicators[0].id: Decimal(99)}, note="X")
    april = report(session, made.plan, date(2026, 4, 1))
    line(session, april, made.results[0])

    counted = card_of(session, made, april).lines[0]
    assert (Decimal(12), 1) == (
        counted.indicators[0].earlier.total,
        counted.indicators[0].earlier.months,
    )
    assert counted.last_note == EarlierNote(JANUARY, "Dua belas kunjungan")


def test_what_came_before_is_found_though_the_plan_was_revised(session, made, january):
    revised = plan(session, made.budi.position, version=2)
    same = result(session, revised, "Kunjungan merata", lineage=made.posyandu.lineage)
    indicator(session, same, "Jumlah", target=Decimal(130), lineage=made.indicators[0].lineage)
    begun = report(session, revised, FEBRUARY)
    line(session, begun, same)

    assert card_of(session, made, begun).lines[0].indicators[0].earlier.last == 12


def test_logs_of_the_month_are_gathered_and_add_up(session, made, february):
    of = {"lineage": made.posyandu.lineage}
    log(session, made.budi.person, FEBRUARY, "Mawar", amount=Decimal(3), **of)
    log(session, made.budi.person, date(2026, 2, 28), "Melati", amount=Decimal("2.5"), **of)
    log(session, made.budi.person, FEBRUARY, "Rapat", **of)
    for other in ({"deleted_at": NOW} | of, {"lineage": None}):
        log(session, made.budi.person, FEBRUARY, "Bukan", amount=Decimal(9), **other)
    log(session, made.budi.person, date(2026, 3, 1), "Bukan", amount=Decimal(9), **of)
    log(
        session,
        made.budi.person,
        FEBRUARY,
        "Antre",
        amount=Decimal(9),
        lineage=made.results[1].lineage,
    )

    first, second, *_ = card_of(session, made, february).lines
    assert ["Mawar", "Rapat", "Melati"] == [entry.text for entry in first.logs]
    assert first.indicators[0].proposal == Decimal("5.5")
    # A level is measured, not counted.
    assert second.indicators[0].proposal is None


def test_evidence_is_counted_and_obstacles_are_shown_until_closed(session, made, february):
    card = card_of(session, made, february)
    for reference, removed_at in (("S-1", None), ("S-2", None), ("S-3", NOW)):
        session.add(
            Evidence(
                person_id=made.budi.id,
                line_id=card.lines[0].id,
                kind=EvidenceKind.REFERENCE,
                reference=reference,
                added_at=NOW,
                removed_at=removed_at,
            )
        )
    for text, closed_at in (("Hujan", None), ("Kendaraan rusak", NOW)):
        session.add(
            Obstacle(
                person_id=made.budi.id,
                position_id=made.budi.position.id,
                lineage=made.posyandu.lineage,
                text=text,
                help_needed="Tenda",
                opened_at=NOW - timedelta(days=9),
                closed_at=closed_at,
            )
        )
    session.flush()

    first, second, *_ = card_of(session, made, february).lines
    assert (2, 0) == (first.evidence_count, second.evidence_count)
    assert ("Hujan", "Tenda") == (first.obstacle.text, first.obstacle.help_needed)
    assert second.obstacle is None


def test_what_is_released_once_a_year_is_shown_where_it_was_given(session, made):
    yearly = indicator(
        session, made.results[1], "Survei", pattern=Pattern.RELEASE, target=Decimal(80)
    )
    begun = report(session, made.plan, FEBRUARY)
    line(session, begun, made.results[1])
    assert [True, False] == [i.asked for i in card_of(session, made, begun).lines[0].indicators]

    early = report(session, made.plan, date(2026, 3, 1))
    line(session, early, made.results[1], {yearly.id: Decimal(82)})
    assert [True, True] == [i.asked for i in card_of(session, made, early).lines[0].indicators]


def test_a_card_is_found_by_a_line_of_it(session, made, february):
    card = card_of(session, made, february)
    assert card == report_of_line(session, made.budi.actor, card.lines[2].id, TODAY)
    assert card.lines[2] == card.line(card.lines[2].id)
    with pytest.raises(Unknown):
        card.line(0)


def test_a_draft_is_for_its_author_alone(session, made, february):
    with pytest.raises(Unknown):
        month_card(session, made.ani.actor, february.id, TODAY)


def test_what_was_sent_is_for_the_rater_of_the_post_and_the_auditor(session, made, january):
    auditor = person(session, "Fajar")
    grant(session, auditor, made.root, Role.AUDITOR)
    position(session, made.budi.person, made.elsewhere, "Pengajar", made.dedi.person)

    for reader in (made.ani.actor, Actor(auditor.id)):
        assert january.number == month_card(session, reader, january.id, TODAY).number
    with pytest.raises(Unknown):
        month_card(session, made.dedi.actor, january.id, TODAY)
