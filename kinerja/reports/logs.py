"""Logs of a span of days, one log as a card, and the results a log can belong to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    Aspect,
    Evidence,
    Indicator,
    LogEntry,
    PerformancePlan,
    PlannedResult,
    Position,
    ProgressReport,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.plan_states import IN_FORCE
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class LogView:
    """A log; ``result`` is empty for work outside the plan, ``gathered_by`` is a report's number."""

    id: int
    position_id: int | None
    day: date
    text: str
    amount: Decimal | None
    unit: str
    lineage: str | None
    result: str
    starts_at: time | None
    ends_at: time | None
    gathered_by: str | None
    evidence: int


@dataclass(frozen=True, slots=True)
class LogChoice:
    """A result that a log of a day can belong to; ``unit`` is what its amounts count."""

    lineage: str
    number: int
    text: str
    unit: str
    position: str


def logs_of(
    session: Session, actor: Actor, person_id: int, first: date, last: date, today: date
) -> list[LogView]:
    """Return somebody's logs from day to day (both included), oldest first."""
    authorise(session, actor, Action.READ_LOG, person_id, today)
    return _views(
        session, col(LogEntry.person_id) == person_id, col(LogEntry.day).between(first, last)
    )


def log_card(session: Session, actor: Actor, log_id: int, today: date) -> LogView:
    """Return one log."""
    log = session.get(LogEntry, log_id)
    if log is None or log.deleted_at is not None:
        raise Unknown
    authorise(session, actor, Action.READ_LOG, log.person_id, today, position_id=log.position_id)
    return _views(session, col(LogEntry.id) == log_id)[0]


def log_pieces(session: Session, actor: Actor, log_id: int, today: date) -> list[Evidence]:
    """Return the evidence of a log, oldest first."""
    log_card(session, actor, log_id, today)
    return list(
        session.exec(
            select(Evidence)
            .where(col(Evidence.log_id) == log_id, col(Evidence.removed_at).is_(None))
            .order_by(col(Evidence.id))
        )
    )


def log_of_album(session: Session, actor: Actor, album: str) -> int | None:
    """Return the actor's log that holds pieces of an album, if it can still be changed."""
    return session.exec(
        select(LogEntry.id)
        .join(Evidence, col(Evidence.log_id) == col(LogEntry.id))
        .where(
            col(LogEntry.person_id) == actor.person_id,
            col(LogEntry.deleted_at).is_(None),
            col(LogEntry.report_id).is_(None),
            col(Evidence.album) == album,
        )
        .limit(1)
    ).first()


def texts_outside_the_plan(session: Session, actor: Actor, today: date) -> list[str]:
    """Return what the actor noted outside the plan this year."""
    return list(
        session.exec(
            select(LogEntry.text).where(
                col(LogEntry.person_id) == actor.person_id,
                col(LogEntry.lineage).is_(None),
                col(LogEntry.deleted_at).is_(None),
                col(LogEntry.day) >= today.replace(month=1, day=1),
            )
        )
    )


def results_to_log(session: Session, actor: Actor, day: date, today: date) -> list[LogChoice]:
    """Return the results of the actor's own plans of a day, in the order of the plans."""
    if actor.person_id is None:
        raise Unknown
    authorise(session, actor, Action.WRITE_LOG, actor.person_id, today)
    rows = session.exec(
        select(PlannedResult, Position.title)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .join(Position, col(Position.id) == col(PerformancePlan.position_id))
        .where(
            col(PerformancePlan.person_id) == actor.person_id,
            col(PerformancePlan.starts_on) <= day,
            col(PerformancePlan.ends_on) >= day,
            col(PerformancePlan.status).in_(IN_FORCE),
        )
        .order_by(
            col(Position.id),
            # The version in force before one that waits, where both hold the same result.
            col(PerformancePlan.status),
            col(PerformancePlan.starts_on).desc(),
            col(PlannedResult.ordinal),
        )
    ).all()
    newest = {result.lineage: (result, title) for result, title in reversed(rows)}
    units = _units(session, set(newest))
    numbers = list(dict.fromkeys(result.lineage for result, _ in rows))
    return [
        LogChoice(lineage, n, newest[lineage][0].text, units.get(lineage, ""), newest[lineage][1])
        for n, lineage in enumerate(numbers, start=1)
    ]


def _views(session: Session, *which: ColumnElement[bool]) -> list[LogView]:
    rows = session.exec(
        select(LogEntry, ProgressReport.number)
        .join(ProgressReport, col(ProgressReport.id) == col(LogEntry.report_id), isouter=True)
        .where(col(LogEntry.deleted_at).is_(None), *which)
        .order_by(col(LogEntry.day), col(LogEntry.id))
    ).all()
    lineages = {log.lineage for log, _ in rows if log.lineage}
    texts, units = _texts(session, lineages), _units(session, lineages)
    evidence = _evidence(session, [log.id or 0 for log, _ in rows])
    return [
        LogView(
            id=log.id or 0,
            position_id=log.position_id,
            day=log.day,
            text=log.text,
            amount=log.amount,
            unit=units.get(log.lineage or "", ""),
            lineage=log.lineage,
            result=texts.get(log.lineage or "", ""),
            starts_at=log.starts_at,
            ends_at=log.ends_at,
            gathered_by=number,
            evidence=evidence.get(log.id or 0, 0),
        )
        for log, number in rows
    ]


def _texts(session: Session, lineages: set[str]) -> dict[str, str]:
    rows = session.exec(
        select(PlannedResult.lineage, PlannedResult.text)
        .where(col(PlannedResult.lineage).in_(lineages))
        .order_by(col(PlannedResult.id))
    )
    return dict(rows.all())


def _units(session: Session, lineages: set[str]) -> dict[str, str]:
    """Return what the first quantity of each result counts."""
    rows = session.exec(
        select(PlannedResult.lineage, Indicator.unit)
        .join(Indicator, col(Indicator.result_id) == col(PlannedResult.id))
        .where(
            col(PlannedResult.lineage).in_(lineages),
            col(Indicator.aspect) == Aspect.QUANTITY,
            col(Indicator.target).is_not(None),
        )
        .order_by(col(PlannedResult.id), col(Indicator.ordinal).desc())
    )
    return dict(rows.all())


def _evidence(session: Session, log_ids: Sequence[int]) -> dict[int, int]:
    rows = session.exec(
        select(Evidence.log_id, func.count())
        .where(col(Evidence.log_id).in_(log_ids), col(Evidence.removed_at).is_(None))
        .group_by(col(Evidence.log_id))
    )
    return {log_id or 0: count for log_id, count in rows}
