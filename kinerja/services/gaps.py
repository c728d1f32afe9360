"""What keeps somebody from reporting: told to the administrators, once a week at most."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.models import Person
from kinerja.rules.access import Actor
from kinerja.services.audit import record
from kinerja.services.responsible import administrators_of
from kinerja.services.telling import Notice, tell


class Gap(StrEnum):
    """What is missing in the data of somebody who wants to report."""

    PLAN = "plan"
    RATER = "rater"


_NOTICES = {Gap.PLAN: Notice.PLAN_MISSING, Gap.RATER: Notice.RATER_MISSING}


def tell_of_gap(session: Session, actor: Actor, gap: Gap, *, now: datetime, today: date) -> bool:
    """Tell the actor's administrators what is missing; False where none of them can be reached here."""
    if actor.person_id is None:
        raise Unknown
    name = session.get_one(Person, actor.person_id).name
    year, week, _day = today.isocalendar()
    reached = [
        tell(
            session,
            reader,
            _NOTICES[gap],
            key=f"gap-{gap.value}:{actor.person_id}:{year}-{week}:{reader}",
            now=now,
            name=name,
        )
        for reader in administrators_of(session, actor.person_id, today)
    ]
    record(session, actor, gap.value, "gap", None, person_id=actor.person_id, now=now)
    return any(reached)
