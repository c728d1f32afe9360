"""What was reported earlier in the year, by the lineage of indicators."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from kinerja.models import Indicator, IndicatorValue, ProgressReport, ReportLine, ReportStatus


@dataclass(frozen=True, slots=True)
class Earlier:
    """An indicator's record before a month: the last value and its month, sum and count of the year."""

    last: Decimal | None = None
    last_period: date | None = None
    total: Decimal = Decimal(0)
    months: int = 0


def earlier_values(session: Session, position_id: int, period: date) -> dict[str, Earlier]:
    """Return what a position reported in the year before a month, by the lineage of indicators.

    Only reports that were sent and not replaced count. The caller has asked for the right.
    """
    rows = session.exec(
        select(col(Indicator.lineage), col(ProgressReport.period), col(IndicatorValue.actual))
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .join(IndicatorValue, col(IndicatorValue.line_id) == col(ReportLine.id))
        .join(Indicator, col(Indicator.id) == col(IndicatorValue.indicator_id))
        .where(
            col(ProgressReport.position_id) == position_id,
            col(ProgressReport.period) >= period.replace(month=1),
            col(ProgressReport.period) < period,
            col(ProgressReport.status).in_(
                [ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED]
            ),
        )
        .order_by(col(ProgressReport.period))
    )
    found: dict[str, Earlier] = defaultdict(Earlier)
    for lineage, month, actual in rows:
        known = found[lineage]
        found[lineage] = replace(
            known,
            last=actual,
            last_period=month,
            total=known.total + actual,
            months=known.months + 1,
        )
    return found
