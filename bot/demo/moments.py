"""When the play happens: months before the present, counted in working days."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.demo.clock import WESTERN_INDONESIA

PLAYED = 3
"""How many whole months lie behind the visitor."""

_QUIET_DAYS = timedelta(days=3)


def working_days(year: int, month: int) -> list[date]:
    """List the days from Monday to Friday of a month."""
    day = date(year, month, 1)
    days = []
    while day.month == month:
        if day.weekday() < 5:
            days.append(day)
        day += timedelta(days=1)
    return days


def shifted(year: int, month: int, by: int) -> tuple[int, int]:
    """Give the month that lies some months later."""
    years, index = divmod(year * 12 + month - 1 + by, 12)
    return years, index + 1


@dataclass(frozen=True, slots=True)
class When:
    """A moment of the play.

    `month` counts the played months from 1. The day is a day of that month (`on`), a working day of
    the month after it (`after`), or some working days before the visitor comes (`ago`).
    """

    at: str = "09.00"
    month: int = 1
    on: int = 0
    after: int = 0
    ago: int = 0


class Timeline:
    """The months of one play; the last scene of the last month lies some days before the present."""

    def __init__(self, now: datetime, last_day: int = 8) -> None:
        self.now = now.astimezone(WESTERN_INDONESIA)
        here = self.now.year, self.now.month
        for back in (1, 2):
            self.first = shifted(*here, -back - PLAYED + 1)
            if self.moment(When(month=PLAYED, after=last_day)) < self.now - _QUIET_DAYS:
                break

    @property
    def start(self) -> datetime:
        """Give the moment at which the agency is set up."""
        return self.moment(When(at="07.30", month=0, after=1))

    @property
    def years(self) -> list[int]:
        """List the years for which people need a plan."""
        return sorted({self.first[0], self.now.year})

    def month_of(self, month: int) -> date:
        """Give the first day of a played month."""
        return date(*shifted(*self.first, month - 1), 1)

    def moment(self, when: When) -> datetime:
        """Give a moment in Western Indonesian time."""
        hour, minute = map(int, when.at.split("."))
        clock = time(hour, minute, tzinfo=WESTERN_INDONESIA)
        return datetime.combine(self._day(when), clock)

    def _day(self, when: When) -> date:
        if when.ago:
            return self._before_now(when.ago)
        year, month = shifted(*self.first, when.month - 1)
        if when.after:
            return working_days(*shifted(year, month, 1))[when.after - 1]
        days = working_days(year, month)
        return min(days, key=lambda day: (abs(day.day - when.on), day))

    def _before_now(self, working: int) -> date:
        day = self.now.date()
        while working:
            day -= timedelta(days=1)
            working -= day.weekday() < 5
        return day
