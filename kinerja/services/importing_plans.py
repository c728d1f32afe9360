"""Taking in a file of plans: new ones, and new versions of those that changed, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import PerformancePlan, Person, PlanStatus, Position
from kinerja.rules.access import Action, Actor
from kinerja.rules.audit_chain import SIGNED
from kinerja.rules.cells import same
from kinerja.rules.people_file import person_key
from kinerja.rules.plan_content import PlanContent, PlanSpec, ResultContent, gather
from kinerja.rules.plan_posts import Span, check_overlap, find_post, span_in
from kinerja.rules.plans_file import read_plan_rows
from kinerja.rules.tables import Problems, Sheet
from kinerja.services import linking_results, plan_versions
from kinerja.services.authority import authorise_operator
from kinerja.services.importing import (
    Imported,
    Present,
    one_at_a_time,
    people_by_key,
    portions,
)
from kinerja.services.importing_posts import add_post
from kinerja.services.numbers import number_of
from kinerja.services.plan_versions import Version
from kinerja.services.signing import signatures

Slot = tuple[int | None, date]
"""What only one approved plan can take: a post from a day on."""


@dataclass(slots=True)
class Placed:
    """A plan of the file with the person and the post it belongs to; no post asks for a new one."""

    spec: PlanSpec
    person_id: int
    post: Position | None
    span: Span

    @property
    def slot(self) -> Slot:
        """The place the plan takes; a new post has no number yet."""
        return (self.post.id if self.post else None), self.span[0]


def import_plans(
    session: Session, actor: Actor, sheets: Sequence[Sheet], *, now: datetime, today: date
) -> Imported:
    """Take in a file of approved plans; raise ``FileRefused`` with all wrong places, and change nothing.

    The same content is left alone; other content becomes a new version, and the old one stays readable.
    """
    authorise_operator(actor, Action.IMPORT)
    one_at_a_time(session)
    problems = Problems()
    rows, unused = read_plan_rows(sheets, today, problems)
    specs = gather(rows, problems)
    numbers = [row.nip for row in rows] + [row.leader for row in rows]
    present = Present(session, actor, now, today, people_by_key(session, numbers))
    _check_people(specs, present, problems)
    placed = _place(specs, present, problems)
    versions = plan_versions.approved(session, {p.post.id for p in placed if p.post})
    _check_overlaps(placed, versions, problems)
    problems.refuse_if_any()

    done = _apply(present, placed, versions)
    linking_results.link(session, {spec.year for spec in specs}, today)
    return Imported(*done, unused)


def _check_people(specs: Sequence[PlanSpec], present: Present, problems: Problems) -> None:
    for spec in specs:
        if person_key(spec.nip) not in present.people:
            for row in spec.rows:
                problems.add(row, "nip", N_("nobody in the database has this number"))
        for result in spec.results:
            if result.leader and person_key(result.leader) not in present.people:
                problems.add(
                    result.rows[0], "pimpinan_nip", N_("nobody in the database has this number")
                )
            elif result.leader and person_key(result.leader) == person_key(spec.nip):
                problems.add(result.rows[0], "pimpinan_nip", N_("is the person of the plan itself"))


def _place(specs: Sequence[PlanSpec], present: Present, problems: Problems) -> list[Placed]:
    """Find the post of each plan; note where the file does not say enough."""
    posts = _posts(present)
    placed = []
    for spec in specs:
        person = present.people.get(person_key(spec.nip))
        if person is None:
            continue
        held = posts.get(number_of(person), [])
        try:
            post = find_post(spec, held, present.today)
        except Refused as refused:
            column = "jabatan" if spec.title or held else "nip"
            problems.add(spec.rows[0], column, refused.message.id, **refused.message.values)
            continue
        span = span_in(spec, post) if post else spec.span
        placed.append(Placed(spec, number_of(person), post, span))
    return placed


def _posts(present: Present) -> dict[int, list[Position]]:
    posts: dict[int, list[Position]] = {}
    for portion in portions(person.id for person in present.people.values()):
        query = select(Position).where(col(Position.person_id).in_(portion))
        for post in present.session.exec(query.order_by(col(Position.id))):
            posts.setdefault(post.person_id, []).append(post)
    return posts


def _check_overlaps(
    placed: Sequence[Placed], versions: Sequence[Version], problems: Problems
) -> None:
    replaced = {plan.slot for plan in placed}
    taken: dict[object, list[Span]] = {}
    for version in versions:
        held = version.plan
        if (held.position_id, held.starts_on) not in replaced:
            taken.setdefault(held.position_id, []).append((held.starts_on, held.ends_on))
    for plan in placed:
        post = plan.post.id if plan.post else (plan.person_id, same(plan.spec.title))
        others = taken.setdefault(post, [])
        check_overlap(plan.spec, plan.span, others, problems)
        others.append(plan.span)


def _apply(
    present: Present, placed: Sequence[Placed], versions: Sequence[Version]
) -> tuple[int, int, int]:
    """Write what is new or changed; return how many plans are new, changed and unchanged."""
    in_force: dict[Slot, Version] = {(v.plan.position_id, v.plan.starts_on): v for v in versions}
    last = plan_versions.last_versions(present.session, {p.post.id for p in placed if p.post})
    superseded: list[PerformancePlan] = []
    new = changed = 0
    writer = plan_versions.Writer(present.session)
    for plan in placed:
        before = in_force.get(plan.slot) if plan.post else None
        if before is not None and before.content == _content(plan, present.people):
            continue
        if before is not None:
            before.plan.status = PlanStatus.SUPERSEDED
            superseded.append(before.plan)
        new, changed = (new + 1, changed) if before is None else (new, changed + 1)
        post = plan.post or add_post(present, plan.person_id, plan.spec)
        leaders = {r.leader: _id(present.people, r.leader) for r in plan.spec.results}
        row = _plan(present, plan, number_of(post), last.get((post.id, plan.span[0]), 0) + 1)
        writer.add(row, plan.spec.results, leaders, before)
    writer.finish()
    _note(present, writer.plans, superseded)
    return new, changed, len(placed) - new - changed


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


def _content(placed: Placed, people: dict[str, Person]) -> PlanContent:
    return PlanContent(
        approach=placed.spec.approach,
        ends_on=placed.span[1],
        results=frozenset(
            ResultContent(
                kind=result.kind,
                text=result.text,
                supports=result.supports,
                leader_id=_id(people, result.leader),
                indicators=frozenset(indicator.content for indicator in result.indicators),
            )
            for result in placed.spec.results
        ),
    )


def _id(people: dict[str, Person], number: str) -> int | None:
    return people[person_key(number)].id if number else None
