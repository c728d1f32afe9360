"""Feedback, exceptions and what is overdue: for raters, leaders of results, and those above them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from sqlalchemy import ColumnElement, exists
from sqlmodel import col, select

from kinerja.models import (
    Person,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
    ResultCheck,
    Stage,
)
from kinerja.reports.stage_asked import Answer, Asked
from kinerja.reports.stage_ranks import leaders, not_rated, raters, superiors
from kinerja.reports.stage_work import no_plan, not_reported
from kinerja.reports.windows import OpenWindow
from kinerja.rules.periods import DEFAULT_ZONE
from kinerja.rules.quarters import begins_at

_HANDED_IN = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED, ReportStatus.RETURNED)


def _reports_rated(asked: Asked, *statuses: ReportStatus) -> Any:
    return (
        raters(asked.today, of_present_posts=False)
        .join(ProgressReport, col(ProgressReport.position_id) == col(Position.id))
        .where(
            col(ProgressReport.period) == asked.window.starts_on,
            col(ProgressReport.status).in_(statuses),
        )
    )


def feedback_of_rater(asked: Asked) -> Answer:
    """Concern who rates posts with reports, until each is accepted or returned."""
    return (
        asked.is_in(_reports_rated(asked, *_HANDED_IN)),
        asked.is_in(_reports_rated(asked, ReportStatus.SUBMITTED)),
    )


def feedback_of_leader(asked: Asked) -> Answer:
    """Concern who was asked to check a result, while it is with them."""
    asked_to_check: Any = (
        select(ResultCheck.leader_id)
        .join(ReportLine, col(ReportLine.id) == col(ResultCheck.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .where(
            col(ProgressReport.period) == asked.window.starts_on,
            col(ProgressReport.status).in_(_HANDED_IN),
        )
    )
    still_to_check = asked_to_check.where(
        col(ProgressReport.status) == ReportStatus.SUBMITTED,
        col(ResultCheck.checked_at).is_(None),
        col(ResultCheck.due_on) >= asked.today,
    )
    return asked.is_in(asked_to_check), asked.is_in(still_to_check)


def somebody_rated(asked: Asked) -> Answer:
    """Whether there are exceptions among these people ``exceptions_among`` says; SQL cannot."""
    rates = asked.is_in(raters(asked.today))
    return rates, rates


def somebody_led(asked: Asked) -> Answer:
    """Concern who leads results of people whom somebody else rates; see ``somebody_rated``."""
    leads = asked.is_in(leaders(asked.today))
    return leads, leads


def overdue_below(asked: Asked) -> Answer:
    """Concern whoever rates a rater among whose people something of the stage is overdue."""
    found = asked.is_in(
        superiors(asked.today, *overdue(asked.reminder.stage, asked.window, asked.today))
    )
    return found, found


def overdue(stage: Stage, window: OpenWindow, today: date) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions of a post (``Position``, held by ``Person``) whose stage is not done.

    A report that came only after the feedback on it was due is not the rater's delay.
    """
    came = col(Person.joined_on) <= window.window.due
    if stage is Stage.FEEDBACK:
        after_due = window.window.due + timedelta(days=1)
        waiting = exists().where(
            col(ProgressReport.position_id) == col(Position.id),
            col(ProgressReport.period) == window.starts_on,
            col(ProgressReport.status) == ReportStatus.SUBMITTED,
            col(ProgressReport.submitted_at) < begins_at(after_due, DEFAULT_ZONE),
        )
        return (waiting,)
    employed = col(Person.kind).is_not(None)
    if stage is Stage.PLANNING:
        return came, employed, no_plan(Person, window)
    left = not_reported(Person, window, today)
    return came, employed, left, ~not_rated(Person, window.starts_on, window.ends_on)
