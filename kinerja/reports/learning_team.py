"""Learning of a team and of units: who has which hours and who none, what is strong, what is to be developed.

Names are shown only within what the reader rates or oversees. Tags of feedback are counted in people, and outside
one's own team only in groups of at least four; smaller units are merged upward.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, or_, select

from kinerja.errors import Unknown
from kinerja.models import Feedback, FeedbackTag, Person, Position, Unit
from kinerja.regulation import Regulation
from kinerja.reports.gaps import Teacher, teachers_of
from kinerja.reports.goals import Goal, goals_of
from kinerja.reports.learning import Hours, Ledger, hours_of_people, ledger_of
from kinerja.rules.access import Action, Actor, may
from kinerja.rules.groups import SMALLEST, merged
from kinerja.rules.lesson_hours import HourState
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.rules.quarters import begins_at, quarter_before
from kinerja.services.authority import (
    authorise,
    posts_below,
    posts_overseen,
    posts_rated_by,
    relations_to,
    valid_on,
)

TOGETHER = 0
"""The group of units that are too small and have nothing above them within what is looked at."""


@dataclass(frozen=True, slots=True)
class Learner:
    """Somebody with their hours."""

    person_id: int
    name: str
    unit_id: int
    hours: Hours

    @property
    def state(self) -> HourState | None:
        """Where they stand; None of whom no hours are counted."""
        return self.hours.standing.state if self.hours.standing else None

    @property
    def has_none(self) -> bool:
        """Whether nothing is confirmed and nothing waits."""
        return self.state is not None and not self.hours.confirmed and not self.hours.waiting


@dataclass(frozen=True, slots=True)
class Area:
    """A tag of feedback, and of how many people it was given in two quarters."""

    tag: str
    people: int


@dataclass(frozen=True, slots=True)
class LearningGroup:
    """Some people with their hours by name, and what feedback names about them; no tags of a small group."""

    name: str
    people: tuple[Learner, ...]
    strengths: tuple[Area, ...] = ()
    gaps: tuple[Area, ...] = ()
    teachers: tuple[Teacher, ...] = ()

    def of(self, *states: HourState) -> tuple[Learner, ...]:
        """Return those in one of the states."""
        return tuple(one for one in self.people if one.state in states)

    @property
    def without(self) -> tuple[Learner, ...]:
        """Those who have no hours at all."""
        return tuple(one for one in self.people if one.has_none)


@dataclass(frozen=True, slots=True)
class UnitHours:
    """A unit, or several small ones together, in numbers."""

    unit_id: int
    name: str
    people: int
    reached: int
    below: int
    none: int


@dataclass(frozen=True, slots=True)
class LearnerCard:
    """Somebody's hours, and what they learnt and plan where the reader may read it."""

    learner: Learner
    ledger: Ledger | None = None
    goals: tuple[Goal, ...] = ()


def learning_team(
    session: Session, actor: Actor, today: date, regulation: Regulation
) -> LearningGroup:
    """Return the people the actor rates, with who could teach what they have to develop."""
    posts = _present(today, col(Position.id).in_(posts_rated_by(actor.person_id, today)))
    people = _learners(session, posts, actor, today, regulation)
    return _group(session, actor, "", people, today)


def learning_units(
    session: Session, actor: Actor, today: date, regulation: Regulation
) -> tuple[UnitHours, ...]:
    """Return in numbers the units the actor may look into; the small ones merged upward."""
    people = _learners(session, _in_scope(actor, today), actor, today, regulation)
    place = _places(session, people)
    names = _names(session, set(place.values()))
    groups: dict[int, list[Learner]] = {}
    for one in people:
        if one.unit_id in place:
            groups.setdefault(place[one.unit_id], []).append(one)
    found = [_numbers(at, names.get(at, ""), groups[at]) for at in groups]
    return tuple(sorted(found, key=lambda one: (one.name == "", one.name, one.unit_id)))


def learning_unit(
    session: Session, actor: Actor, group: int, today: date, regulation: Regulation
) -> LearningGroup:
    """Return the people who are counted in a unit, as far as the actor may look at them."""
    everybody = _learners(session, _in_scope(actor, today), actor, today, regulation)
    place = _places(session, everybody)
    people = [one for one in everybody if place.get(one.unit_id) == group]
    if not people:
        raise Unknown
    name = _names(session, {group}).get(group, "")
    return _group(session, actor, name, people, today)


