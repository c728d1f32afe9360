"""The windows that are open on a day: of the cycle of the year, else by the deadlines in force; days, weeks, clocks."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import ColumnElement, true
from sqlmodel import Session, col, select

from kinerja.models import Cycle, Period, PeriodKind, Stage, StageWindow, Unit
from kinerja.regulation import deadlines
from kinerja.reports.stage_records import clock_windows
from kinerja.rules.cycle import spans
from kinerja.rules.deadlines import Window, window_of
from kinerja.rules.periods import window_closes_on
from kinerja.rules.reminders import Laid, Reminder
from kinerja.rules.units import nearest
from kinerja.rules.working_days import DEFAULT


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A window with the first and last day of its period and the unit it holds for (None: the agency).

    A day, a week and a clock are their own period, and of no ``kind``.
    """

    stage: Stage
    kind: PeriodKind | None
    starts_on: date
    ends_on: date
    unit_id: int | None
    window: Window
    laid: Laid = Laid.STAGE


_Key = tuple[Stage, PeriodKind | None, date]


class OpenWindows:
    """The windows of some days, found for a unit by the nearest one upwards."""

    def __init__(self, found: Iterable[OpenWindow], parents: dict[int | None, int | None]) -> None:
        self._parents = parents
        self._by_period: dict[Laid, dict[_Key, dict[int | None, OpenWindow]]] = {}
        for one in found:
            key = (one.stage, one.kind, one.starts_on)
            of_laid = self._by_period.setdefault(one.laid, {})
            of_laid.setdefault(key, {})[one.unit_id] = one

    def of(self, reminder: Reminder, unit_id: int | None, day: date) -> list[OpenWindow]:
        """Return the windows of a reminder that hold for a unit and are open on a day."""
        return [one for one in self.ahead(reminder, unit_id, day) if one.window.opens <= day]

    def ahead(self, reminder: Reminder, unit_id: int | None, day: date) -> list[OpenWindow]:
        """Return the windows that hold for a unit and have not closed before a day, in their order."""
        found = (
            by_unit.get(nearest(unit_id, by_unit, self._parents.get))
            for by_unit in self._of_stage(reminder)
        )
        left = [one for one in found if one is not None and one.window.closes >= day]
        return sorted(left, key=lambda one: (one.window.due, one.starts_on))

    def all_of(self, reminder: Reminder, day: date) -> list[OpenWindow]:
        """Return every window of a reminder that is open on a day, of whatever unit."""
        return [
            one
            for by_unit in self._of_stage(reminder)
            for one in by_unit.values()
            if _is_open(one, day)
        ]

    def holds_for(self, one: OpenWindow, unit: ColumnElement[int]) -> ColumnElement[bool]:
        """Return the condition that a window is the nearest one upwards from a unit."""
        by_unit = self._by_period[one.laid][one.stage, one.kind, one.starts_on]
        if len(by_unit) == 1 and one.unit_id is None:
            return true()
        nearest_of = {below: nearest(below, by_unit, self._parents.get) for below in self._parents}
        if one.unit_id is None:
            return unit.not_in([below for below, above in nearest_of.items() if above is not None])
        return unit.in_([below for below, above in nearest_of.items() if above == one.unit_id])

    def _of_stage(self, reminder: Reminder) -> Iterator[dict[int | None, OpenWindow]]:
        for (stage, _kind, _start), by_unit in self._by_period.get(reminder.laid, {}).items():
            if stage is reminder.stage:
                yield by_unit


def windows_around(
    session: Session, day: date, closes_day: int, ahead: timedelta = timedelta(days=1)
) -> OpenWindows:
    """Return the windows of the year of a day and the year before; years without a cycle have the defaults.

    Days and weeks are those from the day before, since somewhere it is yesterday, until some days ahead.
    ``closes_day`` is the day of the month after on which the monthly report closes where no cycle says it.
    """
    parents = dict(session.exec(select(Unit.id, Unit.parent_id)).all())
    found: list[OpenWindow] = []
    for year in range(day.year - 1, (day + ahead).year + 1):
        of_year = list(_of_cycle(session, year))
        found += of_year or _by_default(year, closes_day)
    return OpenWindows([*found, *_days_and_weeks(day, ahead), *_clocks(session, day)], parents)


def _is_open(one: OpenWindow, day: date) -> bool:
    return one.window.opens <= day <= one.window.closes


def _of_cycle(session: Session, year: int) -> Iterable[OpenWindow]:
    rows = session.exec(
        select(StageWindow, Period)
        .join(Period, col(Period.id) == col(StageWindow.period_id))
        .join(Cycle, col(Cycle.id) == col(Period.cycle_id))
        .where(col(Cycle.year) == year)
    )
    for row, period in rows:
        yield OpenWindow(
            Stage(row.stage),
            PeriodKind(period.kind),
            period.starts_on,
            period.ends_on,
            row.unit_id,
            Window(row.opens, row.due, row.closes),
        )


def _by_default(year: int, closes_day: int) -> Iterable[OpenWindow]:
    for (stage, kind), deadline in deadlines(date(year, 1, 1)).items():
        for first, last in spans(year, kind):
            window = window_of(deadline, first, last, DEFAULT.works)
            if stage in (Stage.MONTHLY_REPORT, Stage.DAILY_LOG):
                window = Window(window.opens, window.due, window_closes_on(first, closes_day))
            yield OpenWindow(stage, kind, first, last, None, window)


def _days_and_weeks(day: date, ahead: timedelta) -> Iterable[OpenWindow]:
    around = [day + timedelta(days=n) for n in range(-1, ahead.days + 1)]
    for one in around:
        window = Window(one, one, one)
        yield OpenWindow(Stage.DAILY_LOG, None, one, one, None, window, Laid.DAY)
    for monday in sorted({one - timedelta(days=one.weekday()) for one in around}):
        sunday = monday + timedelta(days=6)
        window = Window(monday, sunday, sunday)
        yield OpenWindow(Stage.FEEDBACK, None, monday, sunday, None, window, Laid.WEEK)


def _clocks(session: Session, day: date) -> Iterable[OpenWindow]:
    for stage, set_on, window in clock_windows(session, day):
        yield OpenWindow(stage, None, set_on, set_on, None, window, Laid.CLOCK)
