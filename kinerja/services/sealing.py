"""Sealing the entries of the audit trail into the one chain of the agency, after their commit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Table, func, insert, select, update
from sqlmodel import Session

from kinerja.errors import N_, Refused, Unknown
from kinerja.models import AuditEntry, AuditSeal, InstanceFact
from kinerja.reports.signed import KINDS, contents, person_of, signed_ids
from kinerja.rules.access import OPERATOR, Action, Actor
from kinerja.rules.audit_chain import (
    BEGINNING,
    ERASE,
    SIGNED,
    SUBJECT,
    Head,
    Sealed,
    content_hash,
    key_mark,
    link_hash,
    new_salt,
    signature_of,
)
from kinerja.services.audit import record
from kinerja.services.authority import authorise_operator
from kinerja.services.once import insert_once

AUDIT_KEY = "audit_key"
"""The fact that says which key the chain is sealed with; its row is also the lock of the chain."""
BATCH = 500
LATE = 2_000
"""How far behind the newest sealed entry one may appear: its transaction ended after that of a later one."""

_ENTRY: Table = AuditEntry.__table__  # type: ignore[attr-defined]
_SEAL: Table = AuditSeal.__table__  # type: ignore[attr-defined]


def waiting(session: Session, *, all_of_them: bool = False) -> Sequence[int]:
    """Return the ids of entries that are not sealed yet, the next batch of them.

    Unless ``all_of_them`` are wanted, only the newest stretch of the trail is looked at.
    """
    query = (
        select(_ENTRY.c.id)
        .join(_SEAL, _SEAL.c.entry_id == _ENTRY.c.id, isouter=True)
        .where(_SEAL.c.entry_id.is_(None))
        .order_by(_ENTRY.c.id)
        .limit(BATCH)
    )
    if not all_of_them:
        newest = select(func.coalesce(func.max(_SEAL.c.entry_id), 0)).scalar_subquery()
        query = query.where(_ENTRY.c.id > newest - LATE)
    return session.connection().execute(query).scalars().all()


def seal(session: Session, key: bytes, now: datetime, *, all_of_them: bool = False) -> int:
    """Seal the next batch of entries; return how many.

    One process at a time does it. The first time, records that were signed before there was a chain
    enter it as they are.
    """
    _take_chain(session, key, now)
    last = head(session)
    if last is None:
        _take_in(session, now)
    ids = waiting(session, all_of_them=all_of_them)
    seq, link = (last.seq, last.link) if last else (0, BEGINNING)
    rows = session.connection().execute(
        select(_ENTRY).where(_ENTRY.c.id.in_(ids)).order_by(_ENTRY.c.id)
    )
    seals: list[dict[str, Any]] = []
    for row in rows.mappings():
        seq, salt = seq + 1, new_salt()
        content = content_hash(key, salt, row["detail"])
        sealed = Sealed(seq, row["id"], now, salt, content)
        link = link_hash(key, link, sealed, dict(row))
        seals.append(
            {
                "seq": seq,
                "entry_id": sealed.entry_id,
                "sealed_at": now,
                "salt": salt,
                "content": content,
                "link": link,
            }
        )
    if seals:
        session.connection().execute(insert(_SEAL), seals)
    return len(seals)


def head(session: Session) -> Head | None:
    """Return the last seal; None while there is none."""
    query = select(_SEAL.c.seq, _SEAL.c.link).order_by(_SEAL.c.seq.desc()).limit(1)
    row = session.connection().execute(query).first()
    return None if row is None else Head(row.seq, row.link)


def erase_details(
    session: Session, actor: Actor, entry_ids: Sequence[int], *, now: datetime
) -> None:
    """Erase what sealed entries say beyond who did what to which record; the chain stays whole.

    Each erasure is an entry of its own: an emptied entry that none names counts as altered.
    """
    authorise_operator(actor, Action.ERASE_AUDIT)
    connection = session.connection()
    for entry_id in entry_ids:
        done = connection.execute(update(_SEAL).where(_SEAL.c.entry_id == entry_id).values(salt=""))
        if not done.rowcount:
            raise Unknown
        connection.execute(update(_ENTRY).where(_ENTRY.c.id == entry_id).values(detail={}))
        record(session, actor, ERASE, SUBJECT, entry_id, person_id=None, now=now)


def _take_chain(session: Session, key: bytes, now: datetime) -> None:
    """Wait for the chain, and refuse a key that is not the one it was begun with."""
    mark = key_mark(key)
    insert_once(session, InstanceFact(name=AUDIT_KEY, value=mark, updated_at=now))
    known = session.get(InstanceFact, AUDIT_KEY, with_for_update=True, populate_existing=True)
    if known is not None and known.value != mark:
        raise Refused(
            N_(
                "The audit key is not the one that the chain was sealed with. Please check the settings "
                "audit.key and audit.key_file."
            )
        )


def _take_in(session: Session, now: datetime) -> None:
    """Record what was signed before there was a chain."""
    rows = session.connection().execute(
        select(_ENTRY.c.subject, _ENTRY.c.subject_id, _ENTRY.c.detail).where(
            _ENTRY.c.subject.in_(KINDS)
        )
    )
    known = {(row.subject, row.subject_id) for row in rows if SIGNED in row.detail}
    for subject in KINDS:
        ids = [one for one in signed_ids(session, subject) if (subject, one) not in known]
        for one, content in contents(session, subject, ids).items():
            signed = {SIGNED: signature_of(content)}
            person_id = person_of(subject, content)
            record(
                session, OPERATOR, "take_in", subject, one, person_id=person_id, now=now, **signed
            )
