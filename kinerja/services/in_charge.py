"""Who is in charge of a request for help, in the present organisation."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, case
from sqlmodel import Session, col, select
from sqlmodel.sql.expression import SelectOfScalar

from kinerja.models import (
    Account,
    Obstacle,
    ObstacleAnswer,
    ObstacleResponse,
    PerformancePlan,
    PlannedResult,
    Position,
    RaterAssignment,
    Unit,
)
from kinerja.rules.obstacles import Responsible, in_charge, is_silent, passed_over
from kinerja.rules.plan_states import IN_FORCE
from kinerja.services.authority import posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class Charge:
    """Whose turn it is with an obstacle; ``since`` is when it came to them.

    ``people`` have to answer, or help where it is ``answered``; ``involved`` may read and answer as well;
    ``missing`` should be in charge but do not use the assistant. ``fallen_to`` are those among the people to
    whom it came by silence alone.
    """

    people: tuple[int, ...]
    involved: frozenset[int]
    since: datetime
    answered: bool
    silent: bool
    reached: bool
    missing: tuple[int, ...]
    fallen_to: tuple[int, ...]


@dataclass
class _Found:
    """What is read about the obstacles, everything at once."""

    zones: dict[int, str] = field(default_factory=dict)
    raters: dict[int, list[int]] = field(default_factory=lambda: defaultdict(list))
    former: dict[int, set[int]] = field(default_factory=lambda: defaultdict(set))
    leaders: dict[str, list[int]] = field(default_factory=lambda: defaultdict(list))
    answers: dict[int, list[ObstacleAnswer]] = field(default_factory=lambda: defaultdict(list))
    reachable: set[int] = field(default_factory=set)


def charges_of(session: Session, obstacles: Sequence[Obstacle], today: date) -> dict[int, Charge]:
    """Return who is in charge of obstacles, by their ids; the caller asks for the right."""
    if not obstacles:
        return {}
    found = _find(session, obstacles, today)
    return {one.id or 0: _charge(session, one, found, today) for one in obstacles}


def charge_of(session: Session, obstacle: Obstacle, today: date) -> Charge:
    """Return who is in charge of one obstacle."""
    return charges_of(session, [obstacle], today)[obstacle.id or 0]


def superior_of(
    session: Session, people: Iterable[int], today: date, *, but_not: Collection[int]
) -> int | None:
    """Return the nearest superior of somebody who uses the assistant."""
    return next(iter(_above(session, people, today, but_not)), None)


def posts_reaching(person_id: int | None, today: date) -> SelectOfScalar[int]:
    """Return the query of the posts whose requests can come to somebody as superior.

    These are the posts they rate, and those of people below who are rated by somebody unreachable.
    """
    reached = posts_rated_by(person_id, today).cte("posts_reaching", recursive=True)
    linked = select(Account.id).where(
        _is_linked(), col(Account.person_id) == col(Position.person_id)
    )
    below = (
        select(RaterAssignment.position_id)
        .join(Position, col(Position.person_id) == col(RaterAssignment.rater_id))
        .join(reached, reached.c.position_id == col(Position.id))
        .where(
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today), ~linked.exists()
        )
    )
    return select(reached.union(below).c.position_id)


def _find(session: Session, obstacles: Sequence[Obstacle], today: date) -> _Found:
    found = _Found()
    posts = {one.position_id for one in obstacles}
    zones = select(col(Position.id), col(Unit.zone)).join(
        Unit, col(Unit.id) == col(Position.unit_id)
    )
    rows = session.exec(zones.where(col(Position.id).in_(posts)))
    found.zones = {key or 0: zone for key, zone in rows}
    assigned = session.exec(
        select(RaterAssignment)
        .where(col(RaterAssignment.position_id).in_(posts))
        .order_by(col(RaterAssignment.id))
    )
    for one in assigned:
        is_now = (one.starts_on or today) <= today <= (one.ends_on or today)
        if is_now:
            found.raters[one.position_id].append(one.rater_id)
        else:
            found.former[one.position_id].add(one.rater_id)
    _find_leaders(session, {one.lineage for one in obstacles}, found, today)
    answers = select(ObstacleAnswer).where(
        col(ObstacleAnswer.obstacle_id).in_([one.id for one in obstacles])
    )
    for answer in session.exec(answers.order_by(col(ObstacleAnswer.id))):
        found.answers[answer.obstacle_id].append(answer)
    everybody = {one.waits_for_id or 0 for one in obstacles}
    everybody.update(*found.raters.values(), *found.leaders.values())
    found.reachable = _reachable(session, everybody)
    return found


def _find_leaders(session: Session, lineages: Collection[str], found: _Found, today: date) -> None:
    leads = valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today)
    leading = session.exec(
        select(PlannedResult.lineage, case((leads, col(PlannedResult.leader_id))))
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(col(PlannedResult.lineage).in_(lineages), col(PerformancePlan.status).in_(IN_FORCE))
        .order_by(col(PlannedResult.id))
    )
    for lineage, leader_id in leading:
        found.leaders[lineage].append(leader_id or 0)


def _charge(session: Session, obstacle: Obstacle, found: _Found, today: date) -> Charge:
    answers = found.answers[obstacle.id or 0]
    asked_at = obstacle.asked_at or obstacle.opened_at
    last = answers[-1] if answers else None
    answered = (
        last is not None
        and last.response != ObstacleResponse.FORWARD
        and last.answered_at >= asked_at
    )
    since = max(asked_at, last.answered_at) if last else asked_at
    asked_on = since.astimezone(ZoneInfo(found.zones[obstacle.position_id])).date()
    silent = not answered and is_silent(asked_on, today)
    of = _responsible(session, obstacle, found, today)
    people = in_charge(of, silent=silent)
    first = in_charge(of, silent=False)
    return Charge(
        people=people,
        involved=of.everybody,
        since=since,
        answered=answered,
        silent=silent,
        reached=any(one in of.reachable for one in people),
        missing=passed_over(of, people),
        fallen_to=tuple(one for one in people if one not in first),
    )


def _responsible(session: Session, obstacle: Obstacle, found: _Found, today: date) -> Responsible:
    owner = obstacle.person_id
    raters = tuple(one for one in found.raters[obstacle.position_id] if one != owner)
    *earlier, leader = found.leaders[obstacle.lineage] or [0]
    leader = leader if leader not in (0, owner) else 0
    gone = {*found.former[obstacle.position_id], *earlier} - {*raters, leader}
    taken_by = obstacle.waits_for_id if obstacle.waits_for_id not in gone else None
    above: list[int] = []
    if not found.reachable & {taken_by, leader, *raters}:
        above = _above(session, raters, today, {owner})
    return Responsible(
        taken_by=taken_by,
        leader=leader or None,
        raters=raters,
        above=tuple(above),
        reachable=found.reachable | set(above),
    )


def _above(
    session: Session, people: Iterable[int], today: date, but_not: Collection[int]
) -> list[int]:
    seen, level = set(people), list(people)
    while level:
        rows = session.exec(
            select(RaterAssignment.rater_id)
            .join(Position, col(Position.id) == col(RaterAssignment.position_id))
            .where(
                col(Position.person_id).in_(level),
                valid_on(Position.starts_on, Position.ends_on, today),
                valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
            )
            .order_by(col(RaterAssignment.id))
        )
        level = [one for one in dict.fromkeys(rows) if one not in seen]
        linked = _reachable(session, level)
        found = [one for one in level if one in linked and one not in but_not]
        if found:
            return found
        seen.update(level)
    return []


def _reachable(session: Session, people: Collection[int]) -> set[int]:
    rows = session.exec(
        select(Account.person_id).where(col(Account.person_id).in_(people), _is_linked())
    )
    return set(rows)


def _is_linked() -> ColumnElement[bool]:
    return col(Account.unlinked_at).is_(None) & col(Account.unreachable_at).is_(None)
