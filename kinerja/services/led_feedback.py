"""Feedback of somebody who leads a result without rating the person: about that result, and no other."""

from __future__ import annotations

from collections.abc import Collection

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Feedback, FeedbackSubject, PlannedResult, ReportLine
from kinerja.rules.access import Actor
from kinerja.services.numbers import number_of


def check_led(
    session: Session, actor: Actor, report_id: int | None, line_id: int, results: Collection[int]
) -> None:
    """Raise ``Unknown`` unless feedback is about lines of one report whose results the actor leads, and this one among them."""
    rows = session.exec(
        select(ReportLine.id, ReportLine.result_id)
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(
            col(ReportLine.report_id) == report_id,
            col(PlannedResult.leader_id) == actor.person_id,
        )
    ).all()
    led = dict(rows)
    if led.get(line_id) not in results or not set(results) <= set(led.values()):
        raise Unknown


def led_line_of(session: Session, actor: Actor, feedback: Feedback) -> int | None:
    """Return a line that a feedback of the actor is about, as the leader of its result; None where there is none."""
    if feedback.giver_id != actor.person_id or feedback.report_id is None:
        return None
    return session.exec(
        select(ReportLine.id)
        .join(FeedbackSubject, col(FeedbackSubject.result_id) == col(ReportLine.result_id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(
            col(ReportLine.report_id) == feedback.report_id,
            col(FeedbackSubject.feedback_id) == number_of(feedback),
            col(PlannedResult.leader_id) == actor.person_id,
        )
        .limit(1)
    ).first()
