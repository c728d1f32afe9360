"""Certificates of what was learnt: added and removed until the rater has confirmed the entry."""

from __future__ import annotations

from dataclasses import asdict, replace
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import Evidence, Position
from kinerja.rules.access import Actor
from kinerja.rules.evidence import EvidencePiece, check_content, check_policy
from kinerja.rules.evidence_pieces import count_of, is_one_more, is_same
from kinerja.rules.learning import check_certificates
from kinerja.services.audit import record
from kinerja.services.authority import valid_on
from kinerja.services.evidence_policy import policy_at
from kinerja.services.learning import changeable
from kinerja.services.numbers import number_of


def check_certificate(session: Session, person_id: int, piece: EvidencePiece, today: date) -> None:
    """Refuse what no entry of somebody could take: the units of all their posts must want files."""
    posts = select(Position.id).where(
        col(Position.person_id) == person_id,
        valid_on(Position.starts_on, Position.ends_on, today),
    )
    for position_id in session.exec(posts.order_by(col(Position.id))):
        check_policy(policy_at(session, position_id), piece)
    check_content(piece)


def add_certificate(
    session: Session,
    actor: Actor,
    learning_id: int,
    piece: EvidencePiece,
    *,
    now: datetime,
    today: date,
) -> int:
    """Add a photo, document, link or number to an entry; return its id. The same piece is kept once."""
    entry = changeable(session, actor, learning_id, today)
    check_certificate(session, entry.person_id, piece, today)
    present = session.exec(
        select(Evidence).where(
            col(Evidence.learning_id) == learning_id, col(Evidence.removed_at).is_(None)
        )
    ).all()
    for known in present:
        if is_same(known, piece):
            return number_of(known)
    if is_one_more(piece, present):
        check_certificates(count_of(present))
    row = Evidence(
        person_id=entry.person_id,
        learning_id=learning_id,
        added_at=now,
        **asdict(replace(piece, file_name=piece.file_name[-200:])),
    )
    session.add(row)
    session.flush()
    record(session, actor, "add", "evidence", row.id, person_id=entry.person_id, now=now)
    return number_of(row)


def remove_certificate(
    session: Session, actor: Actor, evidence_id: int, *, now: datetime, today: date
) -> int:
    """Remove a piece until the entry is confirmed; return the entry's id. Its file is erased a day later."""
    piece = session.get(Evidence, evidence_id)
    if piece is None or piece.learning_id is None:
        raise Unknown
    entry = changeable(session, actor, piece.learning_id, today)
    if piece.removed_at is None:
        piece.removed_at = now
        piece.reference, piece.file_name, piece.file_id = "", "", None
        record(
            session, actor, "remove", "evidence", evidence_id, person_id=entry.person_id, now=now
        )
    return number_of(entry)
