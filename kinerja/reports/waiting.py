"""What waits on somebody and what they wait for, on both sides, since when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, or_, select

from kinerja.models import (
    Feedback,
    FeedbackAction,
    FollowUp,
    Obstacle,
    Person,
    ProgressReport,
    RaterAssignment,
    ReportStatus,
)
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by, valid_on


class WaitingKind(StrEnum):
    """What is waited for."""

    REVIEW = "review"
    RETURNED = "returned"
    UNREAD = "unread"
    FOLLOW_UP = "followup"
    OBSTACLE = "obstacle"


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """Something that waits; ``other`` is the other side, who is to act or who waits.

    ``can_nudge`` says that the reader may remind the other side of it.
    """

    kind: WaitingKind
    id: int
    other_id: int
    other: str
    since: datetime
    period: date | None = None
    action: FeedbackAction | None = None
    text: str = ""
    can_nudge: bool = False

    @property
    def key(self) -> str:
        """What names the item."""
        return f"{self.kind.value}-{self.id}"


@dataclass(frozen=True, slots=True)
class Waiting:
    """Both lists, oldest first."""

    mine: tuple[WaitingItem, ...]
    theirs: tuple[WaitingItem, ...]


def open_items(session: Session, actor: Actor, today: date) -> Waiting:
    """Return what waits on the actor, and what the actor waits for."""
    if actor.person_id is None:
        return Waiting((), ())
    me, rated = actor.person_id, posts_rated_by(actor.person_id, today)
    own = col(ProgressReport.person_id) == me
    of_mine = col(ProgressReport.position_id).in_(rated)
    mine = [
        *_reports(session, ReportStatus.SUBMITTED, of_mine & ~own),
        *_reports(session, ReportStatus.RETURNED, own),
        *_unread(session, col(Feedback.receiver_id) == me, giver=True),
        *_follow_ups(session, me, waits_on_me=True),
        *_obstacles(session, _asks(me, col(Obstacle.position_id).in_(rated))),
    ]
    theirs = [
        *_with_rater(session, me, today),
        *_reports(session, ReportStatus.RETURNED, of_mine & ~own),
        *_unread(session, col(Feedback.giver_id) == me, giver=False),
        *_follow_ups(session, me, waits_on_me=False),
        *_own_obstacles(session, me, today),
    ]
    return Waiting(_oldest_first(mine), _oldest_first(theirs))


def _oldest_first(items: list[WaitingItem]) -> tuple[WaitingItem, ...]:
    unique = {item.key: item for item in items}
    return tuple(sorted(unique.values(), key=lambda item: (item.since, item.key)))


def _asks(me: int, rated: ColumnElement[bool]) -> ColumnElement[bool]:
    unanswered = col(Obstacle.waits_for_id).is_(None) & rated & (col(Obstacle.person_id) != me)
    return or_(col(Obstacle.waits_for_id) == me, unanswered)


def _reports(
    session: Session, status: ReportStatus, which: ColumnElement[bool]
) -> Iterator[WaitingItem]:
    kind = WaitingKind.REVIEW if status is ReportStatus.SUBMITTED else WaitingKind.RETURNED
    rows = session.exec(
        select(ProgressReport, Person.name)
        .join(Person, col(Person.id) == col(ProgressReport.person_id))
        .where(col(ProgressReport.status) == status, which)
    )
    for report, name in rows:
        since = report.decided_at or report.submitted_at or report.opened_at
        yield WaitingItem(kind, report.id or 0, report.person_id, name, since, report.period)


def _with_rater(session: Session, me: int, today: date) -> Iterator[WaitingItem]:
    rows = session.exec(
        select(ProgressReport, Person.id, Person.name)
        .join(
            RaterAssignment,
            col(RaterAssignment.position_id) == col(ProgressReport.position_id),
        )
        .join(Person, col(Person.id) == col(RaterAssignment.rater_id))
        .where(
            col(ProgressReport.person_id) == me,
            col(ProgressReport.status) == ReportStatus.SUBMITTED,
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    for report, rater, name in rows:
        since = report.submitted_at or report.opened_at
        yield WaitingItem(
            WaitingKind.REVIEW,
            report.id or 0,
            rater or 0,
            name,
            since,
            report.period,
            can_nudge=True,
        )


def _unread(session: Session, which: ColumnElement[bool], *, giver: bool) -> Iterator[WaitingItem]:
    other = Feedback.giver_id if giver else Feedback.receiver_id
    rows = session.exec(
        select(Feedback, Person.id, Person.name)
        .join(Person, col(Person.id) == col(other))
        .where(which, col(Feedback.acknowledged_at).is_(None))
    )
    for feedback, key, name in rows:
        yield WaitingItem(WaitingKind.UNREAD, feedback.id or 0, key or 0, name, feedback.given_at)


def _follow_ups(session: Session, me: int, *, waits_on_me: bool) -> Iterator[WaitingItem]:
    owner, about, giver = aliased(Person), aliased(Person), aliased(Person)
    concerned = (col(FollowUp.person_id) == me) | (col(Feedback.giver_id) == me)
    whose = (
        col(FollowUp.owner_id) == me if waits_on_me else (col(FollowUp.owner_id) != me) & concerned
    )
    rows = session.exec(
        select(FollowUp, owner, about, giver)
        .join(Feedback, col(Feedback.id) == col(FollowUp.feedback_id))
        .join(owner, col(owner.id) == col(FollowUp.owner_id))
        .join(about, col(about.id) == col(FollowUp.person_id))
        .join(giver, col(giver.id) == col(Feedback.giver_id))
        .where(whose, col(FollowUp.closed_at).is_(None))
    )
    for item, acts, receives, gave in rows:
        other = acts if not waits_on_me else gave if item.person_id == me else receives
        yield WaitingItem(
            WaitingKind.FOLLOW_UP,
            item.id or 0,
            other.id or 0,
            other.name,
            item.opened_at,
            action=FeedbackAction(item.action),
            can_nudge=not waits_on_me and item.person_id == me,
        )


def _obstacles(session: Session, which: ColumnElement[bool]) -> Iterator[WaitingItem]:
    rows = session.exec(
        select(Obstacle, Person.id, Person.name)
        .join(Person, col(Person.id) == col(Obstacle.person_id))
        .where(which, col(Obstacle.closed_at).is_(None), col(Obstacle.help_needed) != "")
    )
    for obstacle, key, name in rows:
        yield _obstacle(obstacle, key or 0, name)


def _own_obstacles(session: Session, me: int, today: date) -> Iterator[WaitingItem]:
    asked = or_(
        col(Person.id) == col(Obstacle.waits_for_id),
        col(Obstacle.waits_for_id).is_(None) & (col(Person.id) == col(RaterAssignment.rater_id)),
    )
    rows = session.exec(
        select(Obstacle, Person.id, Person.name)
        .join(RaterAssignment, col(RaterAssignment.position_id) == col(Obstacle.position_id))
        .join(Person, asked)
        .where(
            col(Obstacle.person_id) == me,
            col(Obstacle.closed_at).is_(None),
            col(Obstacle.help_needed) != "",
            valid_on(RaterAssignment.starts_on, RaterAssignment.ends_on, today),
        )
    )
    for obstacle, key, name in rows:
        yield _obstacle(obstacle, key or 0, name, can_nudge=True)


def _obstacle(obstacle: Obstacle, key: int, name: str, *, can_nudge: bool = False) -> WaitingItem:
    return WaitingItem(
        WaitingKind.OBSTACLE,
        obstacle.id or 0,
        key,
        name,
        obstacle.opened_at,
        text=obstacle.help_needed,
        can_nudge=can_nudge,
    )
