"""Rating people: drafts nobody else sees, proposals that can be asked about, releases that stay."""

from datetime import date, timedelta

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    AuditEntry,
    Behaviour,
    Doubt,
    Evaluation,
    EvaluationState,
    OrganisationPerformance,
    OrganisationPredicate,
    Period,
    PeriodKind,
    Predicate,
    Rating,
    Role,
)
from kinerja.regulation import Regulation
from kinerja.reports.audit_chain import Fault, verify_chain
from kinerja.reports.evaluations import Calibration, calibration, doubts, evaluation_card
from kinerja.reports.own_data import export_of_own
from kinerja.rules.access import OPERATOR, Actor
from kinerja.rules.evaluation import Decision, Given
from kinerja.services.cycles import open_cycle
from kinerja.services.deciding_organisations import decide_organisation
from kinerja.services.rating import (
    answer_question,
    ask_back,
    propose,
    rate_item,
    release,
    save_ratings,
)
from kinerja.services.sealing import seal
from tests.builders import NOW, TODAY, agency, feedback, grant, person, position, rated_by

WHEN = {"now": NOW, "today": TODAY}
REASON = "Dua belas posyandu dikunjungi."
LAW = Regulation().on(TODAY)
ABOVE, MEETS, BELOW = Rating.ABOVE, Rating.MEETS, Rating.BELOW


class World:
    """Ani rates Budi and two more; Gita rates Ani, from the unit above."""

    def __init__(self, session):
        self.session, self.made = session, agency(session)
        self.budi, self.ani = self.made.budi, self.made.ani
        self.gita = person(session, "Gita")
        position(session, self.gita, self.made.root, "Sekretaris")
        rated_by(session, self.ani.position, self.gita)
        self.above = Actor(self.gita.id)
        self.others = [
            position(session, person(session, name), self.made.section, rater=self.ani.person)
            for name in ("Hadi", "Indra")
        ]
        open_cycle(session, OPERATOR, 2026, PeriodKind.QUARTER, closes_day=10, now=NOW, today=TODAY)
        found = select(Period.id).where(
            Period.starts_on == date(2026, 1, 1), Period.kind == PeriodKind.QUARTER
        )
        self.period = session.exec(found).one()

    def save(self, actor=None, results=MEETS, behaviour=MEETS, post=None):
        given = Given(results, REASON, behaviour, REASON)
        post_id = (post or self.budi.position).id
        return save_ratings(
            self.session, actor or self.ani.actor, post_id, self.period, given, **WHEN
        )

    def decide(self, actor=None, predicate=OrganisationPredicate.GOOD, by=None, unit=None):
        return decide_organisation(
            self.session,
            actor or self.above,
            (unit or self.made.section).id,
            self.period,
            Decision(predicate, by or self.gita.id),
            **WHEN,
        )

    def proposed(self, **more):
        row = self.save(**more)
        propose(self.session, self.ani.actor, row, **WHEN)
        return row

    def release(self, row, actor=None):
        release(self.session, actor or self.ani.actor, row, LAW.quadrant, **WHEN)

    def row(self, key):
        return self.session.get_one(Evaluation, key)


# What the databases do not see differently is tried on one of them.
ON_ONE_ENGINE = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def world(database):
    with database.unit_of_work() as session:
        yield World(session)


@pytest.mark.parametrize(
    ("results", "behaviour", "predicate"),
    [
        (ABOVE, ABOVE, Predicate.VERY_GOOD),
        (ABOVE, BELOW, Predicate.POOR),
        (BELOW, BELOW, Predicate.VERY_POOR),
    ],
)
def test_a_release_keeps_the_predicate_of_the_quadrant(world, results, behaviour, predicate):
    world.decide()
    row = world.proposed(results=results, behaviour=behaviour)
    world.release(row)
    kept = world.row(row)
    assert (EvaluationState.RELEASED, predicate) == (kept.state, kept.predicate)
    assert (OrganisationPredicate.GOOD, NOW) == (kept.organisation, kept.released_at)
    world.release(row)  # twice changes nothing


