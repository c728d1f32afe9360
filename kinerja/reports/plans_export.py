"""The approved plans of a year as a file has them."""

from __future__ import annotations

from sqlmodel import Session, col, select

from kinerja.models import PerformancePlan, Person, PlanStatus, Position
from kinerja.rules.access import Action, Actor
from kinerja.rules.plan_content import PlanSpec
from kinerja.services.authority import authorise_operator
from kinerja.services.importing import portions
from kinerja.services.plan_versions import approved


def plans_to_export(session: Session, actor: Actor, year: int) -> list[PlanSpec]:
    """Return what `import plans` would have to read to come to the approved plans of a year."""
    authorise_operator(actor, Action.EXPORT)
    found = session.exec(
        select(PerformancePlan, Person.nip, Position.title)
        .join(Person, col(Person.id) == col(PerformancePlan.person_id))
        .join(Position, col(Position.id) == col(PerformancePlan.position_id))
        .where(
            col(PerformancePlan.year) == year,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
        )
        .order_by(col(Person.name), col(Person.id), col(PerformancePlan.starts_on))
    ).all()
    owners = {plan.id: (number, nip, title) for number, (plan, nip, title) in enumerate(found)}
    versions = approved(session, dict.fromkeys(plan.position_id for plan, *_ in found))
    specs: list[tuple[int, PlanSpec]] = []
    numbers = _numbers(session, {r.leader_id for v in versions for r, _ in v.results})
    for version in versions:
        if version.plan.id in owners:
            place, nip, title = owners[version.plan.id]
            specs.append((place, version.spec(nip, title, numbers)))
    return [spec for _place, spec in sorted(specs, key=lambda pair: pair[0])]


def _numbers(session: Session, people: set[int | None]) -> dict[int | None, str]:
    found: dict[int | None, str] = {}
    for portion in portions(people - {None}):
        rows = session.exec(select(Person.id, Person.nip).where(col(Person.id).in_(portion)))
        found.update(rows.all())
    return found
