"""Whose posts go over to whoever acts, and how they come back."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session, col, select

from kinerja.models import Acting, Position, RaterAssignment
from kinerja.services.days import valid_on
from kinerja.services.laying_out import cover_of, lay_out, posts_of


def take_over(session: Session, row: Acting) -> None:
    """Write who acts from now on: a stand-in on their days, a successor from the day of the move on."""
    lay_out(session, posts_touched(session, row))


def give_back(session: Session, row: Acting) -> None:
    """Write that a rater stays who was to move; the row has been ended."""
    lay_out(session, posts_touched(session, row), called_off=cover_of(row))


def posts_touched(session: Session, row: Acting) -> list[int]:
    """Return the posts that may change: those for which the rater acts, and what has come to others from them."""
    if row.position_id is not None:
        return [row.position_id]
    before = row.first_day - timedelta(days=1)
    people = {row.rater_id, row.acting_id, row.above_id} - {None}
    return sorted({post for one in people for post in posts_of(session, one, before)})


def above(session: Session, row: Acting) -> int | None:
    """Return who rates the rater on the first day: they take the post of whoever acts."""
    found = session.exec(
        select(RaterAssignment.rater_id)
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            col(Position.person_id) == row.rater_id,
            col(RaterAssignment.rater_id).not_in([row.rater_id, row.acting_id]),
            valid_on(Position.starts_on, Position.ends_on, row.first_day),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, row.first_day),
        )
        .order_by(col(Position.id), col(RaterAssignment.id))
    )
    return found.first()
