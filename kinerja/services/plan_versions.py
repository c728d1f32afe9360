"""Versions of plans: the approved ones with what they say, and the next ones written below them."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import uuid4

from sqlmodel import Session, col, func, insert, select

from kinerja.models import Indicator, PerformancePlan, PlannedResult, PlanStatus
from kinerja.rules.plan_content import (
    IndicatorSpec,
    Lineage,
    PlanContent,
    PlanSpec,
    ResultContent,
    ResultSpec,
)
from kinerja.services.importing import portions
from kinerja.services.numbers import number_of


@dataclass(frozen=True, slots=True)
class Version:
    """An approved plan with its results and their indicators."""

    plan: PerformancePlan
    results: Sequence[tuple[PlannedResult, Sequence[Indicator]]]

    @property
    def content(self) -> PlanContent:
        """What the plan says, in a form that can be compared."""
        return PlanContent(
            approach=self.plan.approach,
            ends_on=self.plan.ends_on,
            results=frozenset(
                ResultContent(
                    kind=result.kind,
                    text=result.text,
                    supports=result.supports_text,
                    leader_id=result.leader_id,
                    indicators=frozenset(_spec(indicator).content for indicator in indicators),
                )
                for result, indicators in self.results
            ),
        )

    def spec(self, nip: str, title: str, numbers: Mapping[int | None, str]) -> PlanSpec:
        """Return the plan as a file has it; ``numbers`` are the NIP of people by their ids."""
        return PlanSpec(
            nip=nip,
            year=self.plan.year,
            title=title,
            starts_on=self.plan.starts_on,
            ends_on=self.plan.ends_on,
            approach=self.plan.approach,
            rows=[],
            results=[
                ResultSpec(
                    text=result.text,
                    kind=result.kind,
                    supports=result.supports_text,
                    leader=numbers.get(result.leader_id, ""),
                    rows=[],
                    indicators=[_spec(indicator) for indicator in indicators],
                )
                for result, indicators in self.results
            ],
        )

    @property
    def lineage(self) -> Lineage:
        """The lineages to hand on."""
        return Lineage(
            [
                (r.text, r.lineage, [(_spec(i), i.lineage) for i in indicators])
                for r, indicators in self.results
            ]
        )


def approved(session: Session, positions: Iterable[int | None]) -> list[Version]:
    """Return the approved plans of positions."""
    plans: list[PerformancePlan] = []
    for portion in portions(positions):
        plans += session.exec(
            select(PerformancePlan).where(
                col(PerformancePlan.position_id).in_(portion),
                col(PerformancePlan.status) == PlanStatus.APPROVED,
            )
        )
    results: dict[int, list[tuple[PlannedResult, list[Indicator]]]] = {}
    for portion in portions(plan.id for plan in plans):
        for result in session.exec(
            select(PlannedResult)
            .where(col(PlannedResult.plan_id).in_(portion))
            .order_by(col(PlannedResult.ordinal))
        ):
            results.setdefault(result.plan_id, []).append((result, []))
    below = {result.id: own for pairs in results.values() for result, own in pairs}
    for portion in portions(below):
        for indicator in session.exec(
            select(Indicator)
            .where(col(Indicator.result_id).in_(portion))
            .order_by(col(Indicator.ordinal))
        ):
            below[indicator.result_id].append(indicator)
    return [Version(plan, results.get(number_of(plan), [])) for plan in plans]


def last_versions(
    session: Session, positions: Iterable[int | None]
) -> dict[tuple[int | None, date], int]:
    """Return the number of the last version, whatever became of it, by position and first day."""
    last: dict[tuple[int | None, date], int] = {}
    for portion in portions(positions):
        query = select(
            col(PerformancePlan.position_id),
            col(PerformancePlan.starts_on),
            func.max(col(PerformancePlan.version)),
        ).where(col(PerformancePlan.position_id).in_(portion))
        grouped = query.group_by(col(PerformancePlan.position_id), col(PerformancePlan.starts_on))
        for position_id, starts_on, version in session.exec(grouped):
            last[position_id, starts_on] = version
    return last


def replace_waiting(
    session: Session, slots: Collection[tuple[int | None, date]]
) -> list[PerformancePlan]:
    """Supersede what waits for approval, or came back, of posts whose approved plans come from a file; return it."""
    replaced = []
    for portion in portions({position_id for position_id, _starts_on in slots}):
        waiting = select(PerformancePlan).where(
            col(PerformancePlan.position_id).in_(portion),
            col(PerformancePlan.status).in_((PlanStatus.SUBMITTED, PlanStatus.RETURNED)),
        )
        for plan in session.exec(waiting):
            if (plan.position_id, plan.starts_on) in slots:
                plan.status = PlanStatus.SUPERSEDED
                replaced.append(plan)
    return replaced


class Writer:
    """Writes versions of plans, all plans first, then all results, then all indicators."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.plans: list[PerformancePlan] = []
        self._waiting: list[tuple[Sequence[ResultSpec], Mapping[str, int | None], Lineage]] = []

    def add(
        self,
        plan: PerformancePlan,
        results: Sequence[ResultSpec],
        leaders: Mapping[str, int | None],
        before: Version | None,
    ) -> None:
        """Take a plan to be written; ``before`` is the version it replaces."""
        self.plans.append(plan)
        self._waiting.append((results, leaders, before.lineage if before else Lineage([])))

    def finish(self) -> None:
        """Write all."""
        self._flush(self.plans)
        results: list[PlannedResult] = []
        for plan, (specs, leaders, lineage) in zip(self.plans, self._waiting, strict=True):
            results += [
                PlannedResult(
                    plan_id=number_of(plan),
                    lineage=lineage.of_result(spec.text) or uuid4().hex,
                    ordinal=ordinal,
                    kind=spec.kind,
                    text=spec.text,
                    supports_text=spec.supports,
                    leader_id=leaders.get(spec.leader),
                )
                for ordinal, spec in enumerate(specs, 1)
            ]
        self._flush(results)
        written = iter(results)
        indicators = [
            indicator
            for specs, _leaders, lineage in self._waiting
            for spec in specs
            for indicator in _indicators(spec, next(written), lineage)
        ]
        if indicators:
            self._session.exec(insert(Indicator), params=indicators)

    def _flush(self, rows: Sequence[object]) -> None:
        self._session.add_all(rows)
        self._session.flush()


def _indicators(
    spec: ResultSpec, result: PlannedResult, lineage: Lineage
) -> list[dict[str, object]]:
    known = lineage.of_indicators(result.lineage, spec.indicators)
    return [
        {
            "result_id": result.id,
            "lineage": known[position] or uuid4().hex,
            "ordinal": position + 1,
            **{name: getattr(indicator, name) for name in IndicatorSpec.__dataclass_fields__},
            "definition": "",
            "formula": "",
            "source": "",
        }
        for position, indicator in enumerate(spec.indicators)
    ]


def _spec(indicator: Indicator) -> IndicatorSpec:
    return IndicatorSpec(
        **{name: getattr(indicator, name) for name in IndicatorSpec.__dataclass_fields__}
    )
