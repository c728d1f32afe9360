"""What became of courses: the questions of an entry, what is to be answered, and what the rater has to see."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    Learning,
    LearningState,
    LearningUse,
    Person,
    Position,
)
from kinerja.models.development import UseMoment
from kinerja.reports.learning import learning_entry
from kinerja.reports.learning_inbox import count_learning
from kinerja.reports.waiting_items import WaitingItem, WaitingKind
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class Use:
    """A question about an entry, and what was answered."""

    id: int
    learning_id: int
    moment: UseMoment
    asked_on: date
    text: str
    answered_at: datetime | None
    confirmed: bool

    def is_open(self, today: date) -> bool:
        """Say whether it can be answered by now."""
        return self.answered_at is None and self.asked_on <= today


@dataclass(frozen=True, slots=True)
class WaitingUse:
    """An answer that waits for the reader to confirm it."""

    id: int
    learning_id: int
    person_id: int
    name: str
    title: str
    text: str
    since: datetime


def uses_of(session: Session, actor: Actor, learning_id: int, today: date) -> tuple[Use, ...]:
    """Return the questions of an entry, the first moment first."""
    entry = learning_entry(session, actor, learning_id, today)
    rows = session.exec(
        select(LearningUse)
        .where(col(LearningUse.learning_id) == entry.id)
        .order_by(col(LearningUse.asked_on), col(LearningUse.id))
    )
    return tuple(_use(row) for row in rows)


def use_card(session: Session, actor: Actor, use_id: int, today: date) -> Use:
    """Return one question."""
    row = session.get(LearningUse, use_id)
    if row is None:
        raise Unknown
    learning_entry(session, actor, row.learning_id, today)
    return _use(row)


def uses_to_confirm(session: Session, actor: Actor, today: date) -> list[WaitingUse]:
    """Return the later answers of the people the actor rates that wait to be confirmed, oldest first."""
    if actor.person_id is None:
        return []
    rows = session.exec(
        select(LearningUse, Learning, Person.name)
        .join(Learning, col(Learning.id) == col(LearningUse.learning_id))
        .join(Person, col(Person.id) == col(Learning.person_id))
        .where(*_waits_for(actor.person_id, today))
        .order_by(col(LearningUse.answered_at), col(LearningUse.id))
    )
    return [
        WaitingUse(
            use.id or 0,
            entry.id or 0,
            entry.person_id,
            name,
            entry.title,
            use.text,
            use.answered_at,
        )
        for use, entry, name in rows
        if use.answered_at is not None
    ]


def count_uses(session: Session, actor: Actor, today: date) -> int:
    """Return how many later answers wait for the actor."""
    if actor.person_id is None:
        return 0
    query = (
        select(func.count())
        .select_from(LearningUse)
        .join(Learning, col(Learning.id) == col(LearningUse.learning_id))
        .where(*_waits_for(actor.person_id, today))
    )
    return session.exec(query).one()


def count_to_confirm(session: Session, actor: Actor, today: date) -> int:
    """Return how many entries and later answers wait for the actor."""
    return count_learning(session, actor, today) + count_uses(session, actor, today)


def uses_of_mine(session: Session, me: int, today: date) -> Iterator[WaitingItem]:
    """Yield what waits on somebody: answers to confirm, and what they are asked after sixty days."""
    for one in uses_to_confirm(session, Actor(me), today):
        what = (one.id, one.person_id, one.name, one.since)
        yield WaitingItem(WaitingKind.USE, *what, text=one.title)
    rows = session.exec(
        select(LearningUse, Learning)
        .join(Learning, col(Learning.id) == col(LearningUse.learning_id))
        .where(
            col(Learning.person_id) == me,
            col(Learning.deleted_at).is_(None),
            col(Learning.state) != LearningState.RETURNED,
            col(LearningUse.moment) == UseMoment.LATER,
            col(LearningUse.answered_at).is_(None),
            col(LearningUse.told_at).is_not(None),
        )
        .order_by(col(LearningUse.id))
    )
    for use, entry in rows:
        if use.told_at is not None:
            at, title = use.told_at, entry.title
            yield WaitingItem(WaitingKind.USE_ASKED, use.id or 0, 0, "", at, text=title)


def _use(row: LearningUse) -> Use:
    return Use(
        id=row.id or 0,
        learning_id=row.learning_id,
        moment=row.moment,
        asked_on=row.asked_on,
        text=row.text,
        answered_at=row.answered_at,
        confirmed=row.confirmed_at is not None,
    )


def _waits_for(me: int, today: date) -> tuple[ColumnElement[bool], ...]:
    people = select(Position.person_id).where(
        col(Position.id).in_(posts_rated_by(me, today)),
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    return (
        col(LearningUse.moment) == UseMoment.LATER,
        col(LearningUse.answered_at).is_not(None),
        col(LearningUse.confirmed_at).is_(None),
        col(Learning.deleted_at).is_(None),
        col(Learning.person_id) != me,
        col(Learning.person_id).in_(people),
    )
