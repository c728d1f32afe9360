"""Announcements as screens show them: the list, the card with its audience, and how far it got."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import func
from sqlmodel import Session, col, select

from kinerja.models import (
    Broadcast,
    BroadcastRecipient,
    BroadcastState,
    EmployeeGroup,
    OutboxMessage,
    OutboxStatus,
    Person,
    Unit,
)
from kinerja.rules.access import Actor
from kinerja.rules.broadcast_audience import Audience, from_json
from kinerja.rules.broadcasts import NIGHT, PAUSED, UNREACHABLE
from kinerja.services.broadcast_batches import batch_of, outcomes_of
from kinerja.services.broadcast_people import covers, people_of, scope_of
from kinerja.services.broadcasting import broadcast_for
from kinerja.services.numbers import number_of

_RECENT = timedelta(seconds=10)


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an announcement got, in people; ``rate`` is messages a second, ``left`` the seconds to go."""

    broadcast_id: int
    state: BroadcastState
    total: int
    sent: int
    failed: int
    blocked: int
    waiting: int
    at_night: int
    unknown: int
    not_linked: int
    stopped: int
    read: int
    receipt: bool
    recalled: bool
    rate: int
    left: int

    def as_values(self) -> dict[str, Any]:
        """Return what a message about it is made of."""
        return {**asdict(self), "state": self.state.value}


@dataclass(frozen=True, slots=True)
class BroadcastCard:
    """An announcement with what a screen needs to show and to offer."""

    id: int
    state: BroadcastState
    texts: dict[str, str]
    file: tuple[str, str | None, str | None, str] | None
    audience: Audience
    unit_names: tuple[str, ...]
    group_names: tuple[str, ...]
    people: int
    linked: int
    starts_local: str
    urgent: bool
    receipt: bool
    reason: str
    author: str
    is_own: bool
    may_decide: bool
    progress: Progress | None


@dataclass(frozen=True, slots=True)
class Listed:
    """An announcement in the list."""

    id: int
    state: BroadcastState
    text: str
    day: date


@dataclass(frozen=True, slots=True)
class Addressee:
    """Somebody an announcement would go to."""

    name: str
    unit: str
    linked: bool


def broadcasts_of(session: Session, actor: Actor, today: date) -> list[Listed]:
    """Return the announcements the actor may manage, newest first."""
    scope_of(session, actor, today)
    rows = session.exec(
        select(Broadcast)
        .where(col(Broadcast.state) != BroadcastState.DISCARDED)
        .order_by(col(Broadcast.id).desc())
        .limit(200)
    )
    return [
        Listed(
            number_of(row),
            row.state,
            row.texts.get("id") or row.texts.get("en") or "",
            (row.started_at or row.created_at).date(),
        )
        for row in rows
        if (actor.person_id is not None and row.author_id == actor.person_id)
        or (row.state is not BroadcastState.DRAFT and covers(session, actor, row.scope, today))
    ]


def broadcast_card(
    session: Session, actor: Actor, broadcast_id: int, today: date, now: datetime
) -> BroadcastCard:
    """Return an announcement with its audience counted anew, and its progress where it has begun."""
    row = broadcast_for(session, actor, broadcast_id, today)
    people, linked = _counted(session, row, today)
    audience = from_json(row.audience)
    names = session.exec(
        select(Unit.name).where(col(Unit.id).in_(audience.units or row.scope)).order_by(Unit.name)
    ).all()
    author = session.get(Person, row.author_id) if row.author_id else None
    file = (row.file_id, row.file_sha256, row.file_name)
    is_own = row.author_id == actor.person_id
    return BroadcastCard(
        id=number_of(row),
        state=row.state,
        texts=dict(row.texts),
        file=(row.file_kind.value, *file) if row.file_kind else None,
        audience=audience,
        unit_names=tuple(names),
        group_names=_group_names(session, audience),
        people=people,
        linked=linked,
        starts_local=row.starts_local,
        urgent=row.urgent,
        receipt=row.receipt,
        reason=row.reason,
        author=author.name if author else "",
        is_own=is_own,
        may_decide=row.state is BroadcastState.WAITING and not is_own,
        progress=progress_of(session, row, now) if row.started_at else None,
    )


