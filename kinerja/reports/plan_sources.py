"""What a plan can begin with: the post and its days, a template, last year's plan, the leader's results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import (
    Absence,
    AbsenceKind,
    Aspect,
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    TemplateRow,
)
from kinerja.reports.plan import results_in
from kinerja.rules.access import Action, Actor
from kinerja.rules.cells import same
from kinerja.rules.plan_spans import Span, span_to_plan, years_to_plan
from kinerja.services.authority import authorise
from kinerja.services.sending import raters_of, superiors_named

_SUPPORTED = (PlanStatus.APPROVED, PlanStatus.SUBMITTED)
"""Plans whose results others can support."""


@dataclass(frozen=True, slots=True)
class Beginning:
    """A post of somebody with days to plan in a year, and what the plan can begin with."""

    position_id: int
    title: str
    year: int
    first: date
    last: date
    has_template: bool
    has_last_year: bool
    has_superior: bool


@dataclass(frozen=True, slots=True)
class Supported:
    """A result of a leader that can be supported."""

    id: int
    text: str
    leader_id: int
    leader: str


def beginnings(session: Session, actor: Actor, today: date) -> list[Beginning]:
    """Return the posts of the actor with days that no plan covers, this year's first."""
    posts = session.exec(
        select(Position)
        .where(
            col(Position.person_id) == actor.person_id,
            or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= today),
        )
        .order_by(col(Position.id))
    ).all()
    found = []
    for year in years_to_plan(today):
        for post in posts:
            span = days_to_plan(session, post, year, today)
            if span is None:
                continue
            found.append(
                Beginning(
                    position_id=post.id or 0,
                    title=post.title,
                    year=year,
                    first=span[0],
                    last=span[1],
                    has_template=bool(template_for(session, post.title)),
                    has_last_year=last_plan(session, post.person_id, year) is not None,
                    has_superior=bool(raters_of(session, post.id or 0, today)),
                )
            )
    return found


def days_to_plan(session: Session, post: Position, year: int, today: date) -> Span | None:
    """Return the days of a year that a new plan of a post would hold; the caller has asked for the right."""
    planned = session.exec(
        select(col(PerformancePlan.starts_on), col(PerformancePlan.ends_on)).where(
            col(PerformancePlan.position_id) == post.id,
            col(PerformancePlan.year) == year,
            col(PerformancePlan.status) != PlanStatus.SUPERSEDED,
        )
    ).all()
    study = session.exec(
        select(col(Absence.first_day), col(Absence.last_day)).where(
            col(Absence.person_id) == post.person_id,
            col(Absence.kind) == AbsenceKind.STUDY_LEAVE,
            col(Absence.confirmed_at).is_not(None),
            col(Absence.ended_at).is_(None),
            col(Absence.last_day) < today,
        )
    ).all()
    return span_to_plan(year, (post.starts_on, post.ends_on), _spans(planned), _spans(study))


def last_plan(session: Session, person_id: int, year: int) -> PerformancePlan | None:
    """Return somebody's last approved plan of the year before; the caller has asked for the right."""
    return session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.person_id) == person_id,
            col(PerformancePlan.year) == year - 1,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
        )
        .order_by(col(PerformancePlan.ends_on).desc(), col(PerformancePlan.id).desc())
        .limit(1)
    ).first()


def values_of_last_year(
    session: Session, person_id: int, year: int
) -> dict[tuple[Aspect, str], Decimal]:
    """Return where the indicators of last year's plan ended; the caller has asked for the right."""
    last = last_plan(session, person_id, year)
    if last is None:
        return {}
    return {
        (one.aspect, same(one.text)): one.actual
        for result in results_in(session, [last])[last.id or 0]
        for one in result.indicators
        if one.actual is not None
    }


def template_for(session: Session, title: str) -> list[TemplateRow]:
    """Return the rows of the template for a position, in order."""
    rows = select(TemplateRow).where(col(TemplateRow.title_key) == same(title))
    return list(session.exec(rows.order_by(col(TemplateRow.ordinal))))


def results_to_support(
    session: Session, actor: Actor, plan_id: int, today: date
) -> list[Supported]:
    """Return the results of this year that a plan's results can support.

    They are those of whoever rates the post or leads one of the plan's results.
    """
    plan = session.get(PerformancePlan, plan_id)
    if plan is None:
        raise Unknown
    authorise(session, actor, Action.READ_PLAN, plan.person_id, today, position_id=plan.position_id)
    leaders = select(PlannedResult.leader_id).where(col(PlannedResult.plan_id) == plan_id)
    people = {leader for leader in session.exec(leaders) if leader is not None}
    people |= superiors_named(session, plan.position_id, today)
    return _results_of(session, people - {plan.person_id}, plan)


def _results_of(session: Session, people: Iterable[int], plan: PerformancePlan) -> list[Supported]:
    rows = session.exec(
        select(PlannedResult, PerformancePlan, Person.name)
        .join(PerformancePlan, col(PerformancePlan.id) == col(PlannedResult.plan_id))
        .join(Person, col(Person.id) == col(PerformancePlan.person_id))
        .where(
            col(PerformancePlan.person_id).in_(people),
            col(PerformancePlan.year) == plan.year,
            col(PerformancePlan.status).in_(_SUPPORTED),
        )
        .order_by(
            col(PerformancePlan.person_id),
            # Where a revision waits, the approved version's words are offered.
            col(PerformancePlan.status) != PlanStatus.APPROVED,
            col(PlannedResult.ordinal),
        )
    ).all()
    found: dict[str, Supported] = {}
    for result, of, name in rows:
        one = Supported(result.id or 0, result.text, of.person_id, name)
        found.setdefault(result.lineage, one)
    return list(found.values())


def _spans(rows: Iterable[tuple[date, date]]) -> list[Span]:
    return [(first, last) for first, last in rows]
