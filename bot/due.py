"""What the passing of days asks for, whoever writes or is silent; doing it twice changes nothing."""

from __future__ import annotations

from collections.abc import Callable

import structlog

from kinerja.clock import Clock
from kinerja.database import Database
from kinerja.services.ending_observations import end_observations
from kinerja.services.telling_of_silence import tell_of_silence

log = structlog.get_logger(__name__)


class Due:
    """The work of the tick."""

    def __init__(self, database: Database, clock: Clock, wake: Callable[[], object]) -> None:
        self._database = database
        self._clock = clock
        self._wake = wake

    def tick(self) -> None:
        """Do what is due, and let the sender look when somebody was told of it."""
        with self._database.unit_of_work() as session:
            ended = end_observations(session, now=self._clock.now())
        with self._database.unit_of_work() as session:
            fallen = tell_of_silence(session, now=self._clock.now())
        if fallen:
            log.info("told_of_silence", count=fallen)
            self._wake()
        if ended.warned or ended.deleted:
            log.info("observations_ended", warned=ended.warned, deleted=ended.deleted)
            self._wake()
