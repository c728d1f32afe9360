"""A stage on which every step dies before it is let through: nothing of a death may stay."""

import random
import sqlite3

from sqlalchemy import event

from tests.talk import Stage


class Killed(BaseException):
    """The process died here."""


class Executioner:
    """Kills a unit of work at its n-th statement; the commit counts as the last one."""

    def __init__(self, engine):
        self.left = None
        event.listen(engine, "before_cursor_execute", self.statement)
        event.listen(engine, "commit", self.commit)

    def statement(self, _connection, _cursor, _statement, _parameters, _context, _many):
        self.count()

    def commit(self, _connection):
        self.count()

    def count(self):
        if self.left is None:
            return
        self.left -= 1
        if self.left < 0:
            self.left = None
            raise Killed


class MortalStage(Stage):
    """Kills each step at its first statement, its second, and so on to the commit, then lets it through.

    After each death the database must be what it was before. With ``few`` a step dies once, at a
    statement by chance, so that every dialogue can be played so.
    """

    few = False

    def __post_init__(self):
        super().__post_init__()
        self.executioner = Executioner(self.database.engine)
        self.deaths = 0

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
                assert before == self.everything(), f"killed at statement {allowed}"
                allowed = None if self.few else allowed + 1
                continue
            finally:
                self.executioner.left = None
            self.deliver()
            return handled

    def everything(self):
        """Return all that stands in the database."""
        path = self.database.engine.url.database
        with sqlite3.connect(path) as connection:
            return list(connection.iterdump())


class OftenMortalStage(MortalStage):
    """Dies once in each step."""

    few = True
