"""Requests for a correction of somebody's data: one's own, and those an administrator has to answer."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import CorrectionRequest, Person, Position
from kinerja.reports.administered import in_scope
from kinerja.reports.waiting_items import WaitingItem, WaitingKind
from kinerja.rules.access import Action, Actor
from kinerja.services.authority import authorise


@dataclass(frozen=True, slots=True)
class CorrectionView:
    """A request with who asked; ``corrected`` is None until it is answered, ``own`` says that the reader asked."""

    id: int
    name: str
    own: bool
    text: str
    asked_at: datetime
    answered_at: datetime | None
    corrected: bool | None
    answer: str


def own_corrections(session: Session, actor: Actor) -> list[CorrectionView]:
    """Return the actor's own requests: those that wait first, then the newest."""
    found = _views(session, actor, col(CorrectionRequest.person_id) == actor.person_id)
    return sorted(found, key=lambda one: (one.corrected is not None, -one.id))


def correction_card(session: Session, actor: Actor, request_id: int, today: date) -> CorrectionView:
    """Return one request, for whoever asked and the administrators who may answer."""
    row = session.get(CorrectionRequest, request_id)
    if row is None:
        raise Unknown
    authorise(session, actor, Action.READ_CORRECTION, row.person_id, today)
    (found,) = _views(session, actor, col(CorrectionRequest.id) == request_id)
    return found


def corrections_waiting(session: Session, actor: Actor, today: date) -> Iterator[WaitingItem]:
    """Yield the requests of the people whom the actor administers, but not the actor's own."""
    people = select(Position.person_id).where(in_scope(actor, today))
    rows = session.exec(
        select(CorrectionRequest, Person.name)
        .join(Person, col(Person.id) == col(CorrectionRequest.person_id))
        .where(
            col(CorrectionRequest.answered_at).is_(None),
            col(CorrectionRequest.person_id).in_(people),
            col(CorrectionRequest.person_id) != actor.person_id,
        )
    )
    for row, name in rows:
        yield WaitingItem(WaitingKind.CORRECTION, row.id or 0, row.person_id, name, row.asked_at)


def corrections_waited_for(session: Session, actor: Actor) -> Iterator[WaitingItem]:
    """Yield the actor's own requests that wait for an administrator."""
    for one in own_corrections(session, actor):
        if one.corrected is None:
            yield WaitingItem(WaitingKind.CORRECTION, one.id, 0, "", one.asked_at, text=one.text)


def _views(session: Session, actor: Actor, *which: Any) -> list[CorrectionView]:
    rows = session.exec(
        select(CorrectionRequest, Person.name)
        .join(Person, col(Person.id) == col(CorrectionRequest.person_id))
        .where(*which)
        .order_by(col(CorrectionRequest.id))
    )
    return [
        CorrectionView(
            id=row.id or 0,
            name=name,
            own=row.person_id == actor.person_id,
            text=row.text,
            asked_at=row.asked_at,
            answered_at=row.answered_at,
            corrected=row.corrected,
            answer=row.answer,
        )
        for row, name in rows
    ]
