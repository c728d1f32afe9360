"""The periods that people are evaluated in, as the cycle has them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import Period, PeriodKind, Stage, StageWindow

_STAGES = (Stage.PERIODIC_EVALUATION, Stage.ANNUAL_EVALUATION)


@dataclass(frozen=True, slots=True)
class EvaluationPeriod:
    """A period that has begun; ``opens`` and ``due`` are the agency's days of its evaluation."""

    period_id: int
    kind: PeriodKind
    starts_on: date
    ends_on: date
    opens: date
    due: date


def evaluation_periods(session: Session, today: date) -> tuple[EvaluationPeriod, ...]:
    """Return the periods that have begun, the one whose evaluation is open or comes next first.

    Those that opened go before those that did not, the newest first; of the others the nearest first.
    """
    rows = session.exec(
        select(Period, col(StageWindow.opens), col(StageWindow.due))
        .join(StageWindow, col(StageWindow.period_id) == col(Period.id))
        .where(
            col(StageWindow.stage).in_(_STAGES),
            col(StageWindow.unit_id).is_(None),
            col(Period.starts_on) <= today,
        )
        .order_by(col(StageWindow.due), col(Period.id))
    ).all()
    found = [
        EvaluationPeriod(one.id or 0, one.kind, one.starts_on, one.ends_on, opens, due)
        for one, opens, due in rows
    ]
    opened = [one for one in found if one.opens <= today]
    return (*reversed(opened), *(one for one in found if one.opens > today))


def evaluation_period(session: Session, period_id: int, today: date) -> EvaluationPeriod | None:
    """Return one of the periods; None where it has not begun, or is not evaluated."""
    found = evaluation_periods(session, today)
    return next((one for one in found if one.period_id == period_id), None)
