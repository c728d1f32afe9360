"""One version of a plan as its owner, the rater, an administrator or an auditor reads it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, select

from kinerja.errors import Unknown
from kinerja.models import (
    PerformancePlan,
    Person,
    PlannedResult,
    PlanStatus,
    Position,
    Unit,
)
from kinerja.reports.shares import count_shares
from kinerja.reports.written_plans import written_plan
from kinerja.rules.access import Action, Actor, may
from kinerja.rules.plan_changes import Change, changes
from kinerja.rules.written_plan import WrittenPlan
from kinerja.services.authority import authorise, posts_rated_by, relations_to
from kinerja.services.standing_in import deciders_of


@dataclass(frozen=True, slots=True)
class VersionLine:
    """A version of a plan in the list of versions."""

    id: int
    version: int
    status: PlanStatus
    since: datetime | None
    starts_on: date


@dataclass(frozen=True, slots=True)
class PlanCard:
    """A plan with what is known about it; ``raters`` will read it, ``before_id`` is the version it follows.

    ``is_revision`` says that an approved version is in force meanwhile, ``may_decide`` that the reader
    rates the post, ``has_people`` that the owner rates somebody. ``proposed`` counts the results that were
    proposed to the owner and are not placed yet.
    """

    plan: WrittenPlan
    person_name: str
    position: str
    zone: str
    raters: tuple[str, ...]
    submitted_at: datetime | None
    approved_at: datetime | None
    approved_by: str
    return_reason: str
    reason: str
    edited_by_id: int | None
    edited_by: str
    before_id: int | None
    newer_id: int | None
    is_revision: bool
    is_own: bool
    may_decide: bool
    has_people: bool
    proposed: int = 0

    @property
    def id(self) -> int:
        """The id of the plan."""
        return self.plan.id

    @property
    def without_indicator(self) -> list[int]:
        """The numbers of the results that nothing measures yet."""
        return [result.number for result in self.plan.results if not result.indicators]


def plan_card(session: Session, actor: Actor, plan_id: int, today: date) -> PlanCard:
    """Return a version of a plan; what is still a draft only its owner sees."""
    plan = session.get(PerformancePlan, plan_id)
    if plan is None:
        raise Unknown
    _authorise(session, actor, plan, today)
    person = session.get_one(Person, plan.person_id)
    title, zone = session.exec(
        select(Position.title, Unit.zone)
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Position.id) == plan.position_id)
    ).one()
    versions = _versions(session, plan)
    relations = relations_to(session, actor, plan.person_id, today, position_id=plan.position_id)
    return PlanCard(
        plan=written_plan(session, plan),
        person_name=person.name,
        position=title,
        zone=zone,
        raters=tuple(name for _id, name in deciders_of(session, plan.position_id, today)),
        submitted_at=plan.submitted_at,
        approved_at=plan.approved_at,
        approved_by=_name(session, plan.approved_by_id),
        return_reason=plan.return_reason,
        reason=plan.reason,
        edited_by_id=plan.edited_by_id,
        edited_by=_name(session, plan.edited_by_id),
        before_id=_before(versions, plan),
        newer_id=_newer(versions, plan),
        is_revision=any(
            one.status is PlanStatus.APPROVED and one.version < plan.version for one in versions
        ),
        is_own=actor.person_id == plan.person_id,
        may_decide=may(Action.DECIDE_PLAN, relations),
        has_people=_rates_somebody(session, plan.person_id, today),
        proposed=count_shares(session, actor) if actor.person_id == plan.person_id else 0,
    )


def card_of_result(session: Session, actor: Actor, result_id: int, today: date) -> PlanCard:
    """Return the plan that a result stands in."""
    result = session.get(PlannedResult, result_id)
    if result is None:
        raise Unknown
    return plan_card(session, actor, result.plan_id, today)


def versions_of(session: Session, actor: Actor, plan_id: int, today: date) -> list[VersionLine]:
    """Return all versions of the plan one belongs to, newest first; drafts only to their owner."""
    plan = session.get(PerformancePlan, plan_id)
    if plan is None:
        raise Unknown
    _authorise(session, actor, plan, today)
    return [
        VersionLine(
            one.id or 0,
            one.version,
            one.status,
            one.approved_at or one.returned_at or one.submitted_at,
            one.starts_on,
        )
        for one in reversed(_versions(session, plan))
        if one.status is not PlanStatus.DRAFT or actor.person_id == one.person_id
    ]


def plan_changes(
    session: Session, actor: Actor, plan_id: int, today: date
) -> tuple[Change, ...] | None:
    """Return what a version says differently from the one before; None where it is the first."""
    card = plan_card(session, actor, plan_id, today)
    before = session.get(PerformancePlan, card.before_id) if card.before_id else None
    return None if before is None else changes(written_plan(session, before), card.plan)


def _authorise(session: Session, actor: Actor, plan: PerformancePlan, today: date) -> None:
    authorise(session, actor, Action.READ_PLAN, plan.person_id, today, position_id=plan.position_id)
    if plan.status is PlanStatus.DRAFT and actor.person_id != plan.person_id:
        raise Unknown


def _versions(session: Session, plan: PerformancePlan) -> list[PerformancePlan]:
    rows = session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == plan.position_id,
            col(PerformancePlan.starts_on) == plan.starts_on,
        )
        .order_by(col(PerformancePlan.version))
    )
    return list(rows)


def _before(versions: list[PerformancePlan], plan: PerformancePlan) -> int | None:
    """Return the last version before one that was handed over, the one that a reader knows."""
    earlier = [v for v in versions if v.version < plan.version and v.status != PlanStatus.DRAFT]
    return earlier[-1].id if earlier else None


def _newer(versions: list[PerformancePlan], plan: PerformancePlan) -> int | None:
    later = [v for v in versions if v.version > plan.version and v.status != PlanStatus.DRAFT]
    return later[-1].id if later else None


def _name(session: Session, person_id: int | None) -> str:
    return session.get_one(Person, person_id).name if person_id is not None else ""


def _rates_somebody(session: Session, person_id: int, today: date) -> bool:
    return session.exec(posts_rated_by(person_id, today).limit(1)).first() is not None
