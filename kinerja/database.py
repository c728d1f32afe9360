"""The database: engine, pragmas, and the unit of work that is the only place that commits."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Executable, create_engine, event
from sqlalchemy.engine import make_url
from sqlmodel import Session

from kinerja.prepared import prepared

READING = {"kinerja_reading": True}


class Database:
    """A database by URL (``sqlite:///…`` or ``postgresql://…``).

    On SQLite every writing transaction takes the write lock at its beginning, behind one lock of this
    process: with SQLite's own default, concurrent read-modify-writes are lost without an error. What
    people wrote stays out of the texts of database errors.
    """

    def __init__(self, url: str, *, pool_size: int = 10) -> None:
        parsed = make_url(url)
        self.is_sqlite = parsed.get_backend_name() == "sqlite"
        if self.is_sqlite:
            if parsed.database and parsed.database != ":memory:":
                _create_private_file(Path(parsed.database))
            self.engine = create_engine(
                parsed, pool_size=pool_size, max_overflow=10, hide_parameters=True
            )
            _prepare_sqlite(self.engine)
        else:
            self.engine = create_engine(
                parsed.set(drivername="postgresql+psycopg"),
                pool_size=pool_size,
                max_overflow=10,
                pool_pre_ping=True,
                hide_parameters=True,
            )
        self._reader = self.engine.execution_options(**READING)
        self.has_written = False
        """Whether a unit of work was committed since it was opened."""
        self._writer: Any = threading.Lock() if self.is_sqlite else nullcontext()

    @contextmanager
    def unit_of_work(self) -> Iterator[Session]:
        """Yield a session; commit when the block ends, roll back when it raises."""
        with self._writer, Session(self.engine, expire_on_commit=False) as session, session.begin():
            yield session
        self.has_written = True

    @contextmanager
    def reading(self) -> Iterator[Session]:
        """Yield a session for reading; whatever it changed is rolled back."""
        with Session(self._reader, expire_on_commit=False) as session:
            yield session

    @contextmanager
    def snapshot(self) -> Iterator[Session]:
        """Yield a session that reads the database as it is at one moment, however many statements it takes."""
        engine = self._reader
        if not self.is_sqlite:
            engine = engine.execution_options(isolation_level="REPEATABLE READ")
        with Session(engine, expire_on_commit=False) as session:
            yield session

    def sweep(self, tables: Sequence[str]) -> None:
        """Leave nothing readable of rows that were deleted and committed.

        SQLite overwrites them, and what its log still has is moved and cut off here. PostgreSQL keeps them as
        dead rows, which no query and no dump shows, until a VACUUM, which is run here for ``tables``.
        """
        if self.is_sqlite:
            with self.engine.connect() as connection:
                raw: Any = connection.connection.dbapi_connection
                raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            return
        autonomous = self.engine.execution_options(isolation_level="AUTOCOMMIT")
        with autonomous.connect() as connection:
            for table in tables:
                connection.exec_driver_sql(f'VACUUM "{table}"')

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()


def read(session: Session, statement: Executable, **given: object) -> Sequence[Any]:
    """Run a statement of the hot path past SQLAlchemy: named tuples instead of objects, at a third of the cost.

    The statement is built once, at import, with ``bindparam``.
    """
    session.flush()
    connection = session.connection()
    return prepared(statement, connection).rows(connection, given)


def change(session: Session, statement: Executable, **given: object) -> int:
    """Run a changing statement of the hot path, as ``read`` does; return how many rows that changed."""
    session.flush()
    connection = session.connection()
    return prepared(statement, connection).changed(connection, given)


def _create_private_file(path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))


def _prepare_sqlite(engine: Engine) -> None:
    @event.listens_for(engine, "connect")
    def _connect(connection: sqlite3.Connection, _record: object) -> None:
        connection.isolation_level = None
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("PRAGMA synchronous=FULL")
        connection.execute("PRAGMA busy_timeout=10000")
        connection.execute("PRAGMA foreign_keys=ON")
        connection.execute("PRAGMA secure_delete=ON")

    @event.listens_for(engine, "begin")
    def _begin(connection: Connection) -> None:
        reading = connection.get_execution_options().get("kinerja_reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
