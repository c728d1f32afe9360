"""Answering a result of the report as it was answered last month."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from sqlmodel import Session

from kinerja.errors import N_, Refused
from kinerja.models import Indicator, Pattern, PlannedResult, ProgressReport, ReportLine
from kinerja.reports.history import Earlier, earlier_notes, earlier_values
from kinerja.rules.access import Actor
from kinerja.rules.periods import month_before
from kinerja.rules.targets import asked_in, is_measurable
from kinerja.services.report_lines import editable_line, indicators_of
from kinerja.services.reporting import set_note, set_value


def keep_last_month(
    session: Session, actor: Actor, line_id: int, *, now: datetime, today: date
) -> None:
    """Take the values that a result had in the month before; where its targets are words, the note.

    Refused where there is none, and for what is counted anew each month.
    """
    line, report = editable_line(session, actor, line_id, today)
    indicators = indicators_of(session, line.result_id)
    if not any(is_measurable(indicator) for indicator in indicators):
        _keep_note(session, actor, line, report, now=now, today=today)
        return
    earlier = earlier_values(session, report.position_id, report.period)
    for indicator in indicators:
        if asked_in(indicator, report.period):
            known = earlier.get(indicator.lineage, Earlier())
            set_value(
                session,
                actor,
                line_id,
                indicator.id or 0,
                _kept(indicator, known, report.period),
                now=now,
                today=today,
                counts=known.last_counts,
            )


def _kept(indicator: Indicator, earlier: Earlier, period: date) -> Decimal:
    """Return the value that may be kept."""
    if indicator.pattern is Pattern.CUMULATIVE:
        raise Refused(
            N_("This result is counted anew each month. Please write the number of this month.")
        )
    if earlier.last is None or earlier.last_period != month_before(period):
        raise Refused(
            N_("There is no value of last month to keep. Please write the value of this month.")
        )
    return earlier.last


def _keep_note(
    session: Session,
    actor: Actor,
    line: ReportLine,
    report: ProgressReport,
    *,
    now: datetime,
    today: date,
) -> None:
    result = session.get_one(PlannedResult, line.result_id)
    known = earlier_notes(session, report.position_id, report.period).get(result.lineage)
    if known is None or known.period != month_before(report.period):
        raise Refused(N_("There is no note of last month to keep. Please write what was done."))
    set_note(session, actor, line.id or 0, known.note, now=now, today=today)
