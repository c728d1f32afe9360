"""A released evaluation goes to the person: delivered, opened, acknowledged; silence is noted as silence."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    Account,
    DeliveryAnswer,
    Evaluation,
    EvaluationDelivery,
    EvaluationState,
    Period,
    Person,
    Position,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.deliveries import CODE_LENGTH, CODE_LETTERS, check_comment, check_unanswered
from kinerja.services.audit import record
from kinerja.services.authority import authorise, authorise_part
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell


def deliver(
    session: Session, actor: Actor, evaluation_id: int, *, now: datetime, today: date
) -> int:
    """Deliver a released evaluation to its person, who is told; delivering twice changes nothing."""
    row = session.get(Evaluation, evaluation_id, with_for_update=True)
    if row is None or actor.person_id is None:
        raise Unknown
    post, period = (
        session.get_one(Position, row.position_id),
        session.get_one(Period, row.period_id),
    )
    days = (period.starts_on, period.ends_on)
    authorise_part(session, actor, Action.RATE, post, today, during=days)
    if row.state is not EvaluationState.RELEASED:
        if row.rater_id != actor.person_id:
            raise Unknown
        raise Refused(N_("Please release the ratings first; then the evaluation can be delivered."))
    found = delivery_of(session, evaluation_id)
    if found is not None:
        return number_of(found)
    made = EvaluationDelivery(
        evaluation_id=evaluation_id,
        person_id=row.person_id,
        code=_new_code(session),
        delivered_at=now,
        delivered_on=today,
        delivered_by_id=actor.person_id,
        on_paper=not _is_linked(session, row.person_id),
    )
    session.add(made)
    session.flush()
    delivery_id, of = number_of(made), row.person_id
    sign(session, actor, "deliver", "delivery", delivery_id, person_id=of, now=now)
    tell(
        session,
        of,
        Notice.EVALUATION_DELIVERED,
        key=f"{Notice.EVALUATION_DELIVERED.value}:{delivery_id}",
        now=now,
        evaluation_id=evaluation_id,
        kind=period.kind.value,
        starts_on=period.starts_on,
    )
    return delivery_id


def open_delivered(
    session: Session, actor: Actor, evaluation_id: int, *, now: datetime, today: date
) -> None:
    """Note that the person has opened their evaluation."""
    made = _delivered_to(session, actor, evaluation_id, today)
    if made.opened_at is None:
        made.opened_at = now
        record(session, actor, "open", "delivery", made.id, person_id=made.person_id, now=now)


def acknowledge(
    session: Session,
    actor: Actor,
    evaluation_id: int,
    comment: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Acknowledge an evaluation, with a comment if wanted; it is no agreement."""
    made = _delivered_to(session, actor, evaluation_id, today)
    check_unanswered(made.answer)
    made.comment = check_comment(comment)
    answered(session, actor, made, DeliveryAnswer.ACKNOWLEDGED, now=now)


def answered(
    session: Session,
    actor: Actor,
    made: EvaluationDelivery,
    answer: DeliveryAnswer,
    *,
    now: datetime,
    telling: bool = True,
) -> None:
    """Note an answer, sign it, and tell the rater that there is one; the caller has asked for the right."""
    made.answer, made.answered_at = answer, now
    delivery_id = number_of(made)
    sign(session, actor, answer.value, "delivery", delivery_id, person_id=made.person_id, now=now)
    if not telling:
        return
    row = session.get_one(Evaluation, made.evaluation_id)
    tell(
        session,
        row.rater_id,
        Notice.EVALUATION_ANSWERED,
        key=f"{Notice.EVALUATION_ANSWERED.value}:{delivery_id}:{answer.value}",
        now=now,
        position_id=row.position_id,
        period_id=row.period_id,
        name=session.get_one(Person, made.person_id).name,
    )


def delivery_of(session: Session, evaluation_id: int) -> EvaluationDelivery | None:
    """Return the delivery of an evaluation; the caller has asked for the right."""
    return session.exec(
        select(EvaluationDelivery).where(col(EvaluationDelivery.evaluation_id) == evaluation_id)
    ).first()


def _delivered_to(
    session: Session, actor: Actor, evaluation_id: int, today: date
) -> EvaluationDelivery:
    """Return the delivery to the actor, locked."""
    made = session.exec(
        select(EvaluationDelivery)
        .where(col(EvaluationDelivery.evaluation_id) == evaluation_id)
        .with_for_update()
    ).first()
    if made is None:
        raise Unknown
    authorise(session, actor, Action.ANSWER_EVALUATION, made.person_id, today)
    return made


def _is_linked(session: Session, person_id: int) -> bool:
    found = select(Account.id).where(
        col(Account.person_id) == person_id,
        col(Account.unlinked_at).is_(None),
        col(Account.unreachable_at).is_(None),
    )
    return session.exec(found).first() is not None


def _new_code(session: Session) -> str:
    while True:
        code = "".join(secrets.choice(CODE_LETTERS) for _ in range(CODE_LENGTH))
        known = select(EvaluationDelivery.id).where(col(EvaluationDelivery.code) == code)
        if session.exec(known).first() is None:
            return code
