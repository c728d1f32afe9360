"""The demonstration's clock: real time plus an offset that a file hands to the assistant."""

import json
import os
import tempfile
import time
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

WESTERN_INDONESIA = timezone(timedelta(hours=7))


class DemoClock:
    """Real time, moved by a number of seconds that is kept in a file if there is one."""

    def __init__(self, offset_file: Path | None = None) -> None:
        self._file = offset_file
        self._offset = 0.0
        self._read_at: float | None = None

    @property
    def offset(self) -> float:
        """Give the seconds by which the demonstration is ahead of real time."""
        if self._file is None:
            return self._offset
        try:
            changed = self._file.stat().st_mtime_ns
            if changed != self._read_at:
                self._offset = float(json.loads(self._file.read_text())["offset_seconds"])
                self._read_at = changed
        except (OSError, ValueError, KeyError, TypeError):
            return self._offset
        return self._offset

    def now(self) -> float:
        """Give the demonstration's time in seconds since the epoch."""
        return time.time() + self.offset

    def set_offset(self, seconds: float) -> None:
        """Set the offset and write it in one step, so that no reader sees half a file."""
        self._offset = seconds
        if self._file is None:
            return
        self._file.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=self._file.parent, prefix=".clock-")
        with os.fdopen(handle, "w") as stream:
            json.dump({"offset_seconds": seconds}, stream)
        Path(name).chmod(0o644)
        Path(name).replace(self._file)

    def advance(self, seconds: float) -> None:
        """Move the clock by some seconds."""
        self.set_offset(self.offset + seconds)

    def to_next_month(self, hour: int = 8) -> None:
        """Move the clock to the first of the next month, in the morning of Western Indonesia."""
        here = datetime.fromtimestamp(self.now(), WESTERN_INDONESIA)
        year, month = divmod(here.year * 12 + here.month, 12)
        goal = datetime(year, month + 1, 1, hour, tzinfo=WESTERN_INDONESIA)
        self.advance(goal.timestamp() - self.now())

    def to_moment(self, text: str) -> None:
        """Move the clock to an ISO moment; without a zone it is Western Indonesian time."""
        goal = datetime.fromisoformat(text)
        if goal.tzinfo is None:
            goal = goal.replace(tzinfo=WESTERN_INDONESIA)
        self.advance(goal.timestamp() - self.now())

    def as_json(self) -> dict[str, float | str]:
        """Describe the clock for the control side."""
        now = self.now()
        return {
            "now": now,
            "iso": datetime.fromtimestamp(now, UTC).isoformat(timespec="seconds"),
            "offset_seconds": self.offset,
        }
