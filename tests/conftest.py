"""Databases for the tests: fresh and migrated for each, on both engines.

`backend`       the name of the engine; narrow it with
                `@pytest.mark.parametrize("backend", ["sqlite"], indirect=True)`
`empty_url`     the address of a database without any table
`database_url`  the address of a migrated database
`database`      the same, as a `kinerja.database.Database`
`postgres`      the private server of this test process, which may be stopped and started
"""

import gc
import os
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest
import structlog
from hypothesis import settings
from sqlalchemy import Engine, event

from kinerja.database import Database
from kinerja.migrations import upgrade
from tests.postgres import KEPT, NoServerError, Server

# Tracebacks in colours and boxes took a tenth of the time of all tests.
structlog.configure(
    processors=[
        structlog.processors.add_log_level,
        structlog.dev.ConsoleRenderer(
            colors=False, exception_formatter=structlog.dev.plain_traceback
        ),
    ]
)

# A slow machine is no counterexample.
settings.register_profile("kinerja", deadline=None)
settings.load_profile("kinerja")


@pytest.fixture(scope="session")
def postgres() -> Iterator[Server]:
    try:
        server = Server()
    except NoServerError as missing:
        if os.environ.get("REQUIRE_POSTGRES"):
            raise
        pytest.skip(str(missing))
    try:
        server.start()
        yield server
    finally:
        server.remove()


@event.listens_for(Engine, "connect")
def turn_rows_around(connection: object, _record: object) -> None:
    # Rows that were asked for in no order come here in one and on PostgreSQL in another.
    if isinstance(connection, sqlite3.Connection):
        connection.execute("PRAGMA reverse_unordered_selects = ON")


def do_not_wait_for_the_disk(connection: sqlite3.Connection, _record: object) -> None:
    # Nobody pulls the plug of a test, and what is killed here are processes.
    connection.execute("PRAGMA synchronous = OFF")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    # Tests of processes wait more than they work: among the others they cost hardly any time.
    waiting = [item for item in items if "e2e" in item.path.parts]
    others = [item for item in items if "e2e" not in item.path.parts]
    apart = len(others) // (2 * len(waiting) + 1)
    for number, item in enumerate(waiting):
        others.insert(number * (apart + 1), item)
    items[:] = others


def pytest_collection_finish() -> None:
    # What was imported and collected stays: looking through it again and again took a fifth of the time.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 1000)


def pytest_xdist_auto_num_workers() -> int:
    # A third of the time the tests wait: for a process to start, a pause to end, a second per chat to pass.
    return (os.cpu_count() or 1) + 2


_DATABASES: dict[str, Database] = {}


def migrate(url: str) -> None:
    database = Database(url)
    try:
        upgrade(database)
    finally:
        database.close()


@pytest.fixture(scope="session")
def migrated_postgres(postgres: Server) -> str:
    postgres.create("migrated")
    migrate(postgres.url("migrated"))
    postgres.remember("migrated")
    return "migrated"


@pytest.fixture(scope="session")
def sqlite_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("template") / "kinerja.db"
    migrate(f"sqlite:///{path}")
    return path


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgres)])
def backend(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def empty_url(backend: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    if backend == "sqlite":
        yield f"sqlite:///{tmp_path / 'empty.db'}"
        return
    server = request.getfixturevalue("postgres")
    server.create("empty")
    yield server.url("empty")
    server.drop("empty")


@pytest.fixture
def database_url(backend: str, request: pytest.FixtureRequest) -> Iterator[str]:
    if backend == "sqlite":
        template: Path = request.getfixturevalue("sqlite_template")
        path = template.with_name("test.db")
        shutil.copyfile(template, path)
        yield f"sqlite:///{path}"
        for left in template.parent.glob("test.db*"):
            left.unlink()
        return
    server = request.getfixturevalue("postgres")
    name = request.getfixturevalue("migrated_postgres")
    yield server.url(name)
    server.reset(name)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    # One object an address: it keeps the statements that it has compiled, not the connections.
    # On PostgreSQL a new connection knows neither tables nor statements: it stays open.
    stays = database_url.startswith("postgresql")
    if database_url not in _DATABASES:
        name = f"&application_name={KEPT}" if stays else ""
        opened = _DATABASES[database_url] = Database(database_url + name)
        if opened.is_sqlite:
            event.listen(opened.engine, "connect", do_not_wait_for_the_disk)
    database = _DATABASES[database_url]
    database.has_written = False
    yield database
    if not stays:
        database.close()
