"""Dialogues in words: kinds, times with their weekday and zone, and what became of the expectation."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo

from kinerja.messages import N_, NN_, LocalTime, Message, say
from kinerja.models import Expectation

EXPECTATIONS = {
    Expectation.UNCHANGED: N_("Clear as it was"),
    Expectation.CLEARED_UP: N_("Cleared up"),
    Expectation.CHANGED: N_("Changed"),
}
WEEKDAYS = (
    N_("Monday"),
    N_("Tuesday"),
    N_("Wednesday"),
    N_("Thursday"),
    N_("Friday"),
    N_("Saturday"),
    N_("Sunday"),
)


def on_day(day: date) -> Message:
    """Say a day with its weekday."""
    return say("{weekday}, {day}", weekday=say(WEEKDAYS[day.weekday()]), day=day)


def at_time(moment: datetime, zone: str) -> Message:
    """Say a moment with its weekday, as the clock of a zone shows it."""
    weekday = WEEKDAYS[moment.astimezone(ZoneInfo(zone)).weekday()]
    return say("{weekday}, {time}", weekday=say(weekday), time=LocalTime(moment, zone))


def long(minutes: int) -> Message:
    """Say how long it takes."""
    return say(NN_("{n} minute", "{n} minutes"), n=minutes)
