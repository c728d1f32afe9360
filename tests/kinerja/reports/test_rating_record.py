"""The year's record before the rater's eyes: whole, of that post, and for the rater alone."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlmodel import select

from kinerja.errors import Unknown
from kinerja.models import (
    Dialogue,
    DialogueKind,
    DialogueNote,
    Evidence,
    EvidenceKind,
    EvidenceMark,
    FeedbackAction,
    FollowUp,
    Learning,
    LearningKind,
    LearningState,
    Obstacle,
    Period,
    PeriodKind,
    PlanStatus,
    Predicate,
    Rating,
    ReportStatus,
)
from kinerja.reports.rating_record import PlanInForce, rating_record
from kinerja.reports.record_of_talks import EarlierRating, Learnt, Talked
from tests.builders import NOW, feedback, line, plan, position, rated_by, report
from tests.kinerja.services.test_rating import World

JANUARY, FEBRUARY, MARCH = (date(2026, month, 1) for month in (1, 2, 3))
APRIL_DAY = date(2026, 4, 15)


@pytest.fixture
def world(database):
    with database.unit_of_work() as session:
        yield World(session)


def record_of(world, period=None, today=APRIL_DAY, actor=None):
    return rating_record(
        world.session,
        actor or world.ani.actor,
        world.budi.position.id,
        period or world.period,
        today,
    )


def second_quarter(world):
    found = select(Period.id).where(
        Period.starts_on == date(2026, 4, 1), Period.kind == PeriodKind.QUARTER
    )
    return world.session.exec(found).one()


def test_reports_that_count_with_their_evidence_and_the_months_that_have_none(world):
    session, made = world.session, world.made
    sent = report(session, made.plan, JANUARY, ReportStatus.ACCEPTED, late=True)
    report(session, made.plan, FEBRUARY)  # a draft says nothing
    of = line(session, sent, made.posyandu)
    for mark, removed in ((EvidenceMark.ACCEPTED, None), (None, None), (None, None), (None, NOW)):
        kind, given = EvidenceKind.REFERENCE, {"added_at": NOW, "removed_at": removed}
        session.add(Evidence(person_id=made.budi.id, line_id=of.id, kind=kind, mark=mark, **given))
    session.flush()
    record = record_of(world)
    assert ("Budi Santoso", "Perawat") == (record.person, record.title)
    assert [
        (sent.id, JANUARY, ReportStatus.ACCEPTED, True, {EvidenceMark.ACCEPTED: 1, None: 2})
    ] == [(one.report_id, one.month, one.status, one.late, one.evidence) for one in record.reports]
    assert (FEBRUARY, MARCH) == record.missing
    assert () == record_of(world, today=date(2026, 1, 30)).missing


def test_every_plan_of_the_year_in_its_version_that_holds(world):
    session, made = world.session, world.made
    plan(session, world.budi.position, version=7, status=PlanStatus.DRAFT)
    kept = made.plan
    assert (PlanInForce(kept.id, kept.version, kept.starts_on, kept.ends_on),) == record_of(
        world
    ).plans


def test_feedback_and_open_points_of_the_year(world):
    session, budi = world.session, world.budi
    given = feedback(session, world.ani.person, budi.person, given_at=NOW, answered_at=NOW)
    feedback(session, world.ani.person, budi.person, given_at=NOW - timedelta(days=60))
    who = {"person_id": budi.id, "opened_at": NOW}
    later = NOW + timedelta(hours=1)
    session.add_all(
        [
            FollowUp(
                **who, owner_id=world.ani.id, feedback_id=given.id, action=FeedbackAction.COACHING
            ),
            Obstacle(
                person_id=budi.id,
                position_id=budi.position.id,
                lineage="x",
                text="Kendaraan rusak",
                opened_at=later,
            ),
            Obstacle(**who, position_id=budi.position.id, lineage="y", text="Ya", closed_at=later),
        ]
    )
    session.flush()
    record = record_of(world)
    assert [("Ani Lestari", True)] == [(one.giver, one.answered) for one in record.feedback]
    assert [(NOW, "", FeedbackAction.COACHING), (later, "Kendaraan rusak", None)] == [
        (one.since, one.obstacle, one.action) for one in record.open_points
    ]


def test_earlier_ratings_of_the_year_whoever_gave_them(world):
    world.decide()
    row = world.proposed(results=Rating.ABOVE, behaviour=Rating.ABOVE)
    assert () == record_of(world, second_quarter(world)).earlier  # not released yet
    world.release(row)
    rated_by(world.session, world.budi.position, world.made.dedi.person)
    record = record_of(world, second_quarter(world), actor=world.made.dedi.actor)
    assert (
        EarlierRating(
            row,
            JANUARY,
            date(2026, 3, 31),
            "Ani Lestari",
            Rating.ABOVE,
            Rating.ABOVE,
            Predicate.VERY_GOOD,
        ),
    ) == record.earlier
    assert () == record_of(world).earlier


def test_the_record_is_for_the_rater_alone(world):
    for reader in (world.budi.actor, world.above, world.made.eka.actor, world.made.dedi.actor):
        with pytest.raises(Unknown):
            record_of(world, actor=reader)
    with pytest.raises(Unknown):
        record_of(world, period=10**6)


def test_dialogues_both_confirmed_and_learning_that_was_confirmed(world):
    session, made = world.session, world.made
    of = {"rater_id": made.ani.id, "person_id": made.budi.id, "opened_at": NOW}
    held, open_one = (
        Dialogue(uid=uid, kind=DialogueKind.PERFORMANCE, **of) for uid in ("held", "open")
    )
    session.add_all([held, open_one])
    session.flush()
    both = {"rater_confirmed_at": NOW, "person_confirmed_at": NOW}
    for dialogue, version, agreed, confirmed in (
        (held, 1, "Semula", both),
        (held, 2, "Kunjungan dijadwal ulang", both),
        (held, 3, "Belum dikonfirmasi", {}),
        (open_one, 1, "Belum dikonfirmasi", {}),
    ):
        by = {"written_by_id": made.ani.id, "written_at": NOW} | confirmed
        session.add(DialogueNote(dialogue_id=dialogue.id, version=version, agreed=agreed, **by))
    learnt = {"person_id": made.budi.id, "kind": LearningKind.COURSE, "provider": "LAN"}
    for title, state in (("Data", LearningState.CONFIRMED), ("Lain", LearningState.WAITING)):
        days = {"starts_on": FEBRUARY, "ends_on": FEBRUARY, "hours": Decimal("6.5")}
        session.add(Learning(title=title, state=state, sent_at=NOW, **days, **learnt))
    session.flush()
    record = record_of(world)
    assert (Talked(NOW.date(), "Kunjungan dijadwal ulang"),) == record.talked
    assert (Learnt("Data", FEBRUARY, Decimal("6.5")),) == record.learnt


def test_the_year_is_one_timeline_over_all_posts(world):
    session, made = world.session, world.made
    former = position(session, made.budi.person, made.elsewhere, "Bidan", ends_on=date(2026, 1, 31))
    kept = plan(session, former, ends_on=date(2026, 1, 31))
    sent = report(session, kept, JANUARY, ReportStatus.ACCEPTED)
    of_year = select(Period.id).where(Period.kind == PeriodKind.YEAR)
    record = record_of(world, session.exec(of_year).one(), date(2026, 12, 15))
    assert {"", "Bidan"} == {one.title for one in record.plans}
    assert [sent.id] == [one.report_id for one in record.reports]
    assert () == record_of(world).reports  # a quarter is of the post alone
