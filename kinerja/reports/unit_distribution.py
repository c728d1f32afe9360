"""The predicates of a unit's people beside the guide of its organisation, as far as a reader may see them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evaluation,
    EvaluationState,
    OrganisationPerformance,
    OrganisationPredicate,
    Period,
    Position,
    Predicate,
    Unit,
)
from kinerja.regulation import Law
from kinerja.rules.access import Actor
from kinerja.rules.distribution import Distribution, Guide, compare
from kinerja.rules.predicate import predicate_of
from kinerja.services.authority import posts_below


@dataclass(frozen=True, slots=True)
class UnitDistribution:
    """The people of a unit below the reader, counted by predicate; without a guide where none is known yet."""

    unit_id: int
    unit: str
    people: int
    organisation: OrganisationPredicate | None
    guide: Guide | None
    distribution: Distribution


def unit_distribution(
    session: Session, actor: Actor, unit_id: int, period_id: int, law: Law, today: date
) -> UnitDistribution:
    """Return the distribution among a unit's people below the reader, with the reader's own drafts.

    What others only drafted is not in it.
    """
    posts = set(
        session.exec(posts_below(actor.person_id, today).where(col(Position.unit_id) == unit_id))
    )
    unit = session.get(Unit, unit_id)
    if unit is None or not posts or session.get(Period, period_id) is None:
        raise Unknown
    rows = session.exec(
        select(Evaluation)
        .where(
            col(Evaluation.position_id).in_(posts),
            col(Evaluation.period_id) == period_id,
            or_(
                col(Evaluation.state) != EvaluationState.DRAFT,
                col(Evaluation.rater_id) == actor.person_id,
            ),
        )
        .order_by(col(Evaluation.state) == EvaluationState.RELEASED, col(Evaluation.id))
    )
    by_post = {row.position_id: _predicate(row, law) for row in rows}
    counts = Counter(one for one in by_post.values() if one is not None)
    entered = session.exec(
        select(OrganisationPerformance.predicate).where(
            col(OrganisationPerformance.unit_id) == unit_id,
            col(OrganisationPerformance.period_id) == period_id,
        )
    ).first()
    organisation = OrganisationPredicate(entered) if entered else None
    guide = law.distribution[organisation] if organisation else None
    compared = compare(guide, counts) if guide else _counted(counts)
    return UnitDistribution(unit_id, unit.name, len(posts), organisation, guide, compared)


def _counted(counts: Counter[Predicate]) -> Distribution:
    return Distribution(
        {one: counts[one] for one in Predicate}, counts.total(), compared=False, unmet=()
    )


def _predicate(row: Evaluation, law: Law) -> Predicate | None:
    if row.results is None or row.behaviour is None:
        return None
    return row.predicate or predicate_of(law.quadrant, row.results, row.behaviour)
