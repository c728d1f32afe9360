"""Feedback between rater and employee: given, opened, acknowledged, answered."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Feedback,
    FeedbackOutcome,
    FeedbackSubject,
    FeedbackTag,
    PerformancePlan,
    Person,
    PlannedResult,
    ProgressReport,
    ReportStatus,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.feedback import TWICE_WITHIN, FeedbackContent, check_answer, check_feedback
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.following_up import leave_items
from kinerja.services.led_feedback import check_led
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell


def give_feedback(
    session: Session,
    actor: Actor,
    receiver_id: int,
    content: FeedbackContent,
    *,
    now: datetime,
    today: date,
    report_id: int | None = None,
    line_id: int | None = None,
) -> int:
    """Give feedback to somebody the actor rates, about a report or without one; return its id.

    Who leads a result names the report's ``line_id``, and may speak of results they lead only. The results
    it belongs to must be of the receiver's plans. The same tap twice gives it once.
    """
    report = session.get(ProgressReport, report_id) if report_id is not None else None
    position_id = report.position_id if report is not None else None
    authorise(
        session,
        actor,
        Action.GIVE_FEEDBACK,
        receiver_id,
        today,
        position_id=position_id,
        line_id=line_id,
    )
    if actor.person_id is None or (report_id is not None and not _is_about(report, receiver_id)):
        raise Unknown
    checked = check_feedback(content)
    if line_id is not None:
        check_led(session, actor, report_id, line_id, checked.result_ids)
    session.get(Person, receiver_id, with_for_update=True)
    _check_results(session, receiver_id, checked)
    _check_not_given(session, actor, receiver_id, report_id, checked, now)
    feedback = Feedback(
        giver_id=actor.person_id,
        receiver_id=receiver_id,
        report_id=report_id,
        kind=checked.kind,
        mode=checked.mode,
        went_well=checked.went_well,
        to_improve=checked.to_improve,
        next_step=checked.next_step,
        progress=checked.progress,
        given_at=now,
    )
    session.add(feedback)
    session.flush()
    _add_subjects(session, number_of(feedback), checked)
    leave_items(session, feedback, checked.actions)
    _tell(session, feedback, receiver_id, Notice.FEEDBACK_GIVEN, now)
    sign(session, actor, "give", "feedback", number_of(feedback), person_id=receiver_id, now=now)
    return number_of(feedback)


def open_feedback(
    session: Session, actor: Actor, feedback_id: int, *, now: datetime, today: date
) -> None:
    """Mark that the receiver has opened a feedback; only the first time counts."""
    feedback = _received(session, actor, feedback_id, today)
    if feedback.opened_at is None:
        feedback.opened_at = now
        record(
            session, actor, "open", "feedback", feedback_id, person_id=feedback.receiver_id, now=now
        )


def acknowledge(
    session: Session, actor: Actor, feedback_id: int, *, now: datetime, today: date
) -> None:
    """Acknowledge a feedback and tell its giver; a second time changes nothing."""
    feedback = _received(session, actor, feedback_id, today)
    if feedback.acknowledged_at is not None:
        return
    feedback.acknowledged_at = now
    feedback.opened_at = feedback.opened_at or now
    _tell(session, feedback, feedback.giver_id, Notice.FEEDBACK_ACKNOWLEDGED, now)
    sign(
        session,
        actor,
        "acknowledge",
        "feedback",
        feedback_id,
        person_id=feedback.receiver_id,
        now=now,
    )


def answer(
    session: Session, actor: Actor, feedback_id: int, text: str, *, now: datetime, today: date
) -> None:
    """Answer a feedback once and tell its giver; whoever answers has also acknowledged."""
    feedback = _received(session, actor, feedback_id, today)
    if feedback.answered_at is not None:
        raise Refused(
            N_("You have already answered this feedback. For more, please talk to your superior.")
        )
    feedback.answer, feedback.answered_at = check_answer(text), now
    feedback.acknowledged_at = feedback.acknowledged_at or now
    feedback.opened_at = feedback.opened_at or now
    _tell(session, feedback, feedback.giver_id, Notice.FEEDBACK_ANSWERED, now)
    sign(session, actor, "answer", "feedback", feedback_id, person_id=feedback.receiver_id, now=now)


def _received(session: Session, actor: Actor, feedback_id: int, today: date) -> Feedback:
    feedback = session.get(Feedback, feedback_id, with_for_update=True)
    if feedback is None:
        raise Unknown
    authorise(session, actor, Action.ANSWER_FEEDBACK, feedback.receiver_id, today)
    return feedback


def _is_about(report: ProgressReport | None, receiver_id: int) -> bool:
    """Say whether a report was sent by the receiver."""
    return (
        report is not None
        and report.person_id == receiver_id
        and report.status is not ReportStatus.DRAFT
    )


def _check_results(session: Session, receiver_id: int, content: FeedbackContent) -> None:
    known = session.exec(
        select(func.count())
        .select_from(PlannedResult)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.id).in_(content.result_ids),
            col(PerformancePlan.person_id) == receiver_id,
        )
    ).one()
    if known != len(content.result_ids):
        raise Unknown


def _check_not_given(
    session: Session,
    actor: Actor,
    receiver_id: int,
    report_id: int | None,
    content: FeedbackContent,
    now: datetime,
) -> None:
    earlier = session.exec(
        select(Feedback).where(
            col(Feedback.giver_id) == actor.person_id,
            col(Feedback.receiver_id) == receiver_id,
            col(Feedback.report_id).is_(None)
            if report_id is None
            else col(Feedback.report_id) == report_id,
            col(Feedback.given_at) > now - TWICE_WITHIN,
        )
    ).all()
    # Without a report, two different feedbacks may well follow each other.
    same = [f for f in earlier if (f.went_well, f.to_improve, f.next_step) == content.parts]
    if same or (earlier and report_id is not None):
        raise Refused(N_("This feedback has just been given; it was not sent a second time."))


def _add_subjects(session: Session, feedback_id: int, content: FeedbackContent) -> None:
    subjects = [FeedbackSubject(feedback_id=feedback_id, result_id=i) for i in content.result_ids]
    subjects += [FeedbackSubject(feedback_id=feedback_id, behaviour=b) for b in content.behaviours]
    session.add_all(subjects)
    session.add_all(FeedbackOutcome(feedback_id=feedback_id, action=a) for a in content.actions)
    for tags, strength in ((content.strengths, True), (content.to_develop, False)):
        session.add_all(
            FeedbackTag(feedback_id=feedback_id, tag=t, strength=strength) for t in tags
        )
    session.flush()


def _tell(
    session: Session, feedback: Feedback, reader_id: int, notice: Notice, now: datetime
) -> None:
    """Tell one side what the other did; the words themselves come after a tap."""
    other = feedback.receiver_id if reader_id == feedback.giver_id else feedback.giver_id
    name = session.exec(select(Person.name).where(col(Person.id) == other)).one()
    tell(
        session,
        reader_id,
        notice,
        key=f"{notice.value}:{feedback.id}:{reader_id}",
        now=now,
        feedback_id=feedback.id,
        name=name,
    )
