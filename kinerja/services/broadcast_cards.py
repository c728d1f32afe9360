"""What the author of an announcement sees while it runs: one card that is edited, and a message at the end."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select, update

from kinerja.messages import encode
from kinerja.models import Broadcast, OutboxMessage, OutboxStatus, Priority
from kinerja.reports.broadcasts import progress_of
from kinerja.services.telling import Notice, tell

EVERY = timedelta(seconds=3)
"""How often the card is edited at most."""


def show_progress(session: Session, row: Broadcast, now: datetime, *, at_once: bool) -> None:
    """Bring the author's card up to date, not more often than every few seconds unless it matters."""
    if row.author_id is None:
        return
    if not at_once and row.card_at is not None and timedelta(0) <= now - row.card_at < EVERY:
        return
    values = _values(session, row, now)
    first = f"b{row.id}.card"
    card = session.exec(select(OutboxMessage).where(col(OutboxMessage.key) == first)).first()
    row.card_at = now
    if card is None:
        tell(
            session,
            row.author_id,
            Notice.BROADCAST_PROGRESS,
            key=first,
            now=now,
            priority=Priority.REPLY,
            **values,
        )
        return
    _edit(session, row, card, {name: encode(value) for name, value in values.items()}, now)


def tell_the_end(session: Session, row: Broadcast, now: datetime) -> None:
    """Tell the author that everything was sent, in a new message: the phone lies elsewhere by then."""
    if row.author_id is not None:
        key = f"b{row.id}.done.{now:%Y%m%d%H%M%S}"
        values = _values(session, row, now)
        tell(session, row.author_id, Notice.BROADCAST_DONE, key=key, now=now, **values)


def _values(session: Session, row: Broadcast, now: datetime) -> dict[str, Any]:
    return progress_of(session, row, now).as_values()


def _edit(
    session: Session, row: Broadcast, card: OutboxMessage, content: dict[str, Any], now: datetime
) -> None:
    """Let one row of the outbox carry every edit of the card, so that none piles up."""
    key = f"b{row.id}.card.edit"
    edit = session.exec(select(OutboxMessage).where(col(OutboxMessage.key) == key)).first()
    if edit is None:
        session.add(
            OutboxMessage(
                key=key,
                chat_id=card.chat_id,
                kind=Notice.BROADCAST_PROGRESS.value,
                content=content,
                edits_key=card.key,
                priority=int(Priority.DECISION),
                created_at=now,
            )
        )
        session.flush()
    else:
        session.exec(
            update(OutboxMessage)
            .where(col(OutboxMessage.key) == key, col(OutboxMessage.status) != OutboxStatus.SENDING)
            .values(status=OutboxStatus.PENDING, content=content, attempts=0, error="")
        )
