"""What the role–result matrix is read from: posts, and the results of their plans with what each supports."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from sqlalchemy import String, type_coerce
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.models import (
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    RaterAssignment,
    Unit,
)
from kinerja.rules.plan_states import IN_FORCE
from kinerja.services.authority import posts_below, posts_rated_by, valid_on

_ABOVE = aliased(PlannedResult)


class PostRow(NamedTuple):
    """A post with whoever holds it."""

    position_id: int
    person_id: int
    name: str
    title: str
    unit: str


class ResultRow(NamedTuple):
    """A result of a plan in force; ``above`` is the lineage of what it supports. A plan without any has no ``id``."""

    position_id: int
    plan_id: int
    status: str
    id: int | None
    lineage: str
    text: str
    above: str | None
    support: str | None


def own_results(session: Session, person_id: int, year: int, today: date) -> list[ResultRow]:
    """Return the results of somebody's plans of a year, post by post; the caller has asked for the right."""
    held = select(Position.id).where(
        col(Position.person_id) == person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    return [row for row in _results(session, held, year, today) if row.id]


def posts_of(session: Session, leader_id: int, today: date, *, below: bool) -> list[PostRow]:
    """Return the present posts a leader rates, or all below, by name; the caller has asked for the right."""
    posts = _posts(leader_id, today, below=below)
    rows = _read(
        session,
        _with_people(select(*_POST))
        .where(
            col(Position.id).in_(posts),
            col(Position.person_id) != leader_id,
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Person.name), col(Position.id)),
    )
    return list(map(PostRow._make, rows))


def results_of_posts(
    session: Session, leader_id: int, year: int, today: date, *, below: bool
) -> list[ResultRow]:
    """Return the results of the plans of these posts; the caller has asked for the right."""
    return _results(session, _posts(leader_id, today, below=below), year, today)


def others_supporting(
    session: Session, lineages: Sequence[str], year: int, today: date
) -> list[tuple[PostRow, ResultRow]]:
    """Return whatever supports results of these lineages, with whose it is, by name; the caller has asked for the right."""
    supporting = select(*_RESULT, *_POST).select_from(PlannedResult)
    query: Any = _with_people(
        supporting.join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .join(_ABOVE, col(_ABOVE.id) == col(PlannedResult.supports_id))
        .join(Position, col(Position.id) == col(PerformancePlan.position_id)),
        of_posts=True,
    )
    rows = _read(
        session,
        query.where(
            col(_ABOVE.lineage).in_(lineages),
            *_in_force(year, today),
            valid_on(Position.starts_on, Position.ends_on, today),
        ).order_by(col(Person.name), col(Position.id), *_ORDER),
    )
    size = len(ResultRow._fields)
    pairs = [(PostRow(*row[size:]), ResultRow(*row[:size])) for row in rows]
    chosen = {row.plan_id for row in _chosen(row for _post, row in pairs)}
    return [(post, row) for post, row in pairs if row.plan_id in chosen]


def leading(session: Session, today: date) -> set[int]:
    """Return who rates somebody today; the caller has asked for the right."""
    rows = session.exec(
        select(RaterAssignment.rater_id)
        .where(valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today))
        .distinct()
    )
    return set(rows)


_POST: Any = (
    col(Position.id),
    col(Position.person_id),
    col(Person.name),
    col(Position.title),
    col(Unit.name),
)
_RESULT: Any = (
    col(PerformancePlan.position_id),
    col(PerformancePlan.id),
    type_coerce(col(PerformancePlan.status), String),
    col(PlannedResult.id),
    col(PlannedResult.lineage),
    col(PlannedResult.text),
    col(_ABOVE.lineage),
    type_coerce(col(PlannedResult.support), String),
)
_ORDER: Any = (
    col(PerformancePlan.position_id),
    col(PerformancePlan.starts_on),
    col(PerformancePlan.version),
    col(PlannedResult.ordinal),
    col(PlannedResult.id),
)


def _posts(leader_id: int, today: date, *, below: bool) -> Any:
    return posts_below(leader_id, today) if below else posts_rated_by(leader_id, today)


def _with_people(query: Any, *, of_posts: bool = False) -> Any:
    start = query if of_posts else query.select_from(Position)
    return start.join(Person, col(Person.id) == col(Position.person_id)).join(
        Unit, col(Unit.id) == col(Position.unit_id)
    )


def _in_force(year: int, today: date) -> tuple[Any, ...]:
    """Return the conditions of a plan of a year that is in force: today, or on the nearest day of the year."""
    day = min(max(today, date(year, 1, 1)), date(year, 12, 31))
    return (
        col(PerformancePlan.year) == year,
        col(PerformancePlan.status).in_(IN_FORCE),
        valid_on(PerformancePlan.starts_on, PerformancePlan.ends_on, day),
    )


def _results(session: Session, posts: Any, year: int, today: date) -> list[ResultRow]:
    query: Any = select(*_RESULT).select_from(PerformancePlan)
    rows = _read(
        session,
        query.join(
            PlannedResult, col(PlannedResult.plan_id) == col(PerformancePlan.id), isouter=True
        )
        .join(_ABOVE, col(_ABOVE.id) == col(PlannedResult.supports_id), isouter=True)
        .where(col(PerformancePlan.position_id).in_(posts), *_in_force(year, today))
        .order_by(*_ORDER),
    )
    return _chosen(map(ResultRow._make, rows))


def _read(session: Session, query: Any) -> Any:
    """Run a query past the ORM: of thousands of rows that is what costs."""
    session.flush()
    return session.connection().execute(query)


def _chosen(rows: Iterable[ResultRow]) -> list[ResultRow]:
    """Return the rows of one plan a post: the approved one, else the newest that was handed over."""
    kept = list(rows)
    plans: dict[int, tuple[bool, int]] = {}
    for row in {row.plan_id: row for row in kept}.values():
        rank = (row.status == PlanStatus.APPROVED, row.plan_id)
        plans[row.position_id] = max(rank, plans.get(row.position_id, rank))
    return [row for row in kept if plans[row.position_id][1] == row.plan_id]
