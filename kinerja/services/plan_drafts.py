"""Beginning a plan: from an empty page, a template or last year's, and as the next version of one."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from uuid import uuid4

from sqlmodel import Session, col, delete, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    ActionStep,
    Approach,
    Indicator,
    PerformancePlan,
    PlanAnnex,
    PlanExpectation,
    PlannedResult,
    PlanStatus,
    Position,
    TemplateRow,
)
from kinerja.reports.plan_sources import days_to_plan, last_plan, template_for
from kinerja.rules.access import Action, Actor
from kinerja.rules.plan_content import IndicatorSpec
from kinerja.rules.plan_states import check_decidable, check_draft, check_reason
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of
from kinerja.services.plan_copies import copy_content
from kinerja.services.signing import sign


class Source(StrEnum):
    """What a plan begins with."""

    EMPTY = "empty"
    TEMPLATE = "template"
    LAST_YEAR = "last"


_NEXT = (PlanStatus.APPROVED, PlanStatus.SUBMITTED, PlanStatus.RETURNED)
"""Of what a next version can be begun."""


def begin_plan(
    session: Session,
    actor: Actor,
    position_id: int,
    year: int,
    source: Source,
    *,
    now: datetime,
    today: date,
) -> int:
    """Begin the plan of a post for what is left of a year; return the draft that is there already.

    Refused where all its days are planned.
    """
    post = session.get(Position, position_id, with_for_update=True)
    if post is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_PLAN, post.person_id, today)
    known = _draft_of(session, position_id, year)
    if known is not None:
        return known
    span = days_to_plan(session, post, year, today)
    if span is None:
        raise Refused(N_("There is a plan for the whole time of this post in this year already."))
    plan = PerformancePlan(
        person_id=post.person_id,
        position_id=position_id,
        year=year,
        starts_on=span[0],
        ends_on=span[1],
        approach=Approach.QUANTITATIVE,
        version=_next_number(session, position_id, span[0]),
    )
    session.add(plan)
    session.flush()
    _fill(session, plan, post, source)
    record(
        session,
        actor,
        "begin",
        "plan",
        plan.id,
        person_id=plan.person_id,
        now=now,
        source=source.value,
    )
    return number_of(plan)


def begin_version(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date, reason: str = ""
) -> int:
    """Begin the next version of a plan: a revision, or what was sent once more; return its draft.

    An approved plan asks for the ``reason`` of the revision. The version before stays in force until the
    new one is handed over, an approved one until the new one is approved.
    """
    old = session.get(PerformancePlan, plan_id, with_for_update=True)
    if old is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_PLAN, old.person_id, today)
    newest = _newest(session, old)
    if newest is not None and newest.status is PlanStatus.DRAFT:
        return number_of(newest)
    if newest is not old or old.status not in _NEXT:
        raise Refused(N_("There is a newer version of this plan. Please open /skp again."))
    why = check_reason(reason) if old.status is PlanStatus.APPROVED else old.reason
    new = _copy(session, old, PlanStatus.DRAFT)
    new.reason, new.settled, new.return_reason = why, list(old.settled), old.return_reason
    record(session, actor, "revise", "plan", new.id, person_id=new.person_id, now=now)
    return number_of(new)


def change_together(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date
) -> int:
    """Let the rater change a plan that waits, together with its owner, as a version of its own."""
    old = session.get(PerformancePlan, plan_id, with_for_update=True)
    if old is None:
        raise Unknown
    authorise(session, actor, Action.DECIDE_PLAN, old.person_id, today, position_id=old.position_id)
    check_decidable(old.status)
    if old.edited_by_id == actor.person_id:
        return number_of(old)
    new = _copy(session, old, PlanStatus.SUBMITTED)
    new.edited_by_id, new.reason = actor.person_id, old.reason
    new.submitted_at, new.settled = old.submitted_at, list(old.settled)
    new.return_reason = old.return_reason
    old.status = PlanStatus.SUPERSEDED
    of = old.person_id
    sign(session, actor, "plan.superseded", "plan", plan_id, person_id=of, now=now)
    record(session, actor, "change_together", "plan", new.id, person_id=new.person_id, now=now)
    session.flush()
    return number_of(new)


def drop_draft(session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date) -> None:
    """Throw a draft away; what was handed over before stays."""
    plan = session.get(PerformancePlan, plan_id, with_for_update=True)
    if plan is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_PLAN, plan.person_id, today)
    check_draft(plan.status)
    results = select(PlannedResult.id).where(col(PlannedResult.plan_id) == plan_id)
    for part in (ActionStep, Indicator):
        session.exec(delete(part).where(col(part.result_id).in_(results)))
    for table in (PlannedResult, PlanExpectation, PlanAnnex):
        session.exec(delete(table).where(col(table.plan_id) == plan_id))
    session.delete(plan)
    record(session, actor, "drop", "plan", plan_id, person_id=plan.person_id, now=now)
    session.flush()


def _fill(session: Session, plan: PerformancePlan, post: Position, source: Source) -> None:
    if source is Source.LAST_YEAR:
        last = last_plan(session, post.person_id, plan.year)
        if last is None:
            raise Refused(N_("There is no approved plan of the year before."))
        plan.approach = last.approach
        copy_content(session, number_of(last), number_of(plan), anew=True)
    if source is Source.TEMPLATE:
        rows = template_for(session, post.title)
        if not rows:
            raise Refused(N_("There is no template for this position."))
        _write_template(session, plan, rows)


def _write_template(session: Session, plan: PerformancePlan, rows: list[TemplateRow]) -> None:
    plan.approach = rows[0].approach
    results: dict[str, PlannedResult] = {}
    for ordinal, row in enumerate(rows, start=1):
        result = results.get(row.result)
        if result is None:
            result = results[row.result] = PlannedResult(
                plan_id=number_of(plan),
                lineage=uuid4().hex,
                ordinal=len(results) + 1,
                kind=row.kind,
                text=row.result,
                supports_text=row.supports,
            )
            session.add(result)
            session.flush()
        values = {name: getattr(row, name) for name in IndicatorSpec.__dataclass_fields__}
        session.add(
            Indicator(result_id=number_of(result), lineage=uuid4().hex, ordinal=ordinal, **values)
        )
    session.flush()


def _copy(session: Session, old: PerformancePlan, status: PlanStatus) -> PerformancePlan:
    new = PerformancePlan(
        person_id=old.person_id,
        position_id=old.position_id,
        year=old.year,
        starts_on=old.starts_on,
        ends_on=old.ends_on,
        approach=old.approach,
        status=status,
        version=_next_number(session, old.position_id, old.starts_on),
    )
    session.add(new)
    session.flush()
    copy_content(session, number_of(old), number_of(new))
    return new


def _draft_of(session: Session, position_id: int, year: int) -> int | None:
    return session.exec(
        select(PerformancePlan.id)
        .where(
            col(PerformancePlan.position_id) == position_id,
            col(PerformancePlan.year) == year,
            col(PerformancePlan.status) == PlanStatus.DRAFT,
        )
        .order_by(col(PerformancePlan.id).desc())
        .limit(1)
    ).first()


def _newest(session: Session, of: PerformancePlan) -> PerformancePlan | None:
    """Return the newest version of a plan that still counts."""
    return session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == of.position_id,
            col(PerformancePlan.starts_on) == of.starts_on,
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
        )
        .order_by(col(PerformancePlan.version).desc())
        .limit(1)
    ).first()


def _next_number(session: Session, position_id: int, starts_on: date) -> int:
    last = session.exec(
        select(func.max(PerformancePlan.version)).where(
            col(PerformancePlan.position_id) == position_id,
            col(PerformancePlan.starts_on) == starts_on,
        )
    ).one()
    return (last or 0) + 1
