"""Groups and patterns of work of a file of people: created where they are new, and set for each person."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlmodel import Session, col, select

from kinerja.messages import N_
from kinerja.models import EmployeeGroup, WorkingTime, WorkPattern
from kinerja.rules.cells import same
from kinerja.rules.people_file import OFFERED, PATTERNS, PeopleFile, PersonRow
from kinerja.rules.tables import Problems
from kinerja.services.importing import Present, portions
from kinerja.services.numbers import number_of

NOT_A_PATTERN = N_("must be one of: {choices}")


def check(session: Session, file: PeopleFile, problems: Problems) -> None:
    """Note patterns of work nobody knows."""
    known = {"", *session.exec(select(WorkPattern.code))}
    for row in file.rows:
        if row.pattern not in known:
            problems.add(row.row, "pola_kerja", NOT_A_PATTERN, choices=", ".join(offered(known)))


def offered(known: Iterable[str]) -> list[str]:
    """Return the names of patterns to choose from, the usual ones first."""
    return [*OFFERED, *sorted(set(known) - {*PATTERNS.values()})]


def apply(present: Present, file: PeopleFile) -> None:
    """Bring the working time of everybody in the file up to it; columns it has not got change nothing."""
    if not (file.has_groups or file.has_patterns):
        return
    groups = _groups(present, file) if file.has_groups else {}
    patterns = dict(present.session.exec(select(WorkPattern.code, WorkPattern.id)).all())
    known = _known(present, file)
    for row in file.rows:
        wanted: dict[str, Any] = {}
        if file.has_groups:
            wanted["group_id"] = groups.get(same(row.group))
        if file.has_patterns:
            wanted["pattern_id"] = patterns.get(row.pattern)
        _set(present, row, known, wanted)
    present.session.flush()


def _set(
    present: Present, row: PersonRow, known: dict[int, WorkingTime], wanted: dict[str, Any]
) -> None:
    person_id = number_of(present.person(row.key))
    times = known.get(person_id)
    before = {name: getattr(times, name, None) for name in wanted}
    if before == wanted:
        return
    if times is None:
        times = WorkingTime(person_id=person_id)
    for name, value in wanted.items():
        setattr(times, name, value)
    present.session.add(times)
    changes = {n: [before[n], wanted[n]] for n in wanted if before[n] != wanted[n]}
    present.note(person_id, "working_time.set", "person", person_id, **changes)


def _groups(present: Present, file: PeopleFile) -> dict[str, int]:
    """Return the groups by name in comparing form; those the file names first are made."""
    groups = {same(group.name): group for group in present.session.exec(select(EmployeeGroup))}
    for row in file.rows:
        if row.group and same(row.group) not in groups:
            groups[same(row.group)] = EmployeeGroup(name=row.group)
    present.session.add_all(groups.values())
    present.session.flush()
    return {name: number_of(group) for name, group in groups.items()}


def _known(present: Present, file: PeopleFile) -> dict[int, WorkingTime]:
    people = [number_of(present.person(row.key)) for row in file.rows]
    return {
        times.person_id: times
        for portion in portions(people)
        for times in present.session.exec(
            select(WorkingTime).where(col(WorkingTime.person_id).in_(portion))
        )
    }
