"""A stage on which every step dies before it is let through: nothing of a death may stay."""

import random
import sqlite3
from contextlib import closing

from sqlalchemy import event

from tests.talk import Stage


class Killed(BaseException):
    """The process died here."""


class Executioner:
    """Kills a unit of work at its n-th statement; the commit counts as the last one.

    A dying process lets go of its transaction. Here it must be rolled back by hand: SQLAlchemy only closes
    the connection, and SQLite keeps the lock of a closed one while a cursor of it is unread somewhere.
    """

    def __init__(self, engine):
        self.left = None
        event.listen(engine, "before_cursor_execute", self.statement)
        event.listen(engine, "commit", self.commit)

    def statement(self, connection, _cursor, _statement, _parameters, _context, _many):
        self.count(connection)

    def commit(self, connection):
        self.count(connection)

    def count(self, connection):
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            connection.connection.driver_connection.rollback()
            raise Killed


class MortalStage(Stage):
    """Kills each step at its first statement, its second, and so on to the commit, then lets it through.

    After each death the database must be what it was before; a witness stays connected and looks. With
    ``few`` a step dies once, at a statement by chance, so that every dialogue can be played so.
    """

    few = False

    def __post_init__(self):
        super().__post_init__()
        self.executioner = Executioner(self.database.engine)
        self.deaths = 0
        path = self.database.engine.url.database
        self.witness = sqlite3.connect(path, check_same_thread=False)

    def handle(self, incoming):
        before = self.everything()
        by_chance = random.Random(incoming.update_id)
        allowed: int | None = by_chance.randint(0, 15) if self.few else 0
        while True:
            self.executioner.left = allowed
            try:
                handled = self.in_units_of_work(incoming)
            except Killed:
                self.deaths += 1
                after = self.everything()
                if before != after:
                    assert dump(before) == dump(after), f"killed at statement {allowed}"
                allowed = None if self.few else allowed + 1
                continue
            finally:
                self.executioner.left = None
            self.deliver()
            return handled

    def everything(self):
        """Return all that stands in the database, as the bytes of its file."""
        return self.witness.serialize()


class OftenMortalStage(MortalStage):
    """Dies once in each step."""

    few = True


def dump(content):
    """Return what stands in the bytes of a database, as statements."""
    with closing(sqlite3.connect(":memory:")) as connection:
        # In memory there is no write-ahead log: the header must not name one.
        connection.deserialize(content[:18] + b"\x01\x01" + content[20:])
        return list(connection.iterdump())
