"""Noting what the holder of a post has copied into e-Kinerja BKN, and opening it again."""

from __future__ import annotations

from datetime import date, datetime, timedelta

from sqlmodel import Session, col, delete, select

from kinerja.errors import Unknown
from kinerja.models import Filing, FilingSpan, Position
from kinerja.reports.filing import SpanView, filing_overview
from kinerja.rules.access import Action, Actor
from kinerja.rules.filing import DAILY, check_version, span_around
from kinerja.services.audit import record
from kinerja.services.authority import authorise
from kinerja.services.once import insert_once


def file_span(
    session: Session,
    actor: Actor,
    position_id: int,
    span: FilingSpan,
    day: date,
    *,
    seen: str,
    now: datetime,
    today: date,
) -> SpanView:
    """Note that the span around a day was copied as it stood at version ``seen``; return how it stands.

    Refused where it holds nothing, and where it has changed since its text was shown.
    """
    position = _own(session, actor, position_id, today)
    first, _last = span_around(span, day)
    shown = filing_overview(session, actor, position_id, today, about=first).at(span, first)
    check_version(seen, shown.version)
    key = (
        col(Filing.position_id) == position_id,
        col(Filing.span) == span,
        col(Filing.first_day) == first,
    )
    row = Filing(
        person_id=position.person_id,
        position_id=position_id,
        span=span,
        first_day=first,
        filed_at=now,
    )
    insert_once(session, row)
    kept = session.exec(select(Filing).where(*key).with_for_update()).one()
    kept.filed_at = now
    session.flush()
    record(session, actor, "file", span.value, kept.id, person_id=position.person_id, now=now)
    return filing_overview(session, actor, position_id, today, about=first).at(span, first)


def reopen_span(
    session: Session,
    actor: Actor,
    position_id: int,
    span: FilingSpan,
    day: date,
    *,
    now: datetime,
    today: date,
) -> SpanView:
    """Open the span around a day again; return how it stands.

    A week opens with its days; of a week that was closed as a whole, a day opens alone. A month or
    quarter around it stays closed and is opened on its own. Twice changes nothing.
    """
    _own(session, actor, position_id, today)
    first, last = span_around(span, day)
    rows = session.exec(
        select(Filing).where(col(Filing.position_id) == position_id).with_for_update()
    ).all()
    for row in rows:
        kind = FilingSpan(row.span)
        begins, ends = span_around(kind, row.first_day)
        same = kind is span or (kind in DAILY and span in DAILY)
        if same and begins <= last and first <= ends:
            session.exec(delete(Filing).where(col(Filing.id) == row.id))
            record(session, actor, "reopen", kind.value, row.id, person_id=row.person_id, now=now)
            if kind is FilingSpan.WEEK and span is FilingSpan.DAY:
                _close_other_days(session, row, first)
    session.flush()
    return filing_overview(session, actor, position_id, today, about=first).at(span, first)


def _close_other_days(session: Session, week: Filing, opened: date) -> None:
    for number in range(7):
        other = week.first_day + timedelta(days=number)
        if other != opened:
            values = week.model_dump(exclude={"id", "span", "first_day"})
            insert_once(session, Filing(**values, span=FilingSpan.DAY, first_day=other))


def _own(session: Session, actor: Actor, position_id: int, today: date) -> Position:
    position = session.get(Position, position_id)
    if position is None:
        raise Unknown
    authorise(session, actor, Action.FILE, position.person_id, today)
    return position