@ON_ONE_ENGINE
def test_nobody_rates_themselves_even_where_they_are_named_as_rater(world):
    rated_by(world.session, world.budi.position, world.budi.person)
    with pytest.raises(Unknown):
        world.save(actor=world.budi.actor)


@ON_ONE_ENGINE
@pytest.mark.parametrize("who", ["citra", "dedi", "eka"])
def test_nobody_outside_the_line_rates(world, who):
    with pytest.raises(Unknown):
        world.save(actor=getattr(world.made, who).actor)
    with pytest.raises(Unknown):
        world.save(actor=world.above)  # who stands above the rater does not rate either


def test_a_draft_is_seen_by_its_rater_alone(world):
    row = world.save()
    grant(world.session, world.gita, world.made.root, Role.AUDITOR)
    assert row == evaluation_card(world.session, world.ani.actor, row, TODAY).evaluation.id
    for reader in (world.budi.actor, world.above, world.made.eka.actor, world.made.citra.actor):
        with pytest.raises(Unknown):
            evaluation_card(world.session, reader, row, TODAY)
        with pytest.raises(Unknown):
            ask_back(world.session, reader, row, REASON, **WHEN)
    seen = calibration(world.session, world.above, world.made.section.id, world.period, LAW, TODAY)
    assert Calibration((), None, None) == seen
    own = export_of_own(world.session, world.budi.actor, NOW)
    assert [] == own["evaluations"] == own["item_ratings"] == own["evaluation_questions"]
    assert "evaluation" not in {entry["subject"] for entry in own["audit"]}


def test_another_rater_starts_clean_and_does_not_see_the_draft(world):
    row = world.save()
    rated_by(world.session, world.budi.position, world.made.dedi.person)
    other = world.save(actor=world.made.dedi.actor, results=ABOVE)
    assert row != other
    with pytest.raises(Unknown):
        evaluation_card(world.session, world.made.dedi.actor, row, TODAY)
    with pytest.raises(Unknown):
        propose(world.session, world.made.dedi.actor, row, **WHEN)


@ON_ONE_ENGINE
@pytest.mark.parametrize(
    ("days", "answer"), [(1, "the end of the period"), (31, "the end of the period"), (32, None)]
)
def test_who_moved_on_proposes_their_part_for_a_month_and_releases_nothing(world, days, answer):
    row = world.proposed()
    world.decide()
    for assignment in world.session.exec(select_raters(world.budi.position.id)):
        assignment.ends_on = TODAY - timedelta(days=days)
    world.session.flush()
    if answer is None:
        with pytest.raises(Unknown):
            world.proposed()
    else:
        assert row == world.proposed(results=ABOVE)
    with pytest.raises(Unknown if answer is None else Refused, match=answer):
        world.release(row)


@ON_ONE_ENGINE
def test_who_rated_to_the_end_of_a_period_releases_it_after_a_move(world):
    row = world.proposed()
    world.decide()
    world.session.get_one(Period, world.period).ends_on = TODAY - timedelta(days=2)
    for assignment in world.session.exec(select_raters(world.budi.position.id)):
        assignment.ends_on = TODAY - timedelta(days=1)
    world.session.flush()
    world.release(row)
    assert EvaluationState.RELEASED is world.row(row).state


def select_raters(position_id):
    from kinerja.models import RaterAssignment  # noqa: PLC0415 - only here

    return select(RaterAssignment).where(RaterAssignment.position_id == position_id)


def test_a_proposal_is_seen_above_and_asked_about_and_never_changed_there(world):
    world.decide()
    row = world.proposed()
    card = evaluation_card(world.session, world.above, row, TODAY)
    assert ("Budi Santoso", "Ani Lestari") == (card.person, card.rater)
    with pytest.raises(Unknown):
        evaluation_card(world.session, world.budi.actor, row, TODAY)
    question = ask_back(world.session, world.above, row, "Mengapa tidak di atas?", **WHEN)
    with pytest.raises(Refused, match="answer first"):
        world.release(row)
    for deed in (
        lambda: world.save(actor=world.above, results=ABOVE),
        lambda: propose(world.session, world.above, row, **WHEN),
        lambda: world.release(row, world.above),
        lambda: rate_item(world.session, world.above, row, Behaviour.LOYAL, ABOVE, REASON, **WHEN),
        lambda: answer_question(world.session, world.above, question, REASON, **WHEN),
    ):
        with pytest.raises(Unknown):
            deed()
    answer_question(world.session, world.ani.actor, question, "Target tercapai tepat.", **WHEN)
    world.release(row)
    seen = evaluation_card(world.session, world.budi.actor, row, TODAY)
    assert ("Mengapa tidak di atas?", "Target tercapai tepat.") == (
        seen.questions[0].reason,
        seen.questions[0].answer,
    )


