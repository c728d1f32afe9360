"""The logs of a report's month, by what they hang on."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from sqlalchemy import bindparam
from sqlmodel import Session, col, select

from kinerja.database import read
from kinerja.models import LogEntry
from kinerja.reports.month_card import LogLine
from kinerja.rules.periods import last_of_month

_LOGS = (
    select(  # type: ignore[call-overload]  # typed for four columns at most
        col(LogEntry.id),
        col(LogEntry.lineage),
        col(LogEntry.position_id),
        col(LogEntry.day),
        col(LogEntry.text),
        col(LogEntry.amount),
    )
    .where(
        col(LogEntry.person_id) == bindparam("person"),
        col(LogEntry.day).between(bindparam("first"), bindparam("last")),
        col(LogEntry.deleted_at).is_(None),
    )
    .order_by(col(LogEntry.day), col(LogEntry.id))
)


@dataclass(frozen=True, slots=True)
class MonthLogs:
    """Logs by the lineage of the report's results, and the ``stray`` ones: of results it does not have."""

    by_lineage: dict[str, list[LogLine]]
    stray: tuple[LogLine, ...]


def logs_of_month(
    session: Session, person_id: int, position_id: int, month: date, lineages: Collection[str]
) -> MonthLogs:
    """Return the logs of a person's month for one of their posts. The caller has asked for the right."""
    rows = read(session, _LOGS, person=person_id, first=month, last=last_of_month(month))
    grouped: dict[str, list[LogLine]] = defaultdict(list)
    stray = []
    for row in rows:
        log = LogLine(row.day, row.text, row.amount, row.id)
        if row.lineage in lineages:
            grouped[row.lineage].append(log)
        elif row.lineage is not None and row.position_id == position_id:
            stray.append(log)
    return MonthLogs(grouped, tuple(stray))
