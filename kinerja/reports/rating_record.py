"""The year's record of a post, as its rater has it before the eyes when rating: facts, and no suggestion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evaluation,
    EvaluationState,
    Evidence,
    EvidenceMark,
    Feedback,
    FeedbackAction,
    FollowUp,
    Obstacle,
    PerformancePlan,
    Period,
    Person,
    PlanStatus,
    Position,
    Predicate,
    ProgressReport,
    Rating,
    ReportLine,
    ReportStatus,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import last_of_month, month_after
from kinerja.services.authority import authorise
from kinerja.services.numbers import number_of

_SENT = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """A plan of the year: which version, from when until when."""

    plan_id: int
    version: int
    starts_on: date
    ends_on: date


@dataclass(frozen=True, slots=True)
class ReportOfMonth:
    """The report of a month that counts, and how many pieces of evidence have which mark (None: not checked)."""

    report_id: int
    month: date
    status: ReportStatus
    late: bool
    evidence: Mapping[EvidenceMark | None, int]


@dataclass(frozen=True, slots=True)
class FeedbackGiven:
    """Feedback the person got in the year, from whom and whether they answered; its words are one tap away."""

    feedback_id: int
    giver: str
    given_at: datetime
    progress: bool
    answered: bool


@dataclass(frozen=True, slots=True)
class OpenPoint:
    """What is open: an obstacle in its words, or what somebody still has to do after feedback."""

    since: datetime
    obstacle: str = ""
    action: FeedbackAction | None = None


@dataclass(frozen=True, slots=True)
class EarlierRating:
    """A released evaluation of an earlier period of the year, whoever gave it."""

    evaluation_id: int
    starts_on: date
    ends_on: date
    rater: str
    results: Rating
    behaviour: Rating
    predicate: Predicate


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """Everything of the year up to the end of the period; ``missing`` are the months without a report."""

    person: str
    title: str
    starts_on: date
    ends_on: date
    plans: tuple[PlanInForce, ...]
    reports: tuple[ReportOfMonth, ...]
    missing: tuple[date, ...]
    feedback: tuple[FeedbackGiven, ...]
    open_points: tuple[OpenPoint, ...]
    earlier: tuple[EarlierRating, ...]


def rating_record(
    session: Session, actor: Actor, position_id: int, period_id: int, today: date
) -> RatingRecord:
    """Return the record of a post from the beginning of the year to the end of a period, to its rater."""
    post = session.get(Position, position_id)
    period = session.get(Period, period_id)
    if post is None or period is None:
        raise Unknown
    authorise(session, actor, Action.RATE, post.person_id, today, position_id=position_id)
    first, last = date(period.starts_on.year, 1, 1), period.ends_on
    plans = _plans(session, position_id, first, last)
    reports = _reports(session, position_id, first, last)
    return RatingRecord(
        person=session.get_one(Person, post.person_id).name,
        title=post.title,
        starts_on=first,
        ends_on=last,
        plans=plans,
        reports=reports,
        missing=_missing(plans, reports, (last, today)),
        feedback=_feedback(session, post.person_id, first, last),
        open_points=_open_points(session, post),
        earlier=_earlier(session, post.person_id, first, period.starts_on),
    )


def _plans(session: Session, position_id: int, first: date, last: date) -> tuple[PlanInForce, ...]:
    found = session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id) == position_id,
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.starts_on) <= last,
            col(PerformancePlan.ends_on) >= first,
        )
        .order_by(col(PerformancePlan.starts_on))
    )
    return tuple(
        PlanInForce(number_of(one), one.version, one.starts_on, one.ends_on) for one in found
    )


def _reports(
    session: Session, position_id: int, first: date, last: date
) -> tuple[ReportOfMonth, ...]:
    found = session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.position_id) == position_id,
            col(ProgressReport.status).in_(_SENT),
            col(ProgressReport.period).between(first, last),
        )
        .order_by(col(ProgressReport.period), col(ProgressReport.version))
    ).all()
    marks: dict[int, dict[EvidenceMark | None, int]] = defaultdict(dict)
    counted = session.exec(
        select(col(ReportLine.report_id), col(Evidence.mark), func.count())
        .join(Evidence, col(Evidence.line_id) == col(ReportLine.id))
        .where(
            col(ReportLine.report_id).in_([number_of(one) for one in found]),
            col(Evidence.removed_at).is_(None),
        )
        .group_by(col(ReportLine.report_id), col(Evidence.mark))
    )
    for report_id, mark, pieces in counted:
        marks[report_id][mark] = pieces
    return tuple(
        ReportOfMonth(number_of(one), one.period, one.status, one.late, marks[number_of(one)])
        for one in found
    )


def _missing(
    plans: tuple[PlanInForce, ...], reports: tuple[ReportOfMonth, ...], until: tuple[date, date]
) -> tuple[date, ...]:
    """Return the months of the plans that have ended and have no report."""
    reported = {one.month for one in reports}
    found = []
    for plan in plans:
        month = plan.starts_on.replace(day=1)
        while month <= plan.ends_on and all(last_of_month(month) <= day for day in until):
            if month not in reported:
                found.append(month)
            month = month_after(month)
    return tuple(dict.fromkeys(found))


def _feedback(
    session: Session, person_id: int, first: date, last: date
) -> tuple[FeedbackGiven, ...]:
    rows = session.exec(
        select(Feedback, col(Person.name))
        .join(Person, col(Person.id) == col(Feedback.giver_id))
        .where(col(Feedback.receiver_id) == person_id)
        .order_by(col(Feedback.given_at), col(Feedback.id))
    )
    return tuple(
        FeedbackGiven(
            number_of(one), giver, one.given_at, one.progress, one.answered_at is not None
        )
        for one, giver in rows
        if first <= one.given_at.date() <= last
    )


def _open_points(session: Session, post: Position) -> tuple[OpenPoint, ...]:
    obstacles = session.exec(
        select(Obstacle).where(
            col(Obstacle.position_id) == post.id, col(Obstacle.closed_at).is_(None)
        )
    )
    items = session.exec(
        select(FollowUp).where(
            col(FollowUp.person_id) == post.person_id, col(FollowUp.closed_at).is_(None)
        )
    )
    found = (
        *(OpenPoint(one.opened_at, obstacle=one.text) for one in obstacles),
        *(OpenPoint(one.opened_at, action=one.action) for one in items),
    )
    return tuple(sorted(found, key=lambda one: one.since))


def _earlier(
    session: Session, person_id: int, first: date, before: date
) -> tuple[EarlierRating, ...]:
    rows = session.exec(
        select(Evaluation, Period, col(Person.name))
        .join(Period, col(Period.id) == col(Evaluation.period_id))
        .join(Person, col(Person.id) == col(Evaluation.rater_id))
        .where(
            col(Evaluation.person_id) == person_id,
            col(Evaluation.state) == EvaluationState.RELEASED,
            col(Period.ends_on).between(first, before),
        )
        .order_by(col(Period.starts_on), col(Evaluation.id))
    )
    return tuple(
        EarlierRating(
            number_of(one),
            period.starts_on,
            period.ends_on,
            rater,
            one.results,
            one.behaviour,
            one.predicate,
        )
        for one, period, rater in rows
        if one.results and one.behaviour and one.predicate
    )
