"""The target of a month: from the action plan, else from the pattern of the indicator."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from kinerja.models import Pattern
from kinerja.rules.plan_spans import DECEMBER
from kinerja.rules.written_plan import WrittenIndicator, WrittenPlan, WrittenResult

_HUNDREDTH = Decimal("0.01")


def target_of_month(
    indicator: WrittenIndicator, result: WrittenResult, plan: WrittenPlan, month: date
) -> Decimal | None:
    """Return what a month has to reach; None where it has no number of its own.

    A step with a number decides where the result has one indicator. Else the year's target is divided by the
    months where months add up, and is that of every month where they do not; a value that exists once a year
    has a target in its month only. Of a range it is the lower end.
    """
    if indicator.target is None or not plan.starts_on.replace(day=1) <= month <= plan.ends_on:
        return None
    steps = [step.target for step in result.steps if step.month == month.month and step.target]
    if steps and len(result.indicators) == 1:
        return sum(steps, Decimal(0))
    if indicator.pattern is Pattern.RELEASE:
        is_its_month = month.month == (indicator.release_month or DECEMBER)
        return indicator.target if is_its_month else None
    if indicator.pattern is not Pattern.CUMULATIVE:
        return indicator.target
    months = plan.ends_on.month - plan.starts_on.month + 1
    return (indicator.target / months).quantize(_HUNDREDTH).normalize() + Decimal(0)
