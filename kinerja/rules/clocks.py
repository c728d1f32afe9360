"""Clocks: windows of each person's own, counted from (or up to) the day that sets one going."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.models.cycle import Stage
from kinerja.rules.deadlines import Window
from kinerja.rules.working_days import IsWorkingDay, working_day_after

WORKING_DAYS = 14
"""Delivery, acknowledgement and objection have as many; for the objection the agency has to confirm it."""

_AROUND = {Stage.FOLLOW_UP: (14, 14), Stage.CONTRACT_END: (60, 0)}
"""Calendar days a clock that counts up to its day is open before and after it."""


def clock_window(stage: Stage, day: date, is_working: IsWorkingDay) -> Window:
    """Return the window of a clock.

    Delivery counts from the day the document was made, acknowledgement and objection from the day it was
    received, a decision from the day of the objection. A check-in and an end are due on the day itself.
    """
    if stage in _AROUND:
        before, after = _AROUND[stage]
        return Window(day - timedelta(days=before), day, day + timedelta(days=after))
    due = working_day_after(day, WORKING_DAYS, is_working)
    return Window(day, due, due)


def days_around(stage: Stage, day: date) -> tuple[date, date]:
    """Return between which days a clock that is open on a day was set, or is due."""
    before, after = _AROUND.get(stage, (0, 60))
    return day - timedelta(days=after), day + timedelta(days=before)
