"""Handing over: what a rater who leaves still has to close, and what the successor finds of a post."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Acting,
    ActingReason,
    Evaluation,
    EvaluationState,
    HandoverNote,
    PerformancePlan,
    Period,
    PeriodKind,
    Person,
    PlanStatus,
    Position,
    ProgressReport,
    RaterAssignment,
    ReportStatus,
)
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise, posts_rated_by
from kinerja.services.handing_over import closing


@dataclass(frozen=True, slots=True)
class PostToHandOver:
    """A post of somebody whom the reader rates, or rated until lately; ``note`` is what was written.

    ``reports`` wait for a decision, ``unrated`` are the periods that are over and not rated.
    """

    position_id: int
    person_id: int
    name: str
    title: str
    reports: tuple[int, ...]
    unrated: tuple[date, ...]
    note: str


@dataclass(frozen=True, slots=True)
class BegunRating:
    """That somebody else began to rate a post in a period: when, never what."""

    rater: str
    period: date
    begun_at: datetime


@dataclass(frozen=True, slots=True)
class Inheritance:
    """What whoever rates a post now finds of those before: their notes, and that they had begun something."""

    name: str
    title: str
    notes: tuple[tuple[str, datetime, str], ...]
    begun: tuple[BegunRating, ...]


def leaves_on(session: Session, actor: Actor, today: date) -> date | None:
    """Return the first day on which the actor, who moves on, rates no more; lately gone counts."""
    found = session.exec(
        select(col(Acting.first_day))
        .where(
            col(Acting.rater_id) == actor.person_id,
            col(Acting.reason) == ActingReason.MOVED,
            col(Acting.ended_at).is_(None),
            col(Acting.first_day) >= closing(today)[0],
        )
        .order_by(col(Acting.first_day).desc())
    )
    return found.first()


def to_hand_over(session: Session, actor: Actor, today: date) -> list[PostToHandOver]:
    """Return the posts the actor rates, or rated until lately and has moved on from, by the holder's name."""
    first, last = closing(today)
    rows = session.exec(
        select(Position, Person.name)
        .join(Person, col(Person.id) == col(Position.person_id))
        .where(
            col(Position.person_id) != actor.person_id,
            or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= first),
            col(Position.id).in_(
                select(RaterAssignment.position_id).where(
                    func.coalesce(RaterAssignment.stands_for_id, RaterAssignment.rater_id)
                    == actor.person_id,
                    or_(
                        col(RaterAssignment.starts_on).is_(None),
                        col(RaterAssignment.starts_on) <= last,
                    ),
                    or_(
                        col(RaterAssignment.ends_on).is_(None),
                        col(RaterAssignment.ends_on) >= first,
                    ),
                )
            ),
        )
        .order_by(col(Person.name), col(Position.id))
    ).all()
    ids = [post.id or 0 for post, _name in rows]
    waiting, unrated = _reports(session, ids), _unrated(session, ids, today)
    notes = _notes(session, actor, ids)
    return [
        PostToHandOver(
            position_id=post.id or 0,
            person_id=post.person_id,
            name=name,
            title=post.title,
            reports=tuple(waiting.get(post.id or 0, ())),
            unrated=tuple(unrated.get(post.id or 0, ())),
            note=notes.get(post.id or 0, ""),
        )
        for post, name in rows
    ]


def post_to_hand_over(
    session: Session, actor: Actor, position_id: int, today: date
) -> PostToHandOver:
    """Return one of the posts the actor hands over."""
    for one in to_hand_over(session, actor, today):
        if one.position_id == position_id:
            return one
    raise Unknown


