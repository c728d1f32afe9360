"""Strengths and what is to be developed, as feedback named them: counted by quarter, of a person and a team."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, select

from kinerja.models import Feedback, FeedbackTag, Position
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.rules.quarters import begins_at, first_of_quarter, quarter_before
from kinerja.services.authority import authorise, posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class TagCount:
    """How often feedback named a tag this quarter and the one before, and of how many people this quarter."""

    tag: str
    now: int
    before: int
    people: int


@dataclass(frozen=True, slots=True)
class Development:
    """What feedback of this quarter and the one before named, the most frequent first."""

    quarter: date
    feedbacks: int
    strengths: tuple[TagCount, ...]
    to_develop: tuple[TagCount, ...]


def development_of(session: Session, actor: Actor, person_id: int, today: date) -> Development:
    """Return what feedback named about somebody, for themselves and their rater."""
    authorise(session, actor, Action.READ_FEEDBACK, person_id, today)
    return _development(session, col(Feedback.receiver_id) == person_id, today)


def team_development(session: Session, actor: Actor, today: date) -> Development:
    """Return what feedback named about the people the actor rates, all together."""
    people = select(Position.person_id).where(
        col(Position.id).in_(posts_rated_by(actor.person_id, today)),
        col(Position.person_id) != actor.person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    return _development(session, col(Feedback.receiver_id).in_(people), today)


def _development(session: Session, whose: ColumnElement[bool], today: date) -> Development:
    now = begins_at(first_of_quarter(today), DEFAULT_ZONE)
    before = begins_at(quarter_before(today), DEFAULT_ZONE)
    given = session.exec(
        select(Feedback.id, Feedback.given_at, Feedback.receiver_id).where(
            whose, col(Feedback.given_at) >= before
        )
    ).all()
    when = {key: (at, who) for key, at, who in given}
    tags = session.exec(select(FeedbackTag).where(col(FeedbackTag.feedback_id).in_(when))).all()
    named = {
        strength: [(tag.tag, *when[tag.feedback_id]) for tag in tags if tag.strength is strength]
        for strength in (True, False)
    }
    return Development(
        quarter=first_of_quarter(today),
        feedbacks=sum(at >= now for at, _who in when.values()),
        strengths=_counted(named[True], now),
        to_develop=_counted(named[False], now),
    )


def _counted(named: list[tuple[str, datetime, int]], now: datetime) -> tuple[TagCount, ...]:
    given: dict[str, list[tuple[datetime, int]]] = defaultdict(list)
    for tag, at, who in named:
        given[tag].append((at, who))
    counts = [
        TagCount(
            tag,
            now=sum(at >= now for at, _ in times),
            before=sum(at < now for at, _ in times),
            people=len({who for at, who in times if at >= now}),
        )
        for tag, times in given.items()
    ]
    return tuple(sorted(counts, key=lambda one: (-one.now, -one.before, one.tag)))
