"""Evidence to be checked piece by piece: of a week, a person, a report, a result, or a stated sample."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, and_, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evidence,
    Person,
    PlannedResult,
    ProgressReport,
    ReportLine,
    ReportStatus,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.exceptions import sample
from kinerja.services.authority import authorise, posts_rated_by, valid_on
from kinerja.services.standing_in import posts_assisted_by

WEEK = timedelta(days=6)
_SENT = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED)


class Scope(StrEnum):
    """Whose evidence is gone through."""

    WAITING = "a"
    WEEK = "w"
    SAMPLE = "s"
    PERSON = "p"
    REPORT = "r"
    LINE = "l"


@dataclass(frozen=True, slots=True)
class EvidenceQueue:
    """The pieces in their order, and those without a mark; a sample is drawn from ``population``."""

    order: tuple[int, ...]
    open: tuple[int, ...]
    population: int

    @property
    def total(self) -> int:
        """How many pieces there are to check."""
        return len(self.order)

    @property
    def done(self) -> int:
        """How many are marked."""
        return self.total - len(self.open)


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of evidence with what it belongs to."""

    evidence: Evidence
    report_id: int
    line_id: int
    person_name: str
    period: date
    ordinal: int
    result: str
    note: str


def evidence_to_check(
    session: Session, actor: Actor, scope: Scope, about: int, today: date
) -> EvidenceQueue:
    """Return the evidence of a scope that the actor may mark; ``about`` is the id of its subject.

    The sample is drawn from all evidence of the months that wait for the actor.
    """
    rows = session.exec(
        select(col(ProgressReport.id), col(Evidence.id), col(Evidence.mark))
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .join(Evidence, col(Evidence.line_id) == col(ReportLine.id))
        .where(
            col(Evidence.removed_at).is_(None),
            col(ProgressReport.person_id) != actor.person_id,
            col(ProgressReport.status).in_(_SENT),
            _in_reach(actor, scope, about, today),
        )
        .order_by(
            col(ProgressReport.submitted_at),
            col(ProgressReport.id),
            col(ReportLine.ordinal),
            col(Evidence.id),
        )
    ).all()
    drawn = [(report or 0, piece or 0, mark) for report, piece, mark in rows]
    if scope is Scope.SAMPLE:
        chosen = sample((report, piece) for report, piece, _mark in drawn)
        drawn = [one for one in drawn if one[1] in chosen]
    unmarked = tuple(piece for _report, piece, mark in drawn if mark is None)
    return EvidenceQueue(tuple(piece for _report, piece, _mark in drawn), unmarked, len(rows))


def piece_of(session: Session, actor: Actor, evidence_id: int, today: date) -> Piece:
    """Return a piece of evidence of a sent report, for its rater or the leader of its result."""
    found: Any = session.exec(
        select(Evidence, ReportLine, ProgressReport, PlannedResult)
        .join(ReportLine, col(ReportLine.id) == col(Evidence.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .join(PlannedResult, col(PlannedResult.id) == col(ReportLine.result_id))
        .where(col(Evidence.id) == evidence_id, col(Evidence.removed_at).is_(None))
    ).first()
    if found is None:
        raise Unknown
    evidence, line, report, result = found
    authorise(
        session,
        actor,
        Action.MARK_EVIDENCE,
        report.person_id,
        today,
        position_id=report.position_id,
        line_id=line.id,
    )
    if report.status not in _SENT:
        raise Unknown
    name = session.exec(select(Person.name).where(col(Person.id) == report.person_id)).one()
    return Piece(
        evidence, report.id, line.id, name, report.period, line.ordinal, result.text, line.note
    )


def _checks(position: Any, actor: Actor, today: date) -> ColumnElement[bool]:
    """Return the condition of posts whose evidence somebody checks: as their rater, or for the rater."""
    return or_(
        position.in_(posts_rated_by(actor.person_id, today)),
        position.in_(posts_assisted_by(actor.person_id, today)),
    )


def _in_reach(actor: Actor, scope: Scope, about: int, today: date) -> ColumnElement[bool]:
    rated = _checks(col(ProgressReport.position_id), actor, today)
    waits = col(ProgressReport.status) == ReportStatus.SUBMITTED
    if scope is Scope.LINE:
        led = and_(
            col(PlannedResult.leader_id) == actor.person_id,
            valid_on(PlannedResult.leads_from, PlannedResult.leads_until, today),
        )
        return and_(col(ReportLine.id) == about, rated | led)
    if scope is Scope.WAITING:
        return and_(rated, waits)
    if scope is Scope.WEEK:
        since = datetime.combine(today - WEEK, time.min, UTC)
        return and_(rated, col(Evidence.added_at) >= since)
    if scope is Scope.SAMPLE:
        other = aliased(ProgressReport)
        months = select(col(other.period)).where(
            col(other.status) == ReportStatus.SUBMITTED,
            _checks(col(other.position_id), actor, today),
        )
        return and_(rated, col(ProgressReport.period).in_(months))
    if scope is Scope.PERSON:
        return and_(rated, col(ProgressReport.person_id) == about)
    return and_(rated, col(ProgressReport.id) == about)
