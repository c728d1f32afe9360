"""Service counters: as people served there find them, and what their unit reads from ten answers on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    CounterBatch,
    CounterText,
    PerformancePlan,
    PlannedResult,
    PlanStatus,
    ServiceCounter,
    Unit,
)
from kinerja.reports.administered import units_administered
from kinerja.rules.access import Action, Actor
from kinerja.rules.counters import counted
from kinerja.services.authority import authorise, authorise_unit, posts_rated_by

_SHOWN = 12
"""Batches that are added up, the newest ones."""


@dataclass(frozen=True, slots=True)
class OpenCounter:
    """A counter as somebody finds it who follows its link."""

    id: int
    name: str
    unit: str


@dataclass(frozen=True, slots=True)
class CounterLine:
    """A counter in a list."""

    id: int
    name: str
    unit: str
    closed: bool


@dataclass(frozen=True, slots=True)
class CounterCard:
    """A counter with what has been said there, in tens; ``keeps`` says that the reader may change it."""

    id: int
    name: str
    unit: str
    code: str
    closed: bool
    keeps: bool
    result: str
    answered: int
    since: date | None
    summary: dict[str, Any]
    texts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ResultToLink:
    """A planned result a counter can belong to."""

    id: int
    text: str


def counter_by_code(session: Session, code: str) -> OpenCounter | None:
    """Return the open counter of a link; the code is the right."""
    found = session.exec(
        select(ServiceCounter.id, ServiceCounter.name, Unit.name)
        .join(Unit, col(Unit.id) == col(ServiceCounter.unit_id))
        .where(col(ServiceCounter.code) == code, col(ServiceCounter.closed_at).is_(None))
    ).first()
    return None if found is None else OpenCounter(found[0] or 0, found[1], found[2])


def counters_of(session: Session, actor: Actor, today: date) -> list[CounterLine]:
    """Return the counters of the units the actor administers, and those of results of theirs or of their people."""
    if actor.person_id is None:
        return []
    plans = select(PerformancePlan.id).where(
        or_(
            col(PerformancePlan.person_id) == actor.person_id,
            col(PerformancePlan.position_id).in_(posts_rated_by(actor.person_id, today)),
        ),
        col(PerformancePlan.status) == PlanStatus.APPROVED,
    )
    lineages = select(PlannedResult.lineage).where(col(PlannedResult.plan_id).in_(plans))
    rows = session.exec(
        select(ServiceCounter, Unit.name)
        .join(Unit, col(Unit.id) == col(ServiceCounter.unit_id))
        .where(
            or_(
                col(ServiceCounter.unit_id).in_(units_administered(actor, today)),
                col(ServiceCounter.lineage).in_(lineages),
            )
        )
        .order_by(
            col(ServiceCounter.closed_at).is_not(None),
            col(ServiceCounter.name),
            col(ServiceCounter.id),
        )
    )
    return [
        CounterLine(one.id or 0, one.name, unit, one.closed_at is not None) for one, unit in rows
    ]


def counter_card(session: Session, actor: Actor, counter_id: int, today: date) -> CounterCard:
    """Return a counter to those who administer its unit, and to the owner of its result and their rater."""
    counter = session.get(ServiceCounter, counter_id)
    if counter is None:
        raise Unknown
    result, owner_id = _result_of(session, counter.lineage)
    keeps = _keeps(session, actor, counter.unit_id, today)
    if not keeps:
        if owner_id is None:
            raise Unknown
        authorise(session, actor, Action.READ_PLAN, owner_id, today)
    batches = session.exec(
        select(CounterBatch)
        .where(col(CounterBatch.counter_id) == counter_id)
        .order_by(col(CounterBatch.id).desc())
        .limit(_SHOWN)
    ).all()
    summary: dict[str, Any] = {}
    for batch in batches:
        summary = _added(summary, batch.summary)
    return CounterCard(
        id=counter_id,
        name=counter.name,
        unit=session.get_one(Unit, counter.unit_id).name,
        code=counter.code if keeps else "",
        closed=counter.closed_at is not None,
        keeps=keeps,
        result=result,
        answered=sum(batch.answered for batch in batches),
        since=batches[-1].month if batches else None,
        summary=summary,
        texts=_texts(session, [batch.id or 0 for batch in batches[:2]]),
    )


def results_to_link(
    session: Session, actor: Actor, person_id: int, today: date
) -> list[ResultToLink]:
    """Return the results of somebody's approved plans to whoever may read them."""
    authorise(session, actor, Action.READ_PLAN, person_id, today)
    rows = session.exec(
        select(PlannedResult.id, PlannedResult.text)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PerformancePlan.person_id) == person_id,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.ends_on) >= today,
        )
        .order_by(col(PlannedResult.ordinal), col(PlannedResult.id))
    )
    return [ResultToLink(key or 0, text) for key, text in rows]


def _keeps(session: Session, actor: Actor, unit_id: int, today: date) -> bool:
    try:
        authorise_unit(session, actor, Action.KEEP_COUNTER, unit_id, today)
    except Unknown:
        return False
    return True


def _result_of(session: Session, lineage: str | None) -> tuple[str, int | None]:
    if lineage is None:
        return "", None
    found = session.exec(
        select(PlannedResult.text, PerformancePlan.person_id)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.lineage) == lineage,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
        )
        .order_by(col(PerformancePlan.id).desc())
        .limit(1)
    ).first()
    return ("", None) if found is None else (found[0], found[1])


def _added(before: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    answers = [
        {key: value}
        for key, counts in more.items()
        for value, n in counts.items()
        for _ in range(n)
    ]
    return counted(answers, before)


def _texts(session: Session, batches: list[int]) -> tuple[str, ...]:
    rows = session.exec(
        select(CounterText.text)
        .where(col(CounterText.batch_id).in_(batches))
        .order_by(col(CounterText.id))
    )
    return tuple(rows)
