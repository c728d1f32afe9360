"""What a corrected report says differently from the version before it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, select

from kinerja.models import ProgressReport
from kinerja.reports.month import month_card
from kinerja.reports.month_card import LineCard, MonthCard
from kinerja.rules.access import Actor


@dataclass(frozen=True, slots=True)
class ValueChange:
    """An indicator whose value became another one; empty where there was or is none."""

    text: str
    unit: str
    before: Decimal | None
    after: Decimal | None


@dataclass(frozen=True, slots=True)
class LineChange:
    """What changed about one result; ``notes`` are the note before and now where it changed."""

    number: int
    text: str
    values: tuple[ValueChange, ...]
    notes: tuple[str, str] | None
    measured: tuple[bool | None, bool | None] | None
    evidence: tuple[int, int] | None


def changes_since(
    session: Session, actor: Actor, report_id: int, today: date
) -> tuple[LineChange, ...]:
    """Return what a report says differently from the version before it; nothing for a first one.

    Who may see the report may see the difference.
    """
    now = month_card(session, actor, report_id, today)
    before_id = session.exec(
        select(col(ProgressReport.id)).where(
            col(ProgressReport.position_id) == now.position_id,
            col(ProgressReport.period) == now.period,
            col(ProgressReport.version) == now.version - 1,
        )
    ).first()
    if before_id is None:
        return ()
    return _between(month_card(session, actor, before_id, today), now)


def _between(before: MonthCard, now: MonthCard) -> tuple[LineChange, ...]:
    known = {line.result_id: line for line in before.lines}
    found = (_of_line(known.get(line.result_id), line) for line in now.lines)
    return tuple(change for change in found if change is not None)


def _of_line(old: LineCard | None, new: LineCard) -> LineChange | None:
    actual = {} if old is None else {value.id: value.actual for value in old.indicators}
    values = tuple(
        ValueChange(value.text, value.unit, actual.get(value.id), value.actual)
        for value in new.indicators
        if actual.get(value.id) != value.actual
    )
    note, measured, count = (
        ("", None, 0)
        if old is None
        else (
            old.note,
            old.measured,
            old.evidence_count,
        )
    )
    change = LineChange(
        new.number,
        new.text,
        values,
        None if note == new.note else (note, new.note),
        None if measured == new.measured else (measured, new.measured),
        None if count == new.evidence_count else (count, new.evidence_count),
    )
    same = not values and not change.notes and not change.measured and not change.evidence
    return None if same else change
