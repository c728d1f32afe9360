"""What leaders of results left without an answer for too long: those it falls to are told of it, once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlmodel import Session, col, select

from kinerja.messages import Month
from kinerja.models import (
    Obstacle,
    OutboxMessage,
    Person,
    Position,
    ProgressReport,
    RaterAssignment,
    ReportLine,
    ReportStatus,
    ResultCheck,
    Unit,
)
from kinerja.rules.periods import is_quiet, local_date
from kinerja.services.authority import valid_on
from kinerja.services.in_charge import charges_of
from kinerja.services.telling import Notice, tell

LOOKED_BACK = timedelta(days=14)
"""How long after it fell to somebody they are still told; a request may have waited for a holiday before."""
LONGEST_WAIT = timedelta(days=45)


@dataclass(frozen=True, slots=True)
class _News:
    """What somebody is to be told of, under a key that is there once."""

    reader_id: int
    notice: Notice
    key: str
    values: dict[str, Any] = field(default_factory=dict)


def tell_of_silence(session: Session, *, now: datetime) -> int:
    """Tell raters of results and requests for help that fell to them by silence; return of how many.

    The day is that of the unit, and nobody is told in its quiet hours.
    """
    news = [*_results(session, now), *_requests(session, now)]
    told = _known(session, [one.key for one in news])
    found = [one for one in news if one.key not in told]
    for one in found:
        tell(session, one.reader_id, one.notice, key=one.key, now=now, **one.values)
    return len(found)


def _results(session: Session, now: datetime) -> Iterator[_News]:
    rows = session.exec(
        select(ProgressReport, col(ResultCheck.due_on), col(Unit.zone), RaterAssignment)
        .join(ReportLine, col(ReportLine.report_id) == col(ProgressReport.id))
        .join(ResultCheck, col(ResultCheck.line_id) == col(ReportLine.id))
        .join(Position, col(Position.id) == col(ProgressReport.position_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(Position.id))
        .where(
            col(ProgressReport.status) == ReportStatus.SUBMITTED,
            col(ResultCheck.checked_at).is_(None),
            col(ResultCheck.due_on) <= now.date(),
            col(ResultCheck.due_on) >= (now - LOOKED_BACK).date(),
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, now.date()),
        )
        .distinct()
    ).all()
    names = _names(session, {report.person_id for report, *_ in rows})
    for report, due_on, zone, assignment in rows:
        if local_date(now, zone) <= due_on or is_quiet(now, zone):
            continue
        reader = assignment.rater_id
        values = {
            "report_id": report.id,
            "name": names[report.person_id],
            "month": Month(report.period),
        }
        key = f"{Notice.RESULTS_FALLEN.value}:{report.id}:{due_on}:{reader}"
        yield _News(reader, Notice.RESULTS_FALLEN, key, values)


def _requests(session: Session, now: datetime) -> Iterator[_News]:
    rows = session.exec(
        select(Obstacle, Unit.zone)
        .join(Position, col(Position.id) == col(Obstacle.position_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            col(Obstacle.closed_at).is_(None),
            col(Obstacle.help_needed) != "",
            col(Obstacle.asked_at) >= now - LONGEST_WAIT,
        )
    ).all()
    by_zone: dict[str, list[Obstacle]] = defaultdict(list)
    for obstacle, zone in rows:
        by_zone[zone].append(obstacle)
    names = _names(session, {obstacle.person_id for obstacle, _zone in rows})
    for zone, obstacles in by_zone.items():
        if is_quiet(now, zone):
            continue
        charges = charges_of(session, obstacles, local_date(now, zone))
        for one in obstacles:
            charge = charges[one.id or 0]
            for reader in charge.fallen_to:
                key = f"{Notice.HELP_FALLEN.value}:{one.id}:{charge.since.isoformat()}:{reader}"
                values = {"obstacle_id": one.id, "name": names[one.person_id]}
                yield _News(reader, Notice.HELP_FALLEN, key, values)


def _names(session: Session, people: Iterable[int]) -> dict[int, str]:
    rows = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(list(people))))
    return {key or 0: name for key, name in rows}


def _known(session: Session, keys: list[str]) -> set[str]:
    """Return those of the keys under which somebody was told already."""
    if not keys:
        return set()
    return set(session.exec(select(OutboxMessage.key).where(col(OutboxMessage.key).in_(keys))))
