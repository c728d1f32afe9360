"""Accepting together what needs no attention: an acceptance of each report, never feedback."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session

from kinerja.errors import N_, Refused
from kinerja.reports.inbox import review_queue
from kinerja.rules.access import Actor
from kinerja.services.reviewing import accept_report


def accept_routine(session: Session, actor: Actor, mark: str, *, now: datetime, today: date) -> int:
    """Accept the reports that the actor confirmed by their ``mark``; return how many.

    Refused where the list is no longer the one that was shown: names are confirmed, not a number.
    """
    queue = review_queue(session, actor, today)
    if not queue.routine or mark != queue.routine_mark:
        raise Refused(N_("The list has changed meanwhile. Please look at the names again."))
    for item in queue.routine:
        accept_report(session, actor, item.report_id, now=now, today=today)
    return len(queue.routine)
