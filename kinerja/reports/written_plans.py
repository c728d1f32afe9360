"""Plans read whole: every part of one version, in as many statements for sixty plans as for one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.models import (
    ActionStep,
    Annex,
    Behaviour,
    Indicator,
    PerformancePlan,
    Person,
    PlanAnnex,
    PlanExpectation,
    PlannedResult,
)
from kinerja.rules.written_plan import (
    WrittenIndicator,
    WrittenPlan,
    WrittenResult,
    WrittenStep,
)

_INDICATOR = tuple(
    name
    for name in WrittenIndicator.__dataclass_fields__
    if name not in ("id", "lineage", "number")
)


def written_plan(session: Session, plan: PerformancePlan) -> WrittenPlan:
    """Return a plan with everything that stands in it; the caller has asked for the right."""
    results = _results(session, plan.id or 0)
    expected = select(PlanExpectation).where(col(PlanExpectation.plan_id) == plan.id)
    annexes: dict[Annex, list[str]] = defaultdict(list)
    listed = select(PlanAnnex).where(col(PlanAnnex.plan_id) == plan.id)
    for item in session.exec(listed.order_by(col(PlanAnnex.ordinal), col(PlanAnnex.id))):
        annexes[Annex(item.kind)].append(item.text)
    return WrittenPlan(
        id=plan.id or 0,
        person_id=plan.person_id,
        position_id=plan.position_id,
        year=plan.year,
        starts_on=plan.starts_on,
        ends_on=plan.ends_on,
        approach=plan.approach,
        status=plan.status,
        version=plan.version,
        results=results,
        expectations={Behaviour(one.behaviour): one.text for one in session.exec(expected)},
        annexes={kind: tuple(texts) for kind, texts in annexes.items()},
        settled=frozenset(plan.settled),
    )


def _results(session: Session, plan_id: int) -> tuple[WrittenResult, ...]:
    supported = aliased(PlannedResult)
    rows = session.exec(
        select(PlannedResult, col(supported.text), col(Person.name))
        .join(supported, col(supported.id) == col(PlannedResult.supports_id), isouter=True)
        .join(Person, col(Person.id) == col(PlannedResult.leader_id), isouter=True)
        .where(col(PlannedResult.plan_id) == plan_id)
        .order_by(col(PlannedResult.ordinal), col(PlannedResult.id))
    ).all()
    ids = [result.id or 0 for result, _, _ in rows]
    indicators, steps = _indicators(session, ids), _steps(session, ids)
    return tuple(
        WrittenResult(
            id=result.id or 0,
            lineage=result.lineage,
            number=number,
            kind=result.kind,
            text=result.text,
            supports=supports or result.supports_text,
            supports_id=result.supports_id,
            support=result.support,
            perspective=result.perspective,
            leader_id=result.leader_id,
            leader=leader or "",
            return_reason=result.return_reason,
            indicators=tuple(indicators[result.id or 0]),
            steps=tuple(steps[result.id or 0]),
            leads_from=result.leads_from,
            leads_until=result.leads_until,
        )
        for number, (result, supports, leader) in enumerate(rows, start=1)
    )


def _indicators(session: Session, results: Sequence[int]) -> dict[int, list[WrittenIndicator]]:
    found: dict[int, list[WrittenIndicator]] = defaultdict(list)
    query = select(Indicator).where(col(Indicator.result_id).in_(results))
    for row in session.exec(query.order_by(col(Indicator.ordinal), col(Indicator.id))):
        siblings = found[row.result_id]
        siblings.append(
            WrittenIndicator(
                id=row.id or 0,
                lineage=row.lineage,
                number=len(siblings) + 1,
                **{name: getattr(row, name) for name in _INDICATOR},
            )
        )
    return found


def _steps(session: Session, results: Sequence[int]) -> dict[int, list[WrittenStep]]:
    found: dict[int, list[WrittenStep]] = defaultdict(list)
    query = select(ActionStep).where(col(ActionStep.result_id).in_(results))
    for row in session.exec(query.order_by(col(ActionStep.month), col(ActionStep.id))):
        names = WrittenStep.__dataclass_fields__
        found[row.result_id].append(WrittenStep(**{name: getattr(row, name) for name in names}))
    return found
