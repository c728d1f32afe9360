"""Where the time comes from: the system, a fixed moment, or the system shifted by a file."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Protocol


class Clock(Protocol):
    """Something that knows the present moment."""

    def now(self) -> datetime:
        """Return the present moment, aware, in UTC."""
        ...


class SystemClock:
    """The clock of the machine."""

    def now(self) -> datetime:
        """Return the machine's present moment in UTC."""
        return datetime.now(UTC)


@dataclass
class FixedClock:
    """A clock that stands until it is moved; for tests and rehearsals."""

    moment: datetime

    def now(self) -> datetime:
        """Return the moment the clock stands at."""
        return self.moment

    def advance(self, by: timedelta) -> None:
        """Move the clock forward (or back, with a negative span)."""
        self.moment += by


class ShiftedClock:
    """The system clock moved by the seconds that a small JSON file names; the demonstration writes it."""

    def __init__(self, offset_file: Path) -> None:
        self._file = offset_file
        self._seen: tuple[int, int] | None = None
        self._offset = timedelta()

    def now(self) -> datetime:
        """Return the shifted moment in UTC; a missing or unreadable file keeps the last known shift."""
        try:
            stat = self._file.stat()
            seen = (stat.st_mtime_ns, stat.st_ino)
            if seen != self._seen:
                self._offset = timedelta(
                    seconds=float(json.loads(self._file.read_text())["offset_seconds"])
                )
                self._seen = seen
        except (OSError, ValueError, KeyError, TypeError):
            pass
        return datetime.now(UTC) + self._offset
