"""Watches the machine's clock: one that jumps would send what is not due, or send nothing for days."""

from __future__ import annotations

import time
from collections.abc import Callable

import structlog

LARGEST = 6 * 3600.0
"""Seconds the clock may be off from where it was when the process began."""

log = structlog.get_logger(__name__)


def since_boot() -> float:
    """Return the seconds of a clock nobody sets; it goes on while the machine sleeps, where that is known."""
    boot = getattr(time, "CLOCK_BOOTTIME", None)
    return time.monotonic() if boot is None else time.clock_gettime(boot)


class ClockWatch:
    """Compares the machine's clock with one that nobody sets, from the beginning of the process on.

    The shift of the demonstration's clock is no jump: that file is not looked at here. A jump that is taken
    back is over; one that was right ends with a restart.
    """

    def __init__(
        self, wall: Callable[[], float] = time.time, steady: Callable[[], float] = since_boot
    ) -> None:
        self._wall = wall
        self._steady = steady
        self._offset = wall() - steady()
        self._said = False

    def has_jumped(self) -> bool:
        """Say whether the clock is more than six hours off; said in the log when that begins and ends."""
        off = self._wall() - self._steady() - self._offset
        jumped = abs(off) > LARGEST
        if jumped and not self._said:
            log.critical("clock_jumped", hours=round(off / 3600, 1))
        elif self._said and not jumped:
            log.warning("clock_is_back")
        self._said = jumped
        return jumped