def learner_card(
    session: Session, actor: Actor, person_id: int, today: date, regulation: Regulation
) -> LearnerCard:
    """Return how far somebody's hours are; what they learnt and plan only for themselves and their rater."""
    authorise(session, actor, Action.SEE_STANDING, person_id, today)
    person = session.get_one(Person, person_id)
    hours = hours_of_people(session, [person_id], today, regulation)[person_id]
    learner = Learner(person_id, person.name, TOGETHER, hours)
    if not may(Action.READ_LEARNING, relations_to(session, actor, person_id, today)):
        return LearnerCard(learner)
    return LearnerCard(
        learner,
        ledger_of(session, actor, person_id, today, regulation),
        goals_of(session, actor, person_id, today),
    )


def _group(
    session: Session, actor: Actor, name: str, people: Sequence[Learner], today: date
) -> LearningGroup:
    ids = [one.person_id for one in people]
    if name and len(ids) < SMALLEST:
        return LearningGroup(name, tuple(people))
    gaps = _areas(session, ids, today, strength=False)
    return LearningGroup(
        name,
        tuple(people),
        strengths=_areas(session, ids, today, strength=True),
        gaps=gaps,
        teachers=teachers_of(session, actor, [one.tag for one in gaps], today),
    )


def _learners(
    session: Session, posts: Any, actor: Actor, today: date, regulation: Regulation
) -> list[Learner]:
    """Return the holders of posts by name, each once, in the unit of their oldest post."""
    rows = session.exec(
        select(col(Person.id), col(Person.name), col(Position.unit_id))
        .join(Position, col(Position.person_id) == col(Person.id))
        .where(
            col(Position.id).in_(posts),
            col(Person.id) != actor.person_id,
            col(Person.kind).is_not(None),
        )
        .order_by(col(Position.id))
    ).all()
    first: dict[int, tuple[str, int]] = {}
    for person_id, name, unit_id in rows:
        first.setdefault(person_id or 0, (name, unit_id))
    hours = hours_of_people(session, list(first), today, regulation)
    found = [Learner(key, name, unit, hours[key]) for key, (name, unit) in first.items()]
    return sorted(found, key=lambda one: (one.name, one.person_id))


def _places(session: Session, people: Iterable[Learner]) -> dict[int, int]:
    """Return in which unit the people of each unit are counted."""
    counts: dict[int, int] = {}
    for one in people:
        counts[one.unit_id] = counts.get(one.unit_id, 0) + 1
    parents = dict(session.exec(select(col(Unit.id), col(Unit.parent_id))).all())
    above: dict[int, int | None] = {}
    for unit in counts:
        over = parents.get(unit)
        while over is not None and over not in counts:
            over = parents.get(over)
        above[unit] = over if over is not None else TOGETHER
    above[TOGETHER] = None
    return merged(counts, above)


def _numbers(unit_id: int, name: str, people: Sequence[Learner]) -> UnitHours:
    return UnitHours(
        unit_id,
        name,
        people=len(people),
        reached=sum(one.state is HourState.REACHED for one in people),
        below=sum(one.state is HourState.BELOW for one in people),
        none=sum(one.has_none for one in people),
    )


def _areas(
    session: Session, people: Sequence[int], today: date, *, strength: bool
) -> tuple[Area, ...]:
    since = begins_at(quarter_before(today), DEFAULT_ZONE)
    rows: Mapping[str, int] = dict(
        session.exec(
            select(FeedbackTag.tag, func.count(col(Feedback.receiver_id).distinct()))
            .join(Feedback, col(Feedback.id) == col(FeedbackTag.feedback_id))
            .where(
                col(Feedback.receiver_id).in_(people),
                col(Feedback.given_at) >= since,
                col(FeedbackTag.strength).is_(strength),
            )
            .group_by(FeedbackTag.tag)
        ).all()
    )
    found = [Area(tag, count) for tag, count in rows.items()]
    return tuple(sorted(found, key=lambda one: (-one.people, one.tag)))


def _names(session: Session, units: Iterable[int]) -> dict[int, str]:
    rows = select(col(Unit.id), col(Unit.name)).where(col(Unit.id).in_(list(units)))
    return {key or 0: name for key, name in session.exec(rows)}


def _in_scope(actor: Actor, today: date) -> Any:
    return _present(
        today,
        or_(
            col(Position.id).in_(posts_below(actor.person_id, today)),
            col(Position.id).in_(posts_overseen(actor.person_id, today)),
        ),
    )


def _present(today: date, which: Any) -> Any:
    return select(col(Position.id)).where(
        which, valid_on(Position.starts_on, Position.ends_on, today)
    )
