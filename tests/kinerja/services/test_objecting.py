"""What objections and deliveries refuse, and who decides, where a dialogue does not lead."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlmodel import select

from kinerja.errors import Refused, Unknown
from kinerja.models import (
    Evaluation,
    EvaluationDelivery,
    EvaluationState,
    Objection,
    RaterAssignment,
)
from kinerja.regulation import Regulation
from kinerja.reports.verification import verified
from kinerja.rules.access import Actor
from kinerja.rules.evidence import EvidencePiece
from kinerja.rules.objections import MOST_EVIDENCE
from kinerja.services.deciders import decider_of
from kinerja.services.delivering import acknowledge, deliver
from kinerja.services.objecting import (
    add_to_objection,
    begin_objection,
    send_objection,
    write_reasons,
)
from tests.builders import NOW, TODAY, account, person, position, rated_by
from tests.kinerja.services.test_rating import REASON, WHEN, World

LAW = Regulation()
pytestmark = pytest.mark.parametrize("backend", ["sqlite"], indirect=True)


@pytest.fixture
def world(database):
    with database.unit_of_work() as session:
        made = World(session)
        account(session, made.gita, 600)
        yield made


def released(world):
    world.decide()
    row = world.proposed()
    world.release(row)
    return row


def begun(world):
    row = released(world)
    deliver(world.session, world.ani.actor, row, **WHEN)
    return begin_objection(world.session, world.budi.actor, row, LAW, **WHEN)


def test_only_what_is_released_is_delivered_and_once(world):
    world.decide()
    row = world.proposed()
    with pytest.raises(Refused):
        deliver(world.session, world.ani.actor, row, **WHEN)
    world.release(row)
    first = deliver(world.session, world.ani.actor, row, **WHEN)
    assert first == deliver(world.session, world.ani.actor, row, **WHEN)
    assert 1 == len(world.session.exec(select(EvaluationDelivery)).all())


def test_who_takes_over_learns_nothing_of_a_draft_by_delivering(world):
    row = world.proposed()
    rated_by(world.session, world.budi.position, world.gita)
    with pytest.raises(Unknown):
        deliver(world.session, world.above, row, **WHEN)
    assert EvaluationState.PROPOSED is world.row(row).state


def test_what_was_not_delivered_is_neither_received_nor_objected_to(world):
    row = released(world)
    with pytest.raises(Unknown):
        acknowledge(world.session, world.budi.actor, row, "", **WHEN)
    with pytest.raises(Unknown):
        begin_objection(world.session, world.budi.actor, row, LAW, **WHEN)


def test_a_draft_is_gone_on_with_and_needs_reasons(world):
    number = begun(world)
    row = world.session.get_one(Objection, number)
    again = begin_objection(world.session, world.budi.actor, row.evaluation_id, LAW, **WHEN)
    assert number == again
    with pytest.raises(Refused):
        send_objection(world.session, world.budi.actor, number, LAW, **WHEN)
    with pytest.raises(Refused):
        write_reasons(world.session, world.budi.actor, number, "Tidak.", today=TODAY)
    write_reasons(world.session, world.budi.actor, number, REASON, today=TODAY)
    assert "K-2602-00001" == send_objection(world.session, world.budi.actor, number, LAW, **WHEN)
    assert number == begin_objection(
        world.session, world.budi.actor, row.evaluation_id, LAW, **WHEN
    )


def test_a_draft_that_was_left_until_the_clock_ran_out_is_not_sent(world):
    number = begun(world)
    write_reasons(world.session, world.budi.actor, number, REASON, today=TODAY)
    late = {"now": NOW + timedelta(days=60), "today": TODAY + timedelta(days=60)}
    with pytest.raises(Refused):
        send_objection(world.session, world.budi.actor, number, LAW, **late)


def test_evidence_has_an_end(world):
    number = begun(world)
    piece = EvidencePiece.written("Surat 12/2026")
    for index in range(MOST_EVIDENCE):
        of_this = replace(piece, reference=f"Surat {index}/2026")
        add_to_objection(world.session, world.budi.actor, number, of_this, **WHEN)
    with pytest.raises(Refused):
        add_to_objection(world.session, world.budi.actor, number, piece, **WHEN)


def test_a_rater_who_has_left_is_decided_about_from_above_who_rates_now(world):
    row = world.session.get_one(Evaluation, released(world))
    assert world.gita.id == decider_of(world.session, row, TODAY)
    world.ani.position.ends_on = date(2026, 1, 1)
    session = world.session
    for one in session.exec(select(RaterAssignment)):
        if one.position_id == world.budi.position.id:
            one.ends_on = date(2026, 1, 1)
    successor = person(session, "Joko")
    rated_by(session, position(session, successor, world.made.section), world.gita)
    rated_by(session, world.budi.position, successor, starts_on=date(2026, 1, 2))
    assert world.gita.id == decider_of(session, row, TODAY)


def test_neither_the_rater_nor_the_person_decides(world):
    row = world.session.get_one(Evaluation, released(world))
    post = position(world.session, world.gita, world.made.root)
    rated_by(world.session, post, world.ani.person)
    rated_by(world.session, world.ani.position, world.budi.person)
    assert world.gita.id == decider_of(world.session, row, TODAY)


def test_a_code_that_nobody_has(world):
    assert verified(world.session, "ZZZZZ-ZZZZZ") is None
    assert Actor(world.gita.id) == world.above
