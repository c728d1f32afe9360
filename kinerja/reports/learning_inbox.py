"""What was learnt and waits: for the rater to confirm, and for its owner to complete."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select
from sqlmodel.sql.expression import SelectOfScalar

from kinerja.models import Learning, LearningState, Person, Position, RaterAssignment
from kinerja.reports.waiting_items import WaitingItem, WaitingKind
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class WaitingLearning:
    """An entry that waits for the reader to confirm it."""

    id: int
    person_id: int
    name: str
    title: str
    hours: Decimal
    since: datetime


def learning_to_confirm(session: Session, actor: Actor, today: date) -> list[WaitingLearning]:
    """Return the entries of the people the actor rates that wait to be confirmed, oldest first."""
    if actor.person_id is None:
        return []
    rows = session.exec(
        select(Learning, Person.name)
        .join(Person, col(Person.id) == col(Learning.person_id))
        .where(*_waits_for(actor.person_id, today))
        .order_by(col(Learning.sent_at), col(Learning.id))
    )
    return [
        WaitingLearning(row.id or 0, row.person_id, name, row.title, row.hours, row.sent_at)
        for row, name in rows
    ]


def count_learning(session: Session, actor: Actor, today: date) -> int:
    """Return how many entries wait for the actor to confirm them."""
    if actor.person_id is None:
        return 0
    query = select(func.count()).select_from(Learning).where(*_waits_for(actor.person_id, today))
    return session.exec(query).one()


def learning_of_mine(session: Session, me: int, today: date) -> Iterator[WaitingItem]:
    """Yield what waits on somebody: entries to confirm, and their own to complete."""
    for one in learning_to_confirm(session, Actor(me), today):
        what = (one.id, one.person_id, one.name, one.since)
        yield WaitingItem(WaitingKind.LEARNING, *what, text=one.title)
    for row in session.exec(_of(me, LearningState.RETURNED)):
        if row.decided_at is not None:
            at, title = row.decided_at, row.title
            yield WaitingItem(WaitingKind.LEARNING_RETURNED, row.id or 0, 0, "", at, text=title)


def learning_of_theirs(session: Session, me: int, today: date) -> Iterator[WaitingItem]:
    """Yield what somebody waits for: the present raters of their posts who have not decided yet."""
    raters = session.exec(
        select(col(Person.id), col(Person.name))
        .join(RaterAssignment, col(RaterAssignment.rater_id) == col(Person.id))
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            col(Position.person_id) == me,
            col(Person.id) != me,
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
        .order_by(col(Position.id), col(RaterAssignment.id))
    ).first()
    if raters is None:
        return
    rater_id, name = raters
    for row in session.exec(_of(me, LearningState.WAITING)):
        what = (row.id or 0, rater_id or 0, name, row.sent_at)
        yield WaitingItem(WaitingKind.LEARNING, *what, text=row.title, can_nudge=True)


def _of(me: int, state: LearningState) -> SelectOfScalar[Learning]:
    return (
        select(Learning)
        .where(
            col(Learning.person_id) == me,
            col(Learning.state) == state,
            col(Learning.deleted_at).is_(None),
        )
        .order_by(col(Learning.id))
    )


def _waits_for(me: int, today: date) -> tuple[ColumnElement[bool], ...]:
    people = select(Position.person_id).where(
        col(Position.id).in_(posts_rated_by(me, today)),
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    return (
        col(Learning.state) == LearningState.WAITING,
        col(Learning.deleted_at).is_(None),
        col(Learning.person_id) != me,
        col(Learning.person_id).in_(people),
    )
