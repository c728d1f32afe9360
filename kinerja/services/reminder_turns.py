"""Whose turn it is: the hours at which reminders are planned, and people whose days changed since."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import delete, exists, func, update
from sqlmodel import Session, col, select

from kinerja.models import (
    EmployeeGroup,
    OutboxMessage,
    OutboxStatus,
    Person,
    PlannedReminder,
    Position,
    ReminderStale,
    ReminderState,
    ReminderTurn,
    Unit,
    WorkingTime,
)
from kinerja.rules.periods import DEFAULT_ZONE, local_date
from kinerja.rules.reminder_moments import Hours
from kinerja.services.once import insert_once
from kinerja.services.planning_reminders import plan_exactly
from kinerja.services.reminder_board import Board, Turn
from kinerja.services.reminder_days import PersonDays, days_of
from kinerja.services.workdays import FIVE_DAY

_AT_A_TIME = 500

Hour = tuple[str, time, bool]
"""A zone, an hour there, and whether it is the one at which work ends."""


def changes(session: Session) -> int:
    """Return how often what everybody's reminders rest on has changed."""
    return session.exec(select(func.max(col(ReminderTurn.changes)))).one() or 0


def is_anybody_changed(session: Session) -> bool:
    """Say whether there are people whose days changed."""
    return session.exec(select(ReminderStale.person_id).limit(1)).first() is not None


def turns_to_take(session: Session, quiet: tuple[time, time], now: datetime) -> list[Turn]:
    """Return the turns whose hour has come today and that were not taken yet, or have to be taken again."""
    found = []
    for row in session.exec(select(ReminderTurn)):
        day = now.astimezone(ZoneInfo(row.zone)).date()
        turn = Turn(row.zone, row.hour, row.at_end, day)
        if not _was_taken(row, day) and has_come(Hours(turn.hour, *quiet, turn.at_end), turn, now):
            found.append(turn)
    return found


def is_taken(session: Session, turn: Turn) -> bool:
    """Say whether a turn was taken meanwhile, by another replica."""
    row = session.get(ReminderTurn, (turn.zone, turn.hour, turn.at_end), populate_existing=True)
    return row is not None and _was_taken(row, turn.day)


def _was_taken(row: ReminderTurn, day: date) -> bool:
    return row.planned_on is not None and row.planned_on >= day and not row.stale


def has_come(hours: Hours, turn: Turn, now: datetime) -> bool:
    """Say whether it is the time of a turn: its hour has come, and it is not quiet.

    One whose hour lies in the quiet hours is taken all the same: some have quiet hours of their own, and for
    the others its reminders wait.
    """
    here = now.astimezone(ZoneInfo(turn.zone)).time()
    return here >= turn.hour and (not hours.is_quiet(here) or hours.is_quiet(turn.hour))


def finish_turn(session: Session, turn: Turn, seen: int) -> None:
    """Note that a turn was taken, unless something changed since ``seen``, while it was under way."""
    session.connection().execute(
        update(ReminderTurn)
        .where(
            col(ReminderTurn.zone) == turn.zone,
            col(ReminderTurn.hour) == turn.hour,
            col(ReminderTurn.at_end) == turn.at_end,
            col(ReminderTurn.changes) <= seen,
        )
        .values(planned_on=turn.day, stale=False)
    )


def people_range(session: Session) -> tuple[int, int]:
    """Return the lowest and the highest number of a person."""
    lowest, highest = session.exec(select(func.min(Person.id), func.max(Person.id))).one()
    return lowest or 0, highest or 0


def hours_there(session: Session, board: Board) -> set[Hour]:
    """Return every hour of every zone at which somebody may be reminded, or their work end."""
    columns: tuple[Any, ...] = (
        col(WorkingTime.zone),
        col(WorkingTime.hour),
        func.coalesce(col(WorkingTime.pattern_id), col(EmployeeGroup.pattern_id)),
    )
    in_group = col(EmployeeGroup.id) == col(WorkingTime.group_id)
    rows: Any = select(*columns).select_from(WorkingTime).outerjoin(EmployeeGroup, in_group)
    own = session.exec(rows.distinct()).all()
    of_units = select(Unit.zone).where(exists().where(col(Position.unit_id) == col(Unit.id)))
    zones = {zone or DEFAULT_ZONE for zone in session.exec(of_units.distinct())}
    zones |= {zone for zone, _hour, _pattern in own if zone}
    kept = {pattern for _zone, _hour, pattern in own}
    patterns = [one for one in board.patterns if one.id in kept or one.code == FIVE_DAY]
    hours = {one.hour for one in patterns} | {hour for _zone, hour, _pattern in own if hour}
    ends = {one.ends_at for one in patterns if board.asks_at_end}
    return {(zone, hour, False) for zone in zones for hour in hours} | {
        (zone, hour, True) for zone in zones for hour in ends
    }


def note_hours(session: Session, found: set[Hour]) -> None:
    """Note hours at which it is to be planned; those known stay as they are."""
    for zone, hour, at_end in sorted(found):
        insert_once(session, ReminderTurn(zone=zone, hour=hour, at_end=at_end))


def plan_changed_people(session: Session, board: Board, now: datetime) -> int:
    """Plan anew for some of the people whose days changed; return how many there were.

    What was put off for an absence is looked at again, and what was taken from the outbox with their chat
    comes back to be planned.
    """
    people = list(
        session.exec(
            select(ReminderStale.person_id).order_by(col(ReminderStale.person_id)).limit(_AT_A_TIME)
        )
    )
    if not people:
        return 0
    _bring_back(session, people, now)
    for turn, those in _turns_of(session, board, people, now).items():
        for due in board.due(turn):
            plan_exactly(session, board, due, those)
    session.connection().execute(
        delete(ReminderStale).where(col(ReminderStale.person_id).in_(people))
    )
    return len(people)


def _turns_of(
    session: Session, board: Board, people: list[int], now: datetime
) -> dict[Turn, list[int]]:
    """Return the turns of people that have come today; hours nobody had before are noted."""
    found: dict[Turn, list[int]] = defaultdict(list)
    day = local_date(now, DEFAULT_ZONE)
    for one in days_of(session, board.calendars, people, day).values():
        for turn, hours in _own_turns(one, now):
            note_hours(session, {(turn.zone, turn.hour, turn.at_end)})
            if has_come(hours, turn, now):
                found[turn].append(one.person_id)
    return found


def _own_turns(one: PersonDays, now: datetime) -> Iterable[tuple[Turn, Hours]]:
    local = one.local(now)
    for at_end in (False, True):
        hours = one.hours(at_end=at_end)
        yield Turn(one.time.zone, hours.hour, at_end, local.date()), hours


def _bring_back(session: Session, people: list[int], now: datetime) -> None:
    taken_out = exists().where(
        col(OutboxMessage.key) == col(PlannedReminder.outbox_key),
        col(OutboxMessage.status) == OutboxStatus.CANCELLED,
    )
    connection = session.connection()
    theirs = col(PlannedReminder.person_id).in_(people)
    connection.execute(
        update(PlannedReminder)
        .where(theirs, col(PlannedReminder.state) == ReminderState.QUEUED, taken_out)
        .values(state=ReminderState.PLANNED, outbox_key=None, send_at=now)
    )
    connection.execute(
        update(PlannedReminder)
        .where(
            theirs,
            col(PlannedReminder.state) == ReminderState.PLANNED,
            col(PlannedReminder.snoozed_until).is_(None),
        )
        .values(send_at=now)
    )
