"""The catalogue of courses, which everybody may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import Course


@dataclass(frozen=True, slots=True)
class CourseField:
    """A field of the catalogue and how many courses are offered in it; without a name those that have none."""

    name: str
    courses: int


def courses_offered(session: Session, today: date) -> tuple[Course, ...]:
    """Return the courses that are offered on a day, by field and title."""
    rows = session.exec(
        select(Course)
        .where(or_(col(Course.offered_until).is_(None), col(Course.offered_until) >= today))
        .order_by(col(Course.field), col(Course.title), col(Course.id))
    )
    return tuple(rows)


def course_fields(session: Session, today: date) -> tuple[CourseField, ...]:
    """Return the fields of the catalogue in their order."""
    counts: dict[str, int] = {}
    for course in courses_offered(session, today):
        counts[course.field] = counts.get(course.field, 0) + 1
    return tuple(CourseField(name, count) for name, count in counts.items())


def course_card(session: Session, course_id: int) -> Course:
    """Return one course, also one that is offered no more."""
    course = session.get(Course, course_id)
    if course is None:
        raise Unknown
    return course
