"""An announcement keeps the pace, lets people go first, survives kills, and stops when it is told to.

Short by default; ``python -m tests.chaos.broadcast`` measures ten thousand people at ten times Telegram's limit.
"""

import os

import pytest

from tests.chaos.broadcast import LIMIT, Plan, Run, table

pytestmark = pytest.mark.chaos

PEOPLE = int(os.environ.get("CHAOS_PEOPLE", "600"))
REPLICAS = {"sqlite": 1, "postgresql": 2}
SCALE = 2


@pytest.fixture
def carried_out(backend, database, database_url, tmp_path, capsys):
    def carry_out(title, **plan):
        planned = Plan(people=PEOPLE, scale=SCALE, replicas=REPLICAS[backend], **plan)
        found = Run(planned, database, database_url, tmp_path).carry_out()
        with capsys.disabled():
            print(f"\n{table(f'{title} on {backend}', planned, found)}")
        return found

    return carry_out


def test_it_keeps_just_below_the_limit_and_people_go_first(carried_out):
    found = carried_out("announcement")

    assert 0 == found.refused
    assert 0 == found.twice
    assert 0 == found.forgotten
    assert PEOPLE == found.reached
    # A busy machine may be slower; ``python -m tests.chaos.broadcast`` says how near it comes.
    assert found.rate >= LIMIT * SCALE * 0.8
    assert found.latencies
    assert found.p99 <= 2.0


def test_killed_again_and_again_nobody_gets_it_twice_and_nobody_is_forgotten(carried_out):
    found = carried_out("killed", kills=5)

    assert 0 == found.twice
    assert 0 == found.forgotten


def test_cancelled_it_stops_within_two_seconds(carried_out):
    found = carried_out("cancelled", cancel_at=0.3)

    assert found.after_cancel <= 2.0
    assert found.reached < PEOPLE
    assert 0 == found.twice
