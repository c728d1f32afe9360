"""Rating a person in a period: drafted, proposed to who stands above the rater, asked about, released.

Until the release no entry of the audit trail names the person: their copy of it says nothing of a draft.
"""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Behaviour,
    Evaluation,
    EvaluationQuestion,
    EvaluationState,
    ItemRating,
    OrganisationPerformance,
    PerformancePlan,
    Period,
    PlannedResult,
    Position,
    Rating,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.acting import check_rated_to_the_end
from kinerja.rules.evaluation import (
    Given,
    check_changeable,
    check_given,
    check_reason,
    check_releasable,
    check_whole,
)
from kinerja.rules.predicate import Quadrant, predicate_of
from kinerja.services.audit import record
from kinerja.services.authority import authorise, authorise_part
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign
from kinerja.services.standing_in import rates_until
from kinerja.services.telling_of_ratings import tell_answered, tell_asked, tell_proposed


def save_ratings(
    session: Session,
    actor: Actor,
    position_id: int,
    period_id: int,
    given: Given,
    *,
    now: datetime,
    today: date,
) -> int:
    """Keep what the rater of a post says of it in a period, as far as it is said; return the evaluation's id.

    Until it is proposed nobody else sees it. A change of what was proposed makes it a draft again.
    """
    post = session.get(Position, position_id, with_for_update=True)
    period = session.get(Period, period_id)
    if post is None or period is None:
        raise Unknown
    _authorise(session, actor, post, period, today)
    _check_not_released(session, position_id, period_id)
    if today < period.starts_on:
        raise Refused(N_("This period has not begun yet."))
    checked = check_given(given)
    row = _of_rater(session, actor, position_id, period_id) or Evaluation(
        person_id=post.person_id,
        position_id=position_id,
        period_id=period_id,
        rater_id=actor.person_id or 0,
        begun_at=now,
    )
    row.results, row.results_reason = checked.results, checked.results_reason
    row.behaviour, row.behaviour_reason = checked.behaviour, checked.behaviour_reason
    row.state, row.proposed_at = EvaluationState.DRAFT, None
    session.add(row)
    session.flush()
    record(session, actor, "rate", "evaluation", row.id, person_id=None, now=now)
    return number_of(row)


