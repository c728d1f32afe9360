"""What follows a coaching session: form B.1.8 to whoever stands above the rater, form B.1.9 by the rater."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import CoachingAnswer, CoachingSurvey, CompetenceLevel, Dialogue, DialogueKind
from kinerja.reports.coaching import survey_readers
from kinerja.reports.dialogues import dialogue_card
from kinerja.rules.access import Action, Actor
from kinerja.rules.coaching import MOST_LEVELS, check_answers, check_level
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.telling import Notice, tell


def send_survey(
    session: Session,
    actor: Actor,
    dialogue_id: int,
    answers: Mapping[int, int],
    steps: int,
    *,
    now: datetime,
    today: date,
) -> tuple[str, ...]:
    """Send how the actor found a session, and return who reads it: never the rater, and only once.

    ``steps`` is how many answers each statement had to choose from.
    """
    row = _held_session(session, actor, dialogue_id, Action.SEND_SURVEY, now, today)
    readers = survey_readers(session, actor, dialogue_id, today)
    if not readers:
        raise Refused(
            N_("Nobody rates your superior in this assistant yet, so nobody would read it.")
        )
    said = check_answers(answers, steps)
    sent = session.exec(
        select(CoachingSurvey.id).where(col(CoachingSurvey.dialogue_id) == row.id)
    ).first()
    if sent is not None:
        raise Refused(N_("You have sent this form already; it stays as it is."))
    survey = CoachingSurvey(
        dialogue_id=number_of(row), person_id=row.person_id, steps=steps, sent_at=now
    )
    session.add(survey)
    session.flush()
    survey_id = number_of(survey)
    for statement, answer in said.items():
        session.add(CoachingAnswer(survey_id=survey_id, statement=statement, answer=answer))
    session.flush()
    for reader, _name in readers:
        key = f"{Notice.SURVEY_SENT.value}:{survey_id}:{reader}"
        tell(session, reader, Notice.SURVEY_SENT, key=key, now=now, survey_id=survey_id)
    record(session, actor, "send", "coaching_survey", survey_id, person_id=row.person_id, now=now)
    return tuple(name for _id, name in readers)


def note_level(
    session: Session,
    actor: Actor,
    dialogue_id: int,
    competence: str,
    level: int,
    reason: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Note a competence of the employee after a session, with the reason; noting it again changes it."""
    row = _held_session(session, actor, dialogue_id, Action.NOTE_COMPETENCE, now, today)
    named, said = check_level(competence, level, reason)
    known = session.exec(
        select(CompetenceLevel).where(
            col(CompetenceLevel.dialogue_id) == row.id, col(CompetenceLevel.competence) == named
        )
    ).first()
    if known is None:
        _check_room(session, row)
        known = CompetenceLevel(
            dialogue_id=number_of(row),
            person_id=row.person_id,
            leader_id=row.rater_id,
            competence=named,
            level=level,
            reason=said,
            noted_at=now,
        )
        session.add(known)
    elif (known.level, known.reason) == (level, said):
        return
    known.level, known.reason, known.noted_at = level, said, now
    session.flush()
    record(session, actor, "note", "competence_level", known.id, person_id=row.person_id, now=now)


def _check_room(session: Session, row: Dialogue) -> None:
    of_session = col(CompetenceLevel.dialogue_id) == row.id
    if session.exec(select(func.count()).where(of_session)).one() >= MOST_LEVELS:
        raise Refused(
            N_("There are {count} competences already; that is enough."), count=MOST_LEVELS
        )


def _held_session(
    session: Session, actor: Actor, dialogue_id: int, action: Action, now: datetime, today: date
) -> Dialogue:
    """Return a coaching session that has begun, locked, for the one of its two who may do the action."""
    row = session.get(Dialogue, dialogue_id, with_for_update=True)
    if row is None or actor.person_id not in (row.rater_id, row.person_id):
        raise Unknown
    authorise(session, actor, action, row.person_id, today)
    card = dialogue_card(session, actor, dialogue_id, today)
    if card.kind is not DialogueKind.COACHING or card.cancelled_at is not None:
        raise Unknown
    if not card.is_over(now):
        raise Refused(N_("This form is for after the session."))
    return row
