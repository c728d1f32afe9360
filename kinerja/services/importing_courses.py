"""Taking in the catalogue of courses: whole or not at all; what is not in the file stays as it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.models import Course
from kinerja.rules.access import Action, Actor
from kinerja.rules.cells import same
from kinerja.rules.courses_file import CourseLine, read_courses
from kinerja.rules.tables import Problems, Sheet
from kinerja.services.audit import record
from kinerja.services.authority import authorise_agency
from kinerja.services.importing import Imported, one_at_a_time


@dataclass(frozen=True, slots=True)
class CoursesPreview:
    """What taking in a file would do: the titles that are new or change, and how many stay."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    unused: tuple[str, ...]


def import_courses(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> Imported:
    """Take in courses by their codes; raise ``FileRefused`` with all wrong places, and change nothing."""
    lines, unused = _read(session, actor, sheets, today)
    known = _known(session)
    new = changed = 0
    for key, line in lines.items():
        before = known.get(key)
        if before is not None and _is_same(before, line):
            continue
        new, changed = (new, changed + 1) if before else (new + 1, changed)
        row = before or Course(**asdict(line))
        for name, value in asdict(line).items():
            setattr(row, name, value)
        session.add(row)
        session.flush()
        record(session, actor, "import", "course", row.id, person_id=None, now=now, code=row.code)
    return Imported(new, changed, len(lines) - new - changed, unused)


def preview_courses(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> CoursesPreview:
    """Say what taking in a file would do; raise ``FileRefused`` with all wrong places."""
    del now
    lines, unused = _read(session, actor, sheets, today)
    known = _known(session)
    new = tuple(line.title for key, line in lines.items() if key not in known)
    changed = tuple(
        line.title for key, line in lines.items() if key in known and not _is_same(known[key], line)
    )
    return CoursesPreview(new, changed, len(lines) - len(new) - len(changed), unused)


def _read(
    session: Session, actor: Actor, sheets: Sequence[Sheet], today: date
) -> tuple[dict[str, CourseLine], tuple[str, ...]]:
    authorise_agency(session, actor, Action.IMPORT_COURSES, today)
    one_at_a_time(session)
    problems = Problems()
    lines, unused = read_courses(sheets, problems)
    problems.refuse_if_any()
    return lines, unused


def _known(session: Session) -> dict[str, Course]:
    rows = session.exec(select(Course).order_by(col(Course.id)))
    return {same(row.code): row for row in rows}


def _is_same(row: Course, line: CourseLine) -> bool:
    return all(getattr(row, name) == value for name, value in asdict(line).items())
