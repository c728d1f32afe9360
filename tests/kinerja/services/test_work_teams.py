"""Work teams across units: set up, given results and members, led for their days only, and ended."""

from datetime import date, timedelta
from types import SimpleNamespace

import pytest
from sqlmodel import col, select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    OutboxMessage,
    PlannedResult,
    ResultShare,
    WorkTeam,
)
from kinerja.reports.audit_chain import Fault, verify_chain
from kinerja.reports.led_team import led_team
from kinerja.reports.work_teams import team_card, teams_of, units_for_teams
from kinerja.rules.access import OPERATOR, Actor
from kinerja.services.deciding_plans import approve_plan, submit_plan
from kinerja.services.placing_shares import place_share
from kinerja.services.plan_writing import add_indicator
from kinerja.services.work_teams import (
    TeamWords,
    add_team_result,
    end_team,
    propose_in_team,
    remove_team_result,
    set_up_team,
)
from tests import builders
from tests.builders import NOW, TODAY
from tests.kinerja.walk import _SPEC

WHEN = {"now": NOW, "today": TODAY}
LAST = date(2026, 6, 30)


@pytest.fixture
def session(database):
    with database.unit_of_work() as session:
        yield session


@pytest.fixture
def world(session):
    """Ani, who heads the section, sets up a team that Citra of another unit leads; Dedi rates Citra."""
    made = builders.agency(session)
    above = builders.plan(session, made.ani.position)
    own = builders.result(session, above, "Imunisasi lengkap", lineage="own-1")
    words = TeamWords("Tim imunisasi", made.citra.id, TODAY, LAST)
    team_id = set_up_team(session, made.ani.actor, made.section.id, words, **WHEN)
    result_id = add_team_result(
        session, made.ani.actor, team_id, "Data balita lengkap", own.id, **WHEN
    )
    return SimpleNamespace(
        made=made, ani=made.ani, budi=made.budi, own=own, team=team_id, result=result_id
    )


def placed(session, world):
    """Let Budi place the team's result, send the plan, and Ani approve it."""
    propose_in_team(session, world.made.citra.actor, world.result, world.budi.id, **WHEN)
    share = session.exec(select(ResultShare)).one()
    result_id = place_share(session, world.budi.actor, share.id, "Tim imunisasi", **WHEN)
    add_indicator(session, world.budi.actor, result_id, _SPEC, **WHEN)
    result = session.get(PlannedResult, result_id)
    submit_plan(session, world.budi.actor, result.plan_id, **WHEN)
    approve_plan(session, world.ani.actor, result.plan_id, **WHEN)
    return result


def led(session, world, day=TODAY):
    return [
        (one.name, [result.text for result in one.results])
        for one in led_team(session, world.made.citra.actor, day)
    ]


def test_the_leader_is_told_without_content_and_sees_nobody_before_approval(session, world):
    rows = session.exec(select(OutboxMessage).where(OutboxMessage.chat_id == 300)).all()
    assert [("team_entrusted", {"team_id": world.team})] == [
        (row.kind, row.content) for row in rows
    ]
    assert [] == led(session, world)
    result = placed(session, world)
    assert (world.made.citra.id, TODAY, LAST, world.own.id) == (
        result.leader_id,
        result.leads_from,
        result.leads_until,
        result.supports_id,
    )
    assert [("Budi Santoso", ["Data balita lengkap"])] == led(session, world)
    assert [] == led(session, world, LAST + timedelta(days=1))


def test_a_team_that_ends_is_led_no_longer_and_what_was_signed_holds(session, world):
    result = placed(session, world)
    propose_in_team(session, world.ani.actor, world.result, world.made.dedi.id, **WHEN)
    with pytest.raises(Unknown):
        end_team(session, world.made.citra.actor, world.team, **WHEN)
    end_team(session, world.ani.actor, world.team, **WHEN)

    assert TODAY == session.get(PlannedResult, result.id).leads_until
    assert [] == led(session, world, TODAY + timedelta(days=1))
    card = team_card(session, world.ani.actor, world.team, TODAY)
    # What Dedi had not answered is taken back.
    assert ["Budi Santoso"] == [one.name for one in card.results[0].members]
    broken = verify_chain(session, OPERATOR, b"nothing is sealed here").broken
    assert broken is None or broken.fault is Fault.UNSIGNED
    tomorrow = {"now": NOW, "today": TODAY + timedelta(days=1)}
    for deed in (
        lambda: end_team(session, world.ani.actor, world.team, **tomorrow),
        lambda: add_team_result(session, world.ani.actor, world.team, "Lagi", None, **tomorrow),
        lambda: propose_in_team(session, world.ani.actor, world.result, world.budi.id, **tomorrow),
    ):
        with pytest.raises(Refused, match="has ended"):
            deed()


