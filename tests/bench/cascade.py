"""Opening and paging the role–result matrix of a leader with very many people, on both databases.

``python -m tests.bench.cascade``; figures are printed, never asserted. A head rates forty heads of units, who
rate everybody else; the matrix of everybody below is opened and paged. Then one leader rates them all.
"""

import argparse
import contextlib
import statistics
import time
from collections.abc import Callable

from sqlalchemy import text

from bot.conversations import BOOK
from bot.conversations.cascade.words import state_of
from bot.talk.speaker import speaker
from bot.talk.turn import action
from kinerja.database import Database
from kinerja.documents.cascade_picture import ROWS, cascade_picture
from kinerja.documents.cascade_sheet import cascade_sheet
from kinerja.reports.cascade import Scope, cascade_of
from kinerja.rules.access import Actor
from tests import builders
from tests.bench.databases import Engines
from tests.bench.reminders import run
from tests.talk import Stage

UNITS = 40
RESULTS = 4
_FILL = (
    """INSERT INTO person (nip, name, kind, grade, joined_on)
    {numbers} SELECT 'C' || i, 'Pegawai ' || i, 'pns', '', DATE '2026-01-01' FROM n""",
    """INSERT INTO position (person_id, unit_id, title)
    SELECT id, {unit}, 'Perawat' FROM person WHERE nip LIKE 'C%'""",
    """INSERT INTO performance_plan (person_id, position_id, year, starts_on, ends_on, approach, status,
    version, imported, return_reason, reason, settled)
    SELECT person_id, id, 2026, DATE '2026-01-01', DATE '2026-12-31', 'quantitative', 'approved',
    1, {no}, '', '', '[]' FROM position WHERE title = 'Perawat'""",
)
_RESULT = """INSERT INTO planned_result (plan_id, lineage, ordinal, kind, text, supports_id, supports_text,
    support, return_reason)
    SELECT p.id, 'c' || p.id || '-{ordinal}', {ordinal}, 'main', 'Hasil kerja pegawai nomor {ordinal}', {above}, '',
    'direct', '' FROM performance_plan p JOIN position o ON o.id = p.position_id WHERE o.title = 'Perawat'"""
_RATED = """INSERT INTO raterassignment (position_id, rater_id)
    SELECT id, {rater} FROM position WHERE title = 'Perawat'"""


class Place:
    """A head with heads of units below, and so many people below them."""

    def __init__(self, database: Database, people: int) -> None:
        self.database, self.people = database, people
        with database.unit_of_work() as session:
            root = builders.unit(session, "Kabupaten", zone="Asia/Jakarta")
            self.head, own = self._leader(session, root, "Kepala Dinas", 1, ())
            heads = [
                self._leader(session, root, f"Kepala Puskesmas {n}", 10 + n, own)[0]
                for n in range(UNITS)
            ]
            for number in heads:
                post = session.connection().scalar(
                    text(f"SELECT id FROM position WHERE person_id = {number}")
                )
                run(
                    session,
                    f"INSERT INTO raterassignment (position_id, rater_id) VALUES ({post}, {self.head})",
                )
            for statement in _FILL:
                run(session, statement, people=people, unit=root.id, no=self._no)
            first = session.connection().scalar(
                text("SELECT min(r.id) FROM planned_result r WHERE r.text = 'Hasil kepala 1'")
            )
            for ordinal in range(1, RESULTS + 1):
                above = f"{first} + (p.id % {UNITS}) * {RESULTS} + {ordinal - 1}"
                run(session, _RESULT, ordinal=ordinal, above="NULL" if ordinal == 4 else above)
            least = session.connection().scalar(
                text("SELECT min(id) FROM person WHERE name LIKE 'Kepala P%'")
            )
            run(session, _RATED, rater=f"{least} + id % {UNITS}")
            self.flat, _own = self._leader(session, root, "Kepala Kantor", 2, ())
            run(session, _RATED, rater=self.flat)
        if not database.is_sqlite:
            with database.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as one:
                one.execute(text("VACUUM ANALYZE"))

    @property
    def _no(self) -> str:
        return "0" if self.database.is_sqlite else "FALSE"

    def _leader(self, session, root, name: str, chat: int, above) -> tuple[int, list[int]]:
        somebody = builders.person(session, name)
        builders.account(session, somebody, chat)
        plan = builders.plan(session, builders.position(session, somebody, root, "Kepala"))
        results = [
            builders.result(
                session,
                plan,
                f"Hasil kepala {ordinal}",
                ordinal=ordinal,
                supports_id=above[ordinal - 1] if above else None,
            )
            for ordinal in range(1, RESULTS + 1)
        ]
        return somebody.id, [one.id for one in results]

    def steps(self) -> dict[str, Callable[[], object]]:
        """Return what is measured: screens as a chat handles them, and what is drawn."""
        stage = Stage(self.database, BOOK)
        stage.clock.moment = builders.NOW
        head, flat = stage.person(1), stage.person(2)
        of, leader = (self.head, "below", 2026), (self.flat, "rated", 2026)
        last = self.people // 10

        def loaded():
            with self.database.reading() as session:
                return cascade_of(
                    session, Actor(self.head), self.head, 2026, Scope.BELOW, builders.TODAY
                )

        whole = loaded()

        def press(person, *parts) -> Callable[[], object]:
            return lambda: person.presses_data(action(*parts))

        return {
            "all below: open": press(head, "mtx", self.head, "below"),
            "all below: last page of people": press(head, "mtx.who", *of, "all", last),
            "all below: support none": press(head, "mtx.who", *of, "gaps", 1),
            "one leader of all: open": press(flat, "mtx"),
            "one leader of all: a page of people": press(flat, "mtx.who", *leader, "all", 3),
            "(read alone)": loaded,
            "(picture)": lambda: cascade_picture(
                whole, whole.people[:ROWS], "Matriks", speaker("id").plain
            ),
            "(table)": lambda: cascade_sheet(whole, speaker("id").plain, state_of),
        }


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.cascade")
    parser.add_argument("--people", type=int, default=2_000)
    parser.add_argument("--rounds", type=int, default=15)
    given = parser.parse_args()
    with contextlib.ExitStack() as stack:
        engines = Engines(stack)
        for engine in engines.names:
            with engines.place(engine, 0) as place:
                for name, step in Place(place.database, given.people).steps().items():
                    step()
                    cpu = time.process_time()
                    found = sorted(_seconds(step) for _ in range(given.rounds))
                    cpu = (time.process_time() - cpu) / given.rounds
                    print(
                        f"{engine:<12}{name:<38}{statistics.median(found) * 1000:>7.0f} ms, "
                        f"slowest {found[-1] * 1000:.0f} ms, CPU here {cpu * 1000:.0f} ms (goal < 300 ms)"
                    )


def _seconds(step: Callable[[], object]) -> float:
    begun = time.perf_counter()
    step()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()
