"""Whether the audit chain is whole, and whether every record still says what was signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import Table, select
from sqlmodel import Session

from kinerja.models import AuditEntry, AuditSeal
from kinerja.reports.signed import KINDS, contents, signed_ids
from kinerja.rules.access import Action, Actor
from kinerja.rules.audit_chain import (
    BEGINNING,
    ERASE,
    SIGNED,
    SUBJECT,
    Head,
    Sealed,
    content_hash,
    is_signature_of,
    link_hash,
)
from kinerja.services.authority import authorise_operator

_ENTRY: Table = AuditEntry.__table__  # type: ignore[attr-defined]
_SEAL: Table = AuditSeal.__table__  # type: ignore[attr-defined]
_PORTION = 1_000
_ERASED = "erased"

Row = Mapping[str, Any]


class Fault(StrEnum):
    """What is wrong with the first entry, or the first record, that is not as it was."""

    GAP = "gap"
    GONE = "gone"
    ALTERED = "altered"
    EMPTIED = "emptied"
    HEAD = "head"
    RECORD = "record"
    UNSIGNED = "unsigned"


@dataclass(frozen=True, slots=True)
class Broken:
    """The first thing that is wrong: the number in the chain, and the entry or the record."""

    fault: Fault
    seq: int
    subject: str = ""
    subject_id: int | None = None


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found; ``waiting`` entries are not sealed yet."""

    entries: int
    waiting: int
    records: int
    broken: Broken | None


class _Found(Exception):
    def __init__(self, broken: Broken) -> None:
        super().__init__(broken)
        self.broken = broken


class _Walk:
    """A walk along the chain, which remembers what it was told of records and erasures."""

    def __init__(self, session: Session, key: bytes, heads: Sequence[Head]) -> None:
        self._session = session
        self._key = key
        self._heads = sorted(heads, key=lambda one: one.seq)
        self._emptied: dict[int, int] = {}
        self.links = {0: BEGINNING}
        self.seq = 0
        self.waiting = 0
        self.signed: dict[tuple[str, int], tuple[int, str]] = {}

    def chain(self) -> None:
        """Check every seal with its entry."""
        wanted = {head.seq for head in self._heads}
        link = BEGINNING
        for seal, entry in self._pairs():
            if seal["seq"] != self.seq + 1:
                raise _Found(Broken(Fault.GAP, self.seq + 1))
            self.seq = seal["seq"]
            if entry is None:
                raise _Found(Broken(Fault.GONE, self.seq, SUBJECT, seal["entry_id"]))
            self._check(seal, entry, link)
            link = seal["link"]
            if self.seq in wanted:
                self.links[self.seq] = link
            self._learn(entry)

    def ends(self) -> None:
        """Check that every emptied entry was erased by another one, and the exported heads."""
        for entry_id, seq in self._emptied.items():
            raise _Found(Broken(Fault.EMPTIED, seq, SUBJECT, entry_id))
        for head in self._heads:
            if self.links.get(head.seq) != head.link:
                raise _Found(Broken(Fault.HEAD, head.seq))

    def records(self) -> int:
        """Check every record against what was signed last; return how many were checked."""
        checked = 0
        for subject in KINDS:
            stored = set(signed_ids(self._session, subject))
            told = {one: last for (kind, one), last in self.signed.items() if kind == subject}
            found = contents(self._session, subject, sorted(stored | set(told)))
            for one, (seq, signature) in sorted(told.items(), key=lambda item: item[1]):
                if signature == _ERASED:
                    continue
                holds = (
                    one in stored and is_signature_of(signature, found[one])
                    if signature
                    else one not in stored
                )
                if not holds:
                    raise _Found(Broken(Fault.RECORD, seq, subject, one))
            for one in sorted(stored - set(told)):
                raise _Found(Broken(Fault.UNSIGNED, self.seq, subject, one))
            checked += len(stored)
        return checked

    def learn_waiting(self) -> None:
        """Hear what entries say that are not sealed yet."""
        query = (
            select(_ENTRY)
            .join(_SEAL, _SEAL.c.entry_id == _ENTRY.c.id, isouter=True)
            .where(_SEAL.c.entry_id.is_(None))
            .order_by(_ENTRY.c.id)
        )
        for entry in self._session.connection().execute(query).mappings():
            self.waiting += 1
            self._learn(dict(entry))

    def _check(self, seal: Row, entry: Row, before: str) -> None:
        sealed = Sealed(
            seal["seq"], seal["entry_id"], seal["sealed_at"], seal["salt"], seal["content"]
        )
        altered = _Found(Broken(Fault.ALTERED, sealed.seq, SUBJECT, sealed.entry_id))
        if sealed.salt:
            if content_hash(self._key, sealed.salt, entry["detail"]) != sealed.content:
                raise altered
        elif entry["detail"]:
            raise altered
        else:
            self._emptied[sealed.entry_id] = sealed.seq
        if link_hash(self._key, before, sealed, entry) != seal["link"]:
            raise altered

    def _learn(self, entry: Row) -> None:
        subject, subject_id, detail = entry["subject"], entry["subject_id"], entry["detail"]
        if entry["action"] == ERASE and subject == SUBJECT:
            self._emptied.pop(subject_id, None)
        elif subject in KINDS and entry["action"] == ERASE:
            self.signed[subject, subject_id] = (self.seq, _ERASED)
        elif subject in KINDS and SIGNED in detail:
            self.signed[subject, subject_id] = (self.seq, detail[SIGNED])

    def _pairs(self) -> Iterator[tuple[Row, Row | None]]:
        connection = self._session.connection()
        last = -(2**31)
        while True:
            query = select(_SEAL).where(_SEAL.c.seq > last).order_by(_SEAL.c.seq).limit(_PORTION)
            seals = connection.execute(query).mappings().all()
            if not seals:
                return
            ids = [seal["entry_id"] for seal in seals]
            rows = connection.execute(select(_ENTRY).where(_ENTRY.c.id.in_(ids))).mappings()
            entries = {row["id"]: dict(row) for row in rows}
            yield from ((dict(seal), entries.get(seal["entry_id"])) for seal in seals)
            last = seals[-1]["seq"]


def verify_chain(
    session: Session, actor: Actor, key: bytes, heads: Sequence[Head] = ()
) -> Verified:
    """Check the whole chain, exported heads of it, and every record that was signed; one snapshot is asked for."""
    authorise_operator(actor, Action.VERIFY_AUDIT)
    walk = _Walk(session, key, heads)
    try:
        walk.chain()
        walk.learn_waiting()
        walk.ends()
        return Verified(walk.seq, walk.waiting, walk.records(), None)
    except _Found as found:
        return Verified(walk.seq, walk.waiting, 0, found.broken)
    except (ValueError, LookupError, TypeError, ArithmeticError):  # no value of its column
        return Verified(walk.seq, walk.waiting, 0, Broken(Fault.ALTERED, walk.seq + 1))


def chain_head(session: Session, actor: Actor) -> AuditSeal | None:
    """Return the last seal, to be exported; None while there is none."""
    authorise_operator(actor, Action.VERIFY_AUDIT)
    query = select(AuditSeal).order_by(_SEAL.c.seq.desc()).limit(1)
    return session.scalars(query).first()
