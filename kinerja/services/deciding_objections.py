"""The rater answers an objection, and the decider decides it, with reasons; the decision is final."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.models import Evaluation, Objection, ObjectionState, Person
from kinerja.rules.access import Action, Actor
from kinerja.rules.evaluation import Given, check_reason, check_whole
from kinerja.rules.objections import check_answerable, check_decidable
from kinerja.rules.predicate import Quadrant, predicate_of
from kinerja.services.authority import authorise
from kinerja.services.deciders import decider_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell


def answer_objection(
    session: Session,
    actor: Actor,
    objection_id: int,
    answer: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Answer an objection as the rater whose ratings it is about."""
    row, evaluation = _sent(session, objection_id)
    authorise(
        session,
        actor,
        Action.ANSWER_OBJECTION,
        row.person_id,
        today,
        helpers=(evaluation.rater_id,),
    )
    check_answerable(row.state)
    row.answer, row.answered_by_id, row.answered_at = check_reason(answer), actor.person_id, now
    row.state = ObjectionState.ANSWERED
    sign(session, actor, "answer", "objection", objection_id, person_id=row.person_id, now=now)
    decider = decider_of(session, evaluation, today)
    for reader in (row.person_id, decider):
        if reader is not None:
            _tell(session, row, reader, Notice.OBJECTION_ANSWERED, now)


def decide_objection(
    session: Session,
    actor: Actor,
    objection_id: int,
    changed: Given | None,
    reasons: str,
    quadrant: Quadrant,
    *,
    now: datetime,
    today: date,
) -> None:
    """Decide an objection: the evaluation stays (``changed`` is None), or two other ratings take its place."""
    row, evaluation = _sent(session, objection_id)
    decider = decider_of(session, evaluation, today)
    helpers = () if decider is None else (decider,)
    authorise(session, actor, Action.DECIDE_OBJECTION, row.person_id, today, helpers=helpers)
    check_decidable(row.state, row.sent_on, today)
    row.decision_reasons = check_reason(reasons)
    row.upheld = changed is None
    if changed is not None:
        row.results, row.behaviour = check_whole(changed)
        row.predicate = predicate_of(quadrant, row.results, row.behaviour)
    row.decided_by_id, row.decided_at = actor.person_id, now
    row.state = ObjectionState.DECIDED
    sign(session, actor, "decide", "objection", objection_id, person_id=row.person_id, now=now)
    for reader in (row.person_id, evaluation.rater_id):
        _tell(session, row, reader, Notice.OBJECTION_DECIDED, now)


def _sent(session: Session, objection_id: int) -> tuple[Objection, Evaluation]:
    row = session.get(Objection, objection_id, with_for_update=True)
    if row is None or row.state is ObjectionState.DRAFT:
        raise Unknown
    return row, session.get_one(Evaluation, row.evaluation_id)


def _tell(session: Session, row: Objection, reader: int, notice: Notice, now: datetime) -> None:
    tell(
        session,
        reader,
        notice,
        key=f"{notice.value}:{row.id}:{reader}",
        now=now,
        objection_id=row.id,
        name=session.get_one(Person, row.person_id).name,
    )