def inheritance(session: Session, actor: Actor, position_id: int, today: date) -> Inheritance:
    """Return what raters before left about a post, to whoever acts for it now."""
    post = session.get(Position, position_id)
    if post is None:
        raise Unknown
    authorise(session, actor, Action.READ_HANDOVER, post.person_id, today, position_id=position_id)
    notes = session.exec(
        select(col(Person.name), col(HandoverNote.written_at), col(HandoverNote.text))
        .join(Person, col(Person.id) == col(HandoverNote.author_id))
        .where(
            col(HandoverNote.position_id) == position_id,
            col(HandoverNote.author_id) != actor.person_id,
        )
        .order_by(col(HandoverNote.written_at).desc(), col(HandoverNote.id).desc())
    )
    begun = session.exec(
        select(col(Person.name), col(Period.starts_on), col(Evaluation.begun_at))
        .join(Evaluation, col(Evaluation.rater_id) == col(Person.id))
        .join(Period, col(Period.id) == col(Evaluation.period_id))
        .where(
            col(Evaluation.position_id) == position_id,
            col(Evaluation.rater_id) != actor.person_id,
            col(Evaluation.state) != EvaluationState.RELEASED,
        )
        .order_by(col(Period.starts_on).desc(), col(Evaluation.id))
    )
    return Inheritance(
        session.get_one(Person, post.person_id).name,
        post.title,
        tuple(notes.all()),
        tuple(BegunRating(*one) for one in begun),
    )


def notes_left(session: Session, actor: Actor, today: date) -> list[int]:
    """Return the posts the actor acts for about which others left a note, or began to rate, by the holder's name."""
    noted = select(HandoverNote.position_id).where(col(HandoverNote.author_id) != actor.person_id)
    begun = select(Evaluation.position_id).where(
        col(Evaluation.rater_id) != actor.person_id,
        col(Evaluation.state) != EvaluationState.RELEASED,
    )
    rows = session.exec(
        select(Position.id)
        .join(Person, col(Person.id) == col(Position.person_id))
        .where(
            col(Position.id).in_(posts_rated_by(actor.person_id, today)),
            col(Position.person_id) != actor.person_id,
            or_(col(Position.id).in_(noted), col(Position.id).in_(begun)),
        )
        .order_by(col(Person.name), col(Position.id))
    )
    return [key or 0 for key in rows]


def _reports(session: Session, posts: list[int]) -> dict[int, list[int]]:
    rows = session.exec(
        select(ProgressReport.position_id, ProgressReport.id)
        .where(
            col(ProgressReport.position_id).in_(posts),
            col(ProgressReport.status) == ReportStatus.SUBMITTED,
        )
        .order_by(col(ProgressReport.submitted_at), col(ProgressReport.id))
    )
    found: dict[int, list[int]] = {}
    for position_id, report_id in rows:
        found.setdefault(position_id, []).append(report_id or 0)
    return found


def _unrated(session: Session, posts: list[int], today: date) -> dict[int, list[date]]:
    """Return the periods (not the year) of this year that are over, with a plan, and without a released rating."""
    rated = (
        select(Evaluation.id)
        .where(
            col(Evaluation.position_id) == col(PerformancePlan.position_id),
            col(Evaluation.period_id) == col(Period.id),
            col(Evaluation.state) == EvaluationState.RELEASED,
        )
        .exists()
    )
    rows = session.exec(
        select(col(PerformancePlan.position_id), col(Period.starts_on))
        .join(
            Period,
            (col(Period.starts_on) <= col(PerformancePlan.ends_on))
            & (col(Period.ends_on) >= col(PerformancePlan.starts_on)),
        )
        .where(
            col(PerformancePlan.position_id).in_(posts),
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(Period.kind) != PeriodKind.YEAR,
            col(Period.ends_on) < today,
            ~rated,
        )
        .distinct()
        .order_by(col(Period.starts_on))
    )
    found: dict[int, list[date]] = {}
    for position_id, starts_on in rows:
        found.setdefault(position_id, []).append(starts_on)
    return found


def _notes(session: Session, actor: Actor, posts: list[int]) -> dict[int, str]:
    rows = session.exec(
        select(col(HandoverNote.position_id), col(HandoverNote.text)).where(
            col(HandoverNote.position_id).in_(posts),
            col(HandoverNote.author_id) == actor.person_id,
        )
    )
    return dict(rows.all())
