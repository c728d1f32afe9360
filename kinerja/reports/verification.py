"""What a verification code says of an evaluation: kind, date and state, nothing personal."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import (
    DeliveryAnswer,
    Evaluation,
    EvaluationDelivery,
    Objection,
    ObjectionState,
    Period,
    PeriodKind,
)
from kinerja.rules.deliveries import read_code


@dataclass(frozen=True, slots=True)
class Verified:
    """An evaluation by its code; ``objection`` is where an objection to it stands, once it was sent."""

    kind: PeriodKind
    starts_on: date
    delivered_on: date
    answer: DeliveryAnswer | None
    silent_until: date | None
    objection: ObjectionState | None


def verified(session: Session, written: str) -> Verified | None:
    """Return what is known by a code, None where there is no such code."""
    found = session.exec(
        select(EvaluationDelivery, Period, col(Objection.state))
        .join(Evaluation, col(Evaluation.id) == col(EvaluationDelivery.evaluation_id))
        .join(Period, col(Period.id) == col(Evaluation.period_id))
        .join(Objection, col(Objection.evaluation_id) == col(Evaluation.id), isouter=True)
        .where(col(EvaluationDelivery.code) == read_code(written))
    ).first()
    if found is None:
        return None
    made, period, objected = found
    state = ObjectionState(objected) if objected else None
    return Verified(
        period.kind,
        period.starts_on,
        made.delivered_on,
        made.answer,
        made.silent_until,
        None if state is ObjectionState.DRAFT else state,
    )
