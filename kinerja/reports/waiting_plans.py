"""Plans in the waiting list: to approve, to complete, parts of results to answer, and whom one waits for."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from sqlmodel import Session, col, select

from kinerja.models import PerformancePlan, Person, PlanStatus, RaterAssignment
from kinerja.reports.plan_inbox import plans_to_approve
from kinerja.reports.shares import Share, offers_to_answer, proposals_of_mine, shares_of_mine
from kinerja.reports.waiting_items import WaitingItem, WaitingKind
from kinerja.rules.access import Actor
from kinerja.services.authority import valid_on
from kinerja.services.standing_in import DECIDER, posts_decided_by


def plans_of_mine(session: Session, me: int, today: date) -> Iterator[WaitingItem]:
    """Yield the plans that wait on somebody: to approve, and their own to complete."""
    for one in plans_to_approve(session, Actor(me), today):
        what = (one.plan_id, one.person_id, one.name, one.since)
        yield WaitingItem(WaitingKind.PLAN, *what, text=str(one.year))
    own = select(PerformancePlan).where(col(PerformancePlan.person_id) == me)
    for plan in session.exec(own.where(col(PerformancePlan.status) == PlanStatus.RETURNED)):
        if plan.returned_at is not None:
            at, year = plan.returned_at, str(plan.year)
            yield WaitingItem(WaitingKind.PLAN_RETURNED, plan.id or 0, 0, "", at, text=year)
    for share in shares_of_mine(session, Actor(me), today).proposed:
        yield _with_leader(WaitingKind.SHARE, share)
    for share in offers_to_answer(session, Actor(me), today):
        yield _with_person(WaitingKind.OFFER, share)


def plans_of_theirs(session: Session, me: int, today: date) -> Iterator[WaitingItem]:
    """Yield the plans somebody waits for: with the rater, and with those who complete theirs."""
    with_rater = (
        select(PerformancePlan, Person.id, Person.name)
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(PerformancePlan.position_id))
        .join(Person, col(Person.id) == DECIDER)
        .where(
            col(PerformancePlan.person_id) == me,
            col(PerformancePlan.status) == PlanStatus.SUBMITTED,
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    for plan, rater_id, name in session.exec(with_rater):
        if plan.submitted_at is not None:
            what = (plan.id or 0, rater_id or 0, name, plan.submitted_at)
            yield WaitingItem(WaitingKind.PLAN, *what, text=str(plan.year), can_nudge=True)
    completing = (
        select(PerformancePlan, Person.id, Person.name)
        .join(Person, col(Person.id) == col(PerformancePlan.person_id))
        .where(
            col(PerformancePlan.person_id) != me,
            col(PerformancePlan.position_id).in_(posts_decided_by(me, today)),
            col(PerformancePlan.status) == PlanStatus.RETURNED,
        )
    )
    for plan, person_id, name in session.exec(completing):
        if plan.returned_at is not None:
            what = (plan.id or 0, person_id or 0, name, plan.returned_at)
            yield WaitingItem(WaitingKind.PLAN_RETURNED, *what, text=str(plan.year))
    for share in shares_of_mine(session, Actor(me), today).offered:
        yield _with_leader(WaitingKind.OFFER, share)
    for share in proposals_of_mine(session, Actor(me)):
        yield _with_person(WaitingKind.SHARE, share)


def _with_leader(kind: WaitingKind, share: Share) -> WaitingItem:
    since = share.answered_at or share.made_at
    return WaitingItem(kind, share.id, share.leader_id, share.leader, since)


def _with_person(kind: WaitingKind, share: Share) -> WaitingItem:
    since = share.answered_at or share.made_at
    return WaitingItem(kind, share.id, share.person_id, share.person, since)
