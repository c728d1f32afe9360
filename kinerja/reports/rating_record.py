"""The year's record of a post, as its rater has it before the eyes when rating: facts, and no suggestion."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlmodel import Session, col, func, select

from kinerja.errors import Unknown
from kinerja.models import (
    Evidence,
    EvidenceMark,
    PerformancePlan,
    Period,
    PeriodKind,
    Person,
    PlanStatus,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
)
from kinerja.reports.record_of_talks import (
    EarlierRating,
    FeedbackGiven,
    Learnt,
    Observed,
    OpenPoint,
    Talked,
    dialogues_held,
    earlier_ratings,
    feedback_given,
    feedback_received,
    learnt_between,
    observed_by,
    open_points,
)
from kinerja.rules.access import Action, Actor
from kinerja.rules.periods import last_of_month, month_after
from kinerja.services.authority import authorise_part
from kinerja.services.numbers import number_of

_SENT = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED)


@dataclass(frozen=True, slots=True)
class PlanInForce:
    """A plan of the year: which version, from when until when; ``title`` is that of another post."""

    plan_id: int
    version: int
    starts_on: date
    ends_on: date
    title: str = ""


@dataclass(frozen=True, slots=True)
class ReportOfMonth:
    """The report of a month that counts, and how many pieces of evidence have which mark (None: not checked)."""

    report_id: int
    month: date
    status: ReportStatus
    late: bool
    evidence: Mapping[EvidenceMark | None, int]


@dataclass(frozen=True, slots=True)
class RatingRecord:
    """Everything of the year up to the end of the period; ``missing`` are the months without a report.

    The whole year is one timeline over every post of the person. ``given`` counts the feedback that they gave
    to others.
    """

    person: str
    title: str
    starts_on: date
    ends_on: date
    plans: tuple[PlanInForce, ...]
    reports: tuple[ReportOfMonth, ...]
    missing: tuple[date, ...]
    feedback: tuple[FeedbackGiven, ...]
    given: int
    observed: tuple[Observed, ...]
    talked: tuple[Talked, ...]
    learnt: tuple[Learnt, ...]
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
    days = (period.starts_on, period.ends_on)
    authorise_part(session, actor, Action.RATE, post, today, during=days)
    first, last = date(period.starts_on.year, 1, 1), period.ends_on
    posts = _posts(session, post) if period.kind is PeriodKind.YEAR else [post]
    plans = _plans(session, posts, position_id, (first, last))
    reports = _reports(session, [number_of(one) for one in posts], first, last)
    return RatingRecord(
        person=session.get_one(Person, post.person_id).name,
        title=post.title,
        starts_on=first,
        ends_on=last,
        plans=plans,
        reports=reports,
        missing=_missing(plans, reports, (last, today)),
        feedback=feedback_received(session, post.person_id, first, last),
        given=feedback_given(session, post.person_id, first, last),
        observed=observed_by(session, actor.person_id, post.person_id),
        talked=dialogues_held(session, actor.person_id, post.person_id, first, last),
        learnt=learnt_between(session, post.person_id, first, last),
        open_points=open_points(session, post),
        earlier=earlier_ratings(session, post.person_id, first, period.starts_on),
    )


def _posts(session: Session, post: Position) -> Sequence[Position]:
    of_person = select(Position).where(col(Position.person_id) == post.person_id)
    return session.exec(of_person.order_by(col(Position.id))).all()


def _plans(
    session: Session, posts: Sequence[Position], rated_id: int, span: tuple[date, date]
) -> tuple[PlanInForce, ...]:
    titles = {one.id: one.title for one in posts}
    found = session.exec(
        select(PerformancePlan)
        .where(
            col(PerformancePlan.position_id).in_(titles),
            col(PerformancePlan.status) == PlanStatus.APPROVED,
            col(PerformancePlan.starts_on) <= span[1],
            col(PerformancePlan.ends_on) >= span[0],
        )
        .order_by(col(PerformancePlan.starts_on), col(PerformancePlan.id))
    )
    return tuple(
        PlanInForce(
            number_of(one),
            one.version,
            one.starts_on,
            one.ends_on,
            "" if one.position_id == rated_id else titles[one.position_id],
        )
        for one in found
    )


def _reports(
    session: Session, posts: Sequence[int], first: date, last: date
) -> tuple[ReportOfMonth, ...]:
    found = session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.position_id).in_(posts),
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
