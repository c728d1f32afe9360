"""Writing a plan: its results and their indicators, added, changed and taken out while it is a draft."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import uuid4

from sqlmodel import Session, col, delete, func, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    ActionStep,
    Approach,
    Indicator,
    PerformancePlan,
    PlannedResult,
    PlanStatus,
    ResultKind,
    Support,
)
from kinerja.models.plan import Perspective
from kinerja.reports.colleagues import is_present
from kinerja.reports.plan_sources import results_to_support
from kinerja.rules.access import Action, Actor
from kinerja.rules.cells import clean, same
from kinerja.rules.plan_content import IndicatorSpec
from kinerja.rules.plan_states import check_draft
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of

LONGEST = 1000
MOST_INDICATORS = 5


@dataclass(frozen=True, slots=True)
class ResultWords:
    """What a planned result says; ``supports_id`` names the leader's result, ``supports`` its words."""

    text: str
    supports_id: int | None = None
    supports: str = ""
    support: Support | None = None
    perspective: Perspective | None = None


def add_result(
    session: Session, actor: Actor, plan_id: int, words: ResultWords, *, now: datetime, today: date
) -> int:
    """Add a result at the end of a plan."""
    plan = editable_plan(session, actor, plan_id, today)
    _check_new(session, plan, words.text)
    last = session.exec(
        select(func.max(PlannedResult.ordinal)).where(col(PlannedResult.plan_id) == plan_id)
    ).one()
    result = PlannedResult(
        plan_id=plan_id,
        lineage=uuid4().hex,
        ordinal=(last or 0) + 1,
        kind=ResultKind.MAIN,
        text=_text(words.text),
    )
    _support(session, actor, result, words, today)
    session.add(result)
    session.flush()
    note(session, actor, "add_result", plan, now)
    return number_of(result)


def change_result(
    session: Session,
    actor: Actor,
    result_id: int,
    words: ResultWords,
    *,
    now: datetime,
    today: date,
) -> None:
    """Change what a result says and supports."""
    result, plan = editable_result(session, actor, result_id, today)
    if same(words.text) != same(result.text):
        _check_new(session, plan, words.text)
    result.text = _text(words.text)
    _support(session, actor, result, words, today)
    note(session, actor, "change_result", plan, now)


def turn_kind(
    session: Session, actor: Actor, result_id: int, *, now: datetime, today: date
) -> None:
    """Turn a main result into an additional one, or back."""
    result, plan = editable_result(session, actor, result_id, today)
    is_main = result.kind is ResultKind.MAIN
    result.kind = ResultKind.ADDITIONAL if is_main else ResultKind.MAIN
    note(session, actor, "change_result", plan, now)


def set_leader(
    session: Session,
    actor: Actor,
    result_id: int,
    leader_id: int | None,
    *,
    first: date | None = None,
    last: date | None = None,
    now: datetime,
    today: date,
) -> None:
    """Name who leads a result, on which days; None is whoever rates the post."""
    result, plan = editable_result(session, actor, result_id, today)
    if leader_id is not None and not is_present(session, leader_id, today):
        raise Unknown
    if leader_id == plan.person_id:
        raise Refused(N_("A result is led by somebody else than its owner."))
    if first is not None and last is not None and last < first:
        raise Refused(N_("The last day is before the first. Please choose another last day."))
    result.leader_id = leader_id
    result.leads_from = first if leader_id is not None else None
    result.leads_until = last if leader_id is not None else None
    note(session, actor, "change_result", plan, now)


def remove_result(
    session: Session, actor: Actor, result_id: int, *, now: datetime, today: date
) -> int:
    """Take a result with its indicators and steps out of a draft; return the plan's id."""
    result, plan = editable_result(session, actor, result_id, today)
    for part in (ActionStep, Indicator):
        session.exec(delete(part).where(col(part.result_id) == result_id))
    session.delete(result)
    session.flush()
    note(session, actor, "remove_result", plan, now)
    return number_of(plan)


def add_indicator(
    session: Session,
    actor: Actor,
    result_id: int,
    spec: IndicatorSpec,
    *,
    now: datetime,
    today: date,
) -> int:
    """Add an indicator to a result."""
    result, plan = editable_result(session, actor, result_id, today)
    _check_indicator(session, plan, number_of(result), spec, 0)
    last = session.exec(
        select(func.max(Indicator.ordinal)).where(col(Indicator.result_id) == result_id)
    ).one()
    indicator = Indicator(
        result_id=result_id, lineage=uuid4().hex, ordinal=(last or 0) + 1, **_values(spec)
    )
    session.add(indicator)
    session.flush()
    note(session, actor, "add_indicator", plan, now)
    return number_of(indicator)


