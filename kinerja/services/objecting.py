"""Objecting to an evaluation: a draft of its own, with reasons and evidence, then sent and closed."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    DeliveryAnswer,
    Evaluation,
    EvaluationDelivery,
    Evidence,
    Objection,
    ObjectionState,
    Person,
    Position,
)
from kinerja.regulation import Regulation
from kinerja.reports.deliveries import clock_from
from kinerja.rules.access import Action, Actor
from kinerja.rules.evaluation import check_reason
from kinerja.rules.evidence import EvidencePiece, check_content, check_policy
from kinerja.rules.legal_clocks import ClockKind
from kinerja.rules.objections import MOST_EVIDENCE, check_draft, check_may_object, check_sendable
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.deciders import decider_of
from kinerja.services.delivering import answered, delivery_of
from kinerja.services.evidence_policy import policy_at
from kinerja.services.numbers import number_of
from kinerja.services.responsible import administrators_of
from kinerja.services.signing import sign
from kinerja.services.telling import Notice, tell


def begin_objection(
    session: Session,
    actor: Actor,
    evaluation_id: int,
    regulation: Regulation,
    *,
    now: datetime,
    today: date,
) -> int:
    """Begin an objection, or go on with the one that was begun; return its id. Nobody else sees it yet."""
    row = session.get(Evaluation, evaluation_id, with_for_update=True)
    if row is None:
        raise Unknown
    authorise(session, actor, Action.OBJECT, row.person_id, today)
    made = delivery_of(session, evaluation_id)
    if made is None:
        raise Unknown
    known = session.exec(
        select(Objection).where(col(Objection.evaluation_id) == evaluation_id)
    ).first()
    if known is not None and known.state is not ObjectionState.DRAFT:
        return number_of(known)
    _check_in_time(session, row, made, regulation, today)
    begun = known or Objection(evaluation_id=evaluation_id, person_id=row.person_id, begun_at=now)
    session.add(begun)
    session.flush()
    return number_of(begun)


def write_reasons(
    session: Session, actor: Actor, objection_id: int, reasons: str, *, today: date
) -> None:
    """Keep the reasons of a draft."""
    _draft(session, actor, objection_id, today).reasons = check_reason(reasons)


def add_to_objection(
    session: Session,
    actor: Actor,
    objection_id: int,
    piece: EvidencePiece,
    *,
    now: datetime,
    today: date,
) -> int:
    """Add a piece of evidence to a draft; return its id."""
    row = _draft(session, actor, objection_id, today)
    evaluation = session.get_one(Evaluation, row.evaluation_id)
    check_policy(policy_at(session, evaluation.position_id), piece)
    check_content(piece)
    of_this = (col(Evidence.objection_id) == objection_id, col(Evidence.removed_at).is_(None))
    if session.exec(select(func.count()).where(*of_this)).one() >= MOST_EVIDENCE:
        raise Refused(N_("An objection takes {count} pieces of evidence."), count=MOST_EVIDENCE)
    kept = Evidence(
        person_id=row.person_id,
        objection_id=objection_id,
        added_at=now,
        **asdict(replace(piece, file_name=piece.file_name[-200:])),
    )
    session.add(kept)
    session.flush()
    return number_of(kept)


def drop_objection(
    session: Session, actor: Actor, objection_id: int, *, now: datetime, today: date
) -> None:
    """Drop a draft with its evidence; nothing of it is left."""
    row = _draft(session, actor, objection_id, today)
    pieces = select(Evidence).where(col(Evidence.objection_id) == objection_id)
    for piece in session.exec(pieces.order_by(col(Evidence.id))):
        piece.objection_id, piece.removed_at = None, piece.removed_at or now
        piece.reference, piece.file_name, piece.file_id = "", "", None
    session.flush()
    session.delete(row)
    session.flush()


def send_objection(
    session: Session,
    actor: Actor,
    objection_id: int,
    regulation: Regulation,
    *,
    now: datetime,
    today: date,
) -> str:
    """Send an objection to the rater and to who decides; return its number. Nothing changes from then on."""
    row = _draft(session, actor, objection_id, today)
    check_sendable(row.reasons)
    evaluation = session.get_one(Evaluation, row.evaluation_id)
    made = session.exec(
        select(EvaluationDelivery)
        .where(col(EvaluationDelivery.evaluation_id) == row.evaluation_id)
        .with_for_update()
    ).one()
    _check_in_time(session, evaluation, made, regulation, today)
    row.state, row.sent_at, row.sent_on = ObjectionState.SENT, now, today
    row.number = f"K-{today:%y%m}-{objection_id:05}"
    sign(session, actor, "send", "objection", objection_id, person_id=row.person_id, now=now)
    answered(session, actor, made, DeliveryAnswer.OBJECTED, now=now, telling=False)
    _tell(session, row, evaluation, now, today)
    return row.number


def note_look(
    session: Session, actor: Actor, objection_id: int, *, now: datetime, today: date
) -> None:
    """Note that a party or the decider has looked at the file of an objection."""
    row = session.get(Objection, objection_id)
    if row is None:
        raise Unknown
    evaluation = session.get_one(Evaluation, row.evaluation_id)
    parties = parties_of(session, evaluation, row, today)
    authorise(session, actor, Action.READ_OBJECTION, row.person_id, today, helpers=parties)
    record(session, actor, "look", "objection", objection_id, person_id=row.person_id, now=now)


def parties_of(
    session: Session, evaluation: Evaluation, row: Objection, today: date
) -> tuple[int, ...]:
    """Return who reads the file beside its author: the rater and the decider, once it was sent."""
    if row.state is ObjectionState.DRAFT:
        return ()
    decider = row.decided_by_id or decider_of(session, evaluation, today)
    return tuple(one for one in (evaluation.rater_id, decider) if one is not None)


def _draft(session: Session, actor: Actor, objection_id: int, today: date) -> Objection:
    row = session.get(Objection, objection_id, with_for_update=True)
    if row is None:
        raise Unknown
    authorise(session, actor, Action.OBJECT, row.person_id, today)
    check_draft(row.state)
    return row


def _check_in_time(
    session: Session,
    row: Evaluation,
    made: EvaluationDelivery,
    regulation: Regulation,
    today: date,
) -> None:
    post = session.get_one(Position, row.position_id)
    kind = ClockKind.OBJECTION
    clock = clock_from(session, kind, post.unit_id, made.delivered_on, regulation)
    check_may_object(made.answer, clock, today)


def _tell(
    session: Session, row: Objection, evaluation: Evaluation, now: datetime, today: date
) -> None:
    name = session.get_one(Person, row.person_id).name
    decider = decider_of(session, evaluation, today)
    to = [(evaluation.rater_id, Notice.OBJECTION_TO_ANSWER)]
    if decider is not None:
        to.append((decider, Notice.OBJECTION_TO_DECIDE))
    else:
        told = administrators_of(session, row.person_id, today)
        to.extend((one, Notice.OBJECTION_WITHOUT_DECIDER) for one in told)
    for reader, notice in to:
        key = f"{notice.value}:{row.id}:{reader}"
        tell(session, reader, notice, key=key, now=now, objection_id=row.id, name=name)
