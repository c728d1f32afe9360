"""What released evaluations name as below expectation: results and values, for the plan of development."""

from __future__ import annotations

from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import (
    Behaviour,
    Evaluation,
    EvaluationState,
    ItemRating,
    PlannedResult,
    Rating,
    RatingOf,
)
from kinerja.models.development import GapSource
from kinerja.rules.development import LONGEST_AREA
from kinerja.rules.suggestions import Gap


def gaps_of_evaluations(session: Session, person_id: int, since: date) -> list[Gap]:
    """Return what was rated below expectation since a day, whose right somebody has asked; items before the whole."""
    rows = session.exec(
        select(Evaluation)
        .where(
            col(Evaluation.person_id) == person_id,
            col(Evaluation.state) == EvaluationState.RELEASED,
            col(Evaluation.released_at).is_not(None),
        )
        .order_by(col(Evaluation.released_at).desc(), col(Evaluation.id).desc())
    )
    found: list[Gap] = []
    for one in rows:
        day = one.released_at.date() if one.released_at else since
        if day >= since:
            named = _items(session, one.id or 0)
            whole = [
                of.value
                for of, rating in (
                    (RatingOf.RESULTS, one.results),
                    (RatingOf.BEHAVIOUR, one.behaviour),
                )
                if rating is Rating.BELOW
            ]
            found.extend(Gap(area, GapSource.EVALUATION, 1, day) for area in named or whole)
    return found


def _items(session: Session, evaluation_id: int) -> list[str]:
    rows = session.exec(
        select(ItemRating.value, PlannedResult.text)
        .outerjoin(PlannedResult, col(PlannedResult.id) == col(ItemRating.result_id))
        .where(
            col(ItemRating.evaluation_id) == evaluation_id, col(ItemRating.rating) == Rating.BELOW
        )
        .order_by(col(ItemRating.id))
    )
    return [Behaviour(value).value if value else text[:LONGEST_AREA] for value, text in rows]
