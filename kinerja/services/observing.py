"""Observations of a rater: noted, then shared as feedback or deleted with their words."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import FeedbackKind, FeedbackMode, Observation
from kinerja.rules.access import Action, Actor
from kinerja.rules.feedback import FeedbackContent
from kinerja.rules.observations import check_observation, is_over, private_until
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.giving_feedback import give_feedback
from kinerja.services.numbers import number_of


def note_observation(
    session: Session, actor: Actor, person_id: int, text: str, *, now: datetime, today: date
) -> int:
    """Note what the actor saw of somebody they rate; nobody else reads it until it is shared."""
    authorise(session, actor, Action.GIVE_FEEDBACK, person_id, today)
    if actor.person_id is None:
        raise Unknown
    noted = Observation(
        author_id=actor.person_id,
        person_id=person_id,
        text=check_observation(text),
        noted_at=now,
        private_until=private_until(today),
    )
    session.add(noted)
    session.flush()
    record(session, actor, "note", "observation", noted.id, person_id=person_id, now=now)
    return number_of(noted)


def share_observation(
    session: Session,
    actor: Actor,
    observation_id: int,
    *,
    praise: bool,
    now: datetime,
    today: date,
) -> int:
    """Give the observation as feedback, as praise or as something to improve; return its id."""
    noted = _open(session, actor, observation_id, today)
    content = FeedbackContent(
        progress=praise,
        went_well=noted.text if praise else "",
        to_improve="" if praise else noted.text,
        kind=FeedbackKind.AD_HOC,
        mode=FeedbackMode.INDIRECT,
    )
    noted.feedback_id = give_feedback(
        session, actor, noted.person_id, content, now=now, today=today
    )
    record(session, actor, "share", "observation", noted.id, person_id=noted.person_id, now=now)
    return noted.feedback_id


def delete_observation(
    session: Session, actor: Actor, observation_id: int, *, now: datetime, today: date
) -> None:
    """Delete an observation that was not shared: its words are gone."""
    noted = _open(session, actor, observation_id, today)
    noted.text, noted.deleted_at = "", now
    record(session, actor, "delete", "observation", noted.id, person_id=noted.person_id, now=now)


def _open(session: Session, actor: Actor, observation_id: int, today: date) -> Observation:
    noted = session.get(Observation, observation_id, with_for_update=True)
    if noted is None:
        raise Unknown
    authorise(session, actor, Action.OWN_OBSERVATION, noted.author_id, today)
    if noted.deleted_at is not None or noted.feedback_id is not None:
        raise Refused(N_("This observation is already shared or deleted."))
    if is_over(noted.private_until, today):
        raise Refused(N_("This observation has reached its 14 days and is deleted."))
    return noted
