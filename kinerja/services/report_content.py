"""What a sent report says, and since when: sending the same again changes nothing for whoever copied it."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from datetime import datetime
from typing import Any

from sqlmodel import Session, col, select

from kinerja.models import Evidence, IndicatorValue, ProgressReport, ReportLine


def note_content(
    session: Session, report: ProgressReport, earlier: ProgressReport | None, now: datetime
) -> None:
    """Note what a report says that is being sent; where it said the same before, since then."""
    digest = _digest(session, report)
    known = (one for one in (report, earlier) if one is not None and one.content_digest == digest)
    since = next((one.content_since for one in known), None)
    report.content_digest, report.content_since = digest, since or now


def _digest(session: Session, report: ProgressReport) -> str:
    lines = session.exec(
        select(ReportLine)
        .where(col(ReportLine.report_id) == report.id)
        .order_by(col(ReportLine.ordinal))
    ).all()
    keys = [line.id for line in lines]
    said: dict[int, list[Any]] = defaultdict(list)
    for value in session.exec(
        select(IndicatorValue)
        .where(col(IndicatorValue.line_id).in_(keys))
        .order_by(col(IndicatorValue.indicator_id))
    ):
        amounts = (value.actual, value.numerator, value.denominator)
        said[value.line_id].append((value.indicator_id, [_plain(one) for one in amounts]))
    for piece in session.exec(
        select(Evidence)
        .where(col(Evidence.line_id).in_(keys), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    ):
        said[piece.line_id or 0].append((piece.kind, piece.sha256, piece.reference))
    content = [(line.result_id, line.measured, line.note, said[line.id or 0]) for line in lines]
    return hashlib.sha256(repr(content).encode()).hexdigest()


def _plain(amount: Any) -> str | None:
    return None if amount is None else f"{amount.normalize():f}"
