"""The indicators of a report with their targets, values and what came before."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import Row, bindparam
from sqlmodel import Session, col, select

from kinerja.database import read
from kinerja.models import Indicator, IndicatorValue, ReportLine
from kinerja.models.plan import Pattern
from kinerja.reports.history import Earlier
from kinerja.reports.month_card import IndicatorCard, LogLine
from kinerja.rules.targets import asked_in, comes_in, is_measurable

_INDICATORS = (
    select(Indicator)
    .join(ReportLine, col(ReportLine.result_id) == col(Indicator.result_id))
    .where(col(ReportLine.report_id) == bindparam("report"))
    .order_by(col(Indicator.ordinal))
)
_VALUES = (
    select(IndicatorValue)
    .join(ReportLine, col(ReportLine.id) == col(IndicatorValue.line_id))
    .where(col(ReportLine.report_id) == bindparam("report"))
)


def indicator_card(
    indicator: Any,
    period: date,
    value: Row[Any] | None,
    earlier: Earlier,
    logs: list[LogLine],
) -> IndicatorCard:
    """Return an indicator of a month; the logs are those of its result."""
    amounts = [log.amount for log in logs if log.amount is not None]
    is_ratio = indicator.pattern is Pattern.RATIO and bool(indicator.numerator_name)
    counted = value is not None and value.denominator is not None
    return IndicatorCard(
        id=indicator.id,
        text=indicator.text,
        unit=indicator.unit,
        target_text=indicator.target_text,
        target=indicator.target,
        target_high=indicator.target_high,
        pattern=indicator.pattern,
        polarity=indicator.polarity,
        aspect=indicator.aspect,
        counts_names=((indicator.numerator_name, indicator.denominator_name) if is_ratio else None),
        asked=asked_in(indicator, period) or (value is not None and is_measurable(indicator)),
        actual=value.actual if value is not None else None,
        counts=(
            (value.numerator or Decimal(0), value.denominator or Decimal(0))
            if value is not None and counted
            else None
        ),
        earlier=earlier,
        proposal=(
            sum(amounts, Decimal(0))
            if amounts and indicator.pattern is Pattern.CUMULATIVE
            else None
        ),
        comes_in=comes_in(indicator, period),
    )


def indicators_of(session: Session, report_id: int) -> dict[int, list[Row[Any]]]:
    """Return the indicators of a report by their result. The caller has asked for the right."""
    rows = read(session, _INDICATORS, report=report_id)
    grouped: dict[int, list[Row[Any]]] = defaultdict(list)
    for indicator in rows:
        grouped[indicator.result_id].append(indicator)
    return grouped


def values_of(session: Session, report_id: int) -> dict[tuple[int, int], Row[Any]]:
    """Return the values of a report by line and indicator. The caller has asked for the right."""
    rows = read(session, _VALUES, report=report_id)
    return {(value.line_id, value.indicator_id): value for value in rows}
