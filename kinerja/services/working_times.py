"""What the agency sets about working time: its patterns of work, its groups, and its quiet hours."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, time

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    EmployeeGroup,
    InstanceFact,
    PatternKind,
    PeriodKind,
    WorkingTime,
    WorkPattern,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.cells import same
from kinerja.rules.people_file import PATTERNS, ZONES
from kinerja.services.audit import record
from kinerja.services.authority import authorise_agency
from kinerja.services.reminder_changes import replan_all, replan_person
from kinerja.services.telling import QUIET_HOURS, read_quiet_hours
from kinerja.services.workdays import rebuild_workdays

OWN_ZONES = tuple(zone for zone in ZONES.values() if zone)
"""The zones a person may choose, from west to east."""


@dataclass(frozen=True, slots=True)
class PatternContent:
    """What a pattern of work says; see ``WorkPattern``."""

    kind: PatternKind
    rest_weekdays: str
    keeps_holidays: bool
    rotation: str
    rotation_from: date | None
    hour: time
    ends_at: time


def set_pattern(
    session: Session,
    actor: Actor,
    name: str,
    content: PatternContent,
    *,
    now: datetime,
    today: date,
) -> None:
    """Make a pattern of work, or correct one; working days are counted out anew."""
    authorise_agency(session, actor, Action.SET_HOLIDAYS, today)
    code = same(name)
    if not code or len(code) > 40 or "@" in code:
        raise Refused(N_("Please give a name of at most 40 characters."))
    _check(content)
    row = session.exec(select(WorkPattern).where(col(WorkPattern.code) == code)).first()
    row = row or WorkPattern(code=code, kind=content.kind)
    for field, value in asdict(content).items():
        setattr(row, field, value)
    session.add(row)
    session.flush()
    rebuild_workdays(session, today)
    record(
        session, actor, "pattern.set", "work_pattern", row.id, person_id=None, now=now, name=code
    )


def _check(content: PatternContent) -> None:
    works = "1" in content.rotation if content.rotation else len(set(content.rest_weekdays)) < 7
    known = set(content.rest_weekdays) <= set("0123456") and set(content.rotation) <= set("01")
    if not (works and known) or len(content.rotation) > 60:
        raise Refused(
            N_(
                "A pattern needs at least one day of work: rest days by their names, or a rotation of "
                "at most 60 days such as 11100 (1 for work, 0 for rest)."
            )
        )
    if content.rotation and content.rotation_from is None:
        raise Refused(N_("Please give the day on which the rotation begins."))


def set_group(
    session: Session,
    actor: Actor,
    name: str,
    *,
    period_kind: PeriodKind | None,
    pattern: str,
    now: datetime,
    today: date,
) -> None:
    """Say how often a group is evaluated and when it works; what is empty follows the agency."""
    authorise_agency(session, actor, Action.SET_HOLIDAYS, today)
    cleaned = " ".join(name.split())
    if not cleaned or len(cleaned) > 80:
        raise Refused(N_("Please give a name of at most 80 characters."))
    patterns = dict(session.exec(select(WorkPattern.code, WorkPattern.id)).all())
    pattern = PATTERNS.get(same(pattern), same(pattern))
    if pattern and pattern not in patterns:
        raise Refused(
            N_("There is no such pattern of work. There are: {names}"), names=", ".join(patterns)
        )
    groups = {same(group.name): group for group in session.exec(select(EmployeeGroup))}
    group = groups.get(same(cleaned)) or EmployeeGroup(name=cleaned)
    group.period_kind, group.pattern_id = period_kind, patterns.get(pattern)
    session.add(group)
    session.flush()
    replan_all(session)
    record(
        session,
        actor,
        "group.set",
        "employee_group",
        group.id,
        person_id=None,
        now=now,
        name=cleaned,
    )


def set_quiet_hours(
    session: Session, actor: Actor, begins: time, ends: time, *, now: datetime, today: date
) -> None:
    """Set the hours between which nothing of the agency rings."""
    authorise_agency(session, actor, Action.SET_HOLIDAYS, today)
    value = f"{begins:%H:%M} {ends:%H:%M}"
    fact = session.get(InstanceFact, QUIET_HOURS) or InstanceFact(
        name=QUIET_HOURS, value=value, updated_at=now
    )
    fact.value, fact.updated_at = value, now
    session.add(fact)
    session.flush()
    replan_all(session)
    record(session, actor, "quiet_hours.set", "agency", None, person_id=None, now=now, hours=value)


def quiet_hours(session: Session) -> tuple[time, time]:
    """Return the agency's quiet hours: from when, and until when."""
    fact = session.get(InstanceFact, QUIET_HOURS)
    return read_quiet_hours(fact.value if fact is not None else None)


def set_own_times(
    session: Session,
    actor: Actor,
    *,
    hour: time | None,
    quiet: tuple[time, time] | None,
    zone: str | None,
    now: datetime,
) -> None:
    """Set the actor's own hour of reminders, quiet hours and zone; None follows the unit and the agency."""
    if actor.person_id is None:
        raise Unknown
    if zone is not None and zone not in OWN_ZONES:
        raise Refused(N_("Please choose one of the buttons."))
    row = session.get(WorkingTime, actor.person_id) or WorkingTime(person_id=actor.person_id)
    row.hour, row.zone = hour, zone
    row.quiet_from, row.quiet_until = quiet or (None, None)
    session.add(row)
    session.flush()
    replan_person(session, actor.person_id)
    record(
        session,
        actor,
        "working_time.set",
        "person",
        actor.person_id,
        person_id=actor.person_id,
        now=now,
        hour=hour,
        zone=zone,
    )
