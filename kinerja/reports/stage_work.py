"""Planning, logging, reporting and filing: whom it concerns, and who has it still to do."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, and_, exists, or_
from sqlmodel import col

from kinerja.models import (
    Filing,
    FilingSpan,
    LogEntry,
    PerformancePlan,
    PlanStatus,
    Position,
    ProgressReport,
    ReportStatus,
)
from kinerja.reports.stage_asked import Answer, Asked, within
from kinerja.reports.stage_ranks import raters
from kinerja.reports.windows import OpenWindow
from kinerja.services.authority import valid_on

_SENT = (ReportStatus.SUBMITTED, ReportStatus.ACCEPTED)


def no_plan(person: Any, window: OpenWindow) -> ColumnElement[bool]:
    """Return the condition of people without an approved plan in a window's period."""
    return ~exists().where(
        col(PerformancePlan.person_id) == col(person.id),
        col(PerformancePlan.status) == PlanStatus.APPROVED,
        *within(window),
    )


def not_reported(person: Any, window: OpenWindow, today: date) -> ColumnElement[bool]:
    """Return the condition of people who have sent no report of a month, or not of each post with a plan."""
    sent = exists().where(
        col(ProgressReport.person_id) == col(person.id),
        col(ProgressReport.period) == window.starts_on,
        col(ProgressReport.status).in_(_SENT),
    )
    of_post = exists().where(
        col(ProgressReport.position_id) == col(PerformancePlan.position_id),
        col(ProgressReport.period) == window.starts_on,
        col(ProgressReport.status).in_(_SENT),
    )
    other_post = exists().where(
        col(PerformancePlan.person_id) == col(person.id),
        col(PerformancePlan.status) == PlanStatus.APPROVED,
        *within(window),
        col(Position.id) == col(PerformancePlan.position_id),
        valid_on(Position.starts_on, Position.ends_on, today),
        ~of_post,
    )
    return or_(~sent, other_post)


def planning(asked: Asked) -> Answer:
    """Concern employees, until their plan is approved."""
    return asked.is_employee, no_plan(asked.person, asked.window)


def plans_waiting(asked: Asked) -> Answer:
    """Concern raters, while plans of their people wait."""
    waiting = (col(PerformancePlan.status) == PlanStatus.SUBMITTED, *within(asked.window))
    rated = raters(asked.today, deciding=True)
    of_plan = rated.join(PerformancePlan, col(PerformancePlan.position_id) == col(Position.id))
    return asked.is_in(rated), asked.is_in(of_plan.where(*waiting))


def daily_log(asked: Asked) -> Answer:
    """Concern employees, until they have logged something on the day."""
    logged = exists().where(
        col(LogEntry.person_id) == col(asked.person.id),
        col(LogEntry.day) == asked.window.starts_on,
        col(LogEntry.deleted_at).is_(None),
    )
    return asked.is_employee, ~logged


def monthly_report(asked: Asked) -> Answer:
    """Concern employees, until they have reported; who is out of the counts is not asked."""
    left = not_reported(asked.person, asked.window, asked.today)
    return asked.is_employee, and_(left, ~asked.is_excused)


def filing(asked: Asked) -> Answer:
    """Concern who has reported, until each post's month is ticked as copied into e-Kinerja."""
    reported = (
        col(ProgressReport.person_id) == col(asked.person.id),
        col(ProgressReport.period) == asked.window.starts_on,
        col(ProgressReport.status).in_(_SENT),
    )
    filed = exists().where(
        col(Filing.position_id) == col(ProgressReport.position_id),
        col(Filing.span) == FilingSpan.MONTH,
        col(Filing.first_day) == asked.window.starts_on,
    )
    return exists().where(*reported), exists().where(*reported, ~filed)
