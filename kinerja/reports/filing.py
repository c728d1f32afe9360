"""What of somebody's logs and reports was copied into e-Kinerja BKN, and what is still to be."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from sqlmodel import Session, col, or_, select

from kinerja.errors import Unknown
from kinerja.models import Filing, FilingSpan, LogEntry, Position, ProgressReport, ReportStatus
from kinerja.rules.access import Action, Actor
from kinerja.rules.filing import (
    DAILY,
    Content,
    FilingState,
    copied_with,
    looks_back_to,
    span_around,
    state_of,
    together,
    version_of,
)
from kinerja.services.authority import authorise

SENT = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)
"""States of the version of a report that is copied; a returned one is completed first."""

COUNTED = (*SENT, ReportStatus.RETURNED)
"""States of the version whose values are in the sum of the year."""

TO_COPY = (FilingState.OPEN, FilingState.CHANGED)


@dataclass(frozen=True, slots=True)
class FilingPost:
    """A post whose logs and reports are copied apart from those of another."""

    position_id: int
    title: str


@dataclass(frozen=True, slots=True)
class SpanView:
    """A day, week, month or quarter with how it stands.

    ``by`` is the filing that closes it, perhaps of a wider span; ``since`` is when the oldest of what is
    still to be copied came to be; ``count`` are its logs or reports; ``version`` names its content.
    """

    span: FilingSpan
    first: date
    last: date
    state: FilingState
    count: int = 0
    version: str = ""
    since: datetime | None = None
    by: FilingSpan | None = None
    by_first: date | None = None
    filed_at: datetime | None = None

    @property
    def to_copy(self) -> bool:
        """Whether something of it is still to be copied."""
        return self.state in TO_COPY


@dataclass(frozen=True, slots=True)
class FilingOverview:
    """All spans of a post that hold something, by kind and in their order."""

    post: FilingPost
    spans: tuple[SpanView, ...]
    today: date

    def of(self, span: FilingSpan) -> list[SpanView]:
        """Return the spans of one kind that hold something."""
        return [one for one in self.spans if one.span is span]

    def at(self, span: FilingSpan, day: date) -> SpanView:
        """Return the span of a kind that holds a day, also an empty one."""
        first, last = span_around(span, day)
        known = (one for one in self.of(span) if one.first == first)
        return next(known, SpanView(span, first, last, FilingState.EMPTY))

    @property
    def waiting(self) -> tuple[SpanView, ...]:
        """What is to be copied by now: days that are over, months, and quarters that are over."""
        return tuple(one for one in self.spans if one.to_copy and self._is_due(one))

    @property
    def days_waiting(self) -> tuple[SpanView, ...]:
        """The days that are over and whose logs are to be copied."""
        return tuple(one for one in self.waiting if one.span is FilingSpan.DAY)

    @property
    def since(self) -> datetime:
        """Since when the oldest of what waits is to be copied; only where something waits."""
        return min(one.since for one in self.waiting if one.since is not None)

    @property
    def count(self) -> int:
        """How much waits; the days together are one thing."""
        days = len(self.days_waiting)
        return len(self.waiting) - days + bool(days)

    def _is_due(self, one: SpanView) -> bool:
        if one.span is FilingSpan.WEEK:
            return False  # Its days say so.
        return one.span is FilingSpan.MONTH or one.last < self.today


def filing_posts(session: Session, actor: Actor, today: date) -> list[FilingPost]:
    """Return the actor's own posts of this year and the quarter before."""
    return [] if actor.person_id is None else _posts(session, actor.person_id, today)


def filing_overview(
    session: Session, actor: Actor, position_id: int, today: date, about: date | None = None
) -> FilingOverview:
    """Return what of a post was copied and what is to be; ``about`` is a day that must be in it."""
    position = session.get(Position, position_id)
    if position is None:
        raise Unknown
    authorise(session, actor, Action.FILE, position.person_id, today)
    since = looks_back_to(today)
    if about is not None:
        since = min(since, span_around(FilingSpan.QUARTER, about)[0])
    post = FilingPost(position_id, position.title)
    return FilingOverview(post, _spans(session, position, since, today), today)


def to_be_filed(session: Session, actor: Actor, today: date) -> list[FilingOverview]:
    """Return the actor's own posts of which something is to be copied by now."""
    posts = filing_posts(session, actor, today)
    found = [filing_overview(session, actor, post.position_id, today) for post in posts]
    return [one for one in found if one.waiting]


