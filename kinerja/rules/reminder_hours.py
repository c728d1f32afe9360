"""At which hour of its day a reminder goes out."""

from __future__ import annotations

import re
from datetime import time

from kinerja.errors import N_, Refused
from kinerja.rules.periods import in_quiet_hours

_HOUR = re.compile(
    r"(?:jam|pukul|pk\.?|at)?\s*(?P<hour>\d{1,2})(?:[.:](?P<minute>\d{2}))?\s*(?:wib|wita|wit)?",
    re.IGNORECASE,
)


def read_hour(text: str) -> time:
    """Read an hour as people write it: 9, 09.30, pukul 9."""
    found = _HOUR.fullmatch(" ".join(text.split()))
    if found is not None:
        hour, minute = int(found["hour"]), int(found["minute"] or 0)
        if hour < 24 and minute < 60:
            return time(hour, minute)
    raise Refused(N_("Please write the hour with numbers, for example 08.30."))


def sending_hour(hour: time, quiet_from: time, quiet_until: time, *, same_day: bool) -> time | None:
    """Return the local hour a reminder goes out at, None where its day has none that is not quiet.

    One whose hour is quiet waits for the end of the quiet hours; late in the evening, it went out in the
    morning of its day already. What is about the day itself (``same_day``) cannot come before its hour.
    """
    if not in_quiet_hours(hour, quiet_from, quiet_until):
        return hour
    if same_day and quiet_until <= hour:
        return None
    return quiet_until
