"""Taking in a file of plans: new ones, and new versions of those that changed, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session

from kinerja.models import PerformancePlan, PlanStatus
from kinerja.rules.access import Actor
from kinerja.rules.audit_chain import SIGNED
from kinerja.rules.tables import Sheet
from kinerja.services import linking_results, plan_versions
from kinerja.services.importing import Imported, Present
from kinerja.services.importing_posts import add_post
from kinerja.services.numbers import number_of
from kinerja.services.plan_copies import carry_over
from kinerja.services.reading_plans import Placed, Read, id_of, read_plans
from kinerja.services.signing import signatures


@dataclass(frozen=True, slots=True)
class PlansPreview:
    """What taking in a file would do: whose plans are new, whose change, and how many stay."""

    new: tuple[str, ...]
    changed: tuple[str, ...]
    unchanged: int
    unused: tuple[str, ...]


def import_plans(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> Imported:
    """Take in a file of approved plans; raise ``FileRefused`` with all wrong places, and change nothing.

    The same content is left alone; other content becomes a new version, and the old one stays readable.
    """
    read = read_plans(session, actor, sheets, now, today)
    done = _apply(read)
    linking_results.link(session, {plan.spec.year for plan in read.placed}, today)
    return Imported(*done, read.unused)


def preview_plans(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> PlansPreview:
    """Say what taking in a file would do; raise ``FileRefused`` with all wrong places."""
    read = read_plans(session, actor, sheets, now, today)
    fresh = read.fresh
    names = {number_of(person): person.name for person in read.present.people.values()}
    new = tuple(names[plan.person_id] for plan, before in fresh if before is None)
    changed = tuple(names[plan.person_id] for plan, before in fresh if before is not None)
    return PlansPreview(new, changed, len(read.placed) - len(fresh), read.unused)


def _apply(read: Read) -> tuple[int, int, int]:
    """Write what is new or changed; return how many plans are new, changed and unchanged."""
    present, fresh = read.present, read.fresh
    posts = {plan.post.id for plan, _before in fresh if plan.post}
    last = plan_versions.last_versions(present.session, posts)
    writer = plan_versions.Writer(present.session)
    for plan, before in fresh:
        if before is not None:
            before.plan.status = PlanStatus.SUPERSEDED
        post = plan.post or add_post(present, plan.person_id, plan.spec)
        leaders = {r.leader: id_of(present.people, r.leader) for r in plan.spec.results}
        row = _plan(present, plan, number_of(post), last.get((post.id, plan.span[0]), 0) + 1)
        writer.add(row, plan.spec.results, leaders, before)
    slots = {(row.position_id, row.starts_on) for row in writer.plans}
    replaced = plan_versions.replace_waiting(present.session, slots)
    writer.finish()
    for (_plan_of_file, before), written in zip(fresh, writer.plans, strict=True):
        if before is not None:
            carry_over(present.session, number_of(before.plan), number_of(written))
    replaced += [before.plan for _plan_of_file, before in fresh if before]
    _note(present, writer.plans, replaced)
    new = sum(before is None for _plan_of_file, before in fresh)
    return new, len(fresh) - new, len(read.placed) - len(fresh)


def _note(
    present: Present, written: Sequence[PerformancePlan], superseded: Sequence[PerformancePlan]
) -> None:
    """Record what was written and what it replaced, with what each says."""
    ids = [number_of(plan) for plan in (*superseded, *written)]
    signed = signatures(present.session, "plan", ids)
    for action, plans in (("plan.superseded", superseded), ("plan.imported", written)):
        for plan in plans:
            said = {"version": plan.version, SIGNED: signed[number_of(plan)]}
            present.note(plan.person_id, action, "plan", plan.id, **said)


def _plan(present: Present, placed: Placed, position_id: int, version: int) -> PerformancePlan:
    return PerformancePlan(
        person_id=placed.person_id,
        position_id=position_id,
        year=placed.spec.year,
        starts_on=placed.span[0],
        ends_on=placed.span[1],
        approach=placed.spec.approach,
        status=PlanStatus.APPROVED,
        version=version,
        approved_at=present.now,
        imported=True,
    )
