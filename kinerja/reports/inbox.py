"""What waits for a rater: oldest first, or what needs attention first where there are many."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, func, select

from kinerja.models import (
    Person,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
    ResultCheck,
)
from kinerja.reports.attention import concerns_of
from kinerja.rules.access import Actor
from kinerja.rules.exceptions import MANY_PEOPLE, Concern
from kinerja.services.authority import posts_rated_by

TOGETHER = 40
"""Names on one confirmation: it stays under one screen."""

_DECIDED = (ReportStatus.ACCEPTED, ReportStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class WaitingReport:
    """A report that waits for the reader's decision; ``concerns`` say why it needs attention.

    ``with_leader_until`` is the last day on which a leader of one of its results can still check it.
    """

    report_id: int
    person_id: int
    person_name: str
    position_title: str
    period: date
    submitted_at: datetime
    version: int
    concerns: tuple[Concern, ...] = ()
    with_leader_until: date | None = None


@dataclass(frozen=True, slots=True)
class ReviewQueue:
    """What waits, in the order in which it is gone through, and how far the reader has come.

    ``decided`` of ``total`` reports of the months that wait are done. ``is_long`` says that the reader
    rates many people: then exceptions come first.
    """

    items: tuple[WaitingReport, ...]
    decided: int
    is_long: bool

    @property
    def total(self) -> int:
        """All reports of the months that wait."""
        return self.decided + len(self.items)

    @property
    def exceptions(self) -> tuple[WaitingReport, ...]:
        """The reports that need attention."""
        return tuple(item for item in self.items if item.concerns)

    @property
    def routine(self) -> tuple[WaitingReport, ...]:
        """The reports that may be accepted together, at most ``TOGETHER`` at a time.

        Those that still are with a leader wait for what the leader says.
        """
        plain = (one for one in self.items if not one.concerns and not one.with_leader_until)
        return tuple(plain)[:TOGETHER] if self.is_long else ()

    @property
    def routine_mark(self) -> str:
        """What names exactly these reports, so that only what was shown is accepted."""
        ids = ",".join(str(item.report_id) for item in self.routine)
        return hashlib.sha256(ids.encode()).hexdigest()[:16]

    def after(self, report_id: int) -> WaitingReport | None:
        """Return the report that comes after one, the first where that one is the last or gone."""
        ids = [item.report_id for item in self.items]
        start = ids.index(report_id) + 1 if report_id in ids else 0
        following = (*self.items[start:], *self.items[:start])
        return next((item for item in following if item.report_id != report_id), None)


def review_queue(session: Session, actor: Actor, today: date) -> ReviewQueue:
    """Return what waits for the actor as present rater, as it is gone through.

    What needs attention comes first, what still is with a leader of one of its results last.
    """
    found = _waiting(session, actor, today)
    is_long = _people_rated(session, actor, today) > MANY_PEOPLE
    concerns = concerns_of(session, [report for report, _ in found], today) if is_long else {}
    led = _with_leaders(session, [report for report, _ in found], today)
    items = [
        replace(
            _item(report, who, concerns.get(report.id or 0, ())),
            with_leader_until=led.get(report.id),
        )
        for report, who in found
    ]
    items.sort(key=lambda item: (item.with_leader_until is not None, not item.concerns))
    return ReviewQueue(tuple(items), _decided(session, actor, found, today), is_long)


def decides_on(session: Session, actor: Actor, report_id: int, today: date) -> bool:
    """Say whether the actor decides on a report, or can at most read it."""
    found = select(ProgressReport.id).where(
        col(ProgressReport.id) == report_id, *_of_rated(actor, today)
    )
    return session.exec(found).first() is not None


def waiting_reports(session: Session, actor: Actor, today: date) -> list[WaitingReport]:
    """Return the reports that wait for the actor as present rater, oldest first."""
    return [_item(report, who) for report, who in _waiting(session, actor, today)]


def count_waiting(session: Session, actor: Actor, today: date) -> int:
    """Return how many reports wait for the actor."""
    return session.exec(
        select(func.count()).select_from(ProgressReport).where(*_waits_for(actor, today))
    ).one()


def _waiting(
    session: Session, actor: Actor, today: date
) -> list[tuple[ProgressReport, tuple[str, str]]]:
    rows = session.exec(
        select(ProgressReport, Person.name, Position.title)
        .join(Position, col(Position.id) == col(ProgressReport.position_id))
        .join(Person, col(Person.id) == col(ProgressReport.person_id))
        .where(*_waits_for(actor, today))
        .order_by(col(ProgressReport.submitted_at), col(ProgressReport.id))
    )
    return [(report, (name, title)) for report, name, title in rows]


def _with_leaders(
    session: Session, reports: Sequence[ProgressReport], today: date
) -> dict[int | None, date]:
    rows = session.exec(
        select(col(ReportLine.report_id), func.max(ResultCheck.due_on))
        .join(ResultCheck, col(ResultCheck.line_id) == col(ReportLine.id))
        .where(
            col(ReportLine.report_id).in_([report.id for report in reports]),
            col(ResultCheck.checked_at).is_(None),
            col(ResultCheck.due_on) >= today,
        )
        .group_by(col(ReportLine.report_id))
    )
    return dict(rows.all())


def _item(
    report: ProgressReport, who: tuple[str, str], concerns: tuple[Concern, ...] = ()
) -> WaitingReport:
    return WaitingReport(
        report_id=report.id or 0,
        person_id=report.person_id,
        person_name=who[0],
        position_title=who[1],
        period=report.period,
        submitted_at=report.submitted_at or report.opened_at,
        version=report.version,
        concerns=concerns,
    )


def _decided(
    session: Session,
    actor: Actor,
    waiting: list[tuple[ProgressReport, tuple[str, str]]],
    today: date,
) -> int:
    return session.exec(
        select(func.count())
        .select_from(ProgressReport)
        .where(
            col(ProgressReport.status).in_(_DECIDED),
            col(ProgressReport.period).in_({report.period for report, _ in waiting}),
            *_of_rated(actor, today),
        )
    ).one()


def _people_rated(session: Session, actor: Actor, today: date) -> int:
    return session.exec(
        select(func.count(func.distinct(Position.person_id))).where(
            col(Position.id).in_(posts_rated_by(actor.person_id, today)),
            col(Position.person_id) != actor.person_id,
        )
    ).one()


def _waits_for(actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    return (col(ProgressReport.status) == ReportStatus.SUBMITTED, *_of_rated(actor, today))


def _of_rated(actor: Actor, today: date) -> tuple[ColumnElement[bool], ...]:
    return (
        col(ProgressReport.person_id) != actor.person_id,
        col(ProgressReport.position_id).in_(posts_rated_by(actor.person_id, today)),
    )
