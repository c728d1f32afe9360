"""Clocks: windows of each person's own, counted from (or up to) the day that sets one going."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.models.cycle import Stage
from kinerja.rules.deadlines import Window
from kinerja.rules.legal_clocks import ClockKind, LegalClock, run_of
from kinerja.rules.reminders import Whom
from kinerja.rules.working_days import IsWorkingDay

_UP_TO_ITS_DAY = {Stage.FOLLOW_UP: (14, 14), Stage.CONTRACT_END: (60, 0)}
"""Calendar days a clock that counts up to its day is open before and after it."""

_LONGEST = 60
"""Calendar days after which no legal clock of an evaluation runs any more."""


def kind_of(stage: Stage, whom: Whom) -> ClockKind | None:
    """Return the legal clock of a stage for an audience; None where a clock counts up to its own day."""
    if stage in _UP_TO_ITS_DAY:
        return None
    decides = stage is Stage.OBJECTION and whom is Whom.SUPERIOR
    return ClockKind.DECISION if decides else ClockKind(stage.value)


def legal_window(clock: LegalClock, day: date, is_working: IsWorkingDay) -> Window:
    """Return the window of a legal clock: due by its earlier reading, open until the later one.

    Delivery counts from the day the document was made, acknowledgement and objection from the day it was
    received, a decision from the day of the objection.
    """
    run = run_of(clock, day, is_working)
    return Window(day, run.reminded_on, run.closes_on)


def window_up_to(stage: Stage, day: date) -> Window:
    """Return the window of a check-in, or of an end, that is due on the day itself."""
    before, after = _UP_TO_ITS_DAY[stage]
    return Window(day - timedelta(days=before), day, day + timedelta(days=after))


def days_around(stage: Stage, day: date) -> tuple[date, date]:
    """Return between which days a clock that is open on a day was set, or is due."""
    before, after = _UP_TO_ITS_DAY.get(stage, (0, _LONGEST))
    return day - timedelta(days=after), day + timedelta(days=before)
