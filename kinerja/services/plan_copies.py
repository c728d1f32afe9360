"""Copying what a plan says into another one: the next version, or the plan of the next year."""

from __future__ import annotations

from uuid import uuid4

from sqlmodel import Session, col, select

from kinerja.models import ActionStep, Indicator, PlanAnnex, PlanExpectation, PlannedResult
from kinerja.services.numbers import number_of


def copy_content(session: Session, old_id: int, new_id: int, *, anew: bool = False) -> None:
    """Copy everything that stands in a plan; ``anew`` begins new lineages and leaves the links out.

    What is to be completed stays with its result, until the version is handed over.
    """
    results = (
        select(PlannedResult)
        .where(col(PlannedResult.plan_id) == old_id)
        .order_by(col(PlannedResult.ordinal), col(PlannedResult.id))
    )
    for old in session.exec(results).all():
        values = old.model_dump(exclude={"id", "plan_id"})
        if anew:
            values |= {"lineage": uuid4().hex, "supports_id": None, "return_reason": ""}
        new = PlannedResult(plan_id=new_id, **values)
        session.add(new)
        session.flush()
        _copy_parts(session, old, new, anew=anew)
    copy_lists(session, old_id, new_id)


def _copy_parts(
    session: Session, old: PlannedResult, new: PlannedResult, *, anew: bool = False
) -> None:
    for table in (Indicator, ActionStep):
        rows = select(table).where(col(table.result_id) == old.id).order_by(col(table.id))
        for row in session.exec(rows).all():
            values = row.model_dump(exclude={"id", "result_id"})
            if anew:
                values["lineage"] = uuid4().hex
            session.add(table(result_id=number_of(new), **values))
    session.flush()


def copy_lists(session: Session, old_id: int, new_id: int) -> None:
    """Copy the expectations and the lists of the annex."""
    for table in (PlanExpectation, PlanAnnex):
        rows = select(table).where(col(table.plan_id) == old_id).order_by(col(table.id))
        for row in session.exec(rows).all():
            session.add(table(plan_id=new_id, **row.model_dump(exclude={"id", "plan_id"})))
    session.flush()


def carry_over(session: Session, old_id: int, new_id: int) -> None:
    """Give a version that came from a file what files do not hold, result by result.

    These are the perspective, how a result supports, on which days it is led, the manuals, the action plan, expectations and annex.
    """
    before = {result.lineage: result for result in _results(session, old_id)}
    for new in _results(session, new_id):
        old = before.get(new.lineage)
        if old is None:
            continue
        new.support, new.perspective = old.support, old.perspective
        if new.leader_id == old.leader_id:
            new.leads_from, new.leads_until = old.leads_from, old.leads_until
        for step in session.exec(select(ActionStep).where(col(ActionStep.result_id) == old.id)):
            values = step.model_dump(exclude={"id", "result_id"})
            session.add(ActionStep(result_id=number_of(new), **values))
        _carry_manuals(session, number_of(old), number_of(new))
    copy_lists(session, old_id, new_id)


def _results(session: Session, plan_id: int) -> list[PlannedResult]:
    found = session.exec(select(PlannedResult).where(col(PlannedResult.plan_id) == plan_id))
    return list(found)


def _carry_manuals(session: Session, old_id: int, new_id: int) -> None:
    def indicators(result_id: int) -> dict[str, Indicator]:
        rows = session.exec(select(Indicator).where(col(Indicator.result_id) == result_id))
        return {row.lineage: row for row in rows}

    before = indicators(old_id)
    for lineage, new in indicators(new_id).items():
        old = before.get(lineage)
        if old is not None:
            new.definition, new.formula, new.source = old.definition, old.formula, old.source
