"""What was reported earlier in the year, by the lineage of indicators and results."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from sqlalchemy import and_, bindparam
from sqlmodel import Session, col, select

from kinerja.database import read
from kinerja.models import (
    Indicator,
    IndicatorValue,
    PlannedResult,
    ProgressReport,
    ReportLine,
    ReportStatus,
)

_SENT_BEFORE = and_(
    col(ProgressReport.position_id) == bindparam("position"),
    col(ProgressReport.period) >= bindparam("january"),
    col(ProgressReport.period) < bindparam("month"),
    col(ProgressReport.status).in_(
        [ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED]
    ),
)
# Every step of a report asks for these: they are built once and read past the ORM.
_VALUES = (
    select(IndicatorValue, col(Indicator.lineage), col(ProgressReport.period))
    .join(Indicator, col(Indicator.id) == col(IndicatorValue.indicator_id))
    .join(ReportLine, col(ReportLine.id) == col(IndicatorValue.line_id))
    .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
    .where(_SENT_BEFORE)
    .order_by(col(ProgressReport.period))
)
_NOTES = (
    select(col(PlannedResult.lineage), col(ProgressReport.period), col(ReportLine.note))
    .join(ReportLine, col(ReportLine.result_id) == col(PlannedResult.id))
    .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
    .where(_SENT_BEFORE, col(ReportLine.note) != "")
    .order_by(col(ProgressReport.period))
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """An indicator's record before a month: the last value and its month, sum and count of the year.

    ``last_counts`` are part and whole of the last value of a ratio.
    """

    last: Decimal | None = None
    last_period: date | None = None
    last_counts: tuple[Decimal, Decimal] | None = None
    total: Decimal = Decimal(0)
    months: int = 0


@dataclass(frozen=True, slots=True)
class EarlierNote:
    """The last note on a result before a month."""

    period: date
    note: str


def earlier_values(session: Session, position_id: int, period: date) -> dict[str, Earlier]:
    """Return what a position reported in the year before a month, by the lineage of indicators.

    Only reports that were sent and not replaced count. The caller has asked for the right.
    """
    rows = read(session, _VALUES, **_before(position_id, period))
    found: dict[str, Earlier] = defaultdict(Earlier)
    for value in rows:
        known, part, whole = found[value.lineage], value.numerator, value.denominator
        found[value.lineage] = replace(
            known,
            last=value.actual,
            last_period=value.period,
            last_counts=None if part is None or whole is None else (part, whole),
            total=known.total + value.actual,
            months=known.months + 1,
        )
    return found


def earlier_notes(session: Session, position_id: int, period: date) -> dict[str, EarlierNote]:
    """Return the last note of the year before a month, by the lineage of results; as above."""
    rows = read(session, _NOTES, **_before(position_id, period))
    return {lineage: EarlierNote(month, note) for lineage, month, note in rows}


def _before(position_id: int, period: date) -> dict[str, Any]:
    return {"position": position_id, "january": period.replace(month=1), "month": period}
