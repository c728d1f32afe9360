"""What else stands in a plan: action steps, manuals of indicators, expectations, annex, approach."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from uuid import uuid4

from sqlmodel import Session, col, delete, select

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import (
    ActionStep,
    Annex,
    Approach,
    Behaviour,
    Indicator,
    PlanAnnex,
    PlanExpectation,
    PlannedResult,
)
from kinerja.rules.access import Actor
from kinerja.rules.cells import clean
from kinerja.services.numbers import number_of
from kinerja.services.plan_writing import (
    editable_indicator,
    editable_plan,
    editable_result,
    note,
)

MOST_STEPS = 24
MOST_ITEMS = 10
LONGEST_ITEM = 300
LONGEST_EXPECTATION = 500


@dataclass(frozen=True, slots=True)
class StepWords:
    """A step of the action plan: the month, what is done, the target of the period, and its proof."""

    month: int
    text: str
    target: Decimal | None = None
    target_text: str = ""
    proof: str = ""


def add_step(
    session: Session, actor: Actor, result_id: int, words: StepWords, *, now: datetime, today: date
) -> int:
    """Add a step to a result's action plan."""
    _result, plan = editable_result(session, actor, result_id, today)
    if not plan.starts_on.month <= words.month <= plan.ends_on.month:
        raise Refused(N_("This month is outside the plan."))
    known = session.exec(select(ActionStep.id).where(col(ActionStep.result_id) == result_id)).all()
    if len(known) >= MOST_STEPS:
        raise Refused(N_("A result has at most {most} steps."), most=MOST_STEPS)
    step = ActionStep(
        result_id=result_id,
        lineage=uuid4().hex,
        month=words.month,
        text=clean(words.text),
        target=words.target,
        target_text=words.target_text,
        proof=clean(words.proof),
    )
    session.add(step)
    session.flush()
    note(session, actor, "add_step", plan, now)
    return number_of(step)


def remove_step(session: Session, actor: Actor, step_id: int, *, now: datetime, today: date) -> int:
    """Take a step out; return the id of its result."""
    step = session.get(ActionStep, step_id)
    if step is None:
        raise Unknown
    _result, plan = editable_result(session, actor, step.result_id, today)
    session.delete(step)
    session.flush()
    note(session, actor, "remove_step", plan, now)
    return step.result_id


def set_manual(
    session: Session,
    actor: Actor,
    indicator_id: int,
    manual: tuple[str, str, str],
    *,
    now: datetime,
    today: date,
) -> None:
    """Write the manual of an indicator: definition, formula, source."""
    indicator, plan = editable_indicator(session, actor, indicator_id, today)
    indicator.definition, indicator.formula, indicator.source = map(clean, manual)
    note(session, actor, "set_manual", plan, now)


def set_expectation(
    session: Session,
    actor: Actor,
    plan_id: int,
    behaviour: Behaviour,
    text: str,
    *,
    now: datetime,
    today: date,
) -> None:
    """Write what the leader expects of a value; nothing takes it out."""
    plan = editable_plan(session, actor, plan_id, today)
    words = clean(text)
    if len(words) > LONGEST_EXPECTATION:
        raise Refused(
            N_("Please shorten this to at most {longest} characters."), longest=LONGEST_EXPECTATION
        )
    row = session.exec(
        select(PlanExpectation).where(
            col(PlanExpectation.plan_id) == plan_id, col(PlanExpectation.behaviour) == behaviour
        )
    ).first()
    if row is not None and words:
        row.text = words
    elif row is not None:
        session.delete(row)
    elif words:
        session.add(PlanExpectation(plan_id=plan_id, behaviour=behaviour, text=words))
    session.flush()
    note(session, actor, "set_expectation", plan, now)


def set_annex(
    session: Session,
    actor: Actor,
    plan_id: int,
    kind: Annex,
    items: Sequence[str],
    *,
    now: datetime,
    today: date,
) -> None:
    """Write one of the three lists of the annex; what stood in it before is replaced."""
    plan = editable_plan(session, actor, plan_id, today)
    texts = tuple(dict.fromkeys(clean(item) for item in items if clean(item)))
    if len(texts) > MOST_ITEMS or any(len(text) > LONGEST_ITEM for text in texts):
        raise Refused(
            N_("A list has at most {most} items of at most {longest} characters each."),
            most=MOST_ITEMS,
            longest=LONGEST_ITEM,
        )
    old = (col(PlanAnnex.plan_id) == plan_id, col(PlanAnnex.kind) == kind)
    session.exec(delete(PlanAnnex).where(*old))
    for ordinal, text in enumerate(texts, start=1):
        session.add(PlanAnnex(plan_id=plan_id, kind=kind, ordinal=ordinal, text=text))
    session.flush()
    note(session, actor, "set_annex", plan, now)


def turn_approach(
    session: Session, actor: Actor, plan_id: int, *, now: datetime, today: date
) -> None:
    """Turn a quantitative plan into a qualitative one, or back, while it has no indicator."""
    plan = editable_plan(session, actor, plan_id, today)
    written = session.exec(
        select(Indicator.id)
        .join(PlannedResult, col(PlannedResult.id) == col(Indicator.result_id))
        .where(col(PlannedResult.plan_id) == plan_id)
        .limit(1)
    ).first()
    if written is not None:
        raise Refused(
            N_("The approach can be chosen while the plan has no indicator. One plan uses one.")
        )
    is_quantitative = plan.approach is Approach.QUANTITATIVE
    plan.approach = Approach.QUALITATIVE if is_quantitative else Approach.QUANTITATIVE
    note(session, actor, "turn_approach", plan, now)


def settle(
    session: Session,
    actor: Actor,
    plan_id: int,
    keys: Collection[str],
    *,
    now: datetime,
    today: date,
) -> None:
    """Remember which questions of the quality check were answered with "leave as it is"."""
    plan = editable_plan(session, actor, plan_id, today)
    plan.settled = sorted({*plan.settled, *keys})
    note(session, actor, "settle", plan, now)
