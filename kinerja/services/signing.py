"""Recording what was signed: an entry of the audit trail with a hash of the record as it is stored."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlmodel import Session

from kinerja.reports.signed import contents
from kinerja.rules.access import Actor
from kinerja.rules.audit_chain import SIGNED, signature_of
from kinerja.services.audit import record


def sign(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    subject_id: int,
    *,
    person_id: int,
    now: datetime,
    **detail: Any,
) -> None:
    """Record a deed together with what the record says after it."""
    signed = signatures(session, subject, [subject_id])[subject_id]
    record(
        session,
        actor,
        action,
        subject,
        subject_id,
        person_id=person_id,
        now=now,
        **detail,
        **{SIGNED: signed},
    )


def sign_open(
    session: Session,
    actor: Actor,
    action: str,
    subject: str,
    subject_id: int,
    *,
    person_id: int,
    now: datetime,
) -> None:
    """Record a deed after which a record is open again, so that what was signed before does not hold."""
    record(
        session,
        actor,
        action,
        subject,
        subject_id,
        person_id=person_id,
        now=now,
        **{SIGNED: ""},
    )


def signatures(session: Session, subject: str, ids: Collection[int]) -> dict[int, str]:
    """Return the signatures of records as they are stored now."""
    session.flush()
    return {one: signature_of(content) for one, content in contents(session, subject, ids).items()}
