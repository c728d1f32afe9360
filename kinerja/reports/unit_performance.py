"""Units whose performance somebody decides or enters, and who may be named as the leader above them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    OrganisationPerformance,
    OrganisationPredicate,
    Period,
    Person,
    Position,
    RaterAssignment,
    Unit,
)
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import (
    authorise_unit,
    posts_below,
    posts_overseen,
    posts_rated_by,
    valid_on,
)


@dataclass(frozen=True, slots=True)
class UnitPerformance:
    """A unit in a period; ``mine`` says that the reader decides it themselves, as the leader above it."""

    unit_id: int
    name: str
    mine: bool
    predicate: OrganisationPredicate | None = None
    advice: str = ""
    decided_by: str = ""
    entered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class LeaderAbove:
    """Somebody who may be named as having decided how a unit performed."""

    person_id: int
    name: str


def units_to_decide(
    session: Session, actor: Actor, period_id: int, today: date
) -> tuple[UnitPerformance, ...]:
    """Return the units that the actor rates into from outside, and those they administer, by name."""
    rated = _units_of(session, posts_rated_by(actor.person_id, today), actor, today)
    overseen = _units_of(session, posts_overseen(actor.person_id, today), actor, today)
    works_in = set(
        session.exec(
            select(Position.unit_id).where(
                col(Position.person_id) == actor.person_id,
                valid_on(Position.starts_on, Position.ends_on, today),
            )
        )
    )
    mine = rated.difference(works_in)
    entered = {one for one in overseen if _may_enter(session, actor, one, today)}
    rows = session.exec(
        select(Unit).where(col(Unit.id).in_(mine | entered)).order_by(col(Unit.name), col(Unit.id))
    ).all()
    known = _known(session, [one.id or 0 for one in rows], period_id)
    return tuple(_unit(one, known.get(one.id or 0), mine=one.id in mine) for one in rows)


def leaders_above(
    session: Session, actor: Actor, unit_id: int, today: date
) -> tuple[LeaderAbove, ...]:
    """Return who rates somebody of a unit from outside it, or works in the unit above, by name."""
    authorise_unit(session, actor, Action.DECIDE_ORGANISATION, unit_id, today)
    there = select(Position.person_id).where(
        col(Position.unit_id) == unit_id, valid_on(Position.starts_on, Position.ends_on, today)
    )
    raters = (
        select(RaterAssignment.rater_id)
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            col(Position.unit_id) == unit_id,
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    parent = select(Unit.parent_id).where(col(Unit.id) == unit_id).scalar_subquery()
    above = (
        select(RaterAssignment.rater_id)
        .join(Position, col(Position.id) == col(RaterAssignment.position_id))
        .where(
            col(Position.unit_id) == parent,
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    holders = select(Position.person_id).where(
        col(Position.unit_id) == parent, valid_on(Position.starts_on, Position.ends_on, today)
    )
    rows = session.exec(
        select(Person)
        .where(
            or_(
                col(Person.id).in_(raters),
                col(Person.id).in_(above),
                col(Person.id).in_(holders),
            ),
            col(Person.id).not_in(there),
        )
        .order_by(col(Person.name), col(Person.id))
    )
    return tuple(LeaderAbove(one.id or 0, one.name) for one in rows)


def unit_performance(
    session: Session, actor: Actor, unit_id: int, period_id: int, today: date
) -> UnitPerformance:
    """Return how a unit performed, to whoever stands above one of its people or enters it."""
    for one in units_to_decide(session, actor, period_id, today):
        if one.unit_id == unit_id and session.get(Period, period_id) is not None:
            return one
    below = session.exec(
        posts_below(actor.person_id, today).where(col(Position.unit_id) == unit_id).limit(1)
    ).first()
    unit = session.get(Unit, unit_id)
    if below is None or unit is None or session.get(Period, period_id) is None:
        raise Unknown
    return _unit(unit, _known(session, [unit_id], period_id).get(unit_id), mine=False)


def _units_of(session: Session, posts: object, actor: Actor, today: date) -> set[int]:
    return set(
        session.exec(
            select(Position.unit_id).where(
                col(Position.id).in_(posts),  # type: ignore[arg-type]
                col(Position.person_id) != actor.person_id,
                valid_on(Position.starts_on, Position.ends_on, today),
            )
        )
    )


def _may_enter(session: Session, actor: Actor, unit_id: int, today: date) -> bool:
    try:
        authorise_unit(session, actor, Action.DECIDE_ORGANISATION, unit_id, today)
    except Unknown:
        return False
    return True


def _known(
    session: Session, units: list[int], period_id: int
) -> dict[int, tuple[OrganisationPerformance, str]]:
    rows = session.exec(
        select(OrganisationPerformance, col(Person.name))
        .join(Person, col(Person.id) == col(OrganisationPerformance.decided_by_id))
        .where(
            col(OrganisationPerformance.unit_id).in_(units),
            col(OrganisationPerformance.period_id) == period_id,
        )
    )
    return {row.unit_id: (row, name) for row, name in rows}


def _unit(
    unit: Unit, known: tuple[OrganisationPerformance, str] | None, *, mine: bool
) -> UnitPerformance:
    if known is None:
        return UnitPerformance(unit.id or 0, unit.name, mine)
    row, name = known
    return UnitPerformance(
        unit.id or 0, unit.name, mine, row.predicate, row.advice, name, row.entered_at
    )