def addressees(session: Session, actor: Actor, broadcast_id: int, today: date) -> list[Addressee]:
    """Return the people of an announcement's audience by name, as they are today."""
    row = broadcast_for(session, actor, broadcast_id, today)
    people = people_of(row.scope, from_json(row.audience), today).subquery()
    found = session.exec(
        select(people.c.name, people.c.unit, people.c.account_id).order_by(people.c.name)
    )
    return [Addressee(name, unit, account is not None) for name, unit, account in found]


def progress_of(session: Session, row: Broadcast, now: datetime) -> Progress:
    """Return how far an announcement got; called after its card was asked for, or by the tick."""
    batch = batch_of(row.id)
    outcomes = outcomes_of(session, batch)
    count = outcomes.get
    total, queued, read = session.exec(
        select(
            func.count(),
            func.count(col(BroadcastRecipient.queued_at)),
            func.count(col(BroadcastRecipient.read_at)),
        ).where(col(BroadcastRecipient.broadcast_id) == row.id)
    ).one()
    messages = sum(outcomes.values())
    is_open = row.state in (BroadcastState.RUNNING, BroadcastState.PAUSED)
    at_night = count((OutboxStatus.CANCELLED, NIGHT), 0)
    waiting = sum(
        number
        for (status, reason), number in outcomes.items()
        if status in (OutboxStatus.PENDING, OutboxStatus.SENDING) or reason in (PAUSED, NIGHT)
    )
    not_queued = total - queued
    rate = _rate(session, batch, now) if row.state is BroadcastState.RUNNING else 0
    blocked = count((OutboxStatus.FAILED, UNREACHABLE), 0)
    return Progress(
        broadcast_id=number_of(row),
        state=row.state,
        total=total,
        sent=count((OutboxStatus.SENT, ""), 0),
        failed=count((OutboxStatus.FAILED, ""), 0),
        blocked=blocked,
        waiting=waiting + (not_queued if is_open else 0),
        at_night=at_night + (not_queued if is_open else 0),
        unknown=count((OutboxStatus.UNKNOWN, ""), 0),
        not_linked=queued - messages + _unlinked(outcomes),
        stopped=_stopped(outcomes) + (0 if is_open else not_queued),
        read=read,
        receipt=row.receipt,
        recalled=row.recalled_at is not None,
        rate=rate,
        left=round((waiting - at_night) / rate) if rate else 0,
    )


def _group_names(session: Session, audience: Audience) -> tuple[str, ...]:
    if not audience.groups:
        return ()
    chosen = col(EmployeeGroup.id).in_(audience.groups)
    return tuple(
        session.exec(select(EmployeeGroup.name).where(chosen).order_by(EmployeeGroup.name))
    )


def _counted(session: Session, row: Broadcast, today: date) -> tuple[int, int]:
    people = people_of(row.scope, from_json(row.audience), today).subquery()
    total, linked = session.exec(
        select(func.count(people.c.person_id), func.count(people.c.account_id))
    ).one()
    return total, linked


def _rate(session: Session, batch: str, now: datetime) -> int:
    recent = session.exec(
        select(func.count()).where(
            col(OutboxMessage.batch) == batch,
            col(OutboxMessage.status) == OutboxStatus.SENT,
            col(OutboxMessage.sent_at) > now - _RECENT,
        )
    ).one()
    return round(recent / _RECENT.total_seconds())


def _unlinked(outcomes: dict[tuple[OutboxStatus, str], int]) -> int:
    return sum(
        number
        for (status, reason), number in outcomes.items()
        if status is OutboxStatus.CANCELLED and reason == "the chat is no longer linked"
    )


def _stopped(outcomes: dict[tuple[OutboxStatus, str], int]) -> int:
    gone = (PAUSED, NIGHT, "the chat is no longer linked")
    return sum(
        number
        for (status, reason), number in outcomes.items()
        if status is OutboxStatus.CANCELLED and reason not in gone
    )
