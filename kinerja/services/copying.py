"""Copying what a report holds into its next version."""

from __future__ import annotations

from sqlmodel import Session, col, select

from kinerja.models import Evidence, IndicatorValue, ReportLine
from kinerja.services.numbers import number_of


def copy_lines(session: Session, old_id: int, new_id: int) -> None:
    """Copy the lines of one report with values and evidence to another, in order; files are not stored twice."""
    lines = (
        select(ReportLine)
        .where(col(ReportLine.report_id) == old_id)
        .order_by(col(ReportLine.ordinal))
    )
    for old in session.exec(lines).all():
        new = ReportLine(
            report_id=new_id,
            result_id=old.result_id,
            ordinal=old.ordinal,
            measured=old.measured,
            note=old.note,
        )
        session.add(new)
        session.flush()
        values = (
            select(IndicatorValue)
            .where(col(IndicatorValue.line_id) == old.id)
            .order_by(col(IndicatorValue.id))
        )
        for value in session.exec(values).all():
            session.add(
                IndicatorValue(
                    line_id=number_of(new),
                    **value.model_dump(exclude={"id", "line_id"}),
                )
            )
        evidence = (
            select(Evidence)
            .where(col(Evidence.line_id) == old.id, col(Evidence.removed_at).is_(None))
            .order_by(col(Evidence.id))
        )
        for piece in session.exec(evidence).all():
            session.add(
                Evidence(line_id=number_of(new), **piece.model_dump(exclude={"id", "line_id"}))
            )
    session.flush()
