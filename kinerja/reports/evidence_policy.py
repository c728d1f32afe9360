"""The units somebody administers, each with what it takes as evidence."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import EvidencePolicy, Role, RoleGrant, Unit
from kinerja.rules.access import Actor
from kinerja.services.authority import valid_on


@dataclass(frozen=True, slots=True)
class UnitPolicy:
    """A unit with what it says itself; ``inherited`` where a unit above wants no files, whatever it says."""

    unit_id: int
    name: str
    own: EvidencePolicy
    inherited: bool

    @property
    def takes_files(self) -> bool:
        """Whether files are taken there."""
        return self.own is EvidencePolicy.ANY and not self.inherited


def units_with_policy(session: Session, actor: Actor, today: date) -> tuple[UnitPolicy, ...]:
    """Return the units the actor administers today, those above before those below."""
    units = {unit.id or 0: unit for unit in session.exec(select(Unit).order_by(col(Unit.name)))}
    granted = session.exec(
        select(RoleGrant.unit_id).where(
            col(RoleGrant.person_id) == actor.person_id,
            col(RoleGrant.role) == Role.ADMIN,
            valid_on(RoleGrant.starts_on, RoleGrant.ends_on, today),
        )
    )
    administered = set(granted)
    found = []
    for unit_id, unit in units.items():
        above = _above(units, unit_id)
        if administered & {unit_id, *above}:
            inherited = any(
                units[one].evidence_policy is EvidencePolicy.REFERENCE_ONLY for one in above
            )
            policy = EvidencePolicy(unit.evidence_policy)
            found.append((len(above), UnitPolicy(unit_id, unit.name, policy, inherited)))
    return tuple(one for _depth, one in sorted(found, key=lambda pair: pair[0]))


def _above(units: dict[int, Unit], unit_id: int) -> list[int]:
    """Return the ids of the units above one, the nearest first."""
    above: list[int] = []
    parent = units[unit_id].parent_id
    while parent is not None and parent not in above:
        above.append(parent)
        parent = units[parent].parent_id
    return above