def change_indicator(
    session: Session,
    actor: Actor,
    indicator_id: int,
    spec: IndicatorSpec,
    *,
    now: datetime,
    today: date,
) -> None:
    """Change what an indicator measures, its target, or how it is counted."""
    indicator, plan = editable_indicator(session, actor, indicator_id, today)
    _check_indicator(session, plan, indicator.result_id, spec, indicator_id)
    for name, value in _values(spec).items():
        setattr(indicator, name, value)
    note(session, actor, "change_indicator", plan, now)


def remove_indicator(
    session: Session, actor: Actor, indicator_id: int, *, now: datetime, today: date
) -> int:
    """Take an indicator out; return the id of its result."""
    indicator, plan = editable_indicator(session, actor, indicator_id, today)
    session.delete(indicator)
    session.flush()
    note(session, actor, "remove_indicator", plan, now)
    return indicator.result_id


def editable_plan(session: Session, actor: Actor, plan_id: int, today: date) -> PerformancePlan:
    """Return a plan the actor may write on, locked: one's own draft, or one changed together."""
    plan = session.get(PerformancePlan, plan_id, with_for_update=True)
    if plan is None:
        raise Unknown
    if actor.person_id != plan.person_id:
        authorise(
            session, actor, Action.DECIDE_PLAN, plan.person_id, today, position_id=plan.position_id
        )
        if plan.status is PlanStatus.SUBMITTED and plan.edited_by_id == actor.person_id:
            return plan
        raise Unknown
    authorise(session, actor, Action.WRITE_PLAN, plan.person_id, today)
    check_draft(plan.status)
    return plan


def editable_result(
    session: Session, actor: Actor, result_id: int, today: date
) -> tuple[PlannedResult, PerformancePlan]:
    """Return a result with its plan, which the actor may write on."""
    result = session.get(PlannedResult, result_id)
    if result is None:
        raise Unknown
    return result, editable_plan(session, actor, result.plan_id, today)


def editable_indicator(
    session: Session, actor: Actor, indicator_id: int, today: date
) -> tuple[Indicator, PerformancePlan]:
    """Return an indicator with its plan, which the actor may write on."""
    indicator = session.get(Indicator, indicator_id)
    if indicator is None:
        raise Unknown
    _result, plan = editable_result(session, actor, indicator.result_id, today)
    return indicator, plan


def note(session: Session, actor: Actor, action: str, plan: PerformancePlan, now: datetime) -> None:
    """Write to the audit trail that a plan was written on."""
    record(session, actor, action, "plan", plan.id, person_id=plan.person_id, now=now)


def _check_new(session: Session, plan: PerformancePlan, text: str) -> None:
    texts = session.exec(
        select(PlannedResult.text).where(col(PlannedResult.plan_id) == plan.id)
    ).all()
    if same(text) in map(same, texts):
        raise Refused(N_("This result stands in the plan already."))


def _text(text: str) -> str:
    words = clean(text)
    if not words or len(words) > LONGEST:
        raise Refused(N_("Please shorten this to at most {longest} characters."), longest=LONGEST)
    return words


def _support(
    session: Session, actor: Actor, result: PlannedResult, words: ResultWords, today: date
) -> None:
    """Link a result to the leader's, by the number of one that can be supported or by its words."""
    result.supports_id, result.supports_text = None, clean(words.supports)[:LONGEST]
    result.support, result.perspective = words.support, words.perspective
    if words.supports_id is None:
        return
    offered = results_to_support(session, actor, result.plan_id, today)
    chosen = next((one for one in offered if one.id == words.supports_id), None)
    if chosen is None:
        raise Unknown
    result.supports_id, result.supports_text = chosen.id, chosen.text


def _check_indicator(
    session: Session, plan: PerformancePlan, result_id: int, spec: IndicatorSpec, but_not: int
) -> None:
    if plan.approach is Approach.QUANTITATIVE and spec.target is None and not spec.target_text:
        raise Refused(N_("Every indicator needs a target."))
    rows = session.exec(select(Indicator).where(col(Indicator.result_id) == result_id)).all()
    if not but_not and len(rows) >= MOST_INDICATORS:
        raise Refused(N_("A result has at most {most} indicators."), most=MOST_INDICATORS)
    if spec.identity in {(row.aspect, same(row.text)) for row in rows if row.id != but_not}:
        raise Refused(N_("This indicator stands in the result already."))


def _values(spec: IndicatorSpec) -> dict[str, Any]:
    values: dict[str, Any] = {
        name: getattr(spec, name) for name in IndicatorSpec.__dataclass_fields__
    }
    return values | {"text": _text(spec.text)}
