"""The results somebody leads without rating the person (*tim kerja yang saya pimpin*), and nothing else of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    Obstacle,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    Unit,
)
from kinerja.reports.plan import ResultView, results_in
from kinerja.reports.result_checks import ResultToCheck, results_to_check
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class LedMember:
    """Somebody who works on results the reader leads; ``waits_since`` is the oldest one to be checked."""

    position_id: int
    name: str
    title: str
    unit: str
    zone: str
    results: tuple[ResultView, ...]
    to_check: tuple[ResultToCheck, ...]
    obstacles: int

    @property
    def waits_since(self) -> datetime | None:
        """Since when a result waits for the reader."""
        return min((one.asked_at for one in self.to_check), default=None)


def led_team(session: Session, actor: Actor, today: date) -> tuple[LedMember, ...]:
    """Return those whose results the actor leads, by name, with these results only."""
    rows = session.exec(
        select(PerformancePlan, Person.name, Position.title, Unit)
        .join(Position, col(Position.id) == col(PerformancePlan.position_id))
        .join(Person, col(Person.id) == col(PerformancePlan.person_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(PerformancePlan.id).in_(
                select(PlannedResult.plan_id).where(
                    col(PlannedResult.leader_id) == actor.person_id,
                    valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
                )
            ),
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.person_id) != actor.person_id,
            col(Position.id).not_in(posts_rated_by(actor.person_id, today)),
            valid_on(PerformancePlan.starts_on, PerformancePlan.ends_on, today),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        .order_by(col(Person.name), col(PerformancePlan.id))
    ).all()
    led = _led(session, actor, [plan for plan, *_ in rows], today)
    waiting = results_to_check(session, actor, today)
    stuck = _open_obstacles(session, [plan.position_id for plan, *_ in rows])
    return tuple(
        LedMember(
            position_id=plan.position_id,
            name=name,
            title=title,
            unit=unit.name,
            zone=unit.zone,
            results=led[plan.id or 0],
            to_check=tuple(one for one in waiting if one.position_id == plan.position_id),
            obstacles=len({one.lineage for one in led[plan.id or 0]} & stuck[plan.position_id]),
        )
        for plan, name, title, unit in rows
    )


def led_member(session: Session, actor: Actor, position_id: int, today: date) -> LedMember:
    """Return one of those whose results the actor leads."""
    for member in led_team(session, actor, today):
        if member.position_id == position_id:
            return member
    raise Unknown


def _led(
    session: Session, actor: Actor, plans: Sequence[PerformancePlan], today: date
) -> dict[int, tuple[ResultView, ...]]:
    ids = set(
        session.exec(
            select(PlannedResult.id).where(
                col(PlannedResult.leader_id) == actor.person_id,
                valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
                col(PlannedResult.plan_id).in_([plan.id for plan in plans]),
            )
        )
    )
    found = results_in(session, plans)
    return {key: tuple(one for one in results if one.id in ids) for key, results in found.items()}


def _open_obstacles(session: Session, posts: Sequence[int]) -> dict[int, set[str]]:
    """Return the lineages of the results that something is in the way of, by post."""
    rows = session.exec(
        select(Obstacle.position_id, Obstacle.lineage).where(
            col(Obstacle.position_id).in_(posts), col(Obstacle.closed_at).is_(None)
        )
    )
    found: dict[int, set[str]] = defaultdict(set)
    for post, lineage in rows:
        found[post].add(lineage)
    return found
