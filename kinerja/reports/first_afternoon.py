"""The administrator's checklist: what the units under one's care still lack before people can report."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, exists, func, select

from kinerja.models import EvidencePolicy, Invitation, Person, Position, Unit
from kinerja.reports.administered import LINKED, Group, belongs, in_scope, units_administered
from kinerja.rules.access import Actor
from kinerja.services.inviting import is_open_at


@dataclass(frozen=True, slots=True)
class FirstAfternoon:
    """Numbers for the actor's units; ``unit`` is the highest of them, empty where there is none.

    ``invited`` are not linked and hold an open invitation. ``strict_units`` take no files as evidence.
    """

    unit: str = ""
    units: int = 0
    people: int = 0
    without_plan: int = 0
    without_rater: int = 0
    linked: int = 0
    invited: int = 0
    strict_units: int = 0

    @property
    def not_linked(self) -> int:
        """People who cannot use the chat yet."""
        return self.people - self.linked

    @property
    def not_invited(self) -> int:
        """People who are not linked and hold no open invitation."""
        return self.not_linked - self.invited


def first_afternoon(
    session: Session, actor: Actor, *, now: datetime, today: date
) -> FirstAfternoon:
    """Return the checklist's numbers for the units the actor administers today."""
    scope = units_administered(actor, today)
    units = session.exec(
        select(Unit.id, Unit.name, Unit.parent_id, Unit.evidence_policy)
        .where(col(Unit.id).in_(scope))
        .order_by(col(Unit.id))
    ).all()
    if not units:
        return FirstAfternoon()
    within = {key for key, *_rest in units}
    tops = [name for _key, name, parent, _policy in units if parent not in within]
    people = (
        select(func.count(func.distinct(col(Person.id))))
        .join(Position, col(Position.person_id) == col(Person.id))
        .where(in_scope(actor, today))
    )
    holds_open = exists().where(col(Invitation.person_id) == col(Person.id), *is_open_at(now))

    def count(group: Group) -> int:
        return session.exec(people.where(belongs(group, today))).one()

    return FirstAfternoon(
        unit=tops[0],
        units=len(units),
        people=count(Group.EVERYONE),
        without_plan=count(Group.WITHOUT_PLAN),
        without_rater=count(Group.WITHOUT_RATER),
        linked=count(Group.LINKED),
        invited=session.exec(people.where(~LINKED, holds_open)).one(),
        strict_units=sum(policy == EvidencePolicy.REFERENCE_ONLY for *_unit, policy in units),
    )
