"""Asking for a correction of one's own data, and answering as the administrator of the unit."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import CorrectionRequest, Person
from kinerja.rules.access import Action, Actor, may
from kinerja.rules.corrections import check_answer, check_request
from kinerja.services.audit import record
from kinerja.services.authority import authorise, relations_to
from kinerja.services.numbers import number_of
from kinerja.services.responsible import administrators_of
from kinerja.services.telling import Notice, tell


def ask_for_correction(
    session: Session, actor: Actor, text: str, *, now: datetime, today: date
) -> bool:
    """Ask the actor's administrators for a correction; False where none of them can be reached here.

    The same words again, while they wait, are one request.
    """
    if actor.person_id is None:
        raise Unknown
    session.get(Person, actor.person_id, with_for_update=True)
    mine = (
        col(CorrectionRequest.person_id) == actor.person_id,
        col(CorrectionRequest.answered_at).is_(None),
    )
    counted = session.exec(select(func.count()).select_from(CorrectionRequest).where(*mine)).one()
    checked = check_request(text, counted)
    same = select(CorrectionRequest).where(*mine, col(CorrectionRequest.text) == checked)
    row = session.exec(same).first()
    if row is None:
        row = CorrectionRequest(person_id=actor.person_id, text=checked, asked_at=now)
        session.add(row)
        session.flush()
        record(session, actor, "ask", "correction", row.id, person_id=actor.person_id, now=now)
    readers = [
        reader
        for reader in administrators_of(session, actor.person_id, today)
        # Whoever holds no post any more is the matter of nobody's unit.
        if may(
            Action.ANSWER_CORRECTION,
            relations_to(session, Actor(reader), actor.person_id, today),
        )
    ]
    told = [_tell(session, row, reader, Notice.CORRECTION_ASKED, now) for reader in readers]
    return any(told)


def answer_correction(
    session: Session,
    actor: Actor,
    request_id: int,
    text: str,
    *,
    corrected: bool,
    now: datetime,
    today: date,
) -> None:
    """Say that something was corrected, or why it is not; the person is told. Nobody answers their own."""
    row = session.get(CorrectionRequest, request_id, with_for_update=True)
    if row is None or row.person_id == actor.person_id:
        raise Unknown
    authorise(session, actor, Action.ANSWER_CORRECTION, row.person_id, today)
    if row.answered_at is not None:
        raise Refused(N_("This request was already answered."))
    row.answer = check_answer(text, corrected=corrected)
    row.corrected, row.answered_at, row.answered_by_id = corrected, now, actor.person_id
    session.flush()
    _tell(session, row, row.person_id, Notice.CORRECTION_ANSWERED, now)
    record(
        session,
        actor,
        "answer",
        "correction",
        row.id,
        person_id=row.person_id,
        now=now,
        corrected=corrected,
    )


def _tell(
    session: Session, row: CorrectionRequest, reader: int, notice: Notice, now: datetime
) -> bool:
    key = f"{notice.value}:{row.id}:{reader}"
    return tell(session, reader, notice, key=key, now=now, request_id=number_of(row))
