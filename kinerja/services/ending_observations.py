"""Observations end by themselves: their authors are asked in time, then the words are deleted."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, select

from kinerja.models import Observation, Position, Unit
from kinerja.rules.access import OPERATOR
from kinerja.rules.observations import is_over, last_to_warn, warned_on
from kinerja.rules.periods import DEFAULT_ZONE, is_quiet, local_date
from kinerja.services.audit import record
from kinerja.services.telling import Notice, tell

_EASTERNMOST = "Asia/Jayapura"
"""The zone in which a day begins first."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How many authors were asked, and how many observations were deleted."""

    warned: int
    deleted: int


def end_observations(session: Session, *, now: datetime) -> Ended:
    """Ask authors once to share or delete what stays private no longer, and delete what is over.

    The day is that of the author's unit. Authors are asked in the hours of the day, and told of what was
    deleted, so that nothing is lost without a word.
    """
    latest = last_to_warn(local_date(now, _EASTERNMOST))
    found = session.exec(
        select(Observation)
        .where(
            col(Observation.deleted_at).is_(None),
            col(Observation.feedback_id).is_(None),
            col(Observation.private_until) <= latest,
        )
        .order_by(col(Observation.id))
        .with_for_update(skip_locked=True)
    ).all()
    zones = _zones(session, {noted.author_id for noted in found})
    warned = deleted = 0
    for noted in found:
        zone = zones.get(noted.author_id, DEFAULT_ZONE)
        today = local_date(now, zone)
        if is_over(noted.private_until, today):
            _delete(session, noted, now)
            deleted += 1
        elif (
            noted.warned_at is None
            and warned_on(noted.private_until) <= today
            and not is_quiet(now, zone)
        ):
            _warn(session, noted, now)
            warned += 1
    return Ended(warned, deleted)


def _warn(session: Session, noted: Observation, now: datetime) -> None:
    noted.warned_at = now
    tell(
        session,
        noted.author_id,
        Notice.OBSERVATION_ENDING,
        key=f"observation-ending:{noted.id}",
        now=now,
        day=noted.private_until,
    )


def _delete(session: Session, noted: Observation, now: datetime) -> None:
    noted.text, noted.deleted_at = "", now
    key = f"observation-ended:{noted.id}"
    tell(session, noted.author_id, Notice.OBSERVATION_ENDED, key=key, now=now)
    record(session, OPERATOR, "end", "observation", noted.id, person_id=noted.person_id, now=now)


def _zones(session: Session, people: Collection[int]) -> dict[int, str]:
    if not people:
        return {}
    rows = session.exec(
        select(col(Position.person_id), col(Unit.zone))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Position.person_id).in_(people))
        .order_by(col(Position.ends_on).is_(None), col(Position.id).desc())
    )
    return dict(rows.all())
