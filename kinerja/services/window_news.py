"""Telling those whom a moved deadline concerns, once a move and a person."""

from __future__ import annotations

from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Account, Period, Priority, StageWindow, WindowMove
from kinerja.reports.concerned import people_below
from kinerja.rules.access import Actor
from kinerja.services.moving_windows import authorise_window
from kinerja.services.telling import Notice, tell


def tell_window_moved(
    session: Session, actor: Actor, move_id: int, *, now: datetime, today: date
) -> int:
    """Tell everybody a move concerns who is linked; return how many were told. Twice tells nobody twice."""
    move = session.get(WindowMove, move_id)
    window = session.get(StageWindow, move.window_id) if move is not None else None
    period = session.get(Period, window.period_id) if window is not None else None
    if move is None or window is None or period is None:
        raise Unknown
    authorise_window(session, actor, window.unit_id, today)
    linked = select(Account.person_id).where(
        col(Account.person_id).in_(people_below(window.unit_id, today)),
        col(Account.unlinked_at).is_(None),
    )
    told = 0
    for person_id in session.exec(linked).all():
        told += tell(
            session,
            person_id,
            Notice.WINDOW_MOVED,
            key=f"window-moved:{move_id}:{person_id}",
            now=now,
            priority=Priority.BROADCAST,
            stage=window.stage.value,
            starts_on=period.starts_on,
            kind=period.kind.value,
            ordinal=period.ordinal,
            due=move.due,
            reason=move.reason,
        )
    return told