def test_leaders_set_up_in_their_unit_administrators_in_theirs_and_nobody_else(session, world):
    made = world.made
    words = TeamWords("Tim data", made.budi.id, TODAY, LAST)
    set_up_team(session, made.eka.actor, made.elsewhere.id, words, **WHEN)
    set_up_team(session, OPERATOR, made.section.id, words, **WHEN)
    for actor, unit in (
        (made.ani.actor, made.elsewhere),
        (made.budi.actor, made.section),
        (made.citra.actor, made.elsewhere),
    ):
        with pytest.raises(Unknown):
            set_up_team(session, actor, unit.id, words, **WHEN)
    assert ["Puskesmas Mawar"] == [u.name for u in units_for_teams(session, made.ani.actor, TODAY)]
    assert ["Dinas Kesehatan Kota"] == [
        u.name for u in units_for_teams(session, made.eka.actor, TODAY)
    ]
    assert () == units_for_teams(session, made.budi.actor, TODAY)
    assert () == units_for_teams(session, Actor(None), TODAY)
    assert 2 == len(teams_of(session, made.ani.actor, TODAY))
    assert ["Tim data", "Tim data"] == [
        one.name for one in teams_of(session, made.budi.actor, TODAY)
    ]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": "x"}, "team's name"),
        ({"name": "x" * 201}, "shorten"),
        ({"starts_on": LAST, "ends_on": TODAY}, "before the first"),
        ({"starts_on": date(2026, 1, 1), "ends_on": date(2026, 2, 1)}, "in the past"),
        ({"ends_on": date(2028, 1, 1)}, "end of next year"),
    ],
)
def test_a_team_has_a_name_and_days_that_can_be(session, world, changes, sentence):
    words = {"name": "Tim data", "leader_id": world.budi.id, "starts_on": TODAY, "ends_on": LAST}
    with pytest.raises(Refused, match=sentence):
        set_up_team(
            session,
            world.ani.actor,
            world.made.section.id,
            TeamWords(**words | changes),
            **WHEN,
        )


def test_results_are_taken_out_while_nobody_has_a_part_and_ten_are_enough(session, world):
    more = [
        add_team_result(session, world.ani.actor, world.team, f"Hasil {n}", None, **WHEN)
        for n in range(9)
    ]
    with pytest.raises(Refused, match="at most"):
        add_team_result(session, world.ani.actor, world.team, "Sebelas", None, **WHEN)
    assert world.team == remove_team_result(session, world.ani.actor, more[0], **WHEN)
    propose_in_team(session, world.ani.actor, world.result, world.budi.id, **WHEN)
    with pytest.raises(Refused, match="it stays"):
        remove_team_result(session, world.ani.actor, world.result, **WHEN)
    with pytest.raises(Refused, match="already"):
        propose_in_team(session, world.ani.actor, world.result, world.budi.id, **WHEN)
    with pytest.raises(Refused, match="somebody else"):
        propose_in_team(session, world.ani.actor, world.result, world.made.citra.id, **WHEN)
    with pytest.raises(Unknown):
        propose_in_team(session, world.ani.actor, world.result, 0, **WHEN)
    card = team_card(session, world.made.citra.actor, world.team, TODAY)
    assert (9, False, "Imunisasi lengkap") == (
        len(card.results),
        card.may_end,
        card.results[0].above,
    )
    with pytest.raises(Unknown):
        card.result(0)


def test_nobody_leads_a_team_who_holds_no_post(session, world):
    gone = builders.person(session, "Hilang")
    words = TeamWords("Tim data", gone.id, TODAY, LAST)
    with pytest.raises(Unknown):
        set_up_team(session, world.ani.actor, world.made.section.id, words, **WHEN)
    assert 1 == len(session.exec(select(WorkTeam).order_by(col(WorkTeam.id))).all())
