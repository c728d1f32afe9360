"""Clocks of delivered evaluations that ran out without an answer: noted as silence, never as agreement."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, col, select

from kinerja.models import DeliveryAnswer, Evaluation, EvaluationDelivery, Position, Unit
from kinerja.regulation import Regulation
from kinerja.rules.access import OPERATOR
from kinerja.rules.legal_clocks import ClockKind, is_over, run_of
from kinerja.rules.periods import local_date
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign
from kinerja.services.workdays import FIVE_DAY, calendars

_SHORTEST = timedelta(days=1)


def note_silence(session: Session, regulation: Regulation, *, now: datetime) -> int:
    """Note for how many evaluations nothing was answered until the end of the clock, by its later reading."""
    rows = session.exec(
        select(EvaluationDelivery, col(Unit.id), col(Unit.zone))
        .join(Evaluation, col(Evaluation.id) == col(EvaluationDelivery.evaluation_id))
        .join(Position, col(Position.id) == col(Evaluation.position_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(EvaluationDelivery.answer).is_(None),
            col(EvaluationDelivery.delivered_on) <= (now - _SHORTEST).date(),
        )
        .order_by(col(EvaluationDelivery.id))
        .with_for_update(of=EvaluationDelivery, skip_locked=True)
    ).all()
    if not rows:
        return 0
    days, noted = calendars(session), 0
    for made, unit_id, zone in rows:
        clock = regulation.on(made.delivered_on).clocks[ClockKind.ACKNOWLEDGEMENT]
        run = run_of(clock, made.delivered_on, days.of(FIVE_DAY, unit_id).works)
        if not is_over(run, local_date(now, zone)):
            continue
        made.answer, made.silent_until = DeliveryAnswer.SILENT, run.closes_on
        delivery_id, of = number_of(made), made.person_id
        sign(session, OPERATOR, "silent", "delivery", delivery_id, person_id=of, now=now)
        noted += 1
    return noted
