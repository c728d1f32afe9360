"""Daily progress for e-Kinerja BKN: the logs of a post, each with its evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.models import Position
from kinerja.reports.filing import logs_of_post
from kinerja.reports.filing_evidence import Proof, proofs_of_logs
from kinerja.reports.logs import LogView, logs_of
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class DailyProgress:
    """A log as it is copied, with its evidence."""

    log: LogView
    evidence: tuple[Proof, ...]


def daily_progress(
    session: Session, actor: Actor, position_id: int, first: date, last: date, today: date
) -> list[DailyProgress]:
    """Return the logs of a post from day to day (both included), oldest first."""
    position = session.get(Position, position_id)
    if position is None:
        raise Unknown
    authorise(session, actor, Action.FILE, position.person_id, today)
    of_post = [
        log.id or 0
        for log in logs_of_post(session, position, first, last, today)
        if log.deleted_at is None
    ]
    views = {log.id: log for log in logs_of(session, actor, position.person_id, first, last, today)}
    proofs = proofs_of_logs(session, of_post)
    return [DailyProgress(views[log_id], tuple(proofs[log_id])) for log_id in of_post]
