"""Conditions of the statements that plan reminders: who is there today, at whose hour, and who is away near a day.

All tables are aliases here, so that conditions of stages, which name the tables themselves, keep their own.
"""

from __future__ import annotations

from datetime import date, time
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, and_, func, or_, true
from sqlalchemy.orm import aliased
from sqlmodel import Session, select

from kinerja.models import (
    Absence,
    Account,
    EmployeeGroup,
    EndOfService,
    Person,
    Position,
    WorkingTime,
)
from kinerja.services.authority import valid_on
from kinerja.services.reminder_board import Board, PatternHours, Turn
from kinerja.services.workdays import FIVE_DAY


class Near(NamedTuple):
    """The days around a day on which an absence changes which step somebody gets."""

    first: date
    last: date


WHO: Any = aliased(Person, name="who")
POST: Any = aliased(Position, name="post")
_OLDER: Any = aliased(Position, name="older")
_LATER: Any = aliased(Position, name="later")
_CHAT: Any = aliased(Account, name="chat")
_TIMES: Any = aliased(WorkingTime, name="times")
_OWN: Any = aliased(WorkingTime, name="own_times")
_GROUP: Any = aliased(EmployeeGroup, name="working_group")
_END: Any = aliased(EndOfService, name="service_end")
_AWAY: Any = aliased(Absence, name="away")

PATTERN: Any = func.coalesce(_TIMES.pattern_id, _GROUP.pattern_id)
OWN_HOUR: Any = _TIMES.hour


def posts_held(columns: tuple[Any, ...], day: date) -> Any:
    """Return a query of people who are linked, with each post they hold on a day and what their times hang on."""
    return (
        select(*columns)
        .select_from(WHO)
        .join(POST, POST.person_id == WHO.id)
        .join(_CHAT, and_(_CHAT.person_id == WHO.id, _CHAT.unlinked_at.is_(None)))
        .outerjoin(_TIMES, _TIMES.person_id == WHO.id)
        .outerjoin(_GROUP, _GROUP.id == _TIMES.group_id)
        .where(valid_on(POST.starts_on, POST.ends_on, day))
    )


def people_there(columns: tuple[Any, ...], day: date) -> Any:
    """Return a query of people in service who are linked, each once, with their oldest post of a day."""
    older = (
        select(_OLDER.id)
        .where(
            _OLDER.person_id == WHO.id,
            valid_on(_OLDER.starts_on, _OLDER.ends_on, day),
            _OLDER.id < POST.id,
        )
        .exists()
    )
    ended = select(_END.person_id).where(_END.person_id == WHO.id, _END.last_day < day).exists()
    return posts_held(columns, day).where(~older, ~ended)


def apart_between(session: Session, day: date, first: int, last: int) -> set[int]:
    """Return who of the people from one number to another has left the service or holds several posts on a day."""
    ended = select(_END.person_id).where(_END.person_id.between(first, last), _END.last_day < day)
    several = (
        select(POST.person_id)
        .where(POST.person_id.between(first, last), valid_on(POST.starts_on, POST.ends_on, day))
        .group_by(POST.person_id)
        .having(func.count() > 1)
    )
    connection = session.connection()
    return {*connection.execute(ended).scalars(), *connection.execute(several).scalars()}


def holds_another_post(day: date) -> ColumnElement[bool]:
    """Return whether somebody holds a later post beside the oldest on a day."""
    found: ColumnElement[bool] = (
        select(_LATER.id)
        .where(
            _LATER.person_id == WHO.id,
            valid_on(_LATER.starts_on, _LATER.ends_on, day),
            _LATER.id > POST.id,
        )
        .exists()
    )
    return found


def works_by(pattern: PatternHours, turn: Turn) -> ColumnElement[bool]:
    """Return the condition of those who work by a pattern and whose hour is that of a turn."""
    found = pattern.id == PATTERN
    by_it = or_(found, PATTERN.is_(None)) if pattern.code == FIVE_DAY else found
    if turn.at_end:
        return by_it
    own = turn.hour == OWN_HOUR
    return and_(by_it, or_(own, OWN_HOUR.is_(None)) if pattern.hour == turn.hour else own)


def has_own_hour(hour: time) -> ColumnElement[bool]:
    """Return the condition of those who have set an hour themselves; few have, so that they are found by it."""
    found: ColumnElement[bool] = WHO.id.in_(select(_OWN.person_id).where(hour == _OWN.hour))
    return found


def in_zone(board: Board, zone: str) -> ColumnElement[bool]:
    """Return the condition of those who work in a zone: by their own setting, else by their unit's."""
    own = func.nullif(_TIMES.zone, "")
    units = [unit for unit, of_unit in board.zones.items() if of_unit == zone]
    here = true() if len(units) == len(board.zones) else POST.unit_id.in_(units)
    return or_(own == zone, and_(own.is_(None), here))


def away_between(session: Session, near: Near, first: int, last: int) -> list[int]:
    """Return who of the people from one number to another has an absence in some days."""
    query = (
        select(_AWAY.person_id)
        .where(_AWAY.person_id.between(first, last), *_in(near))
        .distinct()
        .order_by(_AWAY.person_id)
    )
    return list(session.connection().execute(query).scalars())


def _in(near: Near) -> tuple[ColumnElement[bool], ...]:
    return (
        _AWAY.ended_at.is_(None),
        _AWAY.first_day <= near.last,
        _AWAY.last_day >= near.first,
    )
