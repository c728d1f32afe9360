"""The statements of the outbox on the hot path, written with Core."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Integer,
    Table,
    all_,
    and_,
    any_,
    bindparam,
    literal_column,
    or_,
    select,
    text,
    update,
)
from sqlmodel import Session

from bot.talk.saying import CLOSE, COMMANDS, FORGET, REPLY
from kinerja.models import Account, OutboxMessage, OutboxStatus, Priority

_OUTBOX: Table = OutboxMessage.__table__  # type: ignore[attr-defined]
_ACCOUNT: Table = Account.__table__  # type: ignore[attr-defined]
_COLUMN = _OUTBOX.c
MASS = int(Priority.REMINDER)
"""From this priority on rows go to many: they have the mass lane, which one replica holds."""
FROM_THE_TURN = (REPLY, CLOSE, FORGET, COMMANDS)
"""Kinds of rows that answer what somebody just did, linked or not; they are not kept for long."""
_CLAIM_LOCK = 7_403_001
"""Number of the advisory lock under which replicas claim one after the other."""

# Written out, so that both databases see that the partial index fits.
UNDER_WAY = _COLUMN.status.in_([literal_column("'pending'"), literal_column("'sending'")])
PENDING = and_(UNDER_WAY, _COLUMN.status == literal_column("'pending'"))
SENDING = and_(UNDER_WAY, _COLUMN.status == literal_column("'sending'"))
_OTHERS = _OUTBOX.alias("others")
_BUSY_ELSEWHERE = select(_OTHERS.c.chat_id).where(
    _OTHERS.c.status.in_([literal_column("'pending'"), literal_column("'sending'")]),
    _OTHERS.c.status == literal_column("'sending'"),
)
_DUE = (
    select(
        _COLUMN.id,
        _COLUMN.key,
        _COLUMN.chat_id,
        _COLUMN.kind,
        _COLUMN.content,
        _COLUMN.edits_key,
        _COLUMN.edits_message_id,
        _COLUMN.priority,
        _COLUMN.silent,
        _COLUMN.expires_at,
        _COLUMN.attempts,
        _ACCOUNT.c.language,
        _ACCOUNT.c.unreachable_at,
    )
    .outerjoin(
        _ACCOUNT,
        and_(_ACCOUNT.c.chat_id == _COLUMN.chat_id, _ACCOUNT.c.unlinked_at.is_(None)),
    )
    .where(
        PENDING,
        _COLUMN.priority >= bindparam("highest"),
        _COLUMN.priority <= bindparam("lowest"),
        or_(_COLUMN.not_before.is_(None), _COLUMN.not_before <= bindparam("moment")),
        _COLUMN.chat_id.not_in(_BUSY_ELSEWHERE),
    )
    .order_by(_COLUMN.priority, _COLUMN.id)
    .limit(bindparam("most"))
)
# A list is one value on PostgreSQL, so that the statement is prepared once whatever its length.
_BIG, _IDS = ARRAY(BigInteger), ARRAY(Integer)
_DUE_ON = {
    "sqlite": _DUE.where(_COLUMN.chat_id.not_in(bindparam("busy", expanding=True))),
    "postgresql": _DUE.where(_COLUMN.chat_id != all_(bindparam("busy", type_=_BIG))),
}
_TARGETS = select(_COLUMN.key, _COLUMN.message_id, _COLUMN.status).where(
    _COLUMN.key.in_(bindparam("keys", expanding=True))
)
_TAKE = (
    update(_OUTBOX)
    .values(
        status=OutboxStatus.SENDING,
        lease_owner=bindparam("owner"),
        lease_until=bindparam("until"),
    )
    .returning(_COLUMN.id)
)
# What somebody is stopping just now is not waited for: whoever waits for nobody cannot be in a deadlock.
_FREE = select(_COLUMN.id).where(PENDING, _COLUMN.id == any_(bindparam("rows", type_=_IDS)))
_TAKE_ON = {
    "sqlite": _TAKE.where(PENDING, _COLUMN.id.in_(bindparam("rows", expanding=True))),
    "postgresql": _TAKE.where(_COLUMN.id.in_(_FREE.with_for_update(skip_locked=True))),
}
_MARK = (
    update(_OUTBOX)
    .where(_COLUMN.id == bindparam("row"))
    .values(
        status=bindparam("outcome"),
        message_id=bindparam("message"),
        attempts=bindparam("tried"),
        error=bindparam("reason"),
        sent_at=bindparam("at"),
        lease_owner=None,
        lease_until=None,
    )
)
_EMPTY = update(_OUTBOX).where(_COLUMN.id == bindparam("row")).values(content={})
_FILL = update(_OUTBOX).where(_COLUMN.id == bindparam("row")).values(content=bindparam("said"))
_OURS = select(_COLUMN.id).where(_COLUMN.lease_owner == bindparam("owner"), SENDING)
_RENEW = (
    update(_OUTBOX)
    .where(_COLUMN.id.in_(_OURS.with_for_update(skip_locked=True)))
    .values(lease_until=bindparam("until"))
)
_UNREACHABLE = (
    update(_ACCOUNT)
    .where(_ACCOUNT.c.chat_id == bindparam("chat"), _ACCOUNT.c.unlinked_at.is_(None))
    .values(unreachable_at=bindparam("at"))
)


class Outgoing(NamedTuple):
    """A row that is due, with what is known of its reader."""

    id: int
    key: str
    chat_id: int
    kind: str
    content: dict[str, Any]
    edits_key: str | None
    edits_message_id: int | None
    priority: int
    silent: bool
    expires_at: datetime | None
    attempts: int
    language: str | None
    unreachable_at: datetime | None

    @property
    def repeatable(self) -> bool:
        """Tell whether it may be sent again when nobody knows whether it arrived."""
        return self.priority == Priority.REPLY or self.is_edit or self.kind == COMMANDS

    @property
    def is_secret(self) -> bool:
        """Tell whether its words are not kept after they were sent."""
        return self.kind == REPLY and bool(self.content.get("secret"))

    @property
    def is_edit(self) -> bool:
        """Tell whether it changes a message that is there."""
        return self.edits_key is not None or self.edits_message_id is not None


@dataclass(frozen=True, slots=True)
class Mark:
    """What became of a row; ``empties`` says that its words are not kept."""

    id: int
    status: OutboxStatus
    attempts: int
    message_id: int | None = None
    reason: str = ""
    at: datetime | None = None
    unreachable: int | None = None
    empties: bool = False


class Target(NamedTuple):
    """The row whose message is to be edited, as far as it got."""

    key: str
    message_id: int | None
    status: OutboxStatus

    @property
    def settled(self) -> bool:
        """Tell whether its message is known, or known not to come."""
        return self.status not in (OutboxStatus.PENDING, OutboxStatus.SENDING)


def lock_claims(session: Session) -> None:
    """Let replicas claim one after the other, so that a chat stays in order; SQLite has one anyway."""
    if session.get_bind().dialect.name != "sqlite":
        session.connection().execute(text(f"SELECT pg_advisory_xact_lock({_CLAIM_LOCK})"))


def due(
    session: Session,
    now: datetime,
    busy: Collection[int],
    priorities: tuple[int, int],
    most: int,
) -> list[Outgoing]:
    """Return what may be sent now, in the order of sending; chats with something under way are left out."""
    highest, lowest = priorities
    given = {
        "moment": now,
        "busy": list(busy),
        "highest": int(highest),
        "lowest": int(lowest),
        "most": most,
    }
    statement = _DUE_ON[session.get_bind().dialect.name]
    return [Outgoing._make(row) for row in session.connection().execute(statement, given)]


def targets(session: Session, keys: Iterable[str]) -> dict[str, Target]:
    """Return the rows that edits wait for, by their keys."""
    wanted = list(keys)
    if not wanted:
        return {}
    found = session.connection().execute(_TARGETS, {"keys": wanted})
    return {row.key: Target._make(row) for row in found}


def take(session: Session, ids: Iterable[int], owner: str, until: datetime) -> set[int]:
    """Mark rows as being sent, until a moment of the machine's clock; return those that were still there.

    Between looking and taking somebody may have cancelled them.
    """
    rows = list(ids)
    if not rows:
        return set()
    given = {"rows": rows, "owner": owner, "until": until}
    statement = _TAKE_ON[session.get_bind().dialect.name]
    return set(session.connection().execute(statement, given).scalars())


def mark(session: Session, marks: Iterable[Mark]) -> None:
    """Write down what became of rows."""
    found = list(marks)
    if not found:
        return
    session.connection().execute(
        _MARK,
        [
            {
                "row": m.id,
                "outcome": m.status,
                "message": m.message_id,
                "tried": m.attempts,
                "reason": m.reason[:300],
                "at": m.at,
            }
            for m in found
        ],
    )
    secrets = [{"row": m.id} for m in found if m.empties]
    if secrets:
        session.connection().execute(_EMPTY, secrets)
    gone = [{"chat": m.unreachable, "at": m.at} for m in found if m.unreachable is not None]
    if gone:
        session.connection().execute(_UNREACHABLE, gone)


def fill(session: Session, contents: Mapping[int, dict[str, Any]]) -> None:
    """Give rows the content that was decided when they were claimed."""
    if contents:
        rows = [{"row": row, "said": content} for row, content in contents.items()]
        session.connection().execute(_FILL, rows)


def renew(session: Session, owner: str, until: datetime) -> None:
    """Keep the rows that this process is sending."""
    session.connection().execute(_RENEW, {"owner": owner, "until": until})
