"""A file of plans held against the database: whose plans, of which posts, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Refused, Unknown
from kinerja.messages import N_
from kinerja.models import Person, Position
from kinerja.reports.administered import units_administered
from kinerja.rules.access import Action, Actor, may
from kinerja.rules.cells import same
from kinerja.rules.people_file import person_key
from kinerja.rules.plan_content import PlanContent, PlanSpec, ResultContent, gather
from kinerja.rules.plan_posts import Span, check_overlap, find_post, span_in
from kinerja.rules.plans_file import read_plan_rows
from kinerja.rules.tables import Problems, Sheet
from kinerja.services import plan_versions
from kinerja.services.authority import authorise_operator, relations_to
from kinerja.services.importing import Present, one_at_a_time, people_by_key, portions
from kinerja.services.numbers import number_of
from kinerja.services.plan_versions import Version
from kinerja.services.standing_in import posts_decided_by

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


@dataclass(frozen=True)
class Read:
    """A file held against the database."""

    present: Present
    placed: Sequence[Placed]
    versions: Sequence[Version]
    unused: tuple[str, ...]

    @property
    def fresh(self) -> list[tuple[Placed, Version | None]]:
        """The plans that say something else than the approved version, which comes with them."""
        in_force: dict[Slot, Version] = {
            (v.plan.position_id, v.plan.starts_on): v for v in self.versions
        }
        found: list[tuple[Placed, Version | None]] = []
        for plan in self.placed:
            before = in_force.get(plan.slot) if plan.post else None
            if before is None or before.content != _content(plan, self.present.people):
                found.append((plan, before))
        return found


def read_plans(
    session: Session, actor: Actor, sheets: Sequence[Sheet], now: datetime, today: date
) -> Read:
    """Read a file and hold it against the database; nothing is written.

    Raise ``FileRefused`` with all wrong places; people whose plans the actor may not take in are as unknown.
    """
    _authorise(session, actor, today)
    one_at_a_time(session)
    problems = Problems()
    rows, unused = read_plan_rows(sheets, today, problems)
    specs = gather(rows, problems)
    numbers = [row.nip for row in rows] + [row.leader for row in rows]
    present = Present(session, actor, now, today, people_by_key(session, numbers))
    owners = _owners(specs, present)
    _check_people(specs, present, owners, problems)
    placed = _place(specs, present, owners, problems)
    versions = plan_versions.approved(session, {p.post.id for p in placed if p.post})
    _check_overlaps(placed, versions, problems)
    problems.refuse_if_any()
    return Read(present, placed, versions, unused)


def _authorise(session: Session, actor: Actor, today: date) -> None:
    """Raise ``Unknown`` for whoever neither administers nor rates anybody."""
    if actor.is_operator:
        authorise_operator(actor, Action.IMPORT_PLANS)
        return
    administered = units_administered(actor, today)
    rated = session.exec(posts_decided_by(actor.person_id, today).limit(1)).first()
    if rated is None and not session.exec(administered.limit(1)).first():
        raise Unknown


def _owners(specs: Sequence[PlanSpec], present: Present) -> dict[str, Person]:
    """Return the people of the file whose plans the actor may take in; the others are as unknown."""
    found: dict[str, Person] = {}
    for key in {person_key(spec.nip) for spec in specs} & set(present.people):
        person = present.people[key]
        relations = relations_to(present.session, present.actor, number_of(person), present.today)
        if may(Action.IMPORT_PLANS, relations):
            found[key] = person
    return found


def _check_people(
    specs: Sequence[PlanSpec], present: Present, owners: Mapping[str, Person], problems: Problems
) -> None:
    for spec in specs:
        if person_key(spec.nip) not in owners:
            for row in spec.rows:
                problems.add(row, "nip", N_("nobody in the database has this number"))
        for result in spec.results:
            if result.leader and person_key(result.leader) not in present.people:
                problems.add(
                    result.rows[0], "pimpinan_nip", N_("nobody in the database has this number")
                )
            elif result.leader and person_key(result.leader) == person_key(spec.nip):
                problems.add(result.rows[0], "pimpinan_nip", N_("is the person of the plan itself"))


def _place(
    specs: Sequence[PlanSpec], present: Present, owners: Mapping[str, Person], problems: Problems
) -> list[Placed]:
    """Find the post of each plan; note where the file does not say enough."""
    posts = _posts(present)
    placed = []
    for spec in specs:
        person = owners.get(person_key(spec.nip))
        if person is None:
            continue
        held = posts.get(number_of(person), [])
        try:
            post = find_post(spec, held, present.today)
        except Refused as refused:
            column = "jabatan" if spec.title or held else "nip"
            problems.add(spec.rows[0], column, refused.message.id, **refused.message.values)
            continue
        if not _may_take_in(present, number_of(person), post):
            problems.add(spec.rows[0], "jabatan", N_("the person has no such post"))
            continue
        span = span_in(spec, post) if post else spec.span
        placed.append(Placed(spec, number_of(person), post, span))
    return placed


def _may_take_in(present: Present, person_id: int, post: Position | None) -> bool:
    """Say whether the actor may take in a plan of this post; one of several may be rated by somebody else."""
    if present.actor.is_operator:
        return True
    if post is None:
        return False
    relations = relations_to(
        present.session, present.actor, person_id, present.today, position_id=post.id
    )
    return may(Action.IMPORT_PLANS, relations)


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


def _content(placed: Placed, people: dict[str, Person]) -> PlanContent:
    return PlanContent(
        approach=placed.spec.approach,
        ends_on=placed.span[1],
        results=frozenset(
            ResultContent(
                kind=result.kind,
                text=result.text,
                supports=result.supports,
                leader_id=id_of(people, result.leader),
                indicators=frozenset(indicator.content for indicator in result.indicators),
            )
            for result in placed.spec.results
        ),
    )


def id_of(people: dict[str, Person], number: str) -> int | None:
    """Return the id of the person of a file with this number, None for no number."""
    return people[person_key(number)].id if number else None
