"""Nothing is lost, done twice or out of order when processes die at random moments.

Short by default; ``FULL=1 make chaos`` runs 20,000 updates under 50 kills, and as many messages. ``CHAOS_KILLS`` and ``CHAOS_UPDATES`` set
other figures.
"""

import os

import pytest

from tests.chaos.figures import inbox_figures, outbox_figures, table
from tests.chaos.run import Plan, Run
from tests.chaos.standin import Faults

pytestmark = pytest.mark.chaos

FULL = os.environ.get("CHAOS_FULL", "") not in ("", "0")
PROCESSES = {"sqlite": 1, "postgresql": 3}
TROUBLE = Faults(too_many=0.03, dropped=0.02, server_error=0.01, duplicates=0.05)


def figure(name, short, full):
    return int(os.environ.get(name) or (full if FULL else short))


@pytest.fixture
def say(capsys):
    def say(text):
        with capsys.disabled():
            print(f"\n{text}")

    return say


def test_updates_survive_kills(backend, database, database_url, tmp_path, say):
    plan = Plan(
        updates=figure("CHAOS_UPDATES", 4000, 20000),
        kills=figure("CHAOS_KILLS", 15, 50),
        processes=PROCESSES[backend],
    )
    run = Run(plan, database, database_url, tmp_path)

    run.carry_out()

    found = inbox_figures(run)
    say(table(f"inbox on {backend}", run, found))
    assert 0 == found["updates lost"]
    assert 0 == found["updates not finished"]
    assert 0 == found["effects twice"]
    assert 0 == found["effects out of order in a chat"]


def test_messages_survive_kills_and_a_failing_telegram(
    backend, database, database_url, tmp_path, say
):
    plan = Plan(
        updates=figure("CHAOS_UPDATES", 400, 10000),
        kills=figure("CHAOS_KILLS", 8, 50),
        processes=PROCESSES[backend],
        notices=True,
        faults=TROUBLE,
    )
    run = Run(plan, database, database_url, tmp_path)

    run.carry_out()

    found = {**inbox_figures(run), **outbox_figures(run)}
    say(table(f"outbox on {backend}", run, found))
    assert 0 == found["updates lost"]
    assert 0 == found["effects twice"]
    assert 0 == found["messages lost"]
    assert 0 == found["replies held"]
    assert 0 == found["marked sent, never delivered"]
    assert 0 == found["notices twice"]
    assert 0 == found["replies out of order in a chat"]
    assert (
        found["in flight at the kills"] + found["answers lost after the effect"]
        >= (found["replies twice"])
    )
