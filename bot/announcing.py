"""The recurring step of announcements: begin what is due, show progress, end what is done."""

from __future__ import annotations

from collections.abc import Callable

from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.rules.broadcasts import Ways
from kinerja.rules.periods import local_date
from kinerja.services.running_broadcasts import advance_broadcasts


class Announcer:
    """Brings announcements forward; on every replica at once it changes nothing twice."""

    def __init__(
        self,
        database: Database,
        clock: Clock,
        ways: Ways,
        zone: str,
        wake: Callable[[], object],
    ) -> None:
        self._database = database
        self._clock = clock
        self._ways = ways
        self._zone = zone
        self._wake = wake

    def step(self) -> None:
        """Look at the announcements that are under way."""
        now = self._clock.now()
        today = local_date(now, self._zone)
        with self._database.unit_of_work() as session:
            under_way = advance_broadcasts(session, self._ways, now=now, today=today)
        if under_way:
            self._wake()
