"""The numbers a reminder says, never names; and whether there is anything to say at all."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlmodel import Session, col, func, select

from kinerja.models import (
    PerformancePlan,
    PlanStatus,
    Position,
    ProgressReport,
    ReportLine,
    ReportStatus,
    ResultCheck,
    Unit,
)
from kinerja.regulation import Regulation
from kinerja.reports.learning import hours_of_people
from kinerja.reports.led_team import led_team
from kinerja.reports.overdue_people import overdue_posts
from kinerja.reports.stage_asked import within
from kinerja.reports.team import rated_team
from kinerja.reports.windows import OpenWindow
from kinerja.rules.access import Actor
from kinerja.rules.exceptions import Concern
from kinerja.rules.periods import local_date
from kinerja.rules.reminders import Reminder, ReminderName
from kinerja.services.authority import posts_rated_by
from kinerja.services.standing_in import posts_decided_by

Details = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class _Asked:
    session: Session
    reminder: Reminder
    one: OpenWindow
    me: int
    today: date
    closes_day: int


def details_of(
    session: Session,
    reminder: Reminder,
    one: OpenWindow,
    person_id: int,
    today: date,
    closes_day: int,
) -> Details | None:
    """Return the numbers of a reminder for somebody; None where there is nothing to say, so that it is left out."""
    count = _OF.get(reminder.name)
    if count is None:
        return {}
    return count(_Asked(session, reminder, one, person_id, today, closes_day))


def _planning(asked: _Asked) -> Details:
    """Count the plans of people whom somebody rates that wait for approval."""
    waiting = select(func.count(col(PerformancePlan.id))).where(
        col(PerformancePlan.position_id).in_(posts_decided_by(asked.me, asked.today)),
        col(PerformancePlan.person_id) != asked.me,
        col(PerformancePlan.status) == PlanStatus.SUBMITTED,
        *within(asked.one),
    )
    return {"plans": asked.session.exec(waiting).one()}


def _feedback(asked: _Asked) -> Details:
    """Count the reports that wait for somebody's decision, and the results that wait for their check."""
    period = col(ProgressReport.period) == asked.one.starts_on
    sent = col(ProgressReport.status) == ReportStatus.SUBMITTED
    reports = (
        select(ProgressReport.submitted_at, Unit.zone)
        .join(Position, col(Position.id) == col(ProgressReport.position_id))
        .join(Unit, col(Unit.id) == col(Position.unit_id))
        .where(
            period,
            sent,
            col(ProgressReport.position_id).in_(posts_rated_by(asked.me, asked.today)),
            col(ProgressReport.person_id) != asked.me,
        )
    )
    checks = (
        select(func.count(col(ResultCheck.id)))
        .join(ReportLine, col(ReportLine.id) == col(ResultCheck.line_id))
        .join(ProgressReport, col(ProgressReport.id) == col(ReportLine.report_id))
        .where(
            period,
            sent,
            col(ResultCheck.leader_id) == asked.me,
            col(ResultCheck.checked_at).is_(None),
            col(ResultCheck.due_on) >= asked.today,
        )
    )
    days = [local_date(at, zone) for at, zone in asked.session.exec(reports) if at is not None]
    return {
        "reports": len(days),
        "since": min(days, default=None),
        "checks": asked.session.exec(checks).one(),
    }


def _exceptions(asked: _Asked) -> Details | None:
    """Count who needs attention and why, of those somebody rates and of those whose results they lead."""
    me = Actor(asked.me)
    members = rated_team(asked.session, me, asked.today, asked.closes_day).exceptions
    led = [
        one
        for one in led_team(asked.session, me, asked.today)
        if one.obstacles or any(i.behind for result in one.results for i in result.indicators)
    ]
    if not members and not led:
        return None
    found = {one.value: sum(one in member.concerns for member in members) for one in Concern}
    return {"people": len(members), "led": len(led), **found}


def _escalation(asked: _Asked) -> Details | None:
    """Count who is overdue below the people somebody rates, and whose people they are."""
    found = overdue_posts(asked.session, asked.me, asked.reminder.stage, asked.one, asked.today)
    if not found:
        return None
    return {
        "people": len({one.person_id for one in found}),
        "raters": len({one.rater for one in found}),
    }


def _learning(asked: _Asked) -> Details | None:
    """Return the lesson hours that are missing, or of a contract employee those that can still be given."""
    found = hours_of_people(asked.session, [asked.me], asked.today, Regulation())[asked.me]
    if found.rule is None or found.standing is None:
        return None
    if not found.standing.left:
        return None
    return {
        "confirmed": found.confirmed,
        "waiting": found.waiting,
        "left": found.standing.left,
        "most": found.rule.hours,
        "until": found.last,
    }


_OF: dict[ReminderName, Callable[[_Asked], Details | None]] = {
    ReminderName.PLANNING: _planning,
    ReminderName.FEEDBACK: _feedback,
    ReminderName.EXCEPTIONS: _exceptions,
    ReminderName.ESCALATION: _escalation,
    ReminderName.LEARNING: _learning,
}
