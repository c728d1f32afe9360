"""How somebody stands to a post as its rater: acting, standing in, away meanwhile, moved on, or assisting."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, or_
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from kinerja.models import Acting, ActingKind, Person, Position, RaterAssignment
from kinerja.rules.access import Relation
from kinerja.rules.acting import CLOSING_DAYS
from kinerja.services.days import valid_between, valid_on

DECIDER: ColumnElement[int] = case(
    (col(RaterAssignment.limited), col(RaterAssignment.stands_for_id)),
    else_=col(RaterAssignment.rater_id),
)
"""Who decides a post's plans and ratings: whoever acts, else the rater for whom they stand in."""


def as_rater(
    session: Session, me: int | None, person_id: int, today: date, position_id: int | None
) -> set[Relation]:
    """Return how somebody stands today to one post, or to the present posts of a person, in one statement.

    A post that has ended keeps its rater for what is left of it.
    """
    query = select(
        col(RaterAssignment.rater_id),
        col(RaterAssignment.stands_for_id),
        col(RaterAssignment.limited),
    ).where(
        or_(col(RaterAssignment.rater_id) == me, col(RaterAssignment.stands_for_id) == me),
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
    if position_id is not None:
        query = query.where(col(RaterAssignment.position_id) == position_id)
    else:
        query = query.join(Position, col(Position.id) == col(RaterAssignment.position_id)).where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
    found: set[Relation] = set()
    for rater_id, _stands_for, limited in session.exec(query):
        if rater_id == me:
            found.add(Relation.DEPUTY if limited else Relation.RATER)
        else:
            found.add(Relation.KEEPER if limited else Relation.READER)
    return found


def rates(session: Session, rater_id: int | None, person_id: int, today: date) -> bool:
    """Say whether somebody acts as rater of the person in one of their present positions."""
    found = as_rater(session, rater_id, person_id, today, None)
    return bool(found & {Relation.RATER, Relation.DEPUTY})


def as_former(
    session: Session, me: int | None, position_id: int, today: date, during: tuple[date, date]
) -> set[Relation]:
    """Return whether somebody has moved on from rating a post lately, having rated it on one of some days.

    Whoever only stood in has no more part in it once the term is over.
    """
    found = session.exec(
        select(Position.id).where(
            col(Position.id) == position_id, _has_moved_on(me, col(Position.id), today, during)
        )
    )
    return {Relation.FORMER} if found.first() is not None else set()


def _has_moved_on(
    me: int | None, position: Any, today: date, during: tuple[date, date]
) -> ColumnElement[bool]:
    """Return the condition that somebody rated a position on one of some days, until lately, and does no more."""
    one = aliased(RaterAssignment)
    owned = exists().where(
        col(one.position_id) == position, func.coalesce(one.stands_for_id, one.rater_id) == me
    )
    first, last = during
    return and_(
        owned.where(valid_between(one.starts_on, one.ends_on, first, last)),
        owned.where(
            col(one.ends_on) >= today - timedelta(days=CLOSING_DAYS), col(one.ends_on) < today
        ),
        ~owned.where(or_(col(one.ends_on).is_(None), col(one.ends_on) >= today)),
    )


def as_assistant(session: Session, me: int | None, position_id: int, today: date) -> set[Relation]:
    """Return whether somebody assists whoever acts for a post."""
    found = session.exec(
        posts_assisted_by(me, today).where(col(RaterAssignment.position_id) == position_id)
    )
    return {Relation.ASSISTANT} if found.first() is not None else set()


def posts_assisted_by(me: int | None, today: date) -> SelectOfScalar[int]:
    """Return the query of the posts for whose rater somebody checks and prepares today, but not their own."""
    return (
        select(RaterAssignment.position_id)
        .join(Acting, col(Acting.rater_id) == col(RaterAssignment.rater_id))
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            col(Acting.acting_id) == me,
            col(Position.person_id) != me,
            assists(today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )


def assists(today: date) -> ColumnElement[bool]:
    """Return the condition that somebody is a confirmed helper today."""
    return and_(
        col(Acting.kind) == ActingKind.HELPER,
        col(Acting.confirmed_at).is_not(None),
        col(Acting.ended_at).is_(None),
        valid_on(Acting.first_day, Acting.last_day, today),
    )


def posts_decided_by(me: int | None, today: date) -> SelectOfScalar[int]:
    """Return the query of the posts whose plans and ratings somebody decides today."""
    return select(RaterAssignment.position_id).where(
        or_(col(RaterAssignment.rater_id) == me, col(RaterAssignment.stands_for_id) == me),
        me == DECIDER,
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )


def posts_to_rate_by(me: int | None, today: date, first: date, last: date) -> SelectOfScalar[int]:
    """Return the query of the posts somebody rates for some days: decided today, or moved on from lately."""
    position = col(RaterAssignment.position_id)
    return select(RaterAssignment.position_id).where(
        or_(
            position.in_(posts_decided_by(me, today)),
            _has_moved_on(me, position, today, (first, last)),
        )
    )


def deciders_of(session: Session, position_id: int, today: date) -> list[tuple[int, str]]:
    """Return the ids and names of those who decide a position's plans and ratings today."""
    rows = session.exec(
        select(Person.id, Person.name)
        .join(RaterAssignment, col(Person.id) == DECIDER)
        .where(
            col(RaterAssignment.position_id) == position_id,
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
        .order_by(col(RaterAssignment.id))
    )
    return list({key: (key or 0, name) for key, name in rows}.values())


def rates_until(session: Session, me: int, position_id: int, day: date) -> bool:
    """Say whether somebody rates a post on a day or later, whoever stands in for them then."""
    found = session.exec(
        select(RaterAssignment.id).where(
            col(RaterAssignment.position_id) == position_id,
            or_(col(RaterAssignment.rater_id) == me, col(RaterAssignment.stands_for_id) == me),
            or_(col(RaterAssignment.ends_on).is_(None), col(RaterAssignment.ends_on) >= day),
        )
    )
    return found.first() is not None


def posts_read_by(me: int | None, today: date) -> SelectOfScalar[int]:
    """Return the query of the posts for whose rater somebody else acts today, which that rater still reads."""
    return select(RaterAssignment.position_id).where(
        col(RaterAssignment.stands_for_id) == me,
        valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
    )
