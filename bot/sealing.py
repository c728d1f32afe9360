"""Sealing what was committed: at the start, every half minute and at the end of a run, and after each command."""

from __future__ import annotations

import structlog

from bot.audit_key import Audit, key_to_seal
from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.errors import Refused
from kinerja.models import InstanceFact
from kinerja.services.sealing import AUDIT_KEY, seal, waiting

log = structlog.get_logger(__name__)


def seal_all(
    database: Database, settings: Audit, clock: Clock, *, all_of_them: bool = False
) -> int:
    """Seal every entry that waits, a batch a transaction; return how many.

    Once the chain has begun, nothing is locked where nothing waits.
    """
    with database.reading() as session:
        begun = session.get(InstanceFact, AUDIT_KEY) is not None
        if begun and not waiting(session, all_of_them=all_of_them):
            return 0
    key = key_to_seal(settings, begun=begun)
    sealed = 0
    while True:
        with database.unit_of_work() as session:
            done = seal(session, key, clock.now(), all_of_them=all_of_them)
        if not done:
            return sealed
        sealed += done


class Sealing:
    """The sealing of a run; a key that is missing or wrong is an alert, not an end."""

    def __init__(self, database: Database, settings: Audit, clock: Clock) -> None:
        self._database = database
        self._settings = settings
        self._clock = clock

    def begin(self) -> None:
        """Seal everything, also what was committed long after its entry was written."""
        self._seal(all_of_them=True)

    def tick(self) -> None:
        """Seal what was committed since."""
        self._seal(all_of_them=False)

    def _seal(self, *, all_of_them: bool) -> None:
        try:
            seal_all(self._database, self._settings, self._clock, all_of_them=all_of_them)
        except Refused as refused:
            log.critical("audit_not_sealed", reason=refused.message.id)
