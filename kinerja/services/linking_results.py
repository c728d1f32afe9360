"""Linking planned results to the result of the superior whose words they name."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import PerformancePlan, PlannedResult, PlanStatus, RaterAssignment
from kinerja.rules.cells import same
from kinerja.services.importing import portions

Assignments = dict[int, list[RaterAssignment]]


def link(session: Session, years: Iterable[int], today: date) -> None:
    """Link every approved result of these years that names a result of its leader, else of the rater.

    Where no such result is found the words stay, and the link is empty. Plans may come in any order.
    """
    for year in years:
        _link_year(session, year, today)


def follow(
    session: Session, plan: PerformancePlan, before: PerformancePlan | None, today: date
) -> None:
    """Lead what supported an earlier version to the results of the approved one, and link its own results.

    What supported a result that is gone keeps its words and loses the link; versions that were replaced stay.
    """
    now = {result.lineage: result for result in _results_of(session, plan)}
    was = {result.id: result.lineage for result in _results_of(session, before)}
    supporting = (
        select(PlannedResult)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PlannedResult.supports_id).in_(was),
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
        )
    )
    for one in session.exec(supporting).all():
        target = now.get(was[one.supports_id])
        one.supports_id = target.id if target is not None else None
    raters = _assignments(session, {plan.position_id}).get(plan.position_id, [])
    for result in now.values():
        if result.supports_id is None and result.supports_text:
            above = {result.leader_id, _rater(raters, plan, today)} - {None}
            result.supports_id = _named(session, above, plan.year, same(result.supports_text))
    session.flush()


def _results_of(session: Session, plan: PerformancePlan | None) -> list[PlannedResult]:
    if plan is None:
        return []
    rows = session.exec(select(PlannedResult).where(col(PlannedResult.plan_id) == plan.id))
    return list(rows)


def _named(session: Session, people: Iterable[int | None], year: int, words: str) -> int | None:
    """Return the approved result of one of these people that has these words."""
    rows = session.exec(
        select(PlannedResult)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PerformancePlan.person_id).in_(people),
            col(PerformancePlan.year) == year,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
        )
    )
    return next((result.id for result in rows if same(result.text) == words), None)


def _link_year(session: Session, year: int, today: date) -> None:
    found = session.exec(
        select(PlannedResult, PerformancePlan)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .where(
            col(PerformancePlan.year) == year,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
        )
    ).all()
    approved = {result.id for result, _plan in found}
    named = {(plan.person_id, same(result.text)): result.id for result, plan in found}
    asking = [(result, plan) for result, plan in found if result.supports_text]
    assigned = _assignments(session, {plan.position_id for _result, plan in asking})
    for result, plan in asking:
        superiors = [result.leader_id, _rater(assigned.get(plan.position_id, []), plan, today)]
        words = same(result.supports_text)
        links = (named.get((s, words)) for s in superiors if s is not None)
        link_id = next((i for i in links if i is not None), None)
        if link_id is None and result.supports_id in approved:
            continue  # the superior's result was reworded by a revision
        if result.supports_id != link_id:
            result.supports_id = link_id
    session.flush()


def _assignments(session: Session, positions: Iterable[int]) -> Assignments:
    found: Assignments = {}
    for portion in portions(positions):
        query = select(RaterAssignment).where(col(RaterAssignment.position_id).in_(portion))
        for assignment in session.exec(query.order_by(col(RaterAssignment.id))):
            found.setdefault(assignment.position_id, []).append(assignment)
    return found


def _rater(assignments: list[RaterAssignment], plan: PerformancePlan, today: date) -> int | None:
    """Return who rates the plan's position today, or on the day of the plan nearest to it."""
    day = min(max(today, plan.starts_on), plan.ends_on)
    for assignment in assignments:
        if (assignment.starts_on or date.min) <= day <= (assignment.ends_on or date.max):
            return _owner(assignment)
    return _owner(assignments[-1]) if assignments else None


def _owner(assignment: RaterAssignment) -> int:
    """Return who rates the post when nobody is away: their results are the ones to support."""
    return assignment.rater_id if assignment.stands_for_id is None else assignment.stands_for_id
