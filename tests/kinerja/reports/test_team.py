"""The team in figures: what became of reports, who needs attention, what lies below, what is led."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import event

from kinerja.models import FeedbackTag, Obstacle, ReportStatus, Role
from kinerja.reports.development import TagCount, development_of, team_development
from kinerja.reports.led_team import led_team
from kinerja.reports.team import member_card, rated_team, unit_team, units_below
from kinerja.reports.team_figures import ReportState
from kinerja.rules.exceptions import Concern
from tests import builders
from tests.builders import NOW, TODAY, agency, feedback, grant, line, log, person, plan, position

CLOSES = 10


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def made(session):
    return agency(session)


def rated(session, made):
    return rated_team(session, made.ani.actor, TODAY, CLOSES)


def only(session, made):
    (member,) = rated(session, made).members
    return member


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (ReportStatus.DRAFT, ReportState.MISSING),
        (ReportStatus.SUBMITTED, ReportState.WAITING),
        (ReportStatus.ACCEPTED, ReportState.ACCEPTED),
        (ReportStatus.RETURNED, ReportState.RETURNED),
        (ReportStatus.REPLACED, ReportState.MISSING),
    ],
)
def test_what_became_of_the_months_report(session, made, status, expected):
    builders.report(session, made.plan, date(2026, 1, 1), status, submitted_at=NOW)
    assert expected is only(session, made).state


def test_a_correction_under_way_leaves_the_first_version_standing(session, made):
    builders.report(session, made.plan, date(2026, 1, 1), ReportStatus.ACCEPTED, decided_at=NOW)
    builders.report(session, made.plan, date(2026, 1, 1), ReportStatus.DRAFT, version=2)
    assert (ReportState.ACCEPTED, NOW) == (only(session, made).state, only(session, made).since)


def test_without_a_plan_there_is_nothing_to_report(session, made):
    position(session, person(session, "Gita"), made.section, rater=made.ani.person)
    states = {one.name: one.state for one in rated(session, made).members}
    assert {"Budi Santoso": ReportState.MISSING, "Gita": ReportState.NO_PLAN} == states


def test_the_month_is_the_one_that_is_reported_now(session, made):
    assert date(2026, 1, 1) == rated(session, made).period
    assert date(2026, 2, 1) == rated_team(session, made.ani.actor, date(2026, 2, 11), 10).period


def test_results_are_held_against_what_their_targets_expect_by_now(session, made):
    sent = builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
    line(session, sent, made.results[0], {made.indicators[0].id: Decimal(9)})
    line(session, sent, made.results[1], {made.indicators[1].id: Decimal(25)})
    line(session, sent, made.results[3], {})
    member = only(session, made)

    # 9 of 120 visits are fewer than a month's ten, 25 minutes are fewer than 30.
    assert (1, 2) == (member.on_course, member.measured)
    assert Concern.BELOW_TARGET in member.concerns


def test_who_needs_attention_and_why(session, made):
    assert (Concern.NO_LOG,) == only(session, made).concerns
    log(session, made.budi.person)
    assert () == only(session, made).concerns
    for days, expected in ((4, ()), (20, (Concern.OBSTACLE,))):
        session.add(
            Obstacle(
                person_id=made.budi.id,
                position_id=made.budi.position.id,
                lineage=made.posyandu.lineage,
                text="Kendaraan rusak",
                opened_at=NOW - timedelta(days=days),
            )
        )
        session.flush()
        assert expected == only(session, made).concerns
    assert 2 == only(session, made).obstacles


def test_sixty_people_cost_no_more_statements_than_one(session, made, count_statements):
    first = count_statements(lambda: rated(session, made))
    for number in range(59):
        somebody = person(session, f"Pegawai {number}")
        plan(session, position(session, somebody, made.section, rater=made.ani.person))
    session.expire_all()
    assert 60 == len(rated(session, made).members)
    session.expire_all()
    assert first + 1 >= count_statements(lambda: rated(session, made))


@pytest.fixture
def count_statements(session):
    def count(act):
        seen = []
        engine = session.get_bind()
        note = lambda *given: seen.append(given[2])  # noqa: E731
        event.listen(engine, "before_cursor_execute", note)
        try:
            act()
        finally:
            event.remove(engine, "before_cursor_execute", note)
        return len(seen)

    return count


class TestBelow:
    @pytest.fixture
    def below(self, session, made):
        """Put a clinic below Budi: he rates Indra, who rates Joko."""
        clinic = builders.unit(session, "Poli Gigi", made.section)
        indra = position(session, person(session, "Indra"), clinic, rater=made.budi.person)
        joko = person(session, "Joko")
        position(session, joko, clinic, rater=session.get(builders.Person, indra.person_id))
        return clinic

    def test_a_leader_sees_all_further_down_in_totals_and_then_by_name(self, session, made, below):
        builders.report(session, made.plan, status=ReportStatus.SUBMITTED, submitted_at=NOW)
        units = units_below(session, made.ani.actor, TODAY, CLOSES)
        figures = [(one.name, one.posts, one.waiting, one.missing) for one in units]

        assert [("Poli Gigi", 2, 0, 2), ("Puskesmas Mawar", 1, 1, 0)] == figures
        team = unit_team(session, made.ani.actor, below.id, TODAY, CLOSES)
        assert ["Indra", "Joko"] == [one.name for one in team.members]

    def test_a_rater_sees_below_and_not_beside(self, session, made, below):
        units = units_below(session, made.budi.actor, TODAY, CLOSES)
        assert [("Poli Gigi", 2)] == [(one.name, one.posts) for one in units]

    @pytest.mark.parametrize("role", [Role.ADMIN, Role.AUDITOR])
    def test_a_role_sees_its_units_and_those_below(self, session, made, below, role):
        clerk = person(session, "Kartika")
        grant(session, clerk, made.section, role)
        units = units_below(session, builders.Actor(clerk.id), TODAY, CLOSES)

        assert [("Poli Gigi", 2), ("Puskesmas Mawar", 2)] == [(u.name, u.posts) for u in units]

    def test_raters_in_a_circle_end(self, session, made, below):
        builders.rated_by(session, made.ani.position, made.budi.person)
        names = {u.name for u in units_below(session, made.ani.actor, TODAY, CLOSES)}
        assert {"Poli Gigi", "Puskesmas Mawar"} == names

    def test_only_the_rater_of_the_post_is_offered_what_raters_do(self, session, made, below):
        post = made.budi.position.id
        assert member_card(session, made.ani.actor, post, TODAY, CLOSES).rated
        assert not member_card(session, made.eka.actor, post, TODAY, CLOSES).rated
        assert not member_card(session, made.budi.actor, post, TODAY, CLOSES).rated


def test_a_leader_sees_the_results_they_lead_only(session, made):
    made.results[2].leader_id = made.eka.id
    session.flush()

    (member,) = led_team(session, made.eka.actor, TODAY)
    assert ["Imunisasi dasar lengkap"] == [one.text for one in member.results]
    # Ani leads the others, and rates Budi: they are hers as rater.
    assert () == led_team(session, made.ani.actor, TODAY)


def test_tags_are_counted_by_quarter_and_people(session, made):
    gita = person(session, "Gita")
    position(session, gita, made.section, rater=made.ani.person)
    given = [
        (made.budi.person, NOW, "Komunikasi", True),
        (gita, NOW, "Komunikasi", True),
        (gita, NOW, "Integritas", False),
        (made.budi.person, NOW - timedelta(days=40), "Komunikasi", True),
        (made.budi.person, NOW - timedelta(days=140), "Komunikasi", True),
        (made.citra.person, NOW, "Komunikasi", True),
    ]
    for receiver, at, tag, strength in given:
        about = feedback(session, made.ani.person, receiver, given_at=at)
        session.add(FeedbackTag(feedback_id=about.id, tag=tag, strength=strength))
    session.flush()

    team = team_development(session, made.ani.actor, TODAY)
    assert (TagCount("Komunikasi", now=2, before=1, people=2),) == team.strengths
    assert (TagCount("Integritas", now=1, before=0, people=1),) == team.to_develop
    own = development_of(session, made.budi.actor, made.budi.id, TODAY)
    assert (TagCount("Komunikasi", now=1, before=1, people=1),) == own.strengths
    assert (1, ()) == (own.feedbacks, own.to_develop)