@ON_ONE_ENGINE
def test_the_rater_does_not_ask_themselves(world):
    row = world.proposed()
    with pytest.raises(Unknown):
        ask_back(world.session, world.ani.actor, row, REASON, **WHEN)


@ON_ONE_ENGINE
def test_a_changed_proposal_is_a_draft_again(world):
    row = world.proposed()
    assert row == world.save(results=ABOVE)
    assert EvaluationState.DRAFT is world.row(row).state
    with pytest.raises(Refused, match="propose"):
        world.release(row)


@ON_ONE_ENGINE
def test_single_results_and_values_are_rated_and_nothing_follows_from_them(world):
    row = world.save(results=BELOW)
    planned = world.made.results[0].id
    for rating in (MEETS, ABOVE):
        rate_item(world.session, world.ani.actor, row, planned, rating, REASON, **WHEN)
        rate_item(world.session, world.ani.actor, row, Behaviour.LOYAL, rating, REASON, **WHEN)
    card = evaluation_card(world.session, world.ani.actor, row, TODAY)
    assert [(planned, None, ABOVE), (None, Behaviour.LOYAL, ABOVE)] == [
        (one.result_id, one.value, one.rating) for one in card.items
    ]
    assert BELOW is world.row(row).results
    with pytest.raises(Unknown):
        rate_item(world.session, world.ani.actor, row, 10**6, ABOVE, REASON, **WHEN)


def test_nothing_changes_after_the_release(world):
    world.decide()
    row = world.proposed()
    world.release(row)
    for deed in (
        lambda: world.save(results=ABOVE),
        lambda: propose(world.session, world.ani.actor, row, **WHEN),
        lambda: ask_back(world.session, world.above, row, REASON, **WHEN),
        lambda: rate_item(
            world.session, world.ani.actor, row, Behaviour.LOYAL, ABOVE, REASON, **WHEN
        ),
        lambda: world.decide(predicate=OrganisationPredicate.POOR),
    ):
        with pytest.raises(Refused):
            deed()
    rated_by(world.session, world.budi.position, world.made.dedi.person)
    with pytest.raises(Refused, match="released"):
        world.save(actor=world.made.dedi.actor)


@ON_ONE_ENGINE
def test_half_ratings_are_not_proposed_and_a_period_must_have_begun(world):
    row = world.save(behaviour=None)
    with pytest.raises(Refused, match="both ratings"):
        propose(world.session, world.ani.actor, row, **WHEN)
    april = select(Period.id).where(
        Period.starts_on == date(2026, 4, 1), Period.kind == PeriodKind.QUARTER
    )
    world.period = world.session.exec(april).one()
    with pytest.raises(Refused, match="not begun"):
        world.save()


@ON_ONE_ENGINE
def test_the_organisation_comes_first(world):
    row = world.proposed()
    with pytest.raises(Refused, match="not entered yet"):
        world.release(row)
    world.decide()
    world.release(row)


def test_the_leader_above_decides_about_an_organisation_or_an_administrator_enters_it(world):
    first = world.decide()
    assert first == world.decide(world.made.eka.actor, OrganisationPredicate.OUTSTANDING)
    kept = world.session.get_one(OrganisationPerformance, first)
    assert (OrganisationPredicate.OUTSTANDING, world.gita.id, world.made.eka.id) == (
        kept.predicate,
        kept.decided_by_id,
        kept.entered_by_id,
    )


