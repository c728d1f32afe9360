"""Parts of a leader's result: proposed, offered, answered, and placed in the plan of whoever takes them."""

from types import SimpleNamespace

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    OutboxMessage,
    PerformancePlan,
    PlannedResult,
    PlanStatus,
    ResultShare,
    ShareState,
    Support,
)
from kinerja.reports.plan_card import plan_card
from kinerja.reports.shares import (
    candidates,
    count_shares,
    offers_to_answer,
    share_card,
    shares_of_mine,
    shares_of_result,
)
from kinerja.reports.waiting import open_items
from kinerja.rules.access import Actor
from kinerja.services.placing_shares import decline_share, offer_part, place_share
from kinerja.services.sharing import (
    answer_offer,
    distribute,
    turn_open,
    withdraw_share,
)
from tests import builders
from tests.builders import NOW, TODAY

WHEN = {"now": NOW, "today": TODAY}


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def world(session):
    """Ani has two results; she rates Budi, who has an approved plan, and Indra, who has none."""
    made = builders.agency(session)
    above = builders.plan(session, made.ani.position)
    own = [
        builders.result(session, above, text, ordinal=n, lineage=f"own-{n}")
        for n, text in enumerate(("Antrean pendek", "Kas rapi"), 1)
    ]
    indra = builders.person(session, "Indra")
    post = builders.position(session, indra, made.section, rater=made.ani.person)
    return SimpleNamespace(
        made=made, ani=made.ani, budi=made.budi, own=own, indra=Actor(indra.id), post=post
    )


def give(session, world, posts=None, text="Loket dua cepat", **more):
    posts = [world.budi.position.id, world.post.id] if posts is None else posts
    support = more.get("support", Support.INDIRECT)
    return distribute(session, world.ani.actor, world.own[0].id, posts, text, support, **WHEN)


def told(session, chat_id):
    rows = select(OutboxMessage).where(col(OutboxMessage.chat_id) == chat_id)
    return [(row.kind, row.content) for row in session.exec(rows.order_by(col(OutboxMessage.id)))]


def shares(session):
    return list(session.exec(select(ResultShare).order_by(col(ResultShare.id))))


def place(session, actor, share):
    return place_share(session, actor, share.id, "Diusulkan Ani", **WHEN)


def test_a_part_is_proposed_to_several_once_and_the_notice_holds_no_content(session, world):
    done = give(session, world)
    assert (2, ("Indra",)) == (done.proposed, done.unreached)
    assert 0 == give(session, world, text="loket  DUA cepat").proposed
    assert [
        ("result_proposed", {"name": "Ani Lestari", "share_id": shares(session)[0].id})
    ] == told(session, 200)
    assert 1 == count_shares(session, world.budi.actor)
    # Nothing was written into anybody's plan.
    assert [] == list(
        session.exec(select(PlannedResult).where(PlannedResult.text == "Loket dua cepat"))
    )


def test_the_whole_result_can_be_proposed_and_only_ones_own_to_ones_own_people(session, world):
    give(session, world, posts=[world.post.id], text=None)
    assert "Antrean pendek" == shares(session)[0].text
    with pytest.raises(Unknown):
        give(session, world, posts=[world.post.id, world.made.citra.position.id])
    with pytest.raises(Unknown):
        give(session, world, posts=[0])
    with pytest.raises(Unknown):
        distribute(session, world.budi.actor, world.own[0].id, [], "Bagian", None, **WHEN)
    with pytest.raises(Refused):
        give(session, world, text="  ")
    world_plan = session.get(PerformancePlan, world.own[0].plan_id)
    world_plan.status = PlanStatus.SUPERSEDED
    with pytest.raises(Refused, match="newer version"):
        give(session, world)


def test_placing_begins_a_plan_or_a_revision_and_links_what_stands_there(session, world):
    give(session, world)
    of_budi, of_indra = shares(session)

    result = session.get(PlannedResult, place(session, world.budi.actor, of_budi))
    plan = session.get(PerformancePlan, result.plan_id)
    assert (PlanStatus.DRAFT, 2, "Diusulkan Ani") == (plan.status, plan.version, plan.reason)
    assert (world.own[0].id, "Antrean pendek", Support.INDIRECT) == (
        result.supports_id,
        result.supports_text,
        result.support,
    )
    assert (ShareState.PLACED, result.lineage) == (of_budi.state, of_budi.placed_lineage)
    assert 0 == plan_card(session, world.budi.actor, plan.id, TODAY).proposed

    begun = session.get(PlannedResult, place(session, world.indra, of_indra))
    assert 1 == session.get(PerformancePlan, begun.plan_id).version
    # A second part goes into the same draft; the same words again are the same result.
    give(session, world, posts=[world.post.id], text="Loket tiga cepat", support=None)
    more = session.get(PlannedResult, place(session, world.indra, shares(session)[2]))
    assert begun.plan_id == more.plan_id
    give(session, world, posts=[world.post.id], text="loket tiga cepat")
    assert more.id == place(session, world.indra, shares(session)[3])
    with pytest.raises(Refused):
        place(session, world.indra, of_indra)


def test_a_result_of_the_leader_that_is_gone_leaves_its_words(session, world):
    give(session, world, posts=[world.post.id])
    session.delete(world.own[0])
    session.flush()
    result = session.get(PlannedResult, place(session, world.indra, shares(session)[0]))
    assert (None, "Antrean pendek") == (result.supports_id, result.supports_text)


