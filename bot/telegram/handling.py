"""Handles one stored update: one unit of work, and what is left to do after its commit."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

import structlog
from sqlalchemy.exc import InterfaceError, OperationalError
from sqlmodel import Session

from bot.dispatch import Dispatcher, Handled
from bot.talk.speaker import speaker
from bot.talk.turn import Incoming
from bot.telegram import face, inbox
from bot.telegram.inbox import Waiting
from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.errors import Refused

MOST_ATTEMPTS = 5
_DATABASE_WAIT = timedelta(seconds=2)
LONGEST_TOAST = 200
"""Characters Telegram takes as the answer of a tap."""

log = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class Done:
    """An update that was handled or given up for now; ``tap`` must be answered, ``leave`` be left."""

    chat_id: int
    tap: str | None = None
    toast: str = ""
    leave: bool = False
    failed: bool = False


class Handler:
    """Runs the dispatcher for stored updates; called in threads."""

    def __init__(
        self, database: Database, dispatcher: Dispatcher, clock: Clock, bot_id: int
    ) -> None:
        self._database = database
        self._dispatcher = dispatcher
        self._clock = clock
        self._bot_id = bot_id

    def handle(self, row: Waiting, incoming: Incoming) -> Done:
        """Handle an update whose file, if any, was fetched."""
        tap = face.callback_id_of(row.payload)
        toast = ""
        try:
            handled = self._handled(row, incoming)
            if handled is None:
                return Done(row.chat_id)
            if tap is not None and handled.toast is not None:
                toast = speaker(handled.language).plain(handled.toast)[:LONGEST_TOAST]
        except Exception as error:  # noqa: BLE001 - written down, and tried again
            self.give_up(row, incoming, error)
            return Done(row.chat_id, tap, failed=True)
        return Done(row.chat_id, tap, toast)

    def _handled(self, row: Waiting, incoming: Incoming) -> Handled | None:
        """Handle in one unit of work; what is refused is rolled back and said in another."""
        now = self._clock.now()
        try:
            return self._in_one_unit(row, lambda s: self._dispatcher.handle(s, incoming, now))
        except Refused as error:
            refused = error
        return self._in_one_unit(row, lambda s: self._dispatcher.refuse(s, incoming, refused, now))

    def _in_one_unit(self, row: Waiting, handle: Callable[[Session], Handled]) -> Handled | None:
        with self._database.unit_of_work() as session:
            if not inbox.claim(session, self._bot_id, row.update_id):
                return None
            return handle(session)

    def give_up(self, row: Waiting, incoming: Incoming, error: Exception) -> None:
        """Note a failed attempt; the fifth is the last. Trouble of the database counts as none."""
        if isinstance(error, OperationalError | InterfaceError):
            self._put_off(row, error)
            return
        attempts = row.attempts + 1
        reference = secrets.token_hex(3).upper()
        log.error(
            "update_failed",
            exc_info=error,
            update=row.update_id,
            attempt=attempts,
            reference=reference,
        )
        if attempts < MOST_ATTEMPTS:
            again = datetime.now(UTC) + timedelta(seconds=2**attempts)
            with self._database.unit_of_work() as session:
                inbox.fail(session, self._bot_id, row.update_id, attempts, again)
            return
        log.error("update_dead", update=row.update_id, reference=reference)
        try:
            with self._database.unit_of_work() as session:
                self._bury(session, row)
                self._dispatcher.apologise(session, incoming, reference, self._clock.now())
        except Exception:
            log.exception("apology_failed", update=row.update_id)
            with self._database.unit_of_work() as session:
                self._bury(session, row)

    def _put_off(self, row: Waiting, error: Exception) -> None:
        """Try again later; raises while the database is away."""
        log.error("database_trouble", update=row.update_id, exc_info=error)
        again = datetime.now(UTC) + _DATABASE_WAIT
        with self._database.unit_of_work() as session:
            inbox.fail(session, self._bot_id, row.update_id, row.attempts, again)

    def _bury(self, session: Session, row: Waiting) -> None:
        inbox.fail(session, self._bot_id, row.update_id, row.attempts + 1, None)

    def bury(self, row: Waiting, reason: str) -> Done:
        """Give up an update that cannot be read, without blocking its chat."""
        log.error("update_undecodable", update=row.update_id, reason=reason)
        with self._database.unit_of_work() as session:
            self._bury(session, row)
        return Done(row.chat_id, face.callback_id_of(row.payload), failed=True)

    def pass_over(self, row: Waiting, elsewhere: face.Elsewhere) -> Done:
        """Mark what happened outside private chats as done."""
        with self._database.unit_of_work() as session:
            done = inbox.claim(session, self._bot_id, row.update_id)
        return Done(row.chat_id, face.callback_id_of(row.payload), leave=done and elsewhere.leave)
