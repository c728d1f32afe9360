"""The role–result matrix of a leader: own results by people, with the gaps on both sides."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import cached_property

from sqlmodel import Session

from kinerja.errors import Unknown
from kinerja.models import Person, PlanStatus
from kinerja.reports.cascade_rows import (
    PostRow,
    ResultRow,
    leading,
    others_supporting,
    own_results,
    posts_of,
    results_of_posts,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.cascade import Above, Mark, Reach, marks_of, reaches
from kinerja.services.authority import authorise


class Scope(StrEnum):
    """Whom a matrix is about: those the leader rates, or everybody below them as well."""

    RATED = "rated"
    BELOW = "below"


@dataclass(frozen=True, slots=True)
class Part:
    """A result of somebody in the matrix; ``number`` is the leader's result it leads up to, 0 for none."""

    id: int
    text: str
    number: int
    mark: Mark


@dataclass(frozen=True, slots=True)
class Ground:
    """What the cells of everybody are worked out from."""

    lineages: Mapping[str, int]
    reached: Mapping[str, Reach]
    has_people: AbstractSet[int]
    rows: Mapping[int, Sequence[ResultRow]]

    def part(self, row: ResultRow) -> Part:
        """Return a result with what it leads up to."""
        reach = self.reached.get(row.lineage)
        if reach is None:
            return Part(row.id or 0, row.text, 0, Mark.NONE)
        return Part(row.id or 0, row.text, self.lineages[reach.lineage], reach.mark)


@dataclass(frozen=True, slots=True)
class CascadePerson:
    """Somebody in the matrix, a post a row; ``marks`` are the cells in the order of the results.

    ``status`` is that of their plan, None where there is none. ``is_elsewhere`` says that the leader
    does not rate them, ``has_people`` that they rate somebody and have a matrix of their own.
    """

    position_id: int
    person_id: int
    name: str
    title: str
    unit: str
    plan_id: int
    status: PlanStatus | None
    marks: tuple[Mark, ...]
    rows: Sequence[ResultRow]
    ground: Ground
    is_elsewhere: bool
    has_people: bool

    @property
    def parts(self) -> tuple[Part, ...]:
        """Their results, each with what it leads up to."""
        return tuple(self.ground.part(row) for row in self.rows)

    @property
    def supports_none(self) -> bool:
        """Whether nothing they plan leads up to a result of the leader."""
        return all(mark is Mark.NONE for mark in self.marks)


@dataclass(frozen=True, slots=True)
class OwnResult:
    """A result of the leader with how many people support it."""

    id: int
    number: int
    text: str
    direct: int
    indirect: int

    @property
    def is_gap(self) -> bool:
        """Whether nobody supports it."""
        return not self.direct and not self.indirect


@dataclass(frozen=True)
class Cascade:
    """The matrix of a leader in a year."""

    leader_id: int
    leader: str
    year: int
    scope: Scope
    results: tuple[OwnResult, ...]
    people: tuple[CascadePerson, ...]
    is_own: bool

    @cached_property
    def gaps(self) -> tuple[OwnResult, ...]:
        """The results nobody supports."""
        return tuple(one for one in self.results if one.is_gap)

    @cached_property
    def supporting_none(self) -> tuple[CascadePerson, ...]:
        """The people who support none; without a plan they cannot."""
        return tuple(one for one in self.people if one.supports_none)

    @cached_property
    def without_plan(self) -> tuple[CascadePerson, ...]:
        """The people who have no plan yet."""
        return tuple(one for one in self.people if one.status is None)

    def result(self, result_id: int) -> OwnResult:
        """Return one of the leader's results."""
        for one in self.results:
            if one.id == result_id:
                return one
        raise Unknown

    def person(self, position_id: int) -> CascadePerson:
        """Return somebody of the matrix."""
        for one in self.people:
            if one.position_id == position_id:
                return one
        raise Unknown

    def supporting(self, number: int) -> list[tuple[CascadePerson, Part]]:
        """Return the parts that lead up to a result, those that do so directly first."""
        found = [
            (person, part)
            for person in self.people
            for part in person.parts
            if part.number == number
        ]
        return sorted(found, key=lambda one: one[1].mark is not Mark.DIRECT)


def cascade_of(
    session: Session, actor: Actor, leader_id: int, year: int, scope: Scope, today: date
) -> Cascade:
    """Return the matrix of a leader, read by themselves, by who stands above, or by who oversees the unit."""
    leader = session.get(Person, leader_id)
    if leader is None:
        raise Unknown
    authorise(session, actor, Action.SEE_CASCADE, leader_id, today)
    own = own_results(session, leader_id, year, today)
    lineages = {row.lineage: number for number, row in enumerate(own, start=1)}
    below = scope is Scope.BELOW
    posts = posts_of(session, leader_id, today, below=below)
    rows = results_of_posts(session, leader_id, year, today, below=below)
    known = {leader_id, *(post.person_id for post in posts)}
    others = [
        pair
        for pair in others_supporting(session, list(lineages), year, today)
        if pair[0].person_id not in known
    ]
    rows += [row for _post, row in others]
    above: Above = {row.lineage: (row.above, row.support) for row in rows}
    ground = Ground(lineages, reaches(above, lineages), leading(session, today), _by_post(rows))
    elsewhere = dict.fromkeys(post for post, _row in others)
    people = [
        *(_person(post, ground, is_elsewhere=False) for post in posts),
        *(_person(post, ground, is_elsewhere=True) for post in elsewhere),
    ]
    return Cascade(
        leader_id=leader_id,
        leader=leader.name,
        year=year,
        scope=scope,
        results=_counted(own, people),
        people=tuple(people),
        is_own=actor.person_id == leader_id,
    )


def _by_post(rows: Iterable[ResultRow]) -> dict[int, list[ResultRow]]:
    found: dict[int, list[ResultRow]] = {}
    for row in rows:
        found.setdefault(row.position_id, []).append(row)
    return found


def _person(post: PostRow, ground: Ground, *, is_elsewhere: bool) -> CascadePerson:
    rows = ground.rows.get(post.position_id, ())
    planned = rows if rows and rows[0].id else ()
    reached = [ground.reached.get(row.lineage) for row in planned]
    return CascadePerson(
        position_id=post.position_id,
        person_id=post.person_id,
        name=post.name,
        title=post.title,
        unit=post.unit,
        plan_id=rows[0].plan_id if rows else 0,
        status=PlanStatus(rows[0].status) if rows else None,
        marks=marks_of(reached, ground.lineages),
        rows=planned,
        ground=ground,
        is_elsewhere=is_elsewhere,
        has_people=post.person_id in ground.has_people,
    )


def _counted(own: Sequence[ResultRow], people: Sequence[CascadePerson]) -> tuple[OwnResult, ...]:
    counts = [Counter(person.marks[index] for person in people) for index in range(len(own))]
    return tuple(
        OwnResult(
            id=row.id or 0,
            number=number,
            text=row.text,
            direct=count[Mark.DIRECT],
            indirect=count[Mark.INDIRECT],
        )
        for number, (row, count) in enumerate(zip(own, counts, strict=True), start=1)
    )
