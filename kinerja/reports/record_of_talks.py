"""What was said between a rater and somebody they rate, and what is open: parts of the year's record.

Whoever asks for them has asked for the right.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from sqlalchemy import ColumnElement, and_
from sqlmodel import Session, col, select

from kinerja.models import (
    Dialogue,
    DialogueNote,
    Evaluation,
    EvaluationState,
    Feedback,
    FeedbackAction,
    FollowUp,
    Learning,
    LearningState,
    Objection,
    ObjectionState,
    Observation,
    Obstacle,
    Period,
    Person,
    Position,
    Predicate,
    Rating,
)
from kinerja.services.numbers import number_of


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """Feedback the person got in the year, from whom and whether they answered; its words are one tap away."""

    feedback_id: int
    giver: str
    given_at: datetime
    progress: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class Observed:
    """What the reader noted for themselves and has not shared yet."""

    noted_at: datetime
    text: str


@dataclass(frozen=True, slots=True)
class Talked:
    """A dialogue whose notes both have confirmed: the day of the notes, and what was agreed."""

    day: date
    agreed: str


@dataclass(frozen=True, slots=True)
class Learnt:
    """A confirmed entry of the person's learning."""

    title: str
    ends_on: date
    hours: Decimal


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What is open: an obstacle in its words, or what somebody still has to do after feedback."""

    since: datetime
    obstacle: str = ""
    action: FeedbackAction | None = None


@dataclass(frozen=True, slots=True)
class EarlierRating:
    """A released evaluation of an earlier period of the year, whoever gave it."""

    evaluation_id: int
    starts_on: date
    ends_on: date
    rater: str
    results: Rating
    behaviour: Rating
    predicate: Predicate


def feedback_received(
    session: Session, person_id: int, first: date, last: date
) -> tuple[FeedbackGiven, ...]:
    """Return the feedback somebody got between two days, oldest first."""
    rows = session.exec(
        select(Feedback, col(Person.name))
        .join(Person, col(Person.id) == col(Feedback.giver_id))
        .where(col(Feedback.receiver_id) == person_id)
        .order_by(col(Feedback.given_at), col(Feedback.id))
    )
    return tuple(
        FeedbackGiven(
            number_of(one), giver, one.given_at, one.progress, one.answered_at is not None
        )
        for one, giver in rows
        if first <= one.given_at.date() <= last
    )


def feedback_given(session: Session, person_id: int, first: date, last: date) -> int:
    """Return how many times somebody gave feedback to others between two days."""
    moments = session.exec(select(Feedback.given_at).where(col(Feedback.giver_id) == person_id))
    return len([one for one in moments if first <= one.date() <= last])


def observed_by(session: Session, author_id: int | None, person_id: int) -> tuple[Observed, ...]:
    """Return what somebody noted about a person and still keeps to themselves."""
    notes = session.exec(
        select(Observation)
        .where(
            col(Observation.author_id) == author_id,
            col(Observation.person_id) == person_id,
            col(Observation.feedback_id).is_(None),
            col(Observation.deleted_at).is_(None),
        )
        .order_by(col(Observation.noted_at), col(Observation.id))
    )
    return tuple(Observed(one.noted_at, one.text) for one in notes)


def dialogues_held(
    session: Session, rater_id: int | None, person_id: int, first: date, last: date
) -> tuple[Talked, ...]:
    """Return the dialogues of two people between two days, each in its newest confirmed notes."""
    rows = session.exec(
        select(DialogueNote)
        .join(Dialogue, col(Dialogue.id) == col(DialogueNote.dialogue_id))
        .where(
            col(Dialogue.rater_id) == rater_id,
            col(Dialogue.person_id) == person_id,
            col(DialogueNote.rater_confirmed_at).is_not(None),
            col(DialogueNote.person_confirmed_at).is_not(None),
        )
        .order_by(col(DialogueNote.dialogue_id), col(DialogueNote.version))
    )
    newest = {one.dialogue_id: one for one in rows}
    found = [Talked(one.written_at.date(), one.agreed) for one in newest.values()]
    return tuple(one for one in found if first <= one.day <= last)


def learnt_between(session: Session, person_id: int, first: date, last: date) -> tuple[Learnt, ...]:
    """Return what somebody has learnt between two days, as far as their rater confirmed it."""
    rows = session.exec(
        select(Learning)
        .where(
            col(Learning.person_id) == person_id,
            col(Learning.state) == LearningState.CONFIRMED,
            col(Learning.deleted_at).is_(None),
            col(Learning.ends_on).between(first, last),
        )
        .order_by(col(Learning.ends_on), col(Learning.id))
    )
    return tuple(Learnt(one.title, one.ends_on, one.hours) for one in rows)


def open_points(session: Session, post: Position) -> tuple[OpenPoint, ...]:
    """Return what is open with a post: obstacles, and what follows from feedback."""
    obstacles = session.exec(
        select(Obstacle).where(
            col(Obstacle.position_id) == post.id, col(Obstacle.closed_at).is_(None)
        )
    )
    items = session.exec(
        select(FollowUp).where(
            col(FollowUp.person_id) == post.person_id, col(FollowUp.closed_at).is_(None)
        )
    )
    found = (
        *(OpenPoint(one.opened_at, obstacle=one.text) for one in obstacles),
        *(OpenPoint(one.opened_at, action=one.action) for one in items),
    )
    return tuple(sorted(found, key=lambda one: one.since))


def earlier_ratings(
    session: Session, person_id: int, first: date, before: date
) -> tuple[EarlierRating, ...]:
    """Return the released evaluations of the year before a day, whoever gave them, as decisions left them."""
    rows = session.exec(
        select(Evaluation, Period, col(Person.name), Objection)
        .join(Period, col(Period.id) == col(Evaluation.period_id))
        .join(Person, col(Person.id) == col(Evaluation.rater_id))
        .join(Objection, _is_changed(), isouter=True)
        .where(
            col(Evaluation.person_id) == person_id,
            col(Evaluation.state) == EvaluationState.RELEASED,
            col(Period.ends_on).between(first, before),
        )
        .order_by(col(Period.starts_on), col(Evaluation.id))
    )
    return tuple(
        EarlierRating(
            number_of(one),
            period.starts_on,
            period.ends_on,
            rater,
            *_in_force(one, changed),
        )
        for one, period, rater, changed in rows
        if one.results and one.behaviour and one.predicate
    )


def _is_changed() -> ColumnElement[bool]:
    """Return the condition of objections whose decision took the place of an evaluation."""
    return and_(
        col(Objection.evaluation_id) == col(Evaluation.id),
        col(Objection.state) == ObjectionState.DECIDED,
        col(Objection.upheld).is_(False),
    )


def _in_force(one: Evaluation, changed: Objection | None) -> tuple[Rating, Rating, Predicate]:
    of = changed or one
    if of.results is None or of.behaviour is None or of.predicate is None:
        raise LookupError("what was released or decided has both ratings")
    return of.results, of.behaviour, of.predicate
