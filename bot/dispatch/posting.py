"""What a turn says, as rows of the outbox: replies, closed keyboards, forgotten messages."""

from __future__ import annotations

import sqlmodel
from sqlalchemy import bindparam, insert, select
from sqlmodel import col

from bot.talk.saying import CLOSE, FORGET, REPLY
from bot.talk.turn import IncomingKind, Reply, Turn, encode_reply
from kinerja.database import read
from kinerja.models import Draft, OutboxMessage, Priority
from kinerja.services.visiting_counters import STRANGERS

_INSERT = insert(OutboxMessage)
"""Without an object: its row is written once and not looked at again in this turn."""
_NEWEST = (
    select(col(OutboxMessage.key))
    .where(col(OutboxMessage.chat_id) == bindparam("chat"), col(OutboxMessage.kind) == REPLY)
    .order_by(col(OutboxMessage.id).desc())
    .limit(1)
)


def post(turn: Turn, replies: tuple[Reply, ...], prefix: str = "u") -> str:
    """Queue the replies of a turn; return the key of the first.

    The first reply takes the place of a tapped message, a file only where it says so; everything else
    is a new message. An edit protects nothing: what is protected takes the place of what is so already,
    else it is a new message, and the one that was tapped only loses its buttons.
    """
    incoming = turn.incoming
    for index, reply in enumerate(replies):
        takes_place = (
            index == 0
            and incoming.kind is IncomingKind.BUTTON
            and not reply.fresh
            and (reply.file is None or reply.in_place)
        )
        if takes_place and reply.protected and not _is_protected(turn, incoming.message_id):
            takes_place = False
            close = f"{CLOSE}{prefix}{incoming.update_id}"
            _queue(turn, close, CLOSE, edits_message_id=incoming.message_id)
        _queue(
            turn,
            f"{prefix}{incoming.update_id}.{index}",
            REPLY,
            content=encode_reply(reply, turn.language),
            edits_message_id=incoming.message_id if takes_place else None,
            edits_key=_newest(turn) if reply.renews else None,
        )
    return f"{prefix}{incoming.update_id}.0"


def close_screen(turn: Turn, screen_key: str) -> None:
    """Take the buttons from an earlier screen: its question was answered in writing."""
    _queue(turn, f"{CLOSE}{turn.incoming.update_id}", CLOSE, edits_key=screen_key)


def forget(turn: Turn) -> None:
    """Have the person's own message deleted."""
    message_id = turn.incoming.message_id
    if message_id is not None:
        key = f"{FORGET}{turn.incoming.update_id}"
        _queue(turn, key, FORGET, edits_message_id=message_id)


def _is_protected(turn: Turn, message_id: int | None) -> bool:
    """Say whether a message in the chat was sent as protected; one that is not known was not."""
    found = turn.session.exec(
        sqlmodel.select(OutboxMessage.id)
        .where(
            col(OutboxMessage.chat_id) == turn.chat_id,
            col(OutboxMessage.message_id) == message_id,
            col(OutboxMessage.content)["protected"].as_boolean(),
        )
        .limit(1)
    )
    return found.first() is not None


def _newest(turn: Turn) -> str | None:
    """Return the key of the newest reply in the chat."""
    found = read(turn.session, _NEWEST, chat=turn.chat_id)
    return found[0].key if found else None


def move_screen(
    turn: Turn, before: str | None, active: Draft | None, screen_key: str, *, renewed: bool = False
) -> None:
    """Note where the present question is shown, and close the one that was answered in writing."""
    if active is not None:
        active.screen_key = screen_key
    if renewed:
        return
    if before is not None and turn.incoming.kind in (IncomingKind.TEXT, IncomingKind.FILE):
        close_screen(turn, before)


def _queue(
    turn: Turn,
    key: str,
    kind: str,
    *,
    content: dict[str, object] | None = None,
    edits_key: str | None = None,
    edits_message_id: int | None = None,
) -> None:
    row = {
        "key": key,
        "chat_id": turn.chat_id,
        "kind": kind,
        "content": content or {},
        "edits_key": edits_key,
        "edits_message_id": edits_message_id,
        "priority": int(Priority.REPLY),
        "created_at": turn.now,
        "batch": STRANGERS if turn.person_id is None else None,
    }
    turn.session.connection().execute(_INSERT, row)
