"""An earlier or a second post that only a plan names: opened with the unit and rater of the present one."""

from __future__ import annotations

from sqlmodel import col, func, select

from kinerja.models import Position, RaterAssignment
from kinerja.rules.plan_content import PlanSpec
from kinerja.services.importing import Present
from kinerja.services.numbers import number_of


def add_post(present: Present, person_id: int, spec: PlanSpec) -> Position:
    """Open the post a plan names; the person holds another one, whose unit and rater it takes over."""
    session = present.session
    known = session.exec(
        select(Position)
        .where(col(Position.person_id) == person_id)
        .order_by(col(Position.ends_on).is_(None).desc(), col(Position.id))
        .limit(1)
    ).one()
    post = Position(
        person_id=person_id,
        unit_id=known.unit_id,
        title=spec.title,
        starts_on=spec.starts_on,
        ends_on=spec.ends_on,
    )
    session.add(post)
    session.flush()
    rater_id = session.exec(
        select(func.coalesce(RaterAssignment.stands_for_id, RaterAssignment.rater_id))
        .where(col(RaterAssignment.position_id) == known.id)
        .order_by(col(RaterAssignment.id).desc())
    ).first()
    if rater_id is not None:
        session.add(RaterAssignment(position_id=number_of(post), rater_id=rater_id))
    present.note(person_id, "position.added", "position", post.id, title=post.title)
    return post
