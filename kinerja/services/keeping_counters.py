"""Opening and closing counters, and saying which planned result one belongs to."""

from __future__ import annotations

import secrets
from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import PerformancePlan, PlannedResult, ServiceCounter
from kinerja.rules.access import Action, Actor
from kinerja.rules.counters import check_name
from kinerja.services.audit import record
from kinerja.services.authority import authorise, authorise_unit
from kinerja.services.numbers import number_of


def open_counter(
    session: Session, actor: Actor, unit_id: int, name: str, *, now: datetime, today: date
) -> int:
    """Open a counter of a unit with a link of its own; return its id."""
    authorise_unit(session, actor, Action.KEEP_COUNTER, unit_id, today)
    counter = ServiceCounter(
        unit_id=unit_id,
        name=check_name(name),
        code=secrets.token_hex(6),
        opened_by_id=actor.person_id,
        opened_at=now,
    )
    session.add(counter)
    session.flush()
    record(session, actor, "open", "service_counter", counter.id, person_id=None, now=now)
    return number_of(counter)


def close_counter(
    session: Session, actor: Actor, counter_id: int, *, now: datetime, today: date
) -> None:
    """Close a counter: its link takes no answers any more; what was shown stays."""
    counter = kept_counter(session, actor, counter_id, today)
    if counter.closed_at is None:
        counter.closed_at = now
        record(session, actor, "close", "service_counter", counter.id, person_id=None, now=now)


def link_counter(
    session: Session, actor: Actor, counter_id: int, result_id: int, *, now: datetime, today: date
) -> None:
    """Let a counter belong to a planned result: its owner and their rater read what is said there."""
    counter = kept_counter(session, actor, counter_id, today)
    result = session.get(PlannedResult, result_id)
    plan = None if result is None else session.get(PerformancePlan, result.plan_id)
    if result is None or plan is None:
        raise Unknown
    authorise(session, actor, Action.READ_PLAN, plan.person_id, today)
    if counter.closed_at is not None:
        raise Refused(N_("This counter is closed."))
    counter.lineage = result.lineage
    done = {"result": result.id}
    about = plan.person_id
    record(session, actor, "link", "service_counter", counter.id, person_id=about, now=now, **done)


def kept_counter(session: Session, actor: Actor, counter_id: int, today: date) -> ServiceCounter:
    """Return a counter to change to somebody who administers its unit."""
    counter = session.get(ServiceCounter, counter_id, with_for_update=True)
    if counter is None:
        raise Unknown
    authorise_unit(session, actor, Action.KEEP_COUNTER, counter.unit_id, today)
    return counter
