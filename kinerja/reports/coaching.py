"""The forms after coaching: B.1.8 for whoever stands above the rater, B.1.9 for the two of the session."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    CoachingAnswer,
    CoachingSurvey,
    CompetenceLevel,
    Dialogue,
    Person,
    Position,
    RaterAssignment,
)
from kinerja.reports.dialogues import dialogue_card
from kinerja.rules.access import Actor
from kinerja.services.authority import valid_on


@dataclass(frozen=True, slots=True)
class Survey:
    """A form B.1.8: whose it is, about which session, and the answers by statement."""

    id: int
    person_id: int
    person: str
    rater: str
    steps: int
    sent_at: datetime
    answers: dict[int, int]


def survey_readers(
    session: Session, actor: Actor, dialogue_id: int, today: date
) -> tuple[tuple[int, str], ...]:
    """Return who reads form B.1.8 of a session: those who rate its rater today, by name."""
    card = dialogue_card(session, actor, dialogue_id, today)
    rows = session.exec(
        select(Person.id, Person.name)
        .join(RaterAssignment, col(RaterAssignment.rater_id) == col(Person.id))
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            col(Position.person_id) == card.rater_id,
            col(Person.id).not_in((card.rater_id, card.person_id)),
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
        .distinct()
        .order_by(col(Person.name), col(Person.id))
    )
    return tuple((key or 0, name) for key, name in rows)


def surveys_received(session: Session, actor: Actor, today: date) -> tuple[Survey, ...]:
    """Return the forms B.1.8 about those whom the actor rates today, the newest first."""
    return _surveys(session, actor, today)


def survey_card(session: Session, actor: Actor, survey_id: int, today: date) -> Survey:
    """Return a form B.1.8 to whoever stands above the rater, and to its author; never to the rater."""
    for one in _surveys(session, actor, today):
        if one.id == survey_id:
            return one
    rater, person = aliased(Person), aliased(Person)
    rows = session.exec(
        select(CoachingSurvey, person.name, rater.name)
        .join(Dialogue, col(Dialogue.id) == col(CoachingSurvey.dialogue_id))
        .join(rater, col(rater.id) == col(Dialogue.rater_id))
        .join(person, col(person.id) == col(CoachingSurvey.person_id))
        .where(
            col(CoachingSurvey.id) == survey_id,
            col(CoachingSurvey.person_id) == actor.person_id,
        )
    )
    for row, name, of in rows:
        return _survey(row, name, of, _answers(session, [survey_id]))
    raise Unknown


def surveys_sent(session: Session, dialogues: Iterable[int]) -> dict[int, int]:
    """Return the form B.1.8 of each dialogue that has one, by the dialogue."""
    rows = session.exec(
        select(CoachingSurvey.dialogue_id, CoachingSurvey.id).where(
            col(CoachingSurvey.dialogue_id).in_(list(dialogues))
        )
    )
    return {dialogue: key or 0 for dialogue, key in rows}


def levels_noted(session: Session, dialogues: Iterable[int]) -> frozenset[int]:
    """Return those of the dialogues after which a competence was noted."""
    noted = select(CompetenceLevel.dialogue_id).where(
        col(CompetenceLevel.dialogue_id).in_(list(dialogues))
    )
    return frozenset(session.exec(noted))


def levels_of(
    session: Session, actor: Actor, dialogue_id: int, today: date
) -> tuple[CompetenceLevel, ...]:
    """Return form B.1.9 of a session to its two, in the order in which it was noted."""
    dialogue_card(session, actor, dialogue_id, today)
    return tuple(
        session.exec(
            select(CompetenceLevel)
            .where(col(CompetenceLevel.dialogue_id) == dialogue_id)
            .order_by(col(CompetenceLevel.id))
        )
    )


def _surveys(session: Session, actor: Actor, today: date) -> tuple[Survey, ...]:
    rated = (
        select(col(Position.person_id))
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(Position.id))
        .where(
            col(RaterAssignment.rater_id) == actor.person_id,
            col(Position.person_id) != actor.person_id,
            valid_on(Position.starts_on, Position.ends_on, today),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    rater, person = aliased(Person), aliased(Person)
    rows = session.exec(
        select(CoachingSurvey, person.name, rater.name)
        .join(Dialogue, col(Dialogue.id) == col(CoachingSurvey.dialogue_id))
        .join(rater, col(rater.id) == col(Dialogue.rater_id))
        .join(person, col(person.id) == col(CoachingSurvey.person_id))
        .where(
            col(Dialogue.rater_id).in_(rated),
            col(Dialogue.rater_id) != actor.person_id,
            col(CoachingSurvey.person_id) != actor.person_id,
        )
        .order_by(col(CoachingSurvey.sent_at).desc(), col(CoachingSurvey.id).desc())
    ).all()
    answers = _answers(session, [row.id or 0 for row, *_names in rows])
    return tuple(_survey(row, name, of, answers) for row, name, of in rows)


def _answers(session: Session, surveys: list[int]) -> dict[int, dict[int, int]]:
    found: dict[int, dict[int, int]] = {survey: {} for survey in surveys}
    if not surveys:
        return found
    for row in session.exec(
        select(CoachingAnswer)
        .where(col(CoachingAnswer.survey_id).in_(surveys))
        .order_by(col(CoachingAnswer.statement))
    ):
        found[row.survey_id][row.statement] = row.answer
    return found


def _survey(
    row: CoachingSurvey, person: str, rater: str, answers: dict[int, dict[int, int]]
) -> Survey:
    survey_id = row.id or 0
    return Survey(
        survey_id, row.person_id, person, rater, row.steps, row.sent_at, answers[survey_id]
    )
