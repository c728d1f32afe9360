"""What somebody has to develop by the records, and which courses and colleagues could help; each with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from sqlmodel import Session, col, select

from kinerja.models import (
    CompetenceLevel,
    Feedback,
    FeedbackTag,
    Learning,
    Person,
    Position,
    TeachingOffer,
    Unit,
)
from kinerja.models.development import GapSource
from kinerja.regulation import Regulation
from kinerja.reports.courses import courses_offered
from kinerja.reports.evaluation_gaps import gaps_of_evaluations
from kinerja.reports.learning import hours_of_people
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import DEFAULT_ZONE, local_date
from kinerja.rules.quarters import begins_at, quarter_before
from kinerja.rules.suggestions import Gap, Suggestion, suggest
from kinerja.services.authority import authorise, valid_on

LOW = 2
"""Of the levels 1 to 5 of form B.1.9, those that say that something is to be developed."""
YEAR = timedelta(days=365)


@dataclass(frozen=True, slots=True)
class Teacher:
    """Somebody who offers to teach something."""

    person_id: int
    name: str
    unit: str
    area: str


def gaps_of(session: Session, actor: Actor, person_id: int, today: date) -> tuple[Gap, ...]:
    """Return what feedback of two quarters, coaching and evaluations of a year name, the most frequent first."""
    authorise(session, actor, Action.READ_LEARNING, person_id, today)
    found = [
        *_of_feedback(session, person_id, today),
        *_of_coaching(session, person_id, today),
        *gaps_of_evaluations(session, person_id, today.replace(year=today.year - 1, day=1)),
    ]
    unique = {(gap.area, gap.source): gap for gap in reversed(found)}
    return tuple(sorted(unique.values(), key=lambda gap: (-gap.count, gap.area, gap.source)))


def suggestions_for(
    session: Session, actor: Actor, person_id: int, today: date, regulation: Regulation
) -> tuple[Suggestion, ...]:
    """Return the courses that fit somebody's gaps, posts or missing hours."""
    gaps = gaps_of(session, actor, person_id, today)
    standing = hours_of_people(session, [person_id], today, regulation)[person_id].standing
    posts = session.exec(
        select(Position.title)
        .where(
            col(Position.person_id) == person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Position.id))
    ).all()
    done = session.exec(
        select(Learning.course_id).where(
            col(Learning.person_id) == person_id,
            col(Learning.course_id).is_not(None),
            col(Learning.deleted_at).is_(None),
        )
    )
    names = {value.value: guide.name for value, guide in regulation.on(today).behaviours.items()}
    missing = standing.left if standing is not None else Decimal(0)
    taken = {one for one in done if one is not None}
    return suggest(courses_offered(session, today), gaps, posts, missing, taken, names)


def teachers_of(
    session: Session, actor: Actor, areas: Iterable[str], today: date
) -> tuple[Teacher, ...]:
    """Return who offers to teach one of these; everybody of the agency may see the offers, never one's own."""
    rows = session.exec(
        select(TeachingOffer.area, col(Person.id), col(Person.name), col(Unit.name))
        .join(Person, col(Person.id) == col(TeachingOffer.person_id))
        .join(Position, col(Position.person_id) == col(Person.id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(TeachingOffer.area).in_(list(areas)),
            col(Person.id) != actor.person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(TeachingOffer.area), col(Person.name), col(Person.id), col(Position.id))
    )
    found: dict[tuple[str, int], Teacher] = {}
    for area, person_id, name, unit in rows:
        found.setdefault((area, person_id or 0), Teacher(person_id or 0, name, unit, area))
    return tuple(found.values())


def own_offers(session: Session, actor: Actor) -> tuple[str, ...]:
    """Return what the actor offers to teach."""
    query = select(TeachingOffer.area).where(col(TeachingOffer.person_id) == actor.person_id)
    return tuple(session.exec(query.order_by(col(TeachingOffer.area))))


def own_strengths(session: Session, actor: Actor, today: date) -> tuple[str, ...]:
    """Return what feedback of two quarters named as strengths of the actor, by name."""
    since = begins_at(quarter_before(today), DEFAULT_ZONE)
    rows = session.exec(
        select(FeedbackTag.tag)
        .join(Feedback, col(Feedback.id) == col(FeedbackTag.feedback_id))
        .where(
            col(Feedback.receiver_id) == actor.person_id,
            col(Feedback.given_at) >= since,
            col(FeedbackTag.strength).is_(True),
        )
        .distinct()
    )
    return tuple(sorted(rows))


def _of_coaching(session: Session, person_id: int, today: date) -> list[Gap]:
    """Return the competences whose newest level after coaching (B.1.9) of a year is low."""
    rows = session.exec(
        select(CompetenceLevel)
        .where(
            col(CompetenceLevel.person_id) == person_id,
            col(CompetenceLevel.noted_at) >= begins_at(today - YEAR, DEFAULT_ZONE),
        )
        .order_by(col(CompetenceLevel.noted_at), col(CompetenceLevel.id))
    )
    newest = {row.competence: row for row in rows}
    return [
        Gap(row.competence, GapSource.COMPETENCE, 1, local_date(row.noted_at, DEFAULT_ZONE))
        for row in newest.values()
        if row.level <= LOW
    ]


def _of_feedback(session: Session, person_id: int, today: date) -> list[Gap]:
    since = begins_at(quarter_before(today), DEFAULT_ZONE)
    rows = session.exec(
        select(FeedbackTag.tag, Feedback.given_at)
        .join(Feedback, col(Feedback.id) == col(FeedbackTag.feedback_id))
        .where(
            col(Feedback.receiver_id) == person_id,
            col(Feedback.given_at) >= since,
            col(FeedbackTag.strength).is_(False),
        )
        .order_by(col(Feedback.given_at), col(FeedbackTag.id))
    )
    counts: dict[str, list[date]] = {}
    for tag, at in rows:
        counts.setdefault(tag, []).append(local_date(at, DEFAULT_ZONE))
    return [Gap(tag, GapSource.FEEDBACK, len(days), min(days)) for tag, days in counts.items()]
