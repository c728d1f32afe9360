"""What reminders are called, and until when each comes, for whoever it asks."""

from __future__ import annotations

from kinerja.messages import N_
from kinerja.rules.reminders import ReminderName, Whom

NAMES = {
    ReminderName.PLANNING: N_("Planning (SKP)"),
    ReminderName.DAILY_LOG: N_("Quick log"),
    ReminderName.MONTHLY_REPORT: N_("Monthly report"),
    ReminderName.FILING: N_("Filing in e-Kinerja"),
    ReminderName.FEEDBACK: N_("Reports to review"),
    ReminderName.EXCEPTIONS: N_("Needs attention, weekly"),
    ReminderName.ESCALATION: N_("Overdue below you"),
    ReminderName.PERIODIC_EVALUATION: N_("Periodic evaluation"),
    ReminderName.ANNUAL_EVALUATION: N_("Annual evaluation"),
    ReminderName.DELIVERY: N_("Delivery of the evaluation"),
    ReminderName.ACKNOWLEDGEMENT: N_("Acknowledgement"),
    ReminderName.OBJECTION: N_("Objection"),
    ReminderName.FOLLOW_UP: N_("Follow-up"),
    ReminderName.CONTRACT_END: N_("End of contract or post"),
    ReminderName.LEARNING: N_("Learning hours"),
}

_EMPLOYEE = {
    ReminderName.PLANNING: N_("until your plan is approved"),
    ReminderName.DAILY_LOG: N_("if nothing is noted on the day"),
    ReminderName.MONTHLY_REPORT: N_("until your report is sent"),
    ReminderName.FILING: N_("once you have reported, until you tick it as copied"),
    ReminderName.PERIODIC_EVALUATION: N_("until you have acknowledged it"),
    ReminderName.ANNUAL_EVALUATION: N_("until your self-assessment is written"),
    ReminderName.ACKNOWLEDGEMENT: N_("until you acknowledge or object"),
    ReminderName.OBJECTION: N_("while you can object"),
    ReminderName.FOLLOW_UP: N_("until the check-in is done"),
    ReminderName.CONTRACT_END: N_("until the closing plan is evaluated"),
    ReminderName.LEARNING: N_("until the hours are reached"),
}
_OTHERS = {
    ReminderName.PLANNING: N_("while plans wait for you"),
    ReminderName.FEEDBACK: N_("while reports wait for you"),
    ReminderName.EXCEPTIONS: N_("only if somebody needs attention"),
    ReminderName.ESCALATION: N_("only if something is five working days overdue"),
    ReminderName.PERIODIC_EVALUATION: N_("until everybody is rated"),
    ReminderName.ANNUAL_EVALUATION: N_("until everybody is rated"),
    ReminderName.DELIVERY: N_("until the document is delivered"),
    ReminderName.OBJECTION: N_("until the objection is decided"),
    ReminderName.FOLLOW_UP: N_("until the check-in is done"),
    ReminderName.CONTRACT_END: N_("until the closing plan is evaluated"),
}


def why(name: ReminderName, whom: tuple[Whom, ...]) -> str:
    """Return until when a reminder comes to somebody; as an employee first, where it asks them twice."""
    if Whom.EMPLOYEE in whom and name in _EMPLOYEE:
        return _EMPLOYEE[name]
    return _OTHERS[name]
