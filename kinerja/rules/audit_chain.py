"""The hashes of the audit chain: what a seal says of an entry, and what a signature says of a record."""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

BEGINNING = "0" * 64
"""The link before the first entry."""
SIGNED = "signed"
"""The detail of an entry that says what was signed; empty where a record is open again."""
ERASE = "erase"
"""The action of an entry that says that a record, or an entry's detail, was erased."""
SUBJECT = "audit"
"""The subject of an entry that is about an entry."""


@dataclass(frozen=True, slots=True)
class Sealed:
    """What a seal adds to its entry, its link apart."""

    seq: int
    entry_id: int
    sealed_at: datetime
    salt: str
    content: str


@dataclass(frozen=True, slots=True)
class Head:
    """The last seal of a chain, as it is exported and checked later."""

    seq: int
    link: str


def canonical(content: Any) -> bytes:
    """Return content in the one form that is hashed."""
    return json.dumps(
        content, default=_plain, ensure_ascii=False, sort_keys=True, separators=(",", ":")
    ).encode()


def new_salt() -> str:
    """Return a salt that nobody can guess."""
    return secrets.token_hex(16)


def key_mark(key: bytes) -> str:
    """Return what tells a key apart from others and gives nothing of it away."""
    return _keyed(key, ["key"])[:16]


def content_hash(key: bytes, salt: str, detail: Mapping[str, Any]) -> str:
    """Return the hash of an entry's detail."""
    return _keyed(key, [salt, detail])


def link_hash(key: bytes, before: str, sealed: Sealed, entry: Mapping[str, Any]) -> str:
    """Return the link of an entry: over the link before, its place, and every column but the detail."""
    columns = {name: value for name, value in entry.items() if name != "detail"}
    place = [sealed.seq, sealed.entry_id, sealed.sealed_at, sealed.content]
    return _keyed(key, [before, place, columns])


def signature_of(content: Any, salt: str | None = None) -> str:
    """Return the salted hash of what was signed; without its salt it says nothing about the content."""
    salt = new_salt() if salt is None else salt
    return f"{salt}:{hashlib.sha256(salt.encode() + canonical(content)).hexdigest()}"


def is_signature_of(signature: str, content: Any) -> bool:
    """Say whether a signature was made of just this content."""
    return signature == signature_of(content, signature.partition(":")[0])


def _keyed(key: bytes, content: Any) -> str:
    return hmac.new(key, canonical(content), hashlib.sha256).hexdigest()


def _plain(value: object) -> str:
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat(timespec="microseconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    raise TypeError(type(value).__name__)
