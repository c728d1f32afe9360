"""Writing an announcement: its words, its file, its audience and its time, until it is handed over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Broadcast, BroadcastState, EvidenceKind, Person, Position
from kinerja.rules.access import Actor
from kinerja.rules.broadcast_audience import Audience, as_json, from_json
from kinerja.rules.broadcast_text import check_text
from kinerja.rules.broadcasts import check_local, check_state
from kinerja.services.audit import record
from kinerja.services.authority import valid_on
from kinerja.services.broadcast_people import covers, scope_of, units_below
from kinerja.services.numbers import number_of


@dataclass(frozen=True, slots=True)
class BroadcastFile:
    """A photo or document that goes with an announcement."""

    kind: EvidenceKind
    sha256: str | None = None
    file_id: str | None = None
    name: str = ""


def open_broadcast(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    today: date,
    like: int | None = None,
) -> int:
    """Begin an announcement, empty or with the words, file and audience of an earlier one; return its id."""
    scope = scope_of(session, actor, today)
    row = Broadcast(author_id=actor.person_id, scope=scope, created_at=now)
    if like is not None:
        earlier = broadcast_for(session, actor, like, today)
        copied = ("texts", "audience", "receipt", "file_kind", "file_sha256", "file_id")
        for name in (*copied, "file_name"):
            setattr(row, name, getattr(earlier, name))
    session.add(row)
    session.flush()
    note(session, actor, row, "broadcast.opened", now)
    return number_of(row)


def write_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    texts: Mapping[str, str],
    *,
    now: datetime,
    today: date,
) -> None:
    """Set the text in one language or in several; an empty one takes it away."""
    row = own_draft(session, actor, broadcast_id, today)
    kept = {**row.texts, **texts}
    with_file = row.file_kind is not None
    row.texts = {
        language: check_text(text, with_file=with_file)
        for language, text in kept.items()
        if text.strip()
    }
    note(session, actor, row, "broadcast.changed", now, part="text")


def attach_to_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    file: BroadcastFile | None,
    *,
    now: datetime,
    today: date,
) -> None:
    """Set the photo or document, or take it away."""
    row = own_draft(session, actor, broadcast_id, today)
    for text in row.texts.values():
        check_text(text, with_file=file is not None)
    row.file_kind = file.kind if file else None
    row.file_sha256 = file.sha256 if file else None
    row.file_id = file.file_id if file else None
    row.file_name = file.name if file else ""
    note(session, actor, row, "broadcast.changed", now, part="file")


def address_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    audience: Audience,
    *,
    now: datetime,
    today: date,
) -> None:
    """Set for whom it is; whoever is beyond the author's units is never reached."""
    row = own_draft(session, actor, broadcast_id, today)
    row.audience = as_json(audience)
    note(session, actor, row, "broadcast.changed", now, part="audience")


def list_people(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    numbers: Sequence[str],
    *,
    now: datetime,
    today: date,
) -> list[str]:
    """Narrow the audience down to people by their NIPs; return the NIPs that nobody in reach has."""
    row = own_draft(session, actor, broadcast_id, today)
    found = session.exec(
        select(Person.nip, Person.id)
        .join(Position, col(Position.person_id) == col(Person.id))
        .where(
            col(Person.nip).in_(numbers),
            valid_on(Position.starts_on, Position.ends_on, today),
            col(Position.unit_id).in_(units_below(row.scope)),
        )
    )
    by_number: dict[str, Any] = dict(found.all())
    row.audience = as_json(_with_people(row, tuple(by_number.values())))
    note(session, actor, row, "broadcast.changed", now, part="audience")
    return [number for number in numbers if number not in by_number]


def _with_people(row: Broadcast, people: tuple[int, ...]) -> Audience:
    audience = from_json(row.audience)
    both = tuple(dict.fromkeys((*audience.people, *people)))
    return replace(audience, people=both)


def set_up_broadcast(
    session: Session,
    actor: Actor,
    broadcast_id: int,
    *,
    now: datetime,
    today: date,
    starts_local: str | None = None,
    urgent: bool | None = None,
    receipt: bool | None = None,
) -> None:
    """Set when it goes out (local time in every zone, empty for at once), and whether it is urgent."""
    row = own_draft(session, actor, broadcast_id, today)
    row.starts_local = row.starts_local if starts_local is None else check_local(starts_local)
    row.urgent = row.urgent if urgent is None else urgent
    row.receipt = row.receipt if receipt is None else receipt
    note(session, actor, row, "broadcast.changed", now, part="time")


def discard_broadcast(
    session: Session, actor: Actor, broadcast_id: int, *, now: datetime, today: date
) -> None:
    """Throw a draft away; nobody was told anything."""
    row = own_draft(session, actor, broadcast_id, today)
    row.state = BroadcastState.DISCARDED
    note(session, actor, row, "broadcast.discarded", now)


def broadcast_for(
    session: Session, actor: Actor, broadcast_id: int, today: date, *, lock: bool = False
) -> Broadcast:
    """Return an announcement that the actor may manage: their own, or of units that are all theirs."""
    scope_of(session, actor, today)
    query = select(Broadcast).where(col(Broadcast.id) == broadcast_id)
    row = session.exec(query.with_for_update() if lock else query).first()
    if row is None or row.state is BroadcastState.DISCARDED:
        raise Unknown
    is_author = actor.person_id is not None and row.author_id == actor.person_id
    if not is_author and not covers(session, actor, row.scope, today):
        raise Unknown
    return row


def own_draft(session: Session, actor: Actor, broadcast_id: int, today: date) -> Broadcast:
    """Return a draft of the actor's, locked, with the units they may announce in today."""
    row = broadcast_for(session, actor, broadcast_id, today, lock=True)
    if row.author_id != actor.person_id:
        raise Unknown
    check_state(row.state, "change")
    row.scope = scope_of(session, actor, today)
    return row


def note(
    session: Session, actor: Actor, row: Broadcast, action: str, now: datetime, **detail: Any
) -> None:
    """Write a deed with an announcement to the audit trail."""
    person = row.author_id
    record(session, actor, action, "broadcast", row.id, person_id=person, now=now, **detail)
