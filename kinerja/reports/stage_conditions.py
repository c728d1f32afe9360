"""Which conditions belong to which stage and audience."""

from __future__ import annotations

from collections.abc import Callable

from kinerja.reports import stage_evaluation as evaluation
from kinerja.reports import stage_supervision as supervision
from kinerja.reports import stage_work as work
from kinerja.reports.stage_asked import Answer, Asked
from kinerja.rules.reminders import Laid, ReminderName, Whom

Condition = Callable[[Asked], Answer]

CONDITIONS: dict[tuple[ReminderName, Whom], Condition] = {
    (ReminderName.PLANNING, Whom.EMPLOYEE): work.planning,
    (ReminderName.PLANNING, Whom.RATER): work.plans_waiting,
    (ReminderName.DAILY_LOG, Whom.EMPLOYEE): work.daily_log,
    (ReminderName.MONTHLY_REPORT, Whom.EMPLOYEE): work.monthly_report,
    (ReminderName.FILING, Whom.EMPLOYEE): work.filing,
    (ReminderName.FEEDBACK, Whom.RATER): supervision.feedback_of_rater,
    (ReminderName.FEEDBACK, Whom.LEADER): supervision.feedback_of_leader,
    (ReminderName.EXCEPTIONS, Whom.RATER): supervision.somebody_rated,
    (ReminderName.EXCEPTIONS, Whom.LEADER): supervision.somebody_led,
    (ReminderName.ESCALATION, Whom.SUPERIOR): supervision.overdue_below,
    (ReminderName.PERIODIC_EVALUATION, Whom.RATER): evaluation.evaluating,
    (ReminderName.PERIODIC_EVALUATION, Whom.EMPLOYEE): evaluation.acknowledging,
    (ReminderName.ANNUAL_EVALUATION, Whom.RATER): evaluation.evaluating,
    (ReminderName.ANNUAL_EVALUATION, Whom.EMPLOYEE): evaluation.self_assessing,
    (ReminderName.LEARNING, Whom.EMPLOYEE): evaluation.learning,
}
"""Of every stage and audience; clocks have one in common."""


def answer_of(asked: Asked, whom: Whom) -> Answer:
    """Return the conditions of one audience."""
    if asked.reminder.laid is Laid.CLOCK:
        return evaluation.clock(asked, whom)
    return CONDITIONS[asked.reminder.name, whom](asked)
