"""Taking in a file of people: their units, positions, raters and roles, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from kinerja.models import Person, Position
from kinerja.rules.access import Action, Actor
from kinerja.rules.people_file import (
    PeopleFile,
    PersonRow,
    check_roles,
    check_superiors,
    person_key,
    read_people,
)
from kinerja.rules.tables import Problems, Sheet
from kinerja.services import (
    importing_raters,
    importing_roles,
    importing_times,
    importing_units,
)
from kinerja.services.authority import authorise_operator, valid_on
from kinerja.services.importing import (
    Imported,
    Present,
    one_at_a_time,
    people_by_key,
    portions,
)
from kinerja.services.numbers import number_of
from kinerja.services.reminder_changes import replan_all


def import_people(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> Imported:
    """Take in a file of people; raise ``FileRefused`` with all wrong places, and change nothing then.

    Who is missing from the file stays. The same file twice changes nothing.
    """
    authorise_operator(actor, Action.IMPORT)
    one_at_a_time(session)
    problems = Problems()
    file = read_people(sheets, today, problems)
    present = Present(session, actor, now, today, _known(session, file.rows))
    names = {key: person.name for key, person in present.people.items()}
    check_superiors(file.rows, names, _above(present, file.rows), problems)
    check_roles(file.rows, problems)
    importing_times.check(session, file, problems)
    tree = importing_units.place(session, file.rows, problems)
    problems.refuse_if_any()

    importing_units.apply(present, tree)
    new = _apply_people(present, file.rows)
    unit_of = {row: node.id for row, node in tree.of_row.items() if node.id is not None}
    posts = _apply_positions(present, file.rows, unit_of)
    importing_raters.apply(present, file.rows, posts)
    if file.has_roles:
        importing_roles.apply(present, file.rows, tree)
    importing_times.apply(present, file)
    replan_all(session)
    return _summary(present, file, new)


def _known(session: Session, rows: Sequence[PersonRow]) -> dict[str, Person]:
    numbers = [number for row in rows for number in (row.nip, row.superior)]
    return people_by_key(session, numbers)


def _above(present: Present, rows: Sequence[PersonRow]) -> dict[str, str]:
    """Return the superiors of people the file does not mention, upwards from those it names."""
    in_file = {row.key for row in rows}
    known = {number_of(person): key for key, person in present.people.items()}
    level = {person_id: key for person_id, key in known.items() if key not in in_file}
    above: dict[str, str] = {}
    while level:
        raters: dict[int, str] = {}
        for portion in portions(level):
            for rated in importing_raters.raters_of(present.session, portion, present.today):
                person_id, rater_id, nip = rated
                above[level[person_id]] = raters[rater_id] = person_key(nip)
        level = {i: k for i, k in raters.items() if k not in in_file and k not in above}
    return above


def _apply_people(present: Present, rows: Sequence[PersonRow]) -> set[int]:
    fresh: list[Person] = []
    for row in rows:
        known = present.people.get(row.key)
        if known is None:
            person = Person(
                nip=row.nip,
                name=row.name,
                kind=row.kind,
                grade=row.grade or "",
                joined_on=present.today,
            )
            present.people[row.key] = person
            fresh.append(person)
        else:
            _correct(present, known, row)
    present.session.add_all(fresh)
    present.session.flush()
    new = {number_of(person) for person in fresh}
    for person_id in sorted(new):
        present.note(person_id, "person.added", "person", person_id)
    return new


def _correct(present: Present, person: Person, row: PersonRow) -> None:
    wanted: dict[str, Any] = {"name": row.name, "kind": row.kind}
    if row.grade is not None:
        wanted["grade"] = row.grade
    before = {name: getattr(person, name) for name in wanted}
    changes = {
        name: [before[name], wanted[name]] for name in wanted if before[name] != wanted[name]
    }
    if changes:
        for name in changes:
            setattr(person, name, wanted[name])
        number = number_of(person)
        present.note(number, "person.corrected", "person", number, **changes)


def _apply_positions(
    present: Present, rows: Sequence[PersonRow], unit_of: dict[int, int]
) -> dict[int, Position]:
    """Bring each person's present position up to the file; return it by the row's number."""
    held = _positions(present, rows)
    posts: dict[int, Position] = {}
    fresh: list[Position] = []
    for row in rows:
        person_id, unit_id = number_of(present.person(row.key)), unit_of.get(row.row)
        if unit_id is None:
            continue
        past, now = held.get(person_id, ([], []))
        same = [p for p in now if p.title == row.title and p.unit_id == unit_id]
        if same or now:
            posts[row.row] = (same or now)[0]
            if not same:
                _move(present, now[0], row.title, unit_id)
        else:
            post = Position(person_id=person_id, unit_id=unit_id, title=row.title)
            post.starts_on = present.today if past else None
            posts[row.row] = post
            fresh.append(post)
    present.session.add_all(fresh)
    present.session.flush()
    for post in fresh:
        present.note(post.person_id, "position.added", "position", post.id)
    return posts


def _positions(
    present: Present, rows: Sequence[PersonRow]
) -> dict[int, tuple[list[Position], list[Position]]]:
    """Return the other and the present positions of each person, the longest held first."""
    held: dict[int, tuple[list[Position], list[Position]]] = {}
    people = [present.person(row.key).id for row in rows]
    is_present = valid_on(Position.starts_on, Position.ends_on, present.today)
    for portion in portions(people):
        query = select(Position, is_present).where(col(Position.person_id).in_(portion))
        for position, now in present.session.exec(query.order_by(col(Position.id))):
            held.setdefault(position.person_id, ([], []))[1 if now else 0].append(position)
    return held


def _move(present: Present, post: Position, title: str, unit_id: int) -> None:
    changes: dict[str, Any] = {}
    if post.title != title:
        changes["title"] = [post.title, title]
    if post.unit_id != unit_id:
        changes["unit"] = [post.unit_id, unit_id]
    post.title, post.unit_id = title, unit_id
    present.note(post.person_id, "position.corrected", "position", post.id, **changes)


def _summary(present: Present, file: PeopleFile, new: set[int]) -> Imported:
    changed = len(present.touched - new)
    return Imported(
        new=len(new),
        changed=changed,
        unchanged=len(file.rows) - len(new) - changed,
        unused=file.unused,
    )
