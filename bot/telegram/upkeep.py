"""What is done every now and then for inbox, outbox and evidence; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import structlog

from bot.dispatch import command_menus
from bot.talk.conversation import Book
from bot.telegram import inbox, outbox, outbox_upkeep
from bot.telegram.claiming import LEASE
from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.evidence_store import EvidenceStore
from kinerja.services import erasing, visiting_counters

_LONG_AFTER = timedelta(days=3650)

log = structlog.get_logger(__name__)


class CommandMenus:
    """Keeps the command menus of all chats as roles and languages have them."""

    def __init__(
        self, database: Database, clock: Clock, book: Book, zone: str, wake: Callable[[], object]
    ) -> None:
        self._database = database
        self._wake = wake
        self._clock = clock
        self._book = book
        self._zone = ZoneInfo(zone)

    def renew(self) -> None:
        """Queue what has changed."""
        now = self._clock.now()
        with self._database.unit_of_work() as session:
            command_menus.renew(session, self._book, now, now.astimezone(self._zone).date())

    def take_back(self) -> None:
        """Take the command menus from chats that were unlinked, wherever that was done."""
        with self._database.unit_of_work() as session:
            gone = command_menus.take_back(session, self._clock.now())
        if gone:
            self._wake()


class Upkeep:
    """The recurring work on the two boxes and the evidence."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        owner: str,
        wake: Callable[[], object],
        store: EvidenceStore,
    ) -> None:
        self._database = database
        self._clock = clock
        self._owner = owner
        self._wake = wake
        self._store = store

    def begin(self) -> None:
        """Settle what an ended process left; on SQLite no other one can be running."""
        moment = datetime.now(UTC)
        self._release(moment + _LONG_AFTER if self._database.is_sqlite else moment)

    def keep(self) -> None:
        """Keep the rows that this process is sending, and settle those of processes that are gone."""
        moment = datetime.now(UTC)
        with self._database.unit_of_work() as session:
            outbox.renew(session, self._owner, moment + LEASE)
        self._release(moment)

    def tick(self) -> None:
        """Cancel what was not sent in its time, and look for what is due."""
        with self._database.unit_of_work() as session:
            outbox_upkeep.cancel_expired(session, self._clock.now())
        self._wake()

    def clean(self) -> None:
        """Delete updates that were handled long ago, and their replies; forget strangers; erase removed files."""
        with self._database.unit_of_work() as session:
            updates = inbox.clean(session, datetime.now(UTC))
        with self._database.unit_of_work() as session:
            replies = outbox_upkeep.clean(session, self._clock.now())
        with self._database.unit_of_work() as session:
            visits = visiting_counters.forget_visitors(session, now=self._clock.now())
        log.debug("cleaned", visits=visits, updates=updates, replies=replies, files=self._erase())

    def _erase(self) -> int:
        with self._database.reading() as session:
            wanted = erasing.files_to_erase(session, self._clock.now())
        moment = datetime.now(UTC)
        erased = [sha256 for sha256 in wanted if self._store.erase(sha256, moment)]
        if erased:
            with self._database.unit_of_work() as session:
                erasing.forget_files(session, erased)
        return len(erased)

    def _release(self, moment: datetime) -> None:
        with self._database.unit_of_work() as session:
            again, held = outbox_upkeep.release_stranded(session, moment)
        if again or held:
            log.warning("stranded_messages", sent_again=again, held=held)
