"""Correcting a feedback within 24 hours of giving it; the words before are kept, nothing is deleted."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Feedback, FeedbackVersion, Person
from kinerja.rules.access import Action, Actor
from kinerja.rules.feedback import check_correction, check_part
from kinerja.services.authority import authorise
from kinerja.services.led_feedback import led_line_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell


def correct_feedback(
    session: Session,
    actor: Actor,
    feedback_id: int,
    parts: tuple[str, str, str],
    *,
    now: datetime,
    today: date,
) -> None:
    """Replace the three parts of a feedback by its giver; the same words change nothing."""
    feedback = session.get(Feedback, feedback_id, with_for_update=True)
    if feedback is None:
        raise Unknown
    line_id = led_line_of(session, actor, feedback)
    authorise(session, actor, Action.GIVE_FEEDBACK, feedback.receiver_id, today, line_id=line_id)
    if feedback.giver_id != actor.person_id:
        raise Unknown
    check_correction(feedback.given_at, now)
    well, improve, following = (check_part(part) for part in parts)
    if not (well or improve or following):
        raise Refused(N_("Please leave at least one of the three parts filled in."))
    before = (feedback.went_well, feedback.to_improve, feedback.next_step)
    if (well, improve, following) == before:
        return
    version = _keep(session, feedback_id, before, now)
    feedback.went_well, feedback.to_improve, feedback.next_step = well, improve, following
    name = session.exec(select(Person.name).where(col(Person.id) == feedback.giver_id)).one()
    tell(
        session,
        feedback.receiver_id,
        Notice.FEEDBACK_CORRECTED,
        key=f"{Notice.FEEDBACK_CORRECTED.value}:{feedback_id}:{version}",
        now=now,
        feedback_id=feedback_id,
        name=name,
    )
    receiver = feedback.receiver_id
    sign(session, actor, "correct", "feedback", feedback_id, person_id=receiver, now=now)


def _keep(session: Session, feedback_id: int, parts: tuple[str, str, str], now: datetime) -> int:
    last = session.exec(
        select(func.max(FeedbackVersion.version)).where(
            col(FeedbackVersion.feedback_id) == feedback_id
        )
    ).one()
    version = (last or 0) + 1
    well, improve, following = parts
    session.add(
        FeedbackVersion(
            feedback_id=feedback_id,
            version=version,
            went_well=well,
            to_improve=improve,
            next_step=following,
            replaced_at=now,
        )
    )
    session.flush()
    return version
