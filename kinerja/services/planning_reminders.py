"""Planning reminders: what is due today, for whom and not done, becomes a row each; doing it twice changes nothing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Table, and_, literal, or_, true
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session

from kinerja.models import PlannedReminder, ReminderState
from kinerja.reports.stage_people import people_of
from kinerja.rules.reminder_steps import Step
from kinerja.rules.working_days import Calendar
from kinerja.services.reminder_board import Board, Days, Due, Turn
from kinerja.services.reminder_days import PersonDays, days_of
from kinerja.services.reminder_people import (
    POST,
    WHO,
    Near,
    apart_between,
    away_between,
    has_own_hour,
    in_zone,
    people_there,
    posts_held,
    works_by,
)
from kinerja.services.workdays import calendar_name

_ROW: Table = PlannedReminder.__table__  # type: ignore[attr-defined]
_LONGEST_REST = 40
_AT_A_TIME = 500

Class = tuple[ColumnElement[bool], Calendar]
"""The condition of people who share their working days, and the calendar of these."""


def plan_turn(session: Session, board: Board, turn: Turn, first: int, last: int) -> int:
    """Plan what is due in a turn for people from one number to another; return how many rows are new.

    Who was away near the day gets the step of their own working days, one by one, and so does who holds
    several posts; everybody else that of their calendar, by one statement a step.
    """
    here = and_(in_zone(board, turn.zone), WHO.id.between(first, last))
    if not turn.at_end and turn.hour not in {pattern.hour for pattern in board.patterns}:
        here = and_(here, has_own_hour(turn.hour))
    classes = list(_classes(board, turn))
    whose = and_(here, or_(*(condition for condition, _ in classes)))
    apart = apart_between(session, turn.day, first, last)
    planned = 0
    known: dict[int, PersonDays] = {}
    for due in board.due(turn):
        near = _near(due, [calendar for _condition, calendar in classes])
        away = away_between(session, near, first, last) if near is not None else []
        singly = sorted(apart.union(away))
        steps = _steps(board, due, classes)
        if not steps and not singly:
            continue
        to_remind = _to_remind(board, due)
        for step, conditions in steps.items():
            where = [to_remind, here, or_(*conditions), WHO.joined_on <= step.day]
            if singly:
                where.append(WHO.id.not_in(singly))
            planned += _insert_all(session, due, step, where)
        planned += _plan_singly(session, board, due, singly, and_(to_remind, whose), known)
    return planned


def plan_exactly(session: Session, board: Board, due: Due, people: Sequence[int]) -> int:
    """Plan a reminder for those of some people who are to be reminded, by the working days of each."""
    return _plan_singly(session, board, due, people, _to_remind(board, due), {})


def _plan_singly(
    session: Session,
    board: Board,
    due: Due,
    people: Sequence[int],
    whose: ColumnElement[bool],
    known: dict[int, PersonDays],
) -> int:
    planned = 0
    for start in range(0, len(people), _AT_A_TIME):
        some = people_there((WHO.id, WHO.joined_on), due.turn.day).where(
            whose, WHO.id.in_(people[start : start + _AT_A_TIME])
        )
        joined = dict(session.connection().execute(some).all())
        unknown = [one for one in joined if one not in known]
        known |= days_of(session, board.calendars, unknown, due.turn.day) if unknown else {}
        rows = [
            row
            for one, joined_on in joined.items()
            if one in known and (row := _row_of(board, due, known[one], joined_on)) is not None
        ]
        if rows:
            statement = _insert(session).on_conflict_do_nothing()
            planned += max(0, session.connection().execute(statement, rows).rowcount)
    return planned


def exact_step(board: Board, due: Due, days: PersonDays, joined_on: date) -> Step | None:
    """Return the newest step of a window for one person, if it is still to be sent and the day is worked."""
    works = days.works if due.reminder.pauses else days.time.calendar.works
    if not works(due.turn.day):
        return None
    step = board.newest_step(due.reminder, due.one, days.by_calendar, due.turn.day, days.time.zone)
    return step if step is not None and joined_on <= step.day else None


def _row_of(board: Board, due: Due, days: PersonDays, joined_on: date) -> dict[str, Any] | None:
    step = exact_step(board, due, days, joined_on)
    return None if step is None else {"person_id": days.person_id, **_values(due, step)}


def _values(due: Due, step: Step) -> dict[str, Any]:
    return {
        "code": due.reminder.code,
        "starts_on": due.one.starts_on,
        "due": due.one.window.due,
        "step": step.mark,
        "planned_for": step.planned_for,
        "send_at": due.turn.moment,
        "state": ReminderState.PLANNED,
    }


def _insert(session: Session) -> Any:
    is_sqlite = session.get_bind().dialect.name == "sqlite"
    return sqlite.insert(_ROW) if is_sqlite else postgresql.insert(_ROW)


def _insert_all(
    session: Session, due: Due, step: Step, where: Sequence[ColumnElement[bool]]
) -> int:
    given = _values(due, step)
    values = [literal(value, _ROW.c[name].type) for name, value in given.items()]
    rows = posts_held((WHO.id, *values), due.turn.day).where(*where)
    statement = _insert(session).from_select(["person_id", *given], rows).on_conflict_do_nothing()
    counted = statement.execution_options(preserve_rowcount=True)
    return max(0, session.connection().execute(counted).rowcount)


def _to_remind(board: Board, due: Due) -> ColumnElement[bool]:
    return and_(
        board.windows.holds_for(due.one, POST.unit_id),
        WHO.joined_on <= due.one.window.due,
        people_of(due.reminder, due.one, due.turn.day, WHO).to_remind,
    )


def _steps(
    board: Board, due: Due, classes: Iterable[Class]
) -> dict[Step, list[ColumnElement[bool]]]:
    """Return the newest steps of those who work today, each with the conditions of its people."""
    found: dict[Step, list[ColumnElement[bool]]] = defaultdict(list)
    for condition, calendar in classes:
        if not calendar.works(due.turn.day):
            continue
        step = board.newest_step(
            due.reminder, due.one, Days(calendar, calendar.works), due.turn.day, due.turn.zone
        )
        if step is not None:
            found[step].append(condition)
    return found


def _classes(board: Board, turn: Turn) -> Iterator[Class]:
    scopes: dict[int | None, list[int]] = defaultdict(list)
    for unit, scope in board.calendars.scope_of.items():
        scopes[scope].append(unit)
    for pattern in board.patterns:
        if turn.at_end and pattern.ends_at != turn.hour:
            continue
        for scope, units in scopes.items():
            within = true() if len(scopes) == 1 else POST.unit_id.in_(units)
            calendar = board.calendars.by_name[calendar_name(pattern.code, scope)]
            yield and_(works_by(pattern, turn), within), calendar


def _near(due: Due, calendars: Sequence[Calendar]) -> Near | None:
    """Return the days in which an absence changes somebody's step today, None where it never does.

    A step in an absence moves to the first working day after it or, where the closing comes before, to the last
    one before it.
    """
    if not due.reminder.pauses:
        return None
    day = due.turn.day
    first = min(_worked_beside(day, -1, calendar) for calendar in calendars)
    last = max(_worked_beside(day, 1, calendar) for calendar in calendars)
    return Near(first, last)


def _worked_beside(day: date, direction: int, calendar: Calendar) -> date:
    for count in range(1, _LONGEST_REST):
        beside = day + timedelta(days=direction * count)
        if calendar.works(beside):
            return beside
    return day + timedelta(days=direction * _LONGEST_REST)
