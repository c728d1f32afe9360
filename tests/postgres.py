"""A private PostgreSQL server for the tests, made of the binaries this machine has."""

import contextlib
import os
import pwd
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

OLDEST = 15
KEPT = "kept"
"""The name of connections that stay open from test to test."""

OWNER = "kinerja"


class NoServerError(Exception):
    """This machine has no PostgreSQL server that we could start."""


def binaries() -> Path:
    """Return the folder with the newest server binaries."""
    folders = sorted(
        Path("/usr/lib/postgresql").glob("*/bin"),
        key=lambda folder: float(folder.parent.name),
        reverse=True,
    )
    on_path = shutil.which("initdb")
    if on_path:
        folders.append(Path(on_path).resolve().parent)
    for folder in folders:
        if (folder / "initdb").exists() and (folder / "postgres").exists():
            return folder
    message = "no PostgreSQL server binaries on this machine: the PostgreSQL half is left out"
    raise NoServerError(message)


class Server:
    """One cluster in a folder of its own under /tmp, reached through a Unix socket only."""

    def __init__(self) -> None:
        self.binaries = binaries()
        self.folder = Path(tempfile.mkdtemp(prefix="kinerja-postgres-"))
        self.data = self.folder / "data"
        self.account = self._account()
        if "user" in self.account:
            os.chown(self.folder, self.account["user"], self.account["group"])
        self.process: subprocess.Popen[bytes] | None = None
        self.watcher: subprocess.Popen[bytes] | None = None
        self.resetting: dict[str, psycopg.Connection] = {}
        self._create_cluster()

    @staticmethod
    def _account() -> dict[str, Any]:
        """Return whom to run as: PostgreSQL refuses root."""
        if os.geteuid() != 0:
            return {}
        for name in ("postgres", "nobody"):
            with contextlib.suppress(KeyError):
                entry = pwd.getpwnam(name)
                return {"user": entry.pw_uid, "group": entry.pw_gid, "extra_groups": []}
        message = "PostgreSQL refuses root and this machine has no other account for it"
        raise NoServerError(message)

    def _create_cluster(self) -> None:
        subprocess.run(
            [
                self.binaries / "initdb",
                f"--pgdata={self.data}",
                f"--username={OWNER}",
                "--auth=trust",
                "--encoding=UTF8",
                "--no-locale",
                "--no-sync",
            ],
            check=True,
            stdout=subprocess.DEVNULL,
            cwd=self.folder,
            **self.account,
        )

    def start(self) -> None:
        """Start the server and wait until it answers."""
        settings = {
            "listen_addresses": "",
            "unix_socket_directories": str(self.folder),
            "fsync": "off",
            "full_page_writes": "off",
            "synchronous_commit": "off",
            "max_connections": "200",
            "shared_buffers": "64MB",
            "jit": "off",
            "timezone": "UTC",
        }
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                [self.binaries / "postgres", "-D", self.data, *options],
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                start_new_session=True,
                **self.account,
            )
        self._watch()
        deadline = time.monotonic() + 30
        while True:
            try:
                psycopg.connect(self.conninfo("postgres"), connect_timeout=5).close()
            except psycopg.OperationalError:
                if self.process.poll() is not None or time.monotonic() > deadline:
                    log_text = (self.folder / "log").read_text(errors="replace")
                    message = f"PostgreSQL did not start:\n{log_text}"
                    raise RuntimeError(message) from None
                time.sleep(0.02)
            else:
                return

    def _watch(self) -> None:
        """Have somebody clean up should this process be killed: its end of the pipe closes then."""
        self.watcher = subprocess.Popen(
            [
                *["sh", "-c", 'read -r _; kill -QUIT "$0"; sleep 1; rm -rf "$1"'],
                *[str(self.process.pid), str(self.folder)],
            ],
            stdin=subprocess.PIPE,
            cwd="/",
            start_new_session=True,
        )

    def _stop_watching(self) -> None:
        if self.watcher is not None:
            self.watcher.kill()
            self.watcher.communicate()
            self.watcher = None

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """Stop the server: SIGINT breaks connections off, SIGQUIT is a crash."""
        self._stop_watching()
        if self.process is not None:
            self.process.send_signal(how)
            self.process.wait(timeout=30)
            self.process = None

    def restart(self, how: signal.Signals = signal.SIGINT) -> None:
        self.stop(how)
        self.start()

    def remove(self) -> None:
        for connection in self.resetting.values():
            connection.close()
        self.stop()
        shutil.rmtree(self.folder)

    def conninfo(self, name: str) -> str:
        return f"host={self.folder} user={OWNER} dbname={name}"

    def url(self, name: str) -> str:
        """Return the address of a database in SQLAlchemy's form."""
        return f"postgresql+psycopg://{OWNER}@/{name}?host={self.folder}"

    def create(self, name: str) -> None:
        self._run("CREATE DATABASE {} TEMPLATE template0", name)

    def copy(self, name: str, of: str) -> None:
        """Make a database like another, from which everybody is sent away."""
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            away = "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = %s"
            connection.execute(away, [of])
            statement = sql.SQL("CREATE DATABASE {} TEMPLATE {}")
            connection.execute(statement.format(sql.Identifier(name), sql.Identifier(of)))

    def drop(self, name: str) -> None:
        self._run("DROP DATABASE {} WITH (FORCE)", name)

    def _run(self, statement: str, name: str) -> None:
        with psycopg.connect(self.conninfo("postgres"), autocommit=True) as connection:
            connection.execute(sql.SQL(statement).format(sql.Identifier(name)))

    def remember(self, name: str) -> None:
        """Keep the rows that the migrations wrote, and how `reset` brings them back."""
        with psycopg.connect(self.conninfo(name)) as connection:
            connection.execute("CREATE SCHEMA remembered")
            every = tables(connection)
            kept = [table for table in every if _holds_rows(connection, table)]
            copy = sql.SQL("CREATE TABLE remembered.{0} AS SELECT * FROM public.{0}")
            for table in kept:
                connection.execute(copy.format(table))
            delete = sql.SQL("DELETE FROM public.{}")
            back = sql.SQL("INSERT INTO public.{0} OVERRIDING SYSTEM VALUE TABLE remembered.{0}")
            steps = [delete.format(table) for table in every]
            steps += [back.format(table) for table in kept]
            steps.append(sql.SQL("PERFORM setval(seqrelid, seqstart, false) FROM pg_sequence"))
            steps += [step for table in kept for step in _counting_on(connection, table)]
            body = sql.Literal("BEGIN {}; END".format("; ".join(map(_text, steps))))
            # Neither foreign keys nor triggers, so that the order does not matter.
            make = "CREATE FUNCTION remembered.bring_back() RETURNS void LANGUAGE plpgsql"
            make += " SET session_replication_role = replica AS {}"
            connection.execute(sql.SQL(make).format(body))

    def reset(self, name: str) -> None:
        """Bring a database back to what `remember` saw: a thousand times faster than a new one."""
        try:
            self._reset(name)
        except psycopg.OperationalError:
            # The server was restarted, or everybody was sent away.
            self.resetting.pop(name).close()
            self._reset(name)

    def _reset(self, name: str) -> None:
        # A new connection would have to learn every table anew.
        if name not in self.resetting:
            self.resetting[name] = psycopg.connect(self.conninfo(name))
        connection = self.resetting[name]
        with connection.transaction():
            connection.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
                " AND NOT (application_name = %s AND state = 'idle')",
                [KEPT],
            )
            connection.execute("SELECT remembered.bring_back()")


def _holds_rows(connection: psycopg.Connection, table: sql.Identifier) -> bool:
    found = connection.execute(sql.SQL("SELECT 1 FROM {} LIMIT 1").format(table))
    return found.fetchone() is not None


def _counting_on(connection: psycopg.Connection, table: sql.Identifier) -> Iterator[sql.Composed]:
    """Yield what lets the numbers of a table go on behind the rows that the migrations wrote."""
    sequence = "SELECT pg_get_serial_sequence(%s, a.attname) FROM pg_attribute a"
    sequence += " WHERE a.attrelid = %s::regclass AND a.attname = 'id'"
    name = f"public.{table.as_string(connection)}"
    found = connection.execute(sequence, [name, name]).fetchone()
    if found and found[0]:
        highest = sql.SQL("PERFORM setval({}, max(id)) FROM public.{}")
        yield highest.format(sql.Literal(found[0]), table)


def _text(statement: sql.Composable) -> str:
    return statement.as_string(None)


def tables(connection: psycopg.Connection) -> list[sql.Identifier]:
    rows = connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
    return [sql.Identifier(name) for (name,) in rows]
