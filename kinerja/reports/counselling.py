"""Counselling as those concerned see it: date, officer, whether it took place, next date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import Counselling, Person
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class CounsellingDate:
    """One date of counselling; ``mine`` says that the reader is its officer."""

    id: int
    person_id: int
    person: str
    officer: str
    held_on: date
    arranged_at: datetime
    done_at: datetime | None
    next_on: date | None
    mine: bool


def counselling_of(
    session: Session, actor: Actor, person_id: int, today: date
) -> tuple[CounsellingDate, ...]:
    """Return somebody's dates to themselves; to their rater those that the rater arranged. The newest first."""
    authorise(session, actor, Action.ARRANGE_COUNSELLING, person_id, today)
    about = col(Counselling.person_id) == person_id
    if actor.person_id != person_id:
        about &= col(Counselling.arranged_by_id) == actor.person_id
    return _dates(session, actor, about)


def counselling_to_hold(session: Session, actor: Actor, today: date) -> tuple[CounsellingDate, ...]:
    """Return the dates whose officer the actor is and that have not been ticked off, the newest first."""
    ours = (col(Counselling.officer_id) == actor.person_id) & col(Counselling.done_at).is_(None)
    return _dates(session, actor, ours)


def counselling_card(
    session: Session, actor: Actor, counselling_id: int, today: date
) -> CounsellingDate:
    """Return one date to the person, the officer, and whoever arranged it; to nobody else."""
    me = actor.person_id
    concerned = or_(
        col(Counselling.person_id) == me,
        col(Counselling.officer_id) == me,
        col(Counselling.arranged_by_id) == me,
    )
    for one in _dates(session, actor, (col(Counselling.id) == counselling_id) & concerned):
        return one
    raise Unknown


def _dates(
    session: Session, actor: Actor, which: ColumnElement[bool]
) -> tuple[CounsellingDate, ...]:
    person, officer = aliased(Person), aliased(Person)
    rows = session.exec(
        select(Counselling, person.name, officer.name)
        .join(person, col(person.id) == col(Counselling.person_id))
        .join(officer, col(officer.id) == col(Counselling.officer_id))
        .where(which)
        .order_by(col(Counselling.held_on).desc(), col(Counselling.id).desc())
    )
    return tuple(
        CounsellingDate(
            row.id or 0,
            row.person_id,
            name,
            who,
            row.held_on,
            row.arranged_at,
            row.done_at,
            row.next_on,
            mine=row.officer_id == actor.person_id,
        )
        for row, name, who in rows
    )
