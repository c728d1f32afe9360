"""Inviting people: issuing invitations, replacing and revoking them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement
from sqlmodel import Session, col, exists, select

from kinerja.models import Account, Invitation, Person, Position, Unit
from kinerja.rules.access import Action, Actor
from kinerja.rules.invitations import VALID_FOR, hash_code, hash_token, new_code, new_token
from kinerja.services.audit import record
from kinerja.services.authority import authorise, authorise_operator, valid_on
from kinerja.services.importing import one_at_a_time, portions
from kinerja.services.numbers import number_of


@dataclass(frozen=True, slots=True)
class Issued:
    """An invitation as it is handed out, the only time its secrets are known."""

    nip: str
    name: str
    unit: str
    token: str
    expires_at: datetime
    code: str


def issue_invitations(
    session: Session,
    actor: Actor,
    *,
    now: datetime,
    today: date,
    valid_for: timedelta = VALID_FOR,
    again: bool = False,
    people: Sequence[int] | None = None,
) -> list[Issued]:
    """Invite everyone, or these people, who are not linked and hold no open invitation.

    ``again`` also replaces open invitations: their links stop working. Who has left is not invited.
    """
    if people is None:
        authorise_operator(actor, Action.INVITE)
    else:
        for person_id in people:
            authorise(session, actor, Action.INVITE, person_id, today)
    one_at_a_time(session)
    invited = _to_invite(session, people, now, today, again=again)
    ids = [number_of(person) for person in invited]
    for invitation in _open_invitations(session, ids, now):
        invitation.revoked_at = now
    units = _units(session, ids, today)
    issued = [
        _issue(session, p, units.get(number_of(p), ""), now, now + valid_for) for p in invited
    ]
    for person_id in ids:
        record(
            session,
            actor,
            "invitation.issued",
            "person",
            person_id,
            person_id=person_id,
            now=now,
        )
    session.flush()
    return issued


def revoke_invitations(
    session: Session, actor: Actor, person_id: int, *, now: datetime, today: date
) -> int:
    """Revoke the open invitations of a person; return how many there were."""
    authorise(session, actor, Action.INVITE, person_id, today)
    found = _open_invitations(session, [person_id], now)
    for invitation in found:
        invitation.revoked_at = now
        record(
            session,
            actor,
            "invitation.revoked",
            "invitation",
            invitation.id,
            person_id=person_id,
            now=now,
        )
    return len(found)


def _issue(
    session: Session, person: Person, unit: str, now: datetime, expires_at: datetime
) -> Issued:
    token = new_token()
    token_hash = hash_token(token)
    code = new_code() if person.kind is None else ""
    session.add(
        Invitation(
            person_id=number_of(person),
            token_hash=token_hash,
            code_hash=hash_code(code, token_hash) if code else None,
            issued_at=now,
            expires_at=expires_at,
        )
    )
    return Issued(person.nip, person.name, unit, token, expires_at, code)


def _to_invite(
    session: Session, people: Sequence[int] | None, now: datetime, today: date, *, again: bool
) -> list[Person]:
    person_id = col(Person.id)
    linked = exists().where(col(Account.person_id) == person_id, col(Account.unlinked_at).is_(None))
    held_once = exists().where(col(Position.person_id) == person_id)
    holds = exists().where(
        col(Position.person_id) == person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    query = select(Person).where(~linked, holds | ~held_once).order_by(person_id)
    if not again:
        query = query.where(
            ~exists().where(col(Invitation.person_id) == person_id, *is_open_at(now))
        )
    if people is not None:
        query = query.where(person_id.in_(people))
    return list(session.exec(query))


def is_open_at(now: datetime) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that an invitation can still be used at a moment."""
    return (
        col(Invitation.used_at).is_(None),
        col(Invitation.revoked_at).is_(None),
        col(Invitation.locked_at).is_(None),
        col(Invitation.expires_at) > now,
    )


def _open_invitations(session: Session, people: Iterable[int], now: datetime) -> list[Invitation]:
    found: list[Invitation] = []
    for portion in portions(people):
        found += session.exec(
            select(Invitation).where(col(Invitation.person_id).in_(portion), *is_open_at(now))
        )
    return found


def _units(session: Session, people: Iterable[int], today: date) -> dict[int, str]:
    """Return the name of the unit of each person's first present position."""
    names: dict[int, str] = {}
    for portion in portions(people):
        query = select(Position.person_id, Unit.name).join(
            Unit, col(Unit.id) == col(Position.unit_id)
        )
        held = query.where(
            col(Position.person_id).in_(portion),
            valid_on(Position.starts_on, Position.ends_on, today),
        )
        for person_id, name in session.exec(held.order_by(col(Position.id))):
            names.setdefault(person_id, name)
    return names
