"""Which rows of the outbox go next: one a chat, in order, edits of the same message joined."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from bot.talk.saying import CLOSE, FORGET, RECALL
from bot.telegram.outbox import FROM_THE_TURN, MASS, Mark, Outgoing, Target
from kinerja.models import OutboxStatus


@dataclass(slots=True)
class Chosen:
    """Rows to send with the message they edit, rows that need no sending, and for how long all pause."""

    rows: list[tuple[Outgoing, int | None]] = field(default_factory=list)
    settled: list[Mark] = field(default_factory=list)
    paused_for: float = 0.0

    @property
    def mass(self) -> int:
        """How many of the rows go to many."""
        return sum(row.priority >= MASS for row, _target in self.rows)


def choose(
    due: Iterable[Outgoing],
    targets: dict[str, Target],
    now: datetime,
    most: int,
    most_mass: int,
) -> Chosen:
    """Choose the next row of each chat from rows in the order of sending, few of those that go to many.

    What was claimed ahead of its moment can neither be stopped nor overtaken by another replica's reply.
    """
    chats: dict[int, list[Outgoing]] = {}
    for row in due:
        chats.setdefault(row.chat_id, []).append(row)
    chosen = Chosen()
    for rows in chats.values():
        if len(chosen.rows) >= most:
            break
        if rows[0].priority >= MASS and chosen.mass >= most_mass:
            break
        _choose_in_chat(rows, targets, now, chosen)
    return chosen


def _choose_in_chat(
    rows: list[Outgoing], targets: dict[str, Target], now: datetime, chosen: Chosen
) -> None:
    for index, row in enumerate(rows):
        no_longer = _no_longer_wanted(row, now)
        if no_longer is not None:
            chosen.settled.append(no_longer)
            continue
        waits, message_id = _message_to_edit(row, targets)
        if waits:
            continue
        if message_id is not None and _is_overtaken(row, rows[index + 1 :], targets, message_id):
            chosen.settled.append(
                Mark(row.id, OutboxStatus.SENT, row.attempts, message_id, "merged", now)
            )
            continue
        if row.kind in (CLOSE, FORGET, RECALL) and message_id is None:
            chosen.settled.append(_cancelled(row, "there is no message"))
            continue
        chosen.rows.append((row, message_id))
        return


def _no_longer_wanted(row: Outgoing, now: datetime) -> Mark | None:
    if row.expires_at is not None and row.expires_at <= now:
        return _cancelled(row, "expired")
    if row.kind in FROM_THE_TURN:
        return None
    if row.language is None:
        return _cancelled(row, "the chat is no longer linked")
    if row.unreachable_at is not None:
        return Mark(row.id, OutboxStatus.FAILED, row.attempts, reason="unreachable")
    return None


def _message_to_edit(row: Outgoing, targets: dict[str, Target]) -> tuple[bool, int | None]:
    """Return whether the row waits for its target, and the message it edits."""
    if row.edits_message_id is not None or row.edits_key is None:
        return False, row.edits_message_id
    target = targets.get(row.edits_key)
    if target is None:
        return False, None
    return not target.settled, target.message_id


def _is_overtaken(
    row: Outgoing, later: list[Outgoing], targets: dict[str, Target], message_id: int
) -> bool:
    if row.kind in (CLOSE, FORGET):
        return False
    return any(
        other.kind not in (CLOSE, FORGET)
        and other.id > row.id
        and _message_to_edit(other, targets) == (False, message_id)
        for other in later
    )


def _cancelled(row: Outgoing, reason: str) -> Mark:
    return Mark(row.id, OutboxStatus.CANCELLED, row.attempts, reason=reason)
