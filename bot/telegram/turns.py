"""What replicas share: leases, the pause that Telegram asked for, and whose turn it is to poll."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, Table, bindparam, or_, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from kinerja.database import Database
from kinerja.models import Lease

_LEASE: Table = Lease.__table__  # type: ignore[attr-defined]
_PAUSE = "pause"
_LONG_AGO = -3600.0
_PACE = "pace"
_RESERVE = text(
    "WITH before AS (SELECT until FROM lease WHERE name = :name) "
    "INSERT INTO lease AS l (name, owner, until) "
    "VALUES (:name, '', clock_timestamp() + make_interval(secs => :wait + :span)) "
    "ON CONFLICT (name) DO UPDATE SET until = "
    "greatest(l.until, clock_timestamp() + make_interval(secs => :wait - :late)) "
    "+ make_interval(secs => :span) "
    "RETURNING extract(epoch FROM until - clock_timestamp()), "
    "(SELECT extract(epoch FROM before.until - clock_timestamp()) FROM before)"
)
_POLLING_LOCK = 7_403_002
_UNTIL = select(_LEASE.c.until).where(_LEASE.c.name == bindparam("called"))
_RENEW = (
    update(_LEASE)
    .where(
        _LEASE.c.name == bindparam("called"),
        or_(_LEASE.c.owner == bindparam("who"), _LEASE.c.until < bindparam("moment")),
    )
    .values(owner=bindparam("who"), until=bindparam("new_until"))
)


def hold(session: Session, name: str, owner: str, now: datetime, seconds: float) -> bool:
    """Take or renew a lease; False while somebody else has it."""
    until = now + timedelta(seconds=seconds)
    given = {"called": name, "who": owner, "moment": now, "new_until": until}
    connection = session.connection()
    if connection.execute(_RENEW, given).rowcount:
        return True
    row = {"name": name, "owner": owner, "until": until}
    taken = _insert(session).on_conflict_do_nothing().returning(_LEASE.c.name)
    return connection.execute(taken, row).first() is not None


def pause(session: Session, until: datetime, owner: str) -> None:
    """Let all replicas pause until a moment; a longer pause stays."""
    statement = _insert(session)
    later = statement.on_conflict_do_update(
        index_elements=[_LEASE.c.name],
        set_={"until": statement.excluded.until, "owner": statement.excluded.owner},
        where=_LEASE.c.until < statement.excluded.until,
    )
    session.connection().execute(later, {"name": _PAUSE, "owner": owner, "until": until})


def paused_until(session: Session) -> datetime | None:
    """Return the end of the last pause."""
    found: datetime | None = session.connection().execute(_UNTIL, {"called": _PAUSE}).scalar()
    return found


def reserve(
    session: Session, count: int, interval: float, backlog: int, late: float
) -> tuple[float, float]:
    """Reserve moments for messages in the budget all replicas share.

    ``backlog`` are messages of this process that wait for moments reserved before, ``late`` is what may be made
    up for. Return the seconds until the last of these messages, and until the last of all reserved before.
    The clock is the database's, since those of the replicas differ. Called under the lock of claims.
    """
    given = {"name": _PACE, "wait": backlog * interval, "span": count * interval, "late": late}
    last, before = session.connection().execute(_RESERVE, given).one()
    return float(last), float(_LONG_AGO if before is None else before)


def _insert(session: Session) -> Any:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(_LEASE) if is_sqlite else postgresql.insert(_LEASE)


class PollingTurn:
    """Only one replica polls: on PostgreSQL the one whose connection holds an advisory lock."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._connection: Connection | None = None
        self._lock = threading.Lock()

    def is_ours(self) -> bool:
        """Take the turn if nobody has it, and tell whether it is ours; a lost connection loses it."""
        if self._database.is_sqlite:
            return True
        with self._lock:
            try:
                return self._ask()
            except DBAPIError:
                self._drop()
                raise

    def _ask(self) -> bool:
        if self._connection is not None:
            self._connection.execute(text("SELECT 1"))
            return True
        connection = self._database.engine.connect().execution_options(isolation_level="AUTOCOMMIT")
        taken = connection.scalar(text(f"SELECT pg_try_advisory_lock({_POLLING_LOCK})"))
        if taken:
            self._connection = connection
        else:
            connection.close()
        return bool(taken)

    def _drop(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            connection.invalidate()
            connection.close()

    def give_up(self) -> None:
        """Let another replica poll."""
        with self._lock:
            self._drop()
