"""Who leads a unit: whoever rates others there and is rated from outside it."""

from __future__ import annotations

from datetime import date

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, func, select

from kinerja.models import Position, RaterAssignment
from kinerja.services.authority import valid_on


def is_head_of(session: Session, post: Position, today: date) -> bool:
    """Say whether the holder of a post leads its unit, whoever stands in; the caller has asked for the right."""
    return _rates_there(session, post, today) and not _is_rated_there(session, post, today)


def _rates_there(session: Session, post: Position, today: date) -> bool:
    found = session.exec(
        select(Position.id)
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(Position.id))
        .where(
            func.coalesce(RaterAssignment.stands_for_id, RaterAssignment.rater_id)
            == post.person_id,
            col(Position.unit_id) == post.unit_id,
            col(Position.person_id) != post.person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
        .limit(1)
    )
    return found.first() is not None


def _is_rated_there(session: Session, post: Position, today: date) -> bool:
    """Say whether somebody who works in the unit rates the post."""
    held = aliased(Position)
    found = session.exec(
        select(RaterAssignment.id)
        .join(held, col(held.person_id) == col(RaterAssignment.rater_id))
        .where(
            col(RaterAssignment.position_id) == post.id,
            col(held.unit_id) == post.unit_id,
            valid_on(held.starts_on, held.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
        .limit(1)
    )
    return found.first() is not None