def logs_of_post(
    session: Session, position: Position, first: date, last: date, today: date
) -> Sequence[LogEntry]:
    """Return the logs of a post from day to day, deleted ones too; the caller has asked for the right.

    Work outside the plan that belongs to none of several posts goes with the first of them.
    """
    of_post = col(LogEntry.position_id) == position.id
    posts = _posts(session, position.person_id, today)
    if not posts or posts[0].position_id == position.id:
        of_post = or_(of_post, col(LogEntry.position_id).is_(None))
    return session.exec(
        select(LogEntry)
        .where(
            col(LogEntry.person_id) == position.person_id,
            of_post,
            col(LogEntry.day).between(first, last),
        )
        .order_by(col(LogEntry.day), col(LogEntry.starts_at), col(LogEntry.id))
    ).all()


def _posts(session: Session, person_id: int, today: date) -> list[FilingPost]:
    rows = session.exec(
        select(Position.id, Position.title)
        .where(
            col(Position.person_id) == person_id,
            or_(col(Position.starts_on).is_(None), col(Position.starts_on) <= today),
            or_(col(Position.ends_on).is_(None), col(Position.ends_on) >= looks_back_to(today)),
        )
        .order_by(col(Position.id))
    )
    return [FilingPost(key or 0, title) for key, title in rows]


def _spans(session: Session, position: Position, since: date, today: date) -> tuple[SpanView, ...]:
    filings = session.exec(
        select(Filing).where(
            col(Filing.position_id) == position.id,
            # A week may have begun before.
            col(Filing.first_day) >= since - timedelta(days=6),
        )
    ).all()
    logs = [_of_log(log) for log in logs_of_post(session, position, since, today, today)]
    reports = _reports(session, position, since)
    return tuple(
        view if span in DAILY else _with_its_logs(view, logs)
        for span in FilingSpan
        for view in _views(span, logs if span in DAILY else reports, filings)
    )


def _with_its_logs(view: SpanView, logs: Iterable[Content]) -> SpanView:
    """Name the logs of a month or quarter in its version: whoever closes it closes them, too."""
    within = version_of(log for log in logs if view.first <= log.day <= view.last)
    return replace(view, version=f"{view.version}.{within}" if within else view.version)


def _views(
    span: FilingSpan, contents: Iterable[Content], filings: Sequence[Filing]
) -> Iterable[SpanView]:
    grouped: dict[date, list[Content]] = defaultdict(list)
    for content in contents:
        grouped[span_around(span, content.day)[0]].append(content)
    views = (_view(span, first, grouped[first], filings) for first in sorted(grouped))
    return (view for view in views if view.state is not FilingState.EMPTY)


def _view(
    span: FilingSpan, first: date, contents: list[Content], filings: Sequence[Filing]
) -> SpanView:
    covering: list[Filing] = []
    states, to_copy = [], []
    for content in contents:
        found = copied_with(filings, span, content.day)
        covering += found
        states.append(state_of(content, found))
        if states[-1] in TO_COPY:
            to_copy.append(content.touched)
    by = covering[0] if covering and not to_copy else None
    return SpanView(
        span,
        *span_around(span, first),
        together(states),
        count=sum(not content.gone for content in contents),
        version=version_of(contents),
        since=min(to_copy, default=None),
        by=FilingSpan(by.span) if by else None,
        by_first=by.first_day if by else None,
        filed_at=max((one.filed_at for one in covering), default=None),
    )


def _of_log(log: LogEntry) -> Content:
    return Content(
        log.day,
        log.created_at,
        log.deleted_at or log.changed_at or log.created_at,
        gone=log.deleted_at is not None,
    )


def _reports(session: Session, position: Position, since: date) -> list[Content]:
    """Return the reports that were sent; a correction began when the first version did."""
    versions = session.exec(
        select(ProgressReport)
        .where(
            col(ProgressReport.position_id) == position.id,
            col(ProgressReport.period) >= since,
        )
        .order_by(col(ProgressReport.version))
    ).all()
    began = {report.period: report.opened_at for report in reversed(versions)}
    return [
        Content(report.period, began[report.period], report.content_since or report.submitted_at)
        for report in versions
        if report.status in SENT and report.submitted_at is not None
    ]
