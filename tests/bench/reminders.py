"""Planning reminders for very many people, beside a bare INSERT … SELECT of as many rows; and a tick with nothing to do.

``python -m tests.bench.reminders``; figures are printed, never asserted.
"""

import argparse
import contextlib
import statistics
import time
from datetime import UTC, datetime

from sqlalchemy import text

from bot.due import Due
from kinerja.clock import FixedClock
from kinerja.database import Database
from kinerja.rules.reminders import ReminderName, ReminderPlan
from kinerja.services.reminder_changes import replan_all
from tests import builders
from tests.bench.databases import Engines

MORNING = datetime(2026, 2, 25, 1, 0, tzinfo=UTC)
"""25 February 2026, 08.00 in Jakarta: the report of the month is reminded, to all at once."""

_NUMBERS = {
    "sqlite": "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {people}) ",
    "postgresql": "WITH n(i) AS (SELECT generate_series(1, {people})) ",
}
_FILL = (
    """INSERT INTO person (nip, name, kind, grade, joined_on)
    {numbers} SELECT 'N' || i, 'Pegawai ' || i, 'pns', '', DATE '2026-01-01' FROM n""",
    "INSERT INTO position (person_id, unit_id, title) SELECT id, {unit}, 'Perawat' FROM person",
    """INSERT INTO account (person_id, chat_id, language, linked_at)
    SELECT id, id, 'id', {now} FROM person""",
)
_BARE = (
    "INSERT INTO reminder (person_id, code, starts_on, due, step, planned_for, send_at, state) "
    "SELECT id, 'bare', '2026-02-01', '2026-02-28', 'H-3', '2026-02-25', {now}, 'planned' "
    "FROM person"
)


def fill(database: Database, people: int) -> None:
    """Put people with a post and a chat each into one unit of Jakarta."""
    with database.unit_of_work() as session:
        place = builders.unit(session, "Kabupaten", zone="Asia/Jakarta")
        for statement in _FILL:
            run(session, statement, people=people, unit=place.id)
    if not database.is_sqlite:
        with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
            one.execute(text("VACUUM ANALYZE"))


def run(session, statement: str, **values: object) -> None:
    """Run a statement written for both databases."""
    dialect = session.get_bind().dialect.name
    now = "'2026-02-25 01:00:00.000000'"
    numbers = _NUMBERS[dialect].format(people=values.get("people"))
    said = statement.format(numbers=numbers, now=now, **values)
    if dialect == "sqlite":
        said = said.replace("DATE '", "'")
    session.connection().execute(text(said))


def seconds(call) -> float:
    """Return how long a call takes."""
    begun = time.perf_counter()
    call()
    return time.perf_counter() - begun


class Planning:
    """A database with people, for rounds of planning and of bare inserting."""

    def __init__(self, database: Database) -> None:
        self.database = database
        plan = ReminderPlan(switched_on=frozenset({ReminderName.MONTHLY_REPORT}))
        self.due = Due(database, FixedClock(MORNING), list, plan)

    def bare(self) -> float:
        """Insert as many rows by one plain statement."""

        def insert() -> None:
            with self.database.unit_of_work() as session:
                run(session, _BARE)

        self._empty()
        return seconds(insert)

    def ours(self) -> float:
        """Plan everybody."""
        self._empty()
        with self.database.unit_of_work() as session:
            replan_all(session)
        return seconds(lambda: self.due.plan(MORNING))

    def idle(self) -> float:
        """Tick with nothing to do."""
        return seconds(self.due.tick)

    def count(self) -> int:
        """Count the rows that were planned."""
        with self.database.reading() as session:
            return session.connection().scalar(text("SELECT count(*) FROM reminder"))

    def _empty(self) -> None:
        with self.database.unit_of_work() as session:
            session.connection().execute(text("DELETE FROM reminder"))


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.reminders")
    parser.add_argument("--people", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=3)
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        engines = Engines(stack)
        for engine in engines.names:
            with engines.place(engine, 0) as place:
                fill(place.database, given.people)
                planning = Planning(place.database)
                rounds = [(planning.bare(), planning.ours()) for _ in range(given.rounds)]
                bare, ours = (statistics.median(each) for each in zip(*rounds, strict=True))
                rows = planning.count()
                planning.due.queue(MORNING) if rows < 10_000 else None
                idle = statistics.median(planning.idle() for _ in range(20))
                print(
                    f"{engine:<12} {rows} planned in {ours:.1f} s, bare insert {bare:.1f} s: "
                    f"{ours / bare:.2f} x (goal <= 2 x); idle tick {idle * 1000:.1f} ms (goal <= 20 ms)"
                )


if __name__ == "__main__":
    main()
