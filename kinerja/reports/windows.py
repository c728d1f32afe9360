"""The windows that are open on a day: of the cycle of the year, else by the deadlines in force."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import Cycle, Period, PeriodKind, Stage, StageWindow, Unit
from kinerja.regulation import deadlines
from kinerja.rules.cycle import spans
from kinerja.rules.deadlines import Window, window_of
from kinerja.rules.periods import window_closes_on
from kinerja.rules.working_days import DEFAULT


@dataclass(frozen=True, slots=True)
class OpenWindow:
    """A window with the first and last day of its period and the unit it holds for (None: the agency)."""

    stage: Stage
    kind: PeriodKind
    starts_on: date
    ends_on: date
    unit_id: int | None
    window: Window


class OpenWindows:
    """The windows open on a day, found for a unit by the nearest one upwards."""

    def __init__(self, found: Iterable[OpenWindow], parents: dict[int | None, int | None]) -> None:
        self._parents = parents
        self._by_period: dict[tuple[Stage, PeriodKind, date], dict[int | None, OpenWindow]] = {}
        for one in found:
            key = (one.stage, one.kind, one.starts_on)
            self._by_period.setdefault(key, {})[one.unit_id] = one

    def of(self, stage: Stage, unit_id: int | None, day: date) -> list[OpenWindow]:
        """Return the windows of a stage that hold for a unit and are open on a day."""
        found = []
        for (of_stage, _kind, _start), by_unit in self._by_period.items():
            if of_stage is stage:
                nearest = self._nearest(by_unit, unit_id)
                if nearest is not None and nearest.window.opens <= day <= nearest.window.closes:
                    found.append(nearest)
        return found

    def _nearest(
        self, by_unit: dict[int | None, OpenWindow], unit_id: int | None
    ) -> OpenWindow | None:
        while unit_id is not None and unit_id not in by_unit:
            unit_id = self._parents.get(unit_id)
        return by_unit.get(unit_id)


def windows_around(session: Session, day: date, closes_day: int) -> OpenWindows:
    """Return the windows of the year of a day and the year before; years without a cycle have the defaults.

    ``closes_day`` is the day of the month after on which the monthly report closes where no cycle says it.
    """
    parents = dict(session.exec(select(Unit.id, Unit.parent_id)).all())
    found: list[OpenWindow] = []
    for year in (day.year - 1, day.year):
        of_year = list(_of_cycle(session, year))
        found += of_year or _by_default(year, closes_day)
    return OpenWindows(found, parents)


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
        if kind is PeriodKind.QUARTER:
            continue
        for first, last in spans(year, kind):
            window = window_of(deadline, first, last, DEFAULT.works)
            if stage in (Stage.MONTHLY_REPORT, Stage.DAILY_LOG):
                window = Window(window.opens, window.due, window_closes_on(first, closes_day))
            yield OpenWindow(stage, kind, first, last, None, window)
