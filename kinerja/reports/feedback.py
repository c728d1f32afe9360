"""Feedback as receiver and rater see it: the list, and one feedback as a card."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Behaviour,
    Feedback,
    FeedbackAction,
    FeedbackKind,
    FeedbackMode,
    FeedbackOutcome,
    FeedbackSubject,
    FeedbackTag,
    FeedbackVersion,
    Person,
    PlannedResult,
    ProgressReport,
)
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise
from kinerja.services.led_feedback import led_line_of

LATEST = 100
"""How many of somebody's feedbacks are compared with a new one."""


@dataclass(frozen=True, slots=True)
class FeedbackItem:
    """A feedback in a list, without its words; ``period`` is the month of its report."""

    id: int
    giver: str
    kind: FeedbackKind
    given_at: datetime
    period: date | None
    opened: bool
    acknowledged: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class FeedbackInbox:
    """Somebody's feedback, newest first, and how many they have not opened."""

    items: tuple[FeedbackItem, ...]
    unread: int


@dataclass(frozen=True, slots=True)
class FeedbackCard:
    """One feedback with all it says; the reader has ``received`` or ``given`` it, or rates the receiver."""

    id: int
    giver_id: int
    giver: str
    receiver_id: int
    receiver: str
    received: bool
    given: bool
    report_id: int | None
    report_number: str | None
    period: date | None
    kind: FeedbackKind
    mode: FeedbackMode
    went_well: str
    to_improve: str
    next_step: str
    progress: bool
    results: tuple[str, ...]
    behaviours: tuple[Behaviour, ...]
    actions: tuple[FeedbackAction, ...]
    strengths: tuple[str, ...]
    to_develop: tuple[str, ...]
    given_at: datetime
    opened_at: datetime | None
    acknowledged_at: datetime | None
    answer: str
    answered_at: datetime | None
    corrected_at: datetime | None


def feedback_inbox(session: Session, actor: Actor, today: date) -> FeedbackInbox:
    """Return the actor's own feedback."""
    if actor.person_id is None:
        raise Unknown
    return feedback_of(session, actor, actor.person_id, today)


def feedback_of(session: Session, actor: Actor, receiver_id: int, today: date) -> FeedbackInbox:
    """Return the feedback somebody received, as they and their rater see it."""
    authorise(session, actor, Action.READ_FEEDBACK, receiver_id, today)
    rows = session.exec(
        select(Feedback, col(Person.name), col(ProgressReport.period))
        .join(Person, col(Person.id) == col(Feedback.giver_id))
        .join(ProgressReport, col(ProgressReport.id) == col(Feedback.report_id), isouter=True)
        .where(col(Feedback.receiver_id) == receiver_id)
        .order_by(col(Feedback.given_at).desc(), col(Feedback.id).desc())
    )
    items = tuple(
        FeedbackItem(
            id=feedback.id or 0,
            giver=giver,
            kind=feedback.kind,
            given_at=feedback.given_at,
            period=period,
            opened=feedback.opened_at is not None,
            acknowledged=feedback.acknowledged_at is not None,
            answered=feedback.answered_at is not None,
        )
        for feedback, giver, period in rows
    )
    return FeedbackInbox(items, sum(not item.opened for item in items))


def feedback_card(session: Session, actor: Actor, feedback_id: int, today: date) -> FeedbackCard:
    """Return one feedback as its receiver and their rater see it."""
    feedback = session.get(Feedback, feedback_id)
    if feedback is None:
        raise Unknown
    report = session.get(ProgressReport, feedback.report_id) if feedback.report_id else None
    authorise(
        session,
        actor,
        Action.READ_FEEDBACK,
        feedback.receiver_id,
        today,
        position_id=report.position_id if report else None,
        line_id=led_line_of(session, actor, feedback),
    )
    people = (feedback.giver_id, feedback.receiver_id)
    named = select(Person.id, Person.name).where(col(Person.id).in_(people))
    names = {key: name for key, name in session.exec(named)}  # noqa: C416 - dict() loses the types
    results, behaviours = _subjects(session, feedback_id)
    return FeedbackCard(
        id=feedback_id,
        giver_id=feedback.giver_id,
        giver=names[feedback.giver_id],
        receiver_id=feedback.receiver_id,
        receiver=names[feedback.receiver_id],
        received=actor.person_id == feedback.receiver_id,
        given=actor.person_id == feedback.giver_id,
        report_id=feedback.report_id,
        report_number=report.number if report else None,
        period=report.period if report else None,
        kind=feedback.kind,
        mode=feedback.mode,
        went_well=feedback.went_well,
        to_improve=feedback.to_improve,
        next_step=feedback.next_step,
        progress=feedback.progress,
        results=results,
        behaviours=behaviours,
        actions=_actions(session, feedback_id),
        strengths=_tags(session, feedback_id, strength=True),
        to_develop=_tags(session, feedback_id, strength=False),
        given_at=feedback.given_at,
        opened_at=feedback.opened_at,
        acknowledged_at=feedback.acknowledged_at,
        answer=feedback.answer,
        answered_at=feedback.answered_at,
        corrected_at=_corrected_at(session, feedback_id),
    )


def words_given(session: Session, actor: Actor) -> tuple[str, ...]:
    """Return the parts of the actor's own latest feedback, to notice the same words again."""
    rows = session.exec(
        select(Feedback.went_well, Feedback.to_improve, Feedback.next_step)
        .where(col(Feedback.giver_id) == actor.person_id)
        .order_by(col(Feedback.id).desc())
        .limit(LATEST)
    )
    return tuple(part for row in rows for part in row if part)


def _subjects(session: Session, feedback_id: int) -> tuple[tuple[str, ...], tuple[Behaviour, ...]]:
    rows = session.exec(
        select(PlannedResult.text, FeedbackSubject.behaviour)
        .select_from(FeedbackSubject)
        .join(PlannedResult, col(PlannedResult.id) == col(FeedbackSubject.result_id), isouter=True)
        .where(col(FeedbackSubject.feedback_id) == feedback_id)
        .order_by(col(FeedbackSubject.id))
    ).all()
    return (
        tuple(text for text, _ in rows if text),
        tuple(Behaviour(behaviour) for _, behaviour in rows if behaviour),
    )


def _corrected_at(session: Session, feedback_id: int) -> datetime | None:
    return session.exec(
        select(FeedbackVersion.replaced_at)
        .where(col(FeedbackVersion.feedback_id) == feedback_id)
        .order_by(col(FeedbackVersion.version).desc())
        .limit(1)
    ).first()


def _tags(session: Session, feedback_id: int, *, strength: bool) -> tuple[str, ...]:
    rows = session.exec(
        select(FeedbackTag.tag)
        .where(col(FeedbackTag.feedback_id) == feedback_id, col(FeedbackTag.strength).is_(strength))
        .order_by(col(FeedbackTag.id))
    )
    return tuple(rows)


def _actions(session: Session, feedback_id: int) -> tuple[FeedbackAction, ...]:
    rows = session.exec(
        select(FeedbackOutcome.action)
        .where(col(FeedbackOutcome.feedback_id) == feedback_id)
        .order_by(col(FeedbackOutcome.id))
    )
    return tuple(FeedbackAction(action) for action in rows)
