"""The cast of the dialogues: Ani rates Budi, Citra and Dedi belong to another unit.

After each dialogue on SQLite the plans, reports and feedback are held against what was signed.

With the environment variable ``KILLED_STEPS`` set to ``some`` or ``all``, each step of each dialogue on SQLite is
killed at some or at all of its statements before it is let through.
"""

import os

import pytest
from sqlmodel import col, select

from kinerja.reports.audit_chain import Fault, verify_chain
from kinerja.rules.access import OPERATOR
from kinerja.services.inviting import issue_invitations
from tests import builders
from tests.mortal import MortalStage, OftenMortalStage
from tests.talk import Stage

STAGES = {"": Stage, "some": OftenMortalStage, "all": MortalStage}


@pytest.fixture
def stage(database):
    kills = os.environ.get("KILLED_STEPS", "") if database.is_sqlite else ""
    stage = STAGES[kills](database)
    stage.clock.moment = builders.NOW
    with database.unit_of_work() as session:
        builders.agency(session)
    yield stage
    if database.is_sqlite and not kills:
        _is_as_it_was_signed(database)


def _is_as_it_was_signed(database):
    """Whatever was said in a dialogue, each record still says what its last deed signed.

    What the builders put in was signed by nobody.
    """
    with database.snapshot() as session:
        broken = verify_chain(session, OPERATOR, b"nothing is sealed here").broken
    assert broken is None or broken.fault is Fault.UNSIGNED


@pytest.fixture
def ani(stage):
    return stage.person(100)


@pytest.fixture
def budi(stage):
    return stage.person(200)


@pytest.fixture
def citra(stage):
    return stage.person(300)


@pytest.fixture
def dedi(stage):
    return stage.person(400)


@pytest.fixture
def fajar(stage, database):
    """Somebody invited, with `token` and `nip`, who writes from chat 900."""
    with database.unit_of_work() as session:
        newcomer = builders.person(session, "Fajar Baru")
        ani = session.exec(
            select(builders.Person).where(col(builders.Person.name) == "Ani Lestari")
        ).one()
        place = session.exec(
            select(builders.Unit).where(col(builders.Unit.name) == "Puskesmas Mawar")
        ).one()
        builders.position(session, newcomer, place, "Bidan", ani)
        issued = issue_invitations(session, OPERATOR, now=stage.clock.now(), today=builders.TODAY)
        one = next(item for item in issued if item.nip == newcomer.nip)
    person = stage.person(900)
    person.token, person.nip, person.number = one.token, newcomer.nip, newcomer.id
    return person
