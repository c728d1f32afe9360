"""Opening the cycle of a year: its periods, and the windows of its stages from the deadlines in force."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.models import Cycle, EmployeeGroup, Period, PeriodKind, Stage, StageWindow
from kinerja.regulation import deadlines
from kinerja.rules.access import Action, Actor
from kinerja.rules.cycle import check_year, spans
from kinerja.rules.deadlines import Deadline, window_of
from kinerja.rules.periods import window_closes_on
from kinerja.rules.working_days import IsWorkingDay
from kinerja.services.audit import record
from kinerja.services.authority import authorise_agency
from kinerja.services.numbers import number_of
from kinerja.services.workdays import FIVE_DAY, calendars, rebuild_workdays


@dataclass(frozen=True, slots=True)
class Opened:
    """What opening did: the cycle, and how many windows are new."""

    cycle: Cycle
    new_windows: int


def open_cycle(
    session: Session,
    actor: Actor,
    year: int,
    kind: PeriodKind,
    *,
    closes_day: int,
    now: datetime,
    today: date,
) -> Opened:
    """Open a year, or complete one that is open; windows that exist stay as they are.

    ``closes_day`` is the day of the month after on which the agency closes the monthly report. Reports are
    monthly always: ``kind`` says how often is evaluated, unless a group of employees has its own.
    """
    authorise_agency(session, actor, Action.OPEN_CYCLE, today)
    cycle = _cycle(session, actor, check_year(year), kind, now)
    rebuild_workdays(session, max(today, date(year, 1, 1)))
    evaluated = _evaluated(session, cycle)
    new = _seed(session, _periods(session, cycle, evaluated), evaluated, closes_day)
    if new:
        record(
            session,
            actor,
            "cycle.opened",
            "cycle",
            cycle.id,
            person_id=None,
            now=now,
            year=year,
            periods=kind.value,
            windows=new,
        )
    return Opened(cycle, new)


def _cycle(session: Session, actor: Actor, year: int, kind: PeriodKind, now: datetime) -> Cycle:
    cycle = session.exec(select(Cycle).where(col(Cycle.year) == year).with_for_update()).first()
    if cycle is None:
        cycle = Cycle(year=year, period_kind=kind, opened_at=now, opened_by_id=actor.person_id)
        session.add(cycle)
        session.flush()
    elif cycle.period_kind is not kind:
        before, cycle.period_kind = cycle.period_kind, kind
        record(
            session,
            actor,
            "cycle.periods",
            "cycle",
            cycle.id,
            person_id=None,
            now=now,
            periods=[before.value, kind.value],
        )
    return cycle


def _evaluated(session: Session, cycle: Cycle) -> set[PeriodKind]:
    """Return after which kinds of period somebody is evaluated: the cycle's, and those of groups."""
    groups = session.exec(select(EmployeeGroup.period_kind).distinct()).all()
    return {cycle.period_kind, *(PeriodKind(kind) for kind in groups if kind is not None)}


def _periods(session: Session, cycle: Cycle, evaluated: set[PeriodKind]) -> list[Period]:
    """Return the periods that are needed, in their order; those missing are made."""
    known = {
        (period.kind, period.ordinal): period
        for period in session.exec(select(Period).where(col(Period.cycle_id) == cycle.id))
    }
    for kind in PeriodKind:
        if kind is PeriodKind.QUARTER and kind not in evaluated:
            continue
        for ordinal, (first, last) in enumerate(spans(cycle.year, kind), start=1):
            if (kind, ordinal) not in known:
                known[kind, ordinal] = Period(
                    cycle_id=number_of(cycle),
                    kind=kind,
                    ordinal=ordinal,
                    starts_on=first,
                    ends_on=last,
                )
    session.add_all(known.values())
    session.flush()
    return list(known.values())


def _seed(
    session: Session, periods: list[Period], evaluated: set[PeriodKind], closes_day: int
) -> int:
    """Add the windows of the agency that are missing; return how many."""
    there = set(
        session.exec(
            select(StageWindow.period_id, StageWindow.stage).where(
                col(StageWindow.unit_id).is_(None),
                col(StageWindow.period_id).in_([period.id for period in periods]),
            )
        ).all()
    )
    works = calendars(session).of(FIVE_DAY, None).works
    wanted = {
        (stage, per): deadline
        for (stage, per), deadline in deadlines(periods[0].starts_on).items()
        if stage is not Stage.PERIODIC_EVALUATION or per in evaluated
    }
    fresh = [
        _window(period, deadline, closes_day, works)
        for period in periods
        for (stage, per), deadline in wanted.items()
        if per is period.kind and (period.id, stage) not in there
    ]
    session.add_all(fresh)
    session.flush()
    return len(fresh)


def _window(
    period: Period, deadline: Deadline, closes_day: int, works: IsWorkingDay
) -> StageWindow:
    days = window_of(deadline, period.starts_on, period.ends_on, works)
    closes = days.closes
    if deadline.stage in (Stage.MONTHLY_REPORT, Stage.DAILY_LOG):
        closes = window_closes_on(period.starts_on, closes_day)
    return StageWindow(
        period_id=number_of(period),
        stage=deadline.stage,
        opens=days.opens,
        due=days.due,
        closes=closes,
    )
