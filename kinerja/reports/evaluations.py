"""Evaluations as those see them who may: the rater a draft, who stands above a proposal, the person a release."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    AskedDoubt,
    Doubt,
    Evaluation,
    EvaluationQuestion,
    EvaluationState,
    Feedback,
    ItemRating,
    OrganisationPerformance,
    OrganisationPredicate,
    Period,
    Person,
    Position,
    Predicate,
    Rating,
)
from kinerja.regulation import Law
from kinerja.rules.access import Action, Actor
from kinerja.rules.distribution import Distribution, compare
from kinerja.rules.evaluation import Given, are_all_the_same, is_a_surprise
from kinerja.rules.memory import is_of_the_last_weeks_only
from kinerja.rules.predicate import predicate_of
from kinerja.services.authority import authorise_part, posts_below


@dataclass(frozen=True, slots=True)
class EvaluationCard:
    """An evaluation with what was said of single results and values, and what was asked about it."""

    evaluation: Evaluation
    person: str
    rater: str
    items: tuple[ItemRating, ...]
    questions: tuple[EvaluationQuestion, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """A line of what is proposed or released: the person with both ratings and where they lead."""

    evaluation_id: int
    person: str
    rater: str
    state: EvaluationState
    results: Rating
    behaviour: Rating
    predicate: Predicate
    asked: bool


@dataclass(frozen=True, slots=True)
class Calibration:
    """What whoever stands above sees of a unit before release, beside the guide of its organisation.

    Without the organisation's performance there is no guide yet.
    """

    proposals: tuple[Proposal, ...]
    organisation: OrganisationPredicate | None
    distribution: Distribution | None


def evaluation_card(
    session: Session, actor: Actor, evaluation_id: int, today: date
) -> EvaluationCard:
    """Return an evaluation, to its rater always, to others from the moment on from which they may see it."""
    row = session.get(Evaluation, evaluation_id)
    if row is None:
        raise Unknown
    _authorise(session, actor, Action.READ_EVALUATION, row, today)
    if not _is_shown(row, actor):
        raise Unknown
    items = select(ItemRating).where(col(ItemRating.evaluation_id) == evaluation_id)
    asked = select(EvaluationQuestion).where(col(EvaluationQuestion.evaluation_id) == evaluation_id)
    return EvaluationCard(
        row,
        session.get_one(Person, row.person_id).name,
        session.get_one(Person, row.rater_id).name,
        tuple(session.exec(items.order_by(col(ItemRating.id)))),
        tuple(session.exec(asked.order_by(col(EvaluationQuestion.id)))),
    )


def calibration(
    session: Session, actor: Actor, unit_id: int, period_id: int, law: Law, today: date
) -> Calibration:
    """Return the proposed and released ratings of a unit's people below the reader, other raters' only."""
    rater = select(Person.id, Person.name).subquery()
    rows = session.exec(
        select(Evaluation, Person.name, rater.c.name)
        .join(Position, col(Position.id) == col(Evaluation.position_id))
        .join(Person, col(Person.id) == col(Evaluation.person_id))
        .join(rater, rater.c.id == col(Evaluation.rater_id))
        .where(
            col(Evaluation.period_id) == period_id,
            col(Evaluation.state) != EvaluationState.DRAFT,
            col(Evaluation.rater_id) != actor.person_id,
            col(Position.unit_id) == unit_id,
            col(Position.id).in_(posts_below(actor.person_id, today)),
        )
        .order_by(col(Person.name), col(Evaluation.id))
    ).all()
    asked = _asked(session, [row.id or 0 for row, _person, _rater in rows])
    proposals = tuple(
        _proposal(row, person, by, law, asked=row.id in asked) for row, person, by in rows
    )
    organisation = session.exec(
        select(OrganisationPerformance).where(
            col(OrganisationPerformance.unit_id) == unit_id,
            col(OrganisationPerformance.period_id) == period_id,
        )
    ).first()
    if not proposals or organisation is None:
        return Calibration(proposals, None, None)
    predicate = organisation.predicate
    counts = Counter(one.predicate for one in proposals)
    return Calibration(proposals, predicate, compare(law.distribution[predicate], counts))


def doubts(session: Session, actor: Actor, evaluation_id: int, today: date) -> tuple[Doubt, ...]:
    """Return what the rater is asked about before proposing, and was not yet; none of it forbids anything.

    That everybody has the same ratings is asked about once for all of them.
    """
    row = session.get(Evaluation, evaluation_id)
    if row is None or row.rater_id != actor.person_id:
        raise Unknown
    _authorise(session, actor, Action.RATE, row, today)
    period = session.get_one(Period, row.period_id)
    given = Given(row.results, row.results_reason, row.behaviour, row.behaviour_reason)
    told = _feedback(session, row, period)
    pairs = session.exec(
        select(Evaluation).where(
            col(Evaluation.rater_id) == row.rater_id,
            col(Evaluation.period_id) == row.period_id,
            col(Evaluation.results).is_not(None),
            col(Evaluation.behaviour).is_not(None),
        )
    )
    days = [one.given_at.date() for one in told]
    was_told = any(one.to_improve or not one.progress for one in told)
    last_only = is_of_the_last_weeks_only(days, period.starts_on, period.ends_on)
    found = {
        Doubt.SURPRISE: is_a_surprise(given, was_told=was_told),
        Doubt.EVERYONE_THE_SAME: are_all_the_same([(one.results, one.behaviour) for one in pairs]),
        Doubt.LAST_WEEKS_ONLY: last_only,
    }
    asked = _asked_already(session, row)
    return tuple(doubt for doubt, holds in found.items() if holds and doubt not in asked)


def _asked_already(session: Session, row: Evaluation) -> set[Doubt]:
    of_all = col(AskedDoubt.doubt) == Doubt.EVERYONE_THE_SAME
    return {
        Doubt(one)
        for one in session.exec(
            select(AskedDoubt.doubt)
            .join(Evaluation, col(Evaluation.id) == col(AskedDoubt.evaluation_id))
            .where(
                col(Evaluation.rater_id) == row.rater_id,
                col(Evaluation.period_id) == row.period_id,
                or_(of_all, col(Evaluation.id) == row.id),
            )
        )
    }


def _authorise(
    session: Session, actor: Actor, action: Action, row: Evaluation, today: date
) -> None:
    post = session.get_one(Position, row.position_id)
    period = session.get_one(Period, row.period_id)
    days = (period.starts_on, period.ends_on)
    authorise_part(session, actor, action, post, today, during=days)


def _is_shown(row: Evaluation, actor: Actor) -> bool:
    if actor.person_id == row.rater_id or row.state is EvaluationState.RELEASED:
        return True
    return row.state is EvaluationState.PROPOSED and actor.person_id != row.person_id


def _asked(session: Session, ids: Sequence[int]) -> set[int]:
    waiting = select(EvaluationQuestion.evaluation_id).where(
        col(EvaluationQuestion.evaluation_id).in_(ids),
        col(EvaluationQuestion.answered_at).is_(None),
    )
    return set(session.exec(waiting))


def _proposal(row: Evaluation, person: str, rater: str, law: Law, *, asked: bool) -> Proposal:
    if row.results is None or row.behaviour is None:
        raise LookupError("a proposal has both ratings")
    predicate = row.predicate or predicate_of(law.quadrant, row.results, row.behaviour)
    return Proposal(
        row.id or 0, person, rater, row.state, row.results, row.behaviour, predicate, asked
    )


def _feedback(session: Session, row: Evaluation, period: Period) -> Sequence[Feedback]:
    """Return what the person was told by the rater in the period."""
    given = session.exec(
        select(Feedback).where(
            col(Feedback.receiver_id) == row.person_id, col(Feedback.giver_id) == row.rater_id
        )
    )
    return [one for one in given if period.starts_on <= one.given_at.date() <= period.ends_on]
