"""At which hour of its day a reminder goes out."""

from __future__ import annotations

from datetime import time

from kinerja.rules.periods import in_quiet_hours


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
