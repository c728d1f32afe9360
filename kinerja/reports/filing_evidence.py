"""Evidence as e-Kinerja BKN can take it: links and numbers to copy, files to upload by hand."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TypeVar

from sqlmodel import Session, col, select

from kinerja.models import Evidence, EvidenceKind

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Proof:
    """A piece of evidence: a link or number in ``reference``, or a file, which may have a name."""

    kind: EvidenceKind
    reference: str
    file_name: str


def proofs_of_lines(session: Session, line_ids: Sequence[int]) -> dict[int, list[Proof]]:
    """Return the evidence of report lines; the caller has asked for the right."""
    rows = session.exec(
        select(Evidence)
        .where(col(Evidence.line_id).in_(line_ids), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return _grouped((piece.line_id or 0, piece) for piece in rows)


def proofs_of_logs(session: Session, log_ids: Sequence[int]) -> dict[int, list[Proof]]:
    """Return the evidence of logs; as above."""
    rows = session.exec(
        select(Evidence)
        .where(col(Evidence.log_id).in_(log_ids), col(Evidence.removed_at).is_(None))
        .order_by(col(Evidence.id))
    )
    return _grouped((piece.log_id or 0, piece) for piece in rows)


def _grouped(pieces: Iterable[tuple[Key, Evidence]]) -> dict[Key, list[Proof]]:
    found: dict[Key, list[Proof]] = defaultdict(list)
    for key, piece in pieces:
        kind = EvidenceKind(piece.kind)
        found[key].append(Proof(kind, piece.reference, piece.file_name))
    return found
