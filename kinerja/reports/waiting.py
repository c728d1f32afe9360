"""What waits on somebody and what they wait for, on both sides, since when."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from sqlalchemy import ColumnElement
from sqlalchemy.orm import aliased
from sqlmodel import Session, col, select

from kinerja.models import (
    Account,
    Feedback,
    FeedbackAction,
    FollowUp,
    Person,
    ProgressReport,
    RaterAssignment,
    ReportLine,
    ReportStatus,
    ResultCheck,
)
from kinerja.reports.corrections import corrections_waited_for, corrections_waiting
from kinerja.reports.filing import to_be_filed
from kinerja.reports.help_requests import HelpRequest, help_requests, own_requests
from kinerja.reports.learning_inbox import learning_of_mine, learning_of_theirs
from kinerja.reports.learning_uses import uses_of_mine
from kinerja.reports.rhythms import rhythms_under_way
from kinerja.reports.waiting_dialogues import dialogues_waiting
from kinerja.reports.waiting_items import WaitingItem, WaitingKind
from kinerja.reports.waiting_peers import peers_of_mine
from kinerja.reports.waiting_plans import plans_of_mine, plans_of_theirs
from kinerja.rules.access import Actor
from kinerja.services.authority import posts_rated_by, valid_on


@dataclass(frozen=True, slots=True)
class Waiting:
    """Both lists, oldest first."""

    mine: tuple[WaitingItem, ...]
    theirs: tuple[WaitingItem, ...]


def open_items(session: Session, actor: Actor, today: date) -> Waiting:
    """Return what waits on the actor, and what the actor waits for."""
    if actor.person_id is None:
        return Waiting((), ())
    asked = help_requests(session, actor, today)
    theirs = _theirs(session, actor.person_id, asked, today)
    return Waiting(
        _oldest_first(_mine(session, actor.person_id, asked, today)),
        _oldest_first(_if_reachable(session, theirs)),
    )


def count_open(session: Session, actor: Actor, today: date) -> int:
    """Return how many items wait on the actor."""
    if actor.person_id is None:
        return 0
    asked = help_requests(session, actor, today)
    return len(_oldest_first(_mine(session, actor.person_id, asked, today)))


def _mine(
    session: Session, me: int, asked: Iterable[HelpRequest], today: date
) -> list[WaitingItem]:
    own = col(ProgressReport.person_id) == me
    of_mine = col(ProgressReport.position_id).in_(posts_rated_by(me, today))
    return [
        *_reports(session, ReportStatus.SUBMITTED, of_mine & ~own),
        *_reports(session, ReportStatus.RETURNED, own),
        *_unread(session, col(Feedback.receiver_id) == me, giver=True),
        *_follow_ups(session, me, waits_on_me=True),
        *_checks(session, me, today, waits_on_me=True),
        *_rhythms(session, me, today, waits_on_me=True),
        *(_obstacle(one, (one.person_id, one.person_name)) for one in asked if one.mine),
        *_to_be_filed(session, Actor(me), today),
        *corrections_waiting(session, Actor(me), today),
        *plans_of_mine(session, me, today),
        *peers_of_mine(session, me),
        *learning_of_mine(session, me, today),
        *dialogues_waiting(session, Actor(me), today, waits_on_me=True),
        *uses_of_mine(session, me, today),
    ]


def _theirs(
    session: Session, me: int, asked: Iterable[HelpRequest], today: date
) -> list[WaitingItem]:
    own = col(ProgressReport.person_id) == me
    of_mine = col(ProgressReport.position_id).in_(posts_rated_by(me, today))
    return [
        *_with_rater(session, me, today),
        *_reports(session, ReportStatus.RETURNED, of_mine & ~own),
        *_unread(session, col(Feedback.giver_id) == me, giver=False),
        *_follow_ups(session, me, waits_on_me=False),
        *_checks(session, me, today, waits_on_me=False),
        *_rhythms(session, me, today, waits_on_me=False),
        *corrections_waited_for(session, Actor(me)),
        *plans_of_theirs(session, me, today),
        *learning_of_theirs(session, me, today),
        *dialogues_waiting(session, Actor(me), today, waits_on_me=False),
        *(_obstacle(one, one.in_charge[0]) for one in asked if not one.mine and one.in_charge),
        *(
            _obstacle(one, one.in_charge[0], can_nudge=True)
            for one in own_requests(session, Actor(me), today)
            if one.in_charge
        ),
    ]


def _oldest_first(items: list[WaitingItem]) -> tuple[WaitingItem, ...]:
    unique = {item.key: item for item in items}
    return tuple(sorted(unique.values(), key=lambda item: (item.since, item.key)))


def _if_reachable(session: Session, items: list[WaitingItem]) -> list[WaitingItem]:
    """Offer to remind only those who use the assistant."""
    others = {item.other_id for item in items if item.can_nudge}
    linked = set(
        session.exec(
            select(Account.person_id).where(
                col(Account.person_id).in_(others), col(Account.unlinked_at).is_(None)
            )
        )
        if others
        else ()
    )
    return [replace(i, can_nudge=i.can_nudge and i.other_id in linked) for i in items]


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


def _checks(session: Session, me: int, today: date, *, waits_on_me: bool) -> Iterator[WaitingItem]:
    """Return the results that are with a leader who has time left."""
    other = ProgressReport.person_id if waits_on_me else ResultCheck.leader_id
    mine = ResultCheck.leader_id if waits_on_me else ProgressReport.person_id
    rows = session.exec(
        select(ResultCheck, col(ProgressReport.period), col(Person.id), col(Person.name))
        .join(ReportLine, col(ReportLine.id) == col(ResultCheck.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .join(Person, col(Person.id) == col(other))
        .where(
            col(mine) == me,
            col(ResultCheck.checked_at).is_(None),
            col(ResultCheck.due_on) >= today,
            col(ProgressReport.status) == ReportStatus.SUBMITTED,
        )
    )
    for check, period, key, name in rows:
        yield WaitingItem(
            WaitingKind.CHECK,
            check.line_id,
            key or 0,
            name,
            check.asked_at,
            period,
            can_nudge=not waits_on_me,
        )


def _to_be_filed(session: Session, actor: Actor, today: date) -> Iterator[WaitingItem]:
    """Yield one item a post: how much of it is not in e-Kinerja yet."""
    for one in to_be_filed(session, actor, today):
        key, title, since = one.post.position_id, one.post.title, one.since
        yield WaitingItem(WaitingKind.FILING, key, 0, title, since, count=one.count)


def _rhythms(session: Session, me: int, today: date, *, waits_on_me: bool) -> Iterator[WaitingItem]:
    """Return rhythms that one side has to agree to, and scheduled feedback that is due."""
    for one in rhythms_under_way(session, Actor(me), today):
        other, nudges = one.other(me), not waits_on_me and me == one.person_id
        proposed, held = one.proposed, one.held
        if proposed and (proposed.proposed_by_id != me) is waits_on_me:
            at = proposed.proposed_at
            yield WaitingItem(WaitingKind.RHYTHM, proposed.id or 0, *other, at, can_nudge=nudges)
        if held and one.due_since and one.is_due(today) and (me == one.rater_id) is waits_on_me:
            yield WaitingItem(
                WaitingKind.DUE, held.id or 0, *other, one.due_since, can_nudge=nudges
            )


def _obstacle(
    request: HelpRequest, other: tuple[int, str], *, can_nudge: bool = False
) -> WaitingItem:
    other_id, name = other
    return WaitingItem(
        WaitingKind.OBSTACLE,
        request.id,
        other_id,
        name,
        request.since,
        text=request.help_needed,
        can_nudge=can_nudge,
    )
