"""The cast of the dialogues: Ani rates Budi, Citra and Dedi belong to another unit."""

import pytest

from tests import builders
from tests.talk import Stage


@pytest.fixture
def stage(database):
    stage = Stage(database)
    stage.clock.moment = builders.NOW
    with database.unit_of_work() as session:
        builders.agency(session)
    return stage


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
