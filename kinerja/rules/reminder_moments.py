"""At which moment a reminder goes out: a working day, from somebody's hour on, never in quiet hours."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from enum import StrEnum

from kinerja.errors import N_, Refused
from kinerja.rules.working_days import IsWorkingDay, next_working_day

_AFTERNOON = time(15)


@dataclass(frozen=True, slots=True)
class Hours:
    """When reminders may come to somebody on a working day: from an hour on, outside the quiet hours.

    What is about the day itself (``same_day``) cannot come before its hour.
    """

    hour: time
    quiet_from: time
    quiet_until: time
    same_day: bool = False

    def is_quiet(self, at: time) -> bool:
        """Say whether it is quiet at an hour of the day."""
        if self.quiet_from <= self.quiet_until:
            return self.quiet_from <= at < self.quiet_until
        return at >= self.quiet_from or at < self.quiet_until

    @property
    def begin(self) -> time:
        """From when on reminders come: the hour, or the end of the quiet hours it lies in."""
        if not self.is_quiet(self.hour) or (self.same_day and self.quiet_until <= self.hour):
            return self.hour
        return self.quiet_until


def good_moment(local: datetime, hours: Hours, works: IsWorkingDay) -> datetime:
    """Return the first moment from a local one on at which a reminder may come."""
    if works(local.date()):
        begin = max(local, _at(local, hours.begin))
        if not hours.is_quiet(begin.time()):
            return begin
    day = next_working_day(local.date() + timedelta(days=1), works)
    return datetime.combine(day, hours.begin, local.tzinfo)


class Later(StrEnum):
    """Until when somebody puts a reminder off."""

    HOUR = "hour"
    AFTERNOON = "afternoon"
    TOMORROW = "tomorrow"
    WORKDAY = "workday"


def put_off(local: datetime, later: Later, hours: Hours, works: IsWorkingDay) -> datetime:
    """Return until when a reminder is put off; quiet hours and rest days move it further."""
    tomorrow = local + timedelta(days=1)
    wanted = {
        Later.HOUR: local + timedelta(hours=1),
        Later.AFTERNOON: max(local, _at(local, _AFTERNOON)),
        Later.TOMORROW: _at(tomorrow, hours.begin),
        Later.WORKDAY: _at(tomorrow, hours.begin),
    }
    return good_moment(wanted[later], hours, works)


def offered(local: datetime, works: IsWorkingDay) -> tuple[Later, ...]:
    """Return what can be chosen at a local moment.

    This afternoon is offered before it has come; of tomorrow and the next working day the one that tells
    more, since reminders keep off rest days.
    """
    found = [Later.HOUR]
    if works(local.date()) and local + timedelta(minutes=30) < _at(local, _AFTERNOON):
        found.append(Later.AFTERNOON)
    next_day = local.date() + timedelta(days=1)
    return (*found, Later.TOMORROW if works(next_day) else Later.WORKDAY)


def read_later(text: str) -> Later:
    """Read what a button says; refused where it says nothing known."""
    try:
        return Later(text)
    except ValueError:
        raise Refused(N_("Please choose one of the buttons.")) from None


def _at(local: datetime, hour: time) -> datetime:
    return datetime.combine(local.date(), hour, local.tzinfo)
