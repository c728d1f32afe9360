"""When reminders come to somebody and when nothing rings, as they have set it or as it follows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, time

from sqlmodel import Session

from kinerja.models import WorkingTime
from kinerja.reports.working_time import times_of
from kinerja.rules.access import Actor
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.services.working_times import quiet_hours


@dataclass(frozen=True, slots=True)
class OwnTimes:
    """When reminders come to somebody as things stand, and what of that they have set themselves."""

    hour: time
    quiet_from: time
    quiet_until: time
    zone: str
    own_hour: time | None
    own_quiet: tuple[time, time] | None
    own_zone: str | None

    @property
    def is_plain(self) -> bool:
        """Whether nothing is their own."""
        return not (self.own_hour or self.own_quiet or self.own_zone)


def own_times(session: Session, actor: Actor, today: date) -> OwnTimes:
    """Return the actor's own times."""
    me = actor.person_id or 0
    own = session.get(WorkingTime, me) or WorkingTime(person_id=me)
    quiet = (own.quiet_from, own.quiet_until) if own.quiet_from and own.quiet_until else None
    found = times_of(session, [me], today).get(me)
    usual_from, usual_until = quiet_hours(session)
    return OwnTimes(
        hour=found.hour if found else own.hour or time(8),
        quiet_from=found.quiet_from if found else own.quiet_from or usual_from,
        quiet_until=found.quiet_until if found else own.quiet_until or usual_until,
        zone=found.zone if found else own.zone or DEFAULT_ZONE,
        own_hour=own.hour,
        own_quiet=quiet,
        own_zone=own.zone,
    )
