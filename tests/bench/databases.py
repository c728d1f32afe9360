"""Fresh databases with an agency, on each engine this machine has."""

import contextlib
import itertools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from kinerja.database import Database
from kinerja.migrations import upgrade
from tests.bench.agency import Employee, fill
from tests.postgres import NoServerError, Server

_names = itertools.count(1)


@dataclass(frozen=True)
class Place:
    """A database with its agency."""

    database: Database
    url: str
    people: list[Employee]


class Engines:
    """The engines that can be measured: SQLite always, PostgreSQL when it is there."""

    def __init__(self, stack: contextlib.ExitStack) -> None:
        self._folder = Path(stack.enter_context(TemporaryDirectory(prefix="kinerja-bench-")))
        self.server: Server | None = None
        try:
            self.server = Server()
        except NoServerError as missing:
            print(missing)
        else:
            stack.callback(self.server.remove)
            self.server.start()

    @property
    def names(self) -> list[str]:
        return ["SQLite", *(["PostgreSQL"] if self.server else [])]

    @contextmanager
    def place(self, engine: str, people: int) -> Iterator[Place]:
        name = f"bench{next(_names)}"
        if engine == "SQLite":
            url = f"sqlite:///{self._folder / name}.db"
        else:
            self.server.create(name)
            url = self.server.url(name)
        database = Database(url)
        try:
            upgrade(database)
            yield Place(database, url, fill(database, people))
        finally:
            database.close()
