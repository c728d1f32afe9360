"""Delivered evaluations as the people they are of see them, and as their raters do, with the clocks that run."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Behaviour,
    Evaluation,
    EvaluationDelivery,
    ItemRating,
    Objection,
    ObjectionState,
    Period,
    PeriodKind,
    Person,
    PlannedResult,
    Position,
    Rating,
    Unit,
)
from kinerja.regulation import Regulation
from kinerja.rules.access import Action, Actor
from kinerja.rules.legal_clocks import ClockKind, ClockRun, run_of
from kinerja.services.authority import authorise_part
from kinerja.services.workdays import FIVE_DAY, calendars


@dataclass(frozen=True, slots=True)
class OwnEvaluation:
    """A line of the evaluations that were delivered to somebody."""

    evaluation_id: int
    kind: PeriodKind
    starts_on: date
    delivery: EvaluationDelivery


@dataclass(frozen=True, slots=True)
class SaidOfItem:
    """What was said of one result (in its words) or one value."""

    result: str
    value: Behaviour | None
    rating: Rating
    reason: str


@dataclass(frozen=True, slots=True)
class DeliveredCard:
    """A delivered evaluation: whole, with its clocks by every reading."""

    evaluation: Evaluation
    delivery: EvaluationDelivery
    name: str
    rater: str
    unit: str
    zone: str
    kind: PeriodKind
    starts_on: date
    items: tuple[SaidOfItem, ...]
    acknowledging: ClockRun
    objecting: ClockRun
    decided: Objection | None


def own_evaluations(session: Session, actor: Actor) -> tuple[OwnEvaluation, ...]:
    """Return the evaluations that were delivered to the actor, the newest period first."""
    rows = session.exec(
        select(EvaluationDelivery, Period)
        .join(Evaluation, col(Evaluation.id) == col(EvaluationDelivery.evaluation_id))
        .join(Period, col(Period.id) == col(Evaluation.period_id))
        .where(col(EvaluationDelivery.person_id) == actor.person_id)
        .order_by(col(Period.ends_on).desc(), col(EvaluationDelivery.id).desc())
    )
    return tuple(
        OwnEvaluation(made.evaluation_id, period.kind, period.starts_on, made)
        for made, period in rows
    )


def delivered_card(
    session: Session, actor: Actor, evaluation_id: int, regulation: Regulation, today: date
) -> DeliveredCard:
    """Return a delivered evaluation to its person, its rater and who stands above."""
    row = session.get(Evaluation, evaluation_id)
    if row is None:
        raise Unknown
    post, period = (
        session.get_one(Position, row.position_id),
        session.get_one(Period, row.period_id),
    )
    days = (period.starts_on, period.ends_on)
    authorise_part(session, actor, Action.READ_EVALUATION, post, today, during=days)
    return card_of_delivered(session, row, regulation)


def card_of_delivered(session: Session, row: Evaluation, regulation: Regulation) -> DeliveredCard:
    """Return a delivered evaluation whose right was asked; unknown where it was not delivered."""
    made = session.exec(
        select(EvaluationDelivery).where(col(EvaluationDelivery.evaluation_id) == row.id)
    ).first()
    if made is None:
        raise Unknown
    post = session.get_one(Position, row.position_id)
    unit = session.get_one(Unit, post.unit_id)
    period = session.get_one(Period, row.period_id)
    return DeliveredCard(
        row,
        made,
        session.get_one(Person, row.person_id).name,
        session.get_one(Person, row.rater_id).name,
        unit.name,
        unit.zone,
        period.kind,
        period.starts_on,
        _items(session, row),
        clock_from(session, ClockKind.ACKNOWLEDGEMENT, post.unit_id, made.delivered_on, regulation),
        clock_from(session, ClockKind.OBJECTION, post.unit_id, made.delivered_on, regulation),
        _decided(session, row),
    )


def clock_from(
    session: Session, kind: ClockKind, unit_id: int, day: date, regulation: Regulation
) -> ClockRun:
    """Return how a legal clock runs that was started on a day, by the working days of a unit."""
    calendar = calendars(session).of(FIVE_DAY, unit_id)
    return run_of(regulation.on(day).clocks[kind], day, calendar.works)


def _decided(session: Session, row: Evaluation) -> Objection | None:
    found = select(Objection).where(
        col(Objection.evaluation_id) == row.id, col(Objection.state) == ObjectionState.DECIDED
    )
    return session.exec(found).first()


def _items(session: Session, row: Evaluation) -> tuple[SaidOfItem, ...]:
    found = session.exec(
        select(ItemRating, col(PlannedResult.text))
        .join(PlannedResult, col(PlannedResult.id) == col(ItemRating.result_id), isouter=True)
        .where(col(ItemRating.evaluation_id) == row.id)
        .order_by(col(ItemRating.id))
    )
    return tuple(SaidOfItem(text or "", one.value, one.rating, one.reason) for one, text in found)
