"""The record of a case as the decider reads it: dated facts of the year, in their order, nothing to change."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evaluation,
    EvaluationDelivery,
    EvaluationState,
    Feedback,
    Objection,
    PerformancePlan,
    Period,
    PlanStatus,
    ProgressReport,
    ReportStatus,
    SelfAssessment,
)
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise
from kinerja.services.objecting import parties_of


class Happened(StrEnum):
    """What happened in the record of a case."""

    PLAN_APPROVED = "plan_approved"
    REPORT_SENT = "report_sent"
    FEEDBACK_GIVEN = "feedback_given"
    FEEDBACK_ANSWERED = "feedback_answered"
    SELF_ASSESSED = "self_assessed"
    RELEASED = "released"
    DELIVERED = "delivered"
    OPENED = "opened"
    OBJECTED = "objected"
    ANSWERED = "answered"
    DECIDED = "decided"


@dataclass(frozen=True, slots=True)
class Entry:
    """A dated fact; ``text`` are the words of whoever it is from, ``month`` that of a report."""

    at: datetime
    what: Happened
    text: str = ""
    month: date | None = None


def case_timeline(
    session: Session, actor: Actor, objection_id: int, today: date
) -> tuple[Entry, ...]:
    """Return what the year up to the end of the period holds, to the parties and the decider."""
    row = session.get(Objection, objection_id)
    if row is None:
        raise Unknown
    evaluation = session.get_one(Evaluation, row.evaluation_id)
    parties = parties_of(session, evaluation, row, today)
    authorise(session, actor, Action.READ_OBJECTION, row.person_id, today, helpers=parties)
    period = session.get_one(Period, evaluation.period_id)
    first, last = date(period.starts_on.year, 1, 1), period.ends_on
    found = [
        *_plans(session, evaluation, first, last),
        *_reports(session, evaluation, first, last),
        *_feedback(session, evaluation, first, last),
        *_evaluations(session, evaluation, first, last),
        *_of_case(session, evaluation, row),
    ]
    return tuple(sorted(found, key=lambda one: one.at))


def _plans(session: Session, of: Evaluation, first: date, last: date) -> Iterator[Entry]:
    kept = (PlanStatus.APPROVED, PlanStatus.SUPERSEDED)
    rows = session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == of.position_id,
            col(PerformancePlan.status).in_(kept),
            col(PerformancePlan.starts_on) <= last,
            col(PerformancePlan.ends_on) >= first,
        )
        .order_by(col(PerformancePlan.id))
    )
    for one in rows:
        if one.approved_at is not None:
            yield Entry(one.approved_at, Happened.PLAN_APPROVED, str(one.version))


def _reports(session: Session, of: Evaluation, first: date, last: date) -> Iterator[Entry]:
    rows = session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.position_id) == of.position_id,
            col(ProgressReport.status) != ReportStatus.DRAFT,
            col(ProgressReport.period).between(first, last),
        )
        .order_by(col(ProgressReport.id))
    )
    for one in rows:
        if one.submitted_at is not None:
            yield Entry(one.submitted_at, Happened.REPORT_SENT, month=one.period)


def _feedback(session: Session, of: Evaluation, first: date, last: date) -> Iterator[Entry]:
    """Yield what the rater told the person; feedback of others stays between them."""
    rows = session.exec(
        select(Feedback)
        .where(col(Feedback.receiver_id) == of.person_id, col(Feedback.giver_id) == of.rater_id)
        .order_by(col(Feedback.id))
    )
    for one in rows:
        if not first <= one.given_at.date() <= last:
            continue
        said = " · ".join(text for text in (one.went_well, one.to_improve, one.next_step) if text)
        yield Entry(one.given_at, Happened.FEEDBACK_GIVEN, said)
        if one.answered_at is not None:
            yield Entry(one.answered_at, Happened.FEEDBACK_ANSWERED, one.answer)


def _evaluations(session: Session, of: Evaluation, first: date, last: date) -> Iterator[Entry]:
    rows = session.exec(
        select(Evaluation)
        .join(Period, col(Period.id) == col(Evaluation.period_id))
        .where(
            col(Evaluation.person_id) == of.person_id,
            col(Evaluation.state) == EvaluationState.RELEASED,
            col(Period.ends_on).between(first, last),
        )
        .order_by(col(Evaluation.id))
    )
    for one in rows:
        if one.released_at is not None:
            yield Entry(one.released_at, Happened.RELEASED)
    written = select(SelfAssessment).where(
        col(SelfAssessment.position_id) == of.position_id,
        col(SelfAssessment.period_id) == of.period_id,
    )
    for own in session.exec(written):
        yield Entry(own.written_at, Happened.SELF_ASSESSED, own.results)


def _of_case(session: Session, of: Evaluation, row: Objection) -> Iterator[Entry]:
    made = session.exec(
        select(EvaluationDelivery).where(col(EvaluationDelivery.evaluation_id) == of.id)
    ).first()
    dated = (
        (made.delivered_at if made else None, Happened.DELIVERED, ""),
        (made.opened_at if made else None, Happened.OPENED, ""),
        (row.sent_at, Happened.OBJECTED, row.reasons),
        (row.answered_at, Happened.ANSWERED, row.answer),
        (row.decided_at, Happened.DECIDED, row.decision_reasons),
    )
    for at, what, text in dated:
        if at is not None:
            yield Entry(at, what, text)
