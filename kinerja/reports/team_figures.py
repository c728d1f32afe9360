"""How the people of a team stand in a month: read for all of them at once, by whoever has asked for the right."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any
from zoneinfo import ZoneInfo

from sqlmodel import Session, col, func, select

from kinerja.models import (
    Feedback,
    Obstacle,
    PerformancePlan,
    Person,
    PlanStatus,
    Position,
    ProgressReport,
    ReportStatus,
    Unit,
)
from kinerja.reports.attention import silent_plans
from kinerja.reports.leave import on_leave_all_through
from kinerja.reports.plan import ResultView, results_in
from kinerja.rules.exceptions import Concern, is_open_too_long
from kinerja.rules.periods import last_of_month
from kinerja.rules.plan_states import IN_FORCE

STANDING = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED)


class ReportState(StrEnum):
    """What became of somebody's report of a month."""

    ACCEPTED = "accepted"
    WAITING = "waiting"
    RETURNED = "returned"
    MISSING = "missing"
    NO_PLAN = "no_plan"
    ON_LEAVE = "on_leave"


_OF_STATUS = {
    ReportStatus.ACCEPTED: ReportState.ACCEPTED,
    ReportStatus.SUBMITTED: ReportState.WAITING,
    ReportStatus.RETURNED: ReportState.RETURNED,
}


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody in a post and how they stand; ``since`` is when the report was sent or decided about.

    Of the results with a value ``measured`` are counted, ``on_course`` of them reach what their targets
    expect by their last month. It is no score: nobody is compared with anybody.
    """

    position_id: int
    person_id: int
    name: str
    title: str
    unit: str
    zone: str
    state: ReportState
    since: datetime | None
    report_id: int | None
    last_feedback: datetime | None
    obstacles: int
    concerns: tuple[Concern, ...]
    results: tuple[ResultView, ...]
    plan: tuple[date, date] | None

    @property
    def measured(self) -> int:
        """How many results have a value that can be held against a target."""
        return len(self._held())

    @property
    def on_course(self) -> int:
        """How many of the measured results are not behind their target."""
        return sum(not any(held) for held in self._held())

    def _held(self) -> list[list[bool]]:
        held = [
            [i.behind for i in result.indicators if i.actual is not None and i.target is not None]
            for result in self.results
        ]
        return [one for one in held if one]


def members_of(session: Session, posts: Any, period: date, today: date) -> tuple[Member, ...]:
    """Return how the holders of posts stand in a month, by name; the caller has asked for the right."""
    rows = session.exec(
        select(Position, Person.name, Unit.name, Unit.zone)
        .join(Person, col(Person.id) == col(Position.person_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(col(Position.id).in_(posts))
        .order_by(col(Person.name), col(Person.id), col(Position.id))
    ).all()
    found = _Found(session, [position for position, *_ in rows], period, today)
    return tuple(found.member(position, name, unit, zone) for position, name, unit, zone in rows)


class _Found:
    """What was read about some posts, by their ids or those of their holders."""

    def __init__(
        self, session: Session, posts: Sequence[Position], period: date, today: date
    ) -> None:
        self.today = today
        ids, people = [post.id or 0 for post in posts], {post.person_id for post in posts}
        self.plans = _plans(session, ids, period)
        self.results = results_in(session, list(self.plans.values()))
        self.reports = _reports(session, ids, period)
        self.feedback = _last_feedback(session, people)
        self.obstacles = _obstacles(session, ids)
        self.silent = _silent(session, self.plans.values(), today)
        self.away = on_leave_all_through(session, people, period, last_of_month(period))

    def member(self, post: Position, name: str, unit: str, zone: str) -> Member:
        """Return how the holder of a post stands."""
        key = post.id or 0
        plan, report = self.plans.get(key), self.reports.get(key)
        return Member(
            position_id=key,
            person_id=post.person_id,
            name=name,
            title=post.title,
            unit=unit,
            zone=zone,
            state=_state(plan, report, away=post.person_id in self.away),
            since=(report.decided_at or report.submitted_at) if report else None,
            report_id=report.id if report else None,
            last_feedback=self.feedback.get(post.person_id),
            obstacles=self.obstacles.get(key, (0, None))[0],
            concerns=self._concerns(post, plan, zone),
            results=tuple(self.results[plan.id or 0]) if plan else (),
            plan=(plan.starts_on, plan.ends_on) if plan else None,
        )

    def _concerns(
        self, post: Position, plan: PerformancePlan | None, zone: str
    ) -> tuple[Concern, ...]:
        results = self.results[plan.id or 0] if plan else []
        _count, oldest = self.obstacles.get(post.id or 0, (0, None))
        opened_on = oldest.astimezone(ZoneInfo(zone)).date() if oldest else self.today
        found = {
            Concern.BELOW_TARGET: any(i.behind for r in results for i in r.indicators),
            Concern.OBSTACLE: is_open_too_long(opened_on, self.today),
            Concern.NO_LOG: plan is not None and plan.id in self.silent,
        }
        return tuple(concern for concern, is_found in found.items() if is_found)


def _state(
    plan: PerformancePlan | None, report: ProgressReport | None, *, away: bool
) -> ReportState:
    if report is not None:
        return _OF_STATUS[ReportStatus(report.status)]
    if away:
        return ReportState.ON_LEAVE
    return ReportState.NO_PLAN if plan is None else ReportState.MISSING


def _plans(session: Session, posts: list[int], period: date) -> dict[int, PerformancePlan]:
    """Return the plan of each post that covers the month: the approved one, else the newest sent one."""
    rows = session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id).in_(posts),
            col(PerformancePlan.status).in_(IN_FORCE),
            col(PerformancePlan.starts_on) <= last_of_month(period),
            col(PerformancePlan.ends_on) >= period,
        )
        .order_by(
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.starts_on),
            col(PerformancePlan.version),
        )
    )
    return {plan.position_id: plan for plan in rows}


def _reports(session: Session, posts: list[int], period: date) -> dict[int, ProgressReport]:
    rows = session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.position_id).in_(posts),
            col(ProgressReport.period) == period,
            col(ProgressReport.status).in_(STANDING),
        )
        .order_by(col(ProgressReport.version))
    )
    return {report.position_id: report for report in rows}


def _obstacles(session: Session, posts: list[int]) -> dict[int, tuple[int, datetime | None]]:
    rows = session.exec(
        select(col(Obstacle.position_id), func.count(), func.min(Obstacle.opened_at))
        .where(col(Obstacle.position_id).in_(posts), col(Obstacle.closed_at).is_(None))
        .group_by(col(Obstacle.position_id))
    )
    return {post: (count, oldest) for post, count, oldest in rows}


def _silent(session: Session, plans: Iterable[PerformancePlan], today: date) -> frozenset[int]:
    return silent_plans(session, [(p.id or 0, p.person_id, p.starts_on) for p in plans], today)


def _last_feedback(session: Session, people: set[int]) -> dict[int, datetime]:
    rows = session.exec(
        select(col(Feedback.receiver_id), func.max(Feedback.given_at))
        .where(col(Feedback.receiver_id).in_(people))
        .group_by(col(Feedback.receiver_id))
    )
    return dict(rows.all())
