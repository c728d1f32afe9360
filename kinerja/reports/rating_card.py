"""What a rater has before them while they rate one person: their own draft and what it has to consider."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    EmploymentKind,
    Evaluation,
    EvaluationDelivery,
    EvaluationQuestion,
    EvaluationState,
    ItemRating,
    OrganisationPerformance,
    OrganisationPredicate,
    PerformancePlan,
    Period,
    PeriodKind,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    Predicate,
    Rating,
    SelfAssessment,
    Unit,
)
from kinerja.regulation import Law
from kinerja.reports.heads import is_head_of
from kinerja.reports.leave import on_leave_all_through
from kinerja.rules.access import Action, Actor
from kinerja.rules.predicate import foreseen_rating, predicate_of
from kinerja.services.authority import authorise_part


@dataclass(frozen=True, slots=True)
class ResultToRate:
    """A result of the plan that holds, with what the rater said of it."""

    result_id: int
    text: str
    item: ItemRating | None


@dataclass(frozen=True, slots=True)
class RatingCard:
    """One person in one period; ``evaluation`` is the reader's own, or the one that was released.

    ``foreseen`` is the results rating that the rule foresees for the head of a unit whose performance is
    known. ``leads`` says that they are one.
    """

    position_id: int
    person_id: int
    name: str
    title: str
    unit_id: int
    unit: str
    kind: EmploymentKind | None
    post_ends_on: date | None
    period_id: int
    period_kind: PeriodKind
    starts_on: date
    ends_on: date
    organisation: OrganisationPredicate | None
    leads: bool
    foreseen: Rating | None
    evaluation: Evaluation | None
    delivery: EvaluationDelivery | None
    predicate: Predicate | None
    results: tuple[ResultToRate, ...]
    values: tuple[ItemRating, ...]
    questions: tuple[EvaluationQuestion, ...]
    self_assessment: SelfAssessment | None
    on_leave: bool


def rating_card(
    session: Session, actor: Actor, position_id: int, period_id: int, law: Law, today: date
) -> RatingCard:
    """Return a post and period as its rater rates it."""
    post = session.get(Position, position_id)
    period = session.get(Period, period_id)
    if post is None or period is None:
        raise Unknown
    days = (period.starts_on, period.ends_on)
    authorise_part(session, actor, Action.RATE, post, today, during=days)
    person = session.get_one(Person, post.person_id)
    unit = session.get_one(Unit, post.unit_id)
    row = _evaluation(session, actor, position_id, period_id)
    items = _items(session, row)
    organisation = _organisation(session, post.unit_id, period_id)
    leads = is_head_of(session, post, today)
    away = on_leave_all_through(session, [post.person_id], period.starts_on, period.ends_on)
    return RatingCard(
        position_id=position_id,
        person_id=post.person_id,
        name=person.name,
        title=post.title,
        unit_id=post.unit_id,
        unit=unit.name,
        kind=person.kind,
        post_ends_on=post.ends_on,
        period_id=period_id,
        period_kind=period.kind,
        starts_on=period.starts_on,
        ends_on=period.ends_on,
        organisation=organisation,
        leads=leads,
        foreseen=foreseen_rating(law.head_of_unit, organisation)
        if leads and organisation
        else None,
        evaluation=row,
        delivery=_delivery(session, row),
        predicate=_predicate(row, law),
        results=_results(session, position_id, period, items),
        values=tuple(one for one in items if one.value is not None),
        questions=_questions(session, row),
        self_assessment=_self_assessment(session, position_id, period_id),
        on_leave=post.person_id in away,
    )


def _evaluation(
    session: Session, actor: Actor, position_id: int, period_id: int
) -> Evaluation | None:
    """Return the released evaluation, else the reader's own."""
    rows = session.exec(
        select(Evaluation)
        .where(
            col(Evaluation.position_id) == position_id,
            col(Evaluation.period_id) == period_id,
        )
        .order_by(col(Evaluation.id))
    ).all()
    released = [one for one in rows if one.state is EvaluationState.RELEASED]
    own = [one for one in rows if one.rater_id == actor.person_id]
    return next(iter((*released, *own)), None)


def _delivery(session: Session, row: Evaluation | None) -> EvaluationDelivery | None:
    if row is None:
        return None
    found = select(EvaluationDelivery).where(col(EvaluationDelivery.evaluation_id) == row.id)
    return session.exec(found).first()


def _predicate(row: Evaluation | None, law: Law) -> Predicate | None:
    if row is None or row.results is None or row.behaviour is None:
        return None
    return row.predicate or predicate_of(law.quadrant, row.results, row.behaviour)


def _organisation(session: Session, unit_id: int, period_id: int) -> OrganisationPredicate | None:
    entered = session.exec(
        select(OrganisationPerformance.predicate).where(
            col(OrganisationPerformance.unit_id) == unit_id,
            col(OrganisationPerformance.period_id) == period_id,
        )
    ).first()
    return OrganisationPredicate(entered) if entered else None


def _items(session: Session, row: Evaluation | None) -> list[ItemRating]:
    if row is None:
        return []
    found = select(ItemRating).where(col(ItemRating.evaluation_id) == row.id)
    return list(session.exec(found.order_by(col(ItemRating.id))))


def _results(
    session: Session, position_id: int, period: Period, items: list[ItemRating]
) -> tuple[ResultToRate, ...]:
    """Return the results of the plans that held in the period; of each version chain the approved one."""
    rows = session.exec(
        select(PlannedResult)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PerformancePlan.position_id) == position_id,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.starts_on) <= period.ends_on,
            col(PerformancePlan.ends_on) >= period.starts_on,
        )
        .order_by(col(PerformancePlan.starts_on), col(PlannedResult.ordinal), col(PlannedResult.id))
    )
    of_result = {one.result_id: one for one in items}
    return tuple(ResultToRate(one.id or 0, one.text, of_result.get(one.id)) for one in rows)


def _questions(session: Session, row: Evaluation | None) -> tuple[EvaluationQuestion, ...]:
    if row is None:
        return ()
    found = select(EvaluationQuestion).where(col(EvaluationQuestion.evaluation_id) == row.id)
    return tuple(session.exec(found.order_by(col(EvaluationQuestion.id))))


def _self_assessment(session: Session, position_id: int, period_id: int) -> SelfAssessment | None:
    return session.exec(
        select(SelfAssessment).where(
            col(SelfAssessment.position_id) == position_id,
            col(SelfAssessment.period_id) == period_id,
        )
    ).first()