def rate_item(
    session: Session,
    actor: Actor,
    evaluation_id: int,
    item: int | Behaviour,
    rating: Rating,
    reason: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Say something of one result (by its id) or one value; the two ratings as a whole do not follow from it."""
    row = _own(session, actor, evaluation_id, today)
    check_changeable(row.state)
    if not isinstance(item, Behaviour) and not _is_planned(session, row, item):
        raise Unknown
    which = ItemRating.value if isinstance(item, Behaviour) else ItemRating.result_id
    of_item = (col(ItemRating.evaluation_id) == evaluation_id, col(which) == item)
    kept = session.exec(select(ItemRating).where(*of_item)).first() or ItemRating(
        evaluation_id=evaluation_id,
        result_id=None if isinstance(item, Behaviour) else item,
        value=item if isinstance(item, Behaviour) else None,
        rating=rating,
        reason="",
    )
    kept.rating, kept.reason = rating, check_reason(reason)
    session.add(kept)
    row.state, row.proposed_at = EvaluationState.DRAFT, None
    session.flush()
    record(session, actor, "rate_item", "evaluation", row.id, person_id=None, now=now)


def propose(
    session: Session, actor: Actor, evaluation_id: int, *, now: datetime, today: date
) -> None:
    """Show whole ratings to who stands above the rater, before they are released."""
    row = _own(session, actor, evaluation_id, today)
    check_changeable(row.state)
    check_whole(_given(row))
    if row.state is EvaluationState.PROPOSED:
        return
    row.state, row.proposed_at = EvaluationState.PROPOSED, now
    record(session, actor, "propose", "evaluation", row.id, person_id=None, now=now)
    tell_proposed(session, row, now=now, today=today)


def ask_back(
    session: Session, actor: Actor, evaluation_id: int, reason: str, *, now: datetime, today: date
) -> int:
    """Ask about a proposal, with a reason; the ratings stay the rater's. Return the question's id."""
    row = session.get(Evaluation, evaluation_id, with_for_update=True)
    if row is None or row.state is EvaluationState.DRAFT or actor.person_id == row.rater_id:
        raise Unknown
    authorise(
        session, actor, Action.ASK_ABOUT_RATING, row.person_id, today, position_id=row.position_id
    )
    check_changeable(row.state)
    asked = EvaluationQuestion(
        evaluation_id=evaluation_id,
        asked_by_id=actor.person_id or 0,
        asked_at=now,
        reason=check_reason(reason),
    )
    session.add(asked)
    session.flush()
    record(session, actor, "ask_back", "evaluation", row.id, person_id=None, now=now)
    tell_asked(session, row, asked, now)
    return number_of(asked)


def answer_question(
    session: Session, actor: Actor, question_id: int, text: str, *, now: datetime, today: date
) -> None:
    """Answer what was asked about a proposal, whether or not the ratings were changed."""
    asked = session.get(EvaluationQuestion, question_id, with_for_update=True)
    if asked is None:
        raise Unknown
    row = _own(session, actor, asked.evaluation_id, today)
    check_changeable(row.state)
    asked.answer, asked.answered_at = check_reason(text), now
    record(session, actor, "answer", "evaluation", row.id, person_id=None, now=now)
    tell_answered(session, row, asked, now)


def release(
    session: Session,
    actor: Actor,
    evaluation_id: int,
    quadrant: Quadrant,
    *,
    now: datetime,
    today: date,
) -> None:
    """Release proposed ratings with the predicate that stands in the quadrant; from then on they stay.

    Refused while somebody above waits for an answer, and before the organisation's performance is
    known, because the guide has to be considered. Releasing twice changes nothing.
    """
    row = _own(session, actor, evaluation_id, today)
    if row.state is EvaluationState.RELEASED:
        return
    _check_not_released(session, row.position_id, row.period_id)
    period = session.get_one(Period, row.period_id)
    check_rated_to_the_end(
        is_rater=rates_until(session, row.rater_id, row.position_id, period.ends_on)
    )
    check_releasable(row.state, open_questions=_has_open_questions(session, evaluation_id))
    organisation = session.exec(
        select(OrganisationPerformance)
        .join(Position, col(Position.unit_id) == col(OrganisationPerformance.unit_id))
        .where(
            col(Position.id) == row.position_id,
            col(OrganisationPerformance.period_id) == row.period_id,
        )
    ).first()
    if organisation is None:
        raise Refused(
            N_(
                "The performance of the unit is not entered yet; the ratings have to consider it."
                " The leader above the unit enters it with /evaluasi."
            )
        )
    row.predicate = predicate_of(quadrant, *check_whole(_given(row)))
    row.organisation = organisation.predicate
    row.state, row.released_at, row.released_on = EvaluationState.RELEASED, now, today
    sign(session, actor, "release", "evaluation", evaluation_id, person_id=row.person_id, now=now)


def _own(session: Session, actor: Actor, evaluation_id: int, today: date) -> Evaluation:
    """Return an evaluation of the actor's, locked; theirs only while they rate the post."""
    row = session.get(Evaluation, evaluation_id, with_for_update=True)
    if row is None or row.rater_id != actor.person_id:
        raise Unknown
    period = session.get_one(Period, row.period_id)
    _authorise(session, actor, session.get_one(Position, row.position_id), period, today)
    return row


def _authorise(session: Session, actor: Actor, post: Position, period: Period, today: date) -> None:
    """Raise ``Unknown`` unless the actor rates the post, or has moved on lately and rated it in the period."""
    days = (period.starts_on, period.ends_on)
    authorise_part(session, actor, Action.RATE, post, today, during=days)


def _of_rater(
    session: Session, actor: Actor, position_id: int, period_id: int
) -> Evaluation | None:
    return session.exec(
        select(Evaluation).where(
            col(Evaluation.position_id) == position_id,
            col(Evaluation.period_id) == period_id,
            col(Evaluation.rater_id) == actor.person_id,
        )
    ).first()


def _check_not_released(session: Session, position_id: int, period_id: int) -> None:
    released = select(Evaluation).where(
        col(Evaluation.position_id) == position_id,
        col(Evaluation.period_id) == period_id,
        col(Evaluation.state) == EvaluationState.RELEASED,
    )
    for other in session.exec(released):
        check_changeable(other.state)


def _has_open_questions(session: Session, evaluation_id: int) -> bool:
    found = session.exec(
        select(EvaluationQuestion.id).where(
            col(EvaluationQuestion.evaluation_id) == evaluation_id,
            col(EvaluationQuestion.answered_at).is_(None),
        )
    )
    return found.first() is not None


def _is_planned(session: Session, row: Evaluation, result_id: int) -> bool:
    found = session.exec(
        select(PlannedResult.id)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.id) == result_id,
            col(PerformancePlan.position_id) == row.position_id,
        )
    )
    return found.first() is not None


def _given(row: Evaluation) -> Given:
    return Given(row.results, row.results_reason, row.behaviour, row.behaviour_reason)