@ON_ONE_ENGINE
def test_nobody_decides_about_their_own_organisation(world):
    for who in (world.ani, world.budi):
        with pytest.raises((Refused, Unknown)):
            world.decide(who.actor, by=who.id)
        with pytest.raises(Refused):
            world.decide(OPERATOR, by=who.id)
    for who in (world.made.citra, world.made.dedi):
        with pytest.raises(Unknown):
            world.decide(who.actor, by=who.id)
    with pytest.raises(Unknown):
        world.decide(OPERATOR, by=10**6)


def test_a_unit_is_seen_beside_its_guide_by_who_stands_above(world):
    world.decide(predicate=OrganisationPredicate.OUTSTANDING)
    row = world.proposed(results=ABOVE, behaviour=ABOVE)
    world.proposed(post=world.others[0])
    ask_back(world.session, world.above, row, REASON, **WHEN)
    unit = world.made.section.id
    seen = calibration(world.session, world.above, unit, world.period, LAW, TODAY)
    assert [
        ("Budi Santoso", Predicate.VERY_GOOD, True),
        ("Hadi", Predicate.GOOD, False),
    ] == [(one.person, one.predicate, one.asked) for one in seen.proposals]
    assert (OrganisationPredicate.OUTSTANDING, 2, False) == (
        seen.organisation,
        seen.distribution.total,
        seen.distribution.compared,
    )
    for reader in (world.ani.actor, world.budi.actor, world.made.eka.actor):
        own = calibration(world.session, reader, unit, world.period, LAW, TODAY)
        assert Calibration((), None, None) == own


def test_what_is_asked_once_before_a_proposal(world):
    row = world.save(results=BELOW)
    assert (Doubt.SURPRISE,) == doubts(world.session, world.ani.actor, row, TODAY)
    said = {"given_at": NOW, "to_improve": "Lengkapi lampiran."}
    feedback(world.session, world.ani.person, world.budi.person, **said)
    assert () == doubts(world.session, world.ani.actor, row, TODAY)
    late = NOW.replace(month=3, day=20)
    world.session.exec(select(Evaluation))
    for post in world.others:
        world.save(results=BELOW, post=post)
    assert (Doubt.EVERYONE_THE_SAME,) == doubts(world.session, world.ani.actor, row, TODAY)
    feedback(world.session, world.ani.person, person_of(world), given_at=late)
    other = world.save(results=ABOVE, post=world.others[0])
    assert (Doubt.LAST_WEEKS_ONLY,) == doubts(world.session, world.ani.actor, other, TODAY)
    for reader in (world.budi.actor, world.above):
        with pytest.raises(Unknown):
            doubts(world.session, reader, row, TODAY)


def person_of(world):
    from kinerja.models import Person  # noqa: PLC0415 - only here

    return world.session.get_one(Person, world.others[0].person_id)


def test_a_release_and_a_decision_are_signed_and_an_alteration_is_found(world):
    world.decide()
    row = world.proposed()
    rate_item(world.session, world.ani.actor, row, Behaviour.LOYAL, ABOVE, REASON, **WHEN)
    propose(world.session, world.ani.actor, row, **WHEN)
    world.release(row)
    session = world.session
    while seal(session, b"k" * 32, NOW):
        pass

    def fault():
        session.flush()
        broken = verify_chain(session, OPERATOR, b"k" * 32).broken
        return broken and (broken.fault, broken.subject)

    assert fault() is None
    world.row(row).results = ABOVE
    assert (Fault.RECORD, "evaluation") == fault()
    world.row(row).results = MEETS
    assert fault() is None
    session.exec(select(OrganisationPerformance)).one().predicate = OrganisationPredicate.POOR
    assert (Fault.RECORD, "organisation") == fault()


@ON_ONE_ENGINE
def test_the_trail_names_nobody_before_the_release(world):
    world.decide()
    row = world.proposed()
    deeds = select(AuditEntry.action, AuditEntry.person_id)
    about = deeds.where(AuditEntry.subject == "evaluation").order_by(AuditEntry.id)
    assert [("rate", None), ("propose", None)] == world.session.exec(about).all()
    world.release(row)
    assert ("release", world.budi.id) == world.session.exec(about).all()[-1]
