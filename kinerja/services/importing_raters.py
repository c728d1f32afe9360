"""The superiors of a file of people: a changed one ends the rater's assignment and begins a new one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, timedelta

from sqlmodel import Session, col, func, select

from kinerja.models import Person, Position, RaterAssignment
from kinerja.rules.people_file import PersonRow
from kinerja.services.authority import valid_on
from kinerja.services.importing import Present, portions
from kinerja.services.laying_out import arrangements, lay_out
from kinerja.services.numbers import number_of


def raters_of(session: Session, people: Sequence[int], today: date) -> list[tuple[int, int, str]]:
    """Return (person, rater, the rater's number) for these people's present positions.

    A file names who rates, whoever stands in for them at present.
    """
    owner = func.coalesce(RaterAssignment.stands_for_id, RaterAssignment.rater_id)
    found = session.exec(
        select(Position.person_id, owner, Person.nip)
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(Position.id))
        .join(Person, col(Person.id) == owner)
        .where(
            col(Position.person_id).in_(people),
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    return list(found)


def apply(present: Present, rows: Sequence[PersonRow], posts: Mapping[int, Position]) -> None:
    """Give each position the rater that the file names; an empty cell ends the assignment.

    Who stands in for a rater of the file keeps doing so, and begins to where a rater is away.
    """
    assigned = _assignments(present, posts.values())
    changed: list[int] = []
    for row in rows:
        post = posts.get(row.row)
        if post is None:
            continue
        post_id = number_of(post)
        rater_id = present.person(row.superior_key).id if row.superior else None
        ever = assigned.get(post_id, [])
        now = [a for a in ever if _is_present(a, present.today)]
        before = [a.stands_for_id or a.rater_id for a in now]
        if before == ([] if rater_id is None else [rater_id]):
            continue
        for old in ever:
            if old in now or (old.starts_on or present.today) > present.today:
                _end(present, old)
        changed.append(post_id)
        if rater_id is not None:
            new = RaterAssignment(position_id=post_id, rater_id=rater_id)
            new.starts_on = present.today if ever else None
            present.session.add(new)
        present.note(post.person_id, "rater.changed", "position", post_id, rater=[before, rater_id])
    present.session.flush()
    if arrangements(present.session):
        lay_out(present.session, changed)


def _assignments(present: Present, posts: Iterable[Position]) -> dict[int, list[RaterAssignment]]:
    """Return all assignments of positions, past ones too."""
    found: dict[int, list[RaterAssignment]] = {}
    for portion in portions(post.id for post in posts):
        query = select(RaterAssignment).where(col(RaterAssignment.position_id).in_(portion))
        for assignment in present.session.exec(query.order_by(col(RaterAssignment.id))):
            found.setdefault(assignment.position_id, []).append(assignment)
    return found


def _is_present(assignment: RaterAssignment, today: date) -> bool:
    return (assignment.starts_on is None or assignment.starts_on <= today) and (
        assignment.ends_on is None or assignment.ends_on >= today
    )


def _end(present: Present, assignment: RaterAssignment) -> None:
    """End an assignment yesterday; one that begins today or later never was."""
    if assignment.starts_on is not None and assignment.starts_on >= present.today:
        present.session.delete(assignment)
    else:
        assignment.ends_on = present.today - timedelta(days=1)
