"""Handing a plan over, approving it, and returning it with a reason for each result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import Indicator, PerformancePlan, Person, PlannedResult, PlanStatus
from kinerja.rules.access import Action, Actor
from kinerja.rules.plan_states import check_complete, check_decidable, check_draft, check_reason
from kinerja.services import linking_results
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.signing import sign
from kinerja.services.standing_in import deciders_of
from kinerja.services.telling import Notice, tell

_REPLACED = (PlanStatus.SUBMITTED, PlanStatus.RETURNED)
"""What a newer version that is handed over takes the place of."""


def submit_plan(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date
) -> None:
    """Hand a plan over to whoever rates the post; from now on reports go on against it.

    Refused while it has no result, or a result has no indicator.
    """
    plan = _locked(session, plan_id)
    authorise(session, actor, Action.WRITE_PLAN, plan.person_id, today)
    check_draft(plan.status)
    results = _results(session, plan_id)
    measured = select(Indicator.result_id).where(
        col(Indicator.result_id).in_([result.id for result in results])
    )
    known = set(session.exec(measured))
    check_complete(len(results), [n for n, r in enumerate(results, 1) if r.id not in known])
    for other in _versions(session, plan):
        if other.status in _REPLACED:
            _supersede(session, actor, other, now)
    plan.status, plan.submitted_at = PlanStatus.SUBMITTED, now
    _forget_remarks(plan, results)
    session.flush()
    name = session.get_one(Person, plan.person_id).name
    for rater_id, _name in deciders_of(session, plan.position_id, today):
        _tell(session, plan, Notice.PLAN_SUBMITTED, rater_id, now, name=name)
    _record(session, actor, "submit", plan, now)


def withdraw_revision(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date
) -> None:
    """Give up a revision that waits or came back; the approved version stays as it is."""
    plan = _locked(session, plan_id)
    authorise(session, actor, Action.WRITE_PLAN, plan.person_id, today)
    approved = [one for one in _versions(session, plan) if one.status is PlanStatus.APPROVED]
    if plan.status not in _REPLACED or not approved:
        raise Refused(N_("Only a revision can be given up, while an approved version is in force."))
    _supersede(session, actor, plan, now)


def approve_plan(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date
) -> None:
    """Approve a plan; what was approved before is superseded, and reports that are written follow it."""
    plan = _decidable(session, actor, plan_id, today)
    before = None
    for other in _versions(session, plan):
        if other.status in (PlanStatus.APPROVED, *_REPLACED) and other.id != plan.id:
            before = other if other.status is PlanStatus.APPROVED else before
            _supersede(session, actor, other, now)
    plan.status, plan.approved_at, plan.approved_by_id = PlanStatus.APPROVED, now, actor.person_id
    _forget_remarks(plan, _results(session, plan_id))
    _end_earlier(session, actor, plan, now)
    session.flush()
    linking_results.follow(session, plan, before, today)
    _tell(session, plan, Notice.PLAN_APPROVED, plan.person_id, now, changed=bool(plan.edited_by_id))
    _sign(session, actor, "approve", plan, now)


def remark(
    session: Session,
    actor: Actor,
    plan_id: int,
    result_id: int | None,
    reason: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Note what is to be completed of a result, or of the plan as a whole; nobody is told yet."""
    plan = _decidable(session, actor, plan_id, today)
    text = check_reason(reason)
    if result_id is None:
        plan.return_reason = text
    else:
        result = session.get(PlannedResult, result_id)
        if result is None or result.plan_id != plan_id:
            raise Unknown
        result.return_reason = text
    _record(session, actor, "remark", plan, now)


def return_plan(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date
) -> None:
    """Return a plan with what was noted of it; refused where nothing was."""
    plan = _decidable(session, actor, plan_id, today)
    if not plan.return_reason and not any(r.return_reason for r in _results(session, plan_id)):
        raise Refused(N_("Please say first what is to be completed, of a result or of the plan."))
    plan.status, plan.returned_at = PlanStatus.RETURNED, now
    _tell(session, plan, Notice.PLAN_RETURNED, plan.person_id, now)
    _record(session, actor, "return", plan, now)


def _decidable(session: Session, actor: Actor, plan_id: int, today: date) -> PerformancePlan:
    plan = _locked(session, plan_id)
    authorise(
        session, actor, Action.DECIDE_PLAN, plan.person_id, today, position_id=plan.position_id
    )
    check_decidable(plan.status)
    return plan


def _locked(session: Session, plan_id: int) -> PerformancePlan:
    plan = session.get(PerformancePlan, plan_id, with_for_update=True)
    if plan is None:
        raise Unknown
    return plan


def _versions(session: Session, of: PerformancePlan) -> list[PerformancePlan]:
    """Return all versions of a plan."""
    rows = session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == of.position_id,
            col(PerformancePlan.starts_on) == of.starts_on,
        )
        .order_by(col(PerformancePlan.version))
    )
    return list(rows)


def _results(session: Session, plan_id: int) -> list[PlannedResult]:
    rows = session.exec(
        select(PlannedResult)
        .where(col(PlannedResult.plan_id) == plan_id)
        .order_by(col(PlannedResult.ordinal), col(PlannedResult.id))
    )
    return list(rows)


def _forget_remarks(plan: PerformancePlan, results: Sequence[PlannedResult]) -> None:
    """Take out what was to be completed: it was, or is no more."""
    plan.return_reason = ""
    for result in results:
        result.return_reason = ""


def _supersede(session: Session, actor: Actor, plan: PerformancePlan, now: datetime) -> None:
    plan.status = PlanStatus.SUPERSEDED
    _sign(session, actor, "plan.superseded", plan, now)


def _end_earlier(session: Session, actor: Actor, plan: PerformancePlan, now: datetime) -> None:
    """Let a plan of the post that reaches into this one end the day before: the rest is planned anew."""
    reaching = session.exec(
        select(PerformancePlan).where(
            col(PerformancePlan.position_id) == plan.position_id,
            col(PerformancePlan.starts_on) < plan.starts_on,
            col(PerformancePlan.ends_on) >= plan.starts_on,
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
        )
    )
    for earlier in reaching.all():
        earlier.ends_on = plan.starts_on - timedelta(days=1)
        if earlier.status is PlanStatus.APPROVED:
            _sign(session, actor, "plan.ends", earlier, now)


def _tell(
    session: Session,
    plan: PerformancePlan,
    notice: Notice,
    reader_id: int,
    now: datetime,
    **values: Any,
) -> None:
    tell(
        session,
        reader_id,
        notice,
        key=f"{notice.value}:{plan.id}:{reader_id}",
        now=now,
        plan_id=plan.id,
        year=str(plan.year),
        **values,
    )


def _sign(
    session: Session, actor: Actor, action: str, plan: PerformancePlan, now: datetime
) -> None:
    """Record a deed together with what the plan says after it."""
    of = plan.person_id
    sign(session, actor, action, "plan", number_of(plan), person_id=of, now=now)


def _record(
    session: Session, actor: Actor, action: str, plan: PerformancePlan, now: datetime
) -> None:
    record(session, actor, action, "plan", plan.id, person_id=plan.person_id, now=now)
