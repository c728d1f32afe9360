"""What reminders are decided by and everybody shares: windows, calendars, patterns of work, quiet hours."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from kinerja.models import Period, PeriodKind, Stage, StageWindow, Unit, WindowMove, WorkPattern
from kinerja.reports.windows import OpenWindow, OpenWindows, windows_around
from kinerja.rules.periods import DEFAULT_ZONE, local_date
from kinerja.rules.reminder_steps import Step, newest, steps
from kinerja.rules.reminders import Laid, Reminder, ReminderPlan
from kinerja.rules.working_days import Calendar, IsWorkingDay
from kinerja.services.workdays import Calendars, calendars
from kinerja.services.working_times import quiet_hours


@dataclass(frozen=True, slots=True)
class PatternHours:
    """A pattern of work as reminders need it."""

    id: int
    code: str
    hour: time
    ends_at: time

    def at(self, *, at_end: bool) -> time:
        """Return the hour of reminders, or the one at which work ends."""
        return self.ends_at if at_end else self.hour


class Days(NamedTuple):
    """The working days of somebody: by their calendar, and without their absences."""

    calendar: Calendar
    works: IsWorkingDay


class Turn(NamedTuple):
    """An hour of a zone on a local day; ``at_end`` is the hour at which work ends."""

    zone: str
    hour: time
    at_end: bool
    day: date

    @property
    def moment(self) -> datetime:
        """When it is this hour in the zone."""
        return datetime.combine(self.day, self.hour, ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder's window that is open in a turn."""

    reminder: Reminder
    one: OpenWindow
    turn: Turn


_Moved = dict[tuple[Stage, PeriodKind | None, date, int | None], datetime]


@dataclass(frozen=True, slots=True)
class Board:
    """What holds on a day; ``moved`` says when a window got the days it has."""

    plan: ReminderPlan
    closes_day: int
    windows: OpenWindows
    calendars: Calendars
    patterns: tuple[PatternHours, ...]
    zones: dict[int, str]
    """The zone of each unit."""
    quiet: tuple[time, time]
    moved: _Moved

    @property
    def asks_at_end(self) -> bool:
        """Whether something is asked when work ends."""
        return any(one.at_end_of_work for one in self.plan.sent)

    def of_code(self, code: str) -> Reminder | None:
        """Return the reminder of a code, if it is sent."""
        return next((one for one in self.plan.sent if one.code == code), None)

    def laid(self, reminder: Reminder, one: OpenWindow, days: Days) -> list[Step]:
        """Return the steps of a reminder on a window for somebody's days."""
        works = days.works if reminder.pauses else days.calendar.works
        return steps(reminder.marks, one.window, works, reminder.most, days.calendar.works)

    def newest_step(
        self, reminder: Reminder, one: OpenWindow, days: Days, day: date, zone: str
    ) -> Step | None:
        """Return the newest step that has come; None where the deadline was moved since it would have been sent."""
        step = newest(self.laid(reminder, one, days), day)
        if step is None or one.laid is not Laid.STAGE:
            return step
        moved = self.moved.get((one.stage, one.kind, one.starts_on, one.unit_id))
        if moved is not None and step.day < moved.astimezone(ZoneInfo(zone)).date():
            return None
        return step

    def due(self, turn: Turn) -> Iterator[Due]:
        """Yield the windows that are open in a turn, of whatever unit."""
        for reminder in self.plan.sent:
            if reminder.at_end_of_work is turn.at_end:
                for one in self.windows.all_of(reminder, turn.day):
                    yield Due(reminder, one, turn)


class Boards:
    """Keeps a board for as long as nothing that it rests on is known to have changed, a minute at most."""

    _KEPT = timedelta(minutes=1)

    def __init__(self, plan: ReminderPlan, closes_day: int) -> None:
        self._plan = plan
        self._closes_day = closes_day
        self._board: Board | None = None
        self._read_at: tuple[datetime, int] = (datetime.min.replace(tzinfo=UTC), 0)

    def at(self, session: Session, now: datetime, changes: int) -> Board:
        """Return the board of a moment; ``changes`` counts what has changed."""
        read_at, seen = self._read_at
        is_old = seen != changes or not timedelta(0) <= now - read_at < self._KEPT
        if self._board is None or is_old:
            day = local_date(now, DEFAULT_ZONE)
            self._board = read_board(session, self._plan, day, self._closes_day)
            self._read_at = (now, changes)
        return self._board


def read_board(session: Session, plan: ReminderPlan, day: date, closes_day: int) -> Board:
    """Read what reminders are decided by around a day."""
    patterns = session.exec(select(WorkPattern).order_by(col(WorkPattern.id))).all()
    return Board(
        plan=plan,
        closes_day=closes_day,
        windows=windows_around(session, day, closes_day),
        calendars=calendars(session),
        patterns=tuple(_hours(patterns)),
        zones=_zones(session),
        quiet=quiet_hours(session),
        moved=_moved(session),
    )


def _hours(patterns: Iterable[WorkPattern]) -> Iterator[PatternHours]:
    for one in patterns:
        yield PatternHours(one.id or 0, one.code, one.hour, one.ends_at)


def _zones(session: Session) -> dict[int, str]:
    rows = session.exec(select(Unit.id, Unit.zone)).all()
    return {unit: zone or DEFAULT_ZONE for unit, zone in rows if unit is not None}


def _moved(session: Session) -> _Moved:
    columns: tuple[Any, ...] = (
        col(StageWindow.stage),
        col(Period.kind),
        col(Period.starts_on),
        col(StageWindow.unit_id),
    )
    last: Any = func.max(col(WindowMove.moved_at))
    rows = session.exec(
        select(*(*columns, last))
        .select_from(WindowMove)
        .join(StageWindow, col(StageWindow.id) == col(WindowMove.window_id))
        .join(Period, col(Period.id) == col(StageWindow.period_id))
        .where(col(WindowMove.due) != col(WindowMove.due_before))
        .group_by(*columns)
    )
    return {(stage, kind, starts_on, unit): at for stage, kind, starts_on, unit, at in rows}
