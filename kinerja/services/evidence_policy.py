"""What a unit allows as evidence: set by its administrator, and in force for all units below it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sqlmodel import Session, col, select

from kinerja.models import EvidencePolicy, Position, Unit
from kinerja.rules.access import Action, Actor
from kinerja.services.audit import record
from kinerja.services.authority import authorise_unit, upwards


def set_evidence_policy(
    session: Session,
    actor: Actor,
    unit_id: int,
    policy: EvidencePolicy,
    *,
    now: datetime,
    today: date,
) -> None:
    """Say what a unit and the units below it take as evidence from now on.

    What was sent before stays. Setting what is set already changes nothing.
    """
    authorise_unit(session, actor, Action.SET_EVIDENCE_POLICY, unit_id, today)
    unit = session.get_one(Unit, unit_id, with_for_update=True)
    if unit.evidence_policy is policy:
        return
    unit.evidence_policy = policy
    record(
        session,
        actor,
        "evidence_policy",
        "unit",
        unit_id,
        person_id=None,
        now=now,
        policy=policy.value,
    )


def policy_at(session: Session, position_id: int | None) -> EvidencePolicy:
    """Return what may be sent as evidence at a post: its unit or one above may want no files."""
    start: Any = (
        select(col(Unit.id).label("id"), col(Unit.parent_id).label("parent_id"))
        .join(Position, col(Position.unit_id) == col(Unit.id))
        .where(col(Position.id) == position_id)
    )
    strict = select(Unit.id).where(
        col(Unit.id).in_(upwards(start)),
        col(Unit.evidence_policy) == EvidencePolicy.REFERENCE_ONLY,
    )
    found = session.exec(strict.limit(1)).first()
    return EvidencePolicy.ANY if found is None else EvidencePolicy.REFERENCE_ONLY