def test_a_proposal_is_declined_with_a_word_or_taken_back(session, world):
    give(session, world)
    of_budi, of_indra = shares(session)
    with pytest.raises(Refused):
        decline_share(session, world.budi.actor, of_budi.id, " ", **WHEN)
    with pytest.raises(Refused):
        decline_share(session, world.budi.actor, of_budi.id, "x" * 501, **WHEN)
    decline_share(session, world.budi.actor, of_budi.id, "Saya di loket empat", **WHEN)
    assert [("proposal_declined", {"name": "Budi Santoso", "share_id": of_budi.id})] == told(
        session, 100
    )
    withdraw_share(session, world.ani.actor, of_indra.id, **WHEN)
    listed = shares_of_result(session, world.ani.actor, world.own[0].id)
    assert [("Saya di loket empat", ShareState.DECLINED)] == [(s.answer, s.state) for s in listed]
    with pytest.raises(Refused):
        place(session, world.indra, of_indra)
    with pytest.raises(Refused):
        withdraw_share(session, world.budi.actor, of_budi.id, **WHEN)


def test_an_open_result_is_offered_for_and_the_leader_answers(session, world):
    result_id = world.own[1].id
    offering = (session, world.budi.actor, result_id, "Buku kas harian")
    with pytest.raises(Unknown):
        offer_part(*offering, **WHEN)
    assert turn_open(session, world.ani.actor, result_id, **WHEN)
    assert ["Kas rapi"] == [o.text for o in shares_of_mine(session, world.budi.actor, TODAY).open]
    assert () == shares_of_mine(session, world.made.citra.actor, TODAY).open
    with pytest.raises(Unknown):
        offer_part(session, world.made.citra.actor, result_id, "Kas", **WHEN)
    assert offer_part(*offering, **WHEN)
    with pytest.raises(Refused):
        offer_part(*offering, **WHEN)

    waiting = offers_to_answer(session, world.ani.actor, TODAY)
    assert ["Buku kas harian"] == [one.text for one in waiting]
    with pytest.raises(Unknown):
        answer_offer(session, world.made.dedi.actor, waiting[0].id, "", taken=True, **WHEN)
    with pytest.raises(Refused):
        place(session, world.budi.actor, waiting[0])
    answer_offer(session, world.ani.actor, waiting[0].id, "", taken=True, **WHEN)
    assert ["part_offered"] == [kind for kind, _ in told(session, 100)]
    assert ["offer_answered"] == [kind for kind, _ in told(session, 200)]
    assert place(session, world.budi.actor, waiting[0])
    assert not turn_open(session, world.ani.actor, result_id, **WHEN)
    assert () == shares_of_mine(session, world.budi.actor, TODAY).open


def test_an_offer_is_declined_with_a_word_or_taken_back_by_whoever_made_it(session, world):
    for own in world.own:
        turn_open(session, world.ani.actor, own.id, **WHEN)
        offer_part(session, world.indra, own.id, "Bagian saya", **WHEN)
    first, second = shares(session)
    with pytest.raises(Refused):
        answer_offer(session, world.ani.actor, first.id, "", taken=False, **WHEN)
    answer_offer(session, world.ani.actor, first.id, "Sudah ada Budi", taken=False, **WHEN)
    assert "Sudah ada Budi" == share_card(session, world.indra, first.id, TODAY).answer
    with pytest.raises(Refused):
        withdraw_share(session, world.ani.actor, second.id, **WHEN)
    withdraw_share(session, world.indra, second.id, **WHEN)
    assert () == offers_to_answer(session, world.ani.actor, TODAY)
    with pytest.raises(Unknown):
        share_card(session, world.budi.actor, first.id, TODAY)


def test_an_open_result_is_shown_in_the_approved_version(session, world):
    turn_open(session, world.ani.actor, world.own[1].id, **WHEN)
    revision = builders.plan(session, world.ani.position, version=2, status=PlanStatus.SUBMITTED)
    builders.result(session, revision, "Kas rapi sekali", lineage="own-2")
    assert [world.own[1].id] == [
        one.result_id for one in shares_of_mine(session, world.budi.actor, TODAY).open
    ]
    session.get(PerformancePlan, world.own[1].plan_id).status = PlanStatus.SUPERSEDED
    session.flush()
    assert ["Kas rapi sekali"] == [
        one.text for one in shares_of_mine(session, world.budi.actor, TODAY).open
    ]


def test_both_sides_see_what_waits_on_whom(session, world):
    give(session, world, posts=[world.budi.position.id])
    turn_open(session, world.ani.actor, world.own[1].id, **WHEN)
    offer_part(session, world.budi.actor, world.own[1].id, "Buku kas", **WHEN)

    def kinds(actor):
        waiting = open_items(session, actor, TODAY)
        found = ("share", "offer")
        return [
            [item.kind.value for item in items if item.kind.value in found]
            for items in (waiting.mine, waiting.theirs)
        ]

    assert [["share"], ["offer"]] == kinds(world.budi.actor)
    assert [["offer"], ["share"]] == kinds(world.ani.actor)


def test_who_supports_none_is_proposed_to_first(session, world):
    world.made.results[0].supports_id = world.own[0].id
    session.flush()
    found = candidates(session, world.ani.actor, world.own[0].id, TODAY)
    assert [("Indra", True), ("Budi Santoso", False)] == [(o.name, o.supports_none) for o in found]
