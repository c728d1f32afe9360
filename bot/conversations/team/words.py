"""What became of a report, and what needs attention, in words."""

from __future__ import annotations

from kinerja.messages import N_, Message, lines, say
from kinerja.reports.team_figures import Member, ReportState
from kinerja.rules.exceptions import Concern
from kinerja.rules.periods import local_date

STATES = {
    ReportState.ACCEPTED: N_("accepted on {day}"),
    ReportState.WAITING: N_("waits for review since {day}"),
    ReportState.RETURNED: N_("returned to be completed on {day}"),
    ReportState.MISSING: N_("not reported yet"),
    ReportState.NO_PLAN: N_("no plan for that month"),
    ReportState.ON_LEAVE: N_("on leave"),
}
CONCERNS = {
    Concern.BELOW_TARGET: N_("value below the target"),
    Concern.OBSTACLE: N_("obstacle open for more than five working days"),
    Concern.NO_LOG: N_("no log for ten working days"),
}


def state_of(member: Member) -> Message:
    """Say what became of somebody's report, and when."""
    sentence = say(STATES[member.state])
    if member.since is None:
        return sentence
    return say(STATES[member.state], day=local_date(member.since, member.zone))


def attention(member: Member) -> Message | None:
    """Say why somebody needs attention, if they do."""
    if not member.concerns:
        return None
    reasons = tuple(say(N_("⚠ {reason}"), reason=say(CONCERNS[one])) for one in member.concerns)
    return lines(*reasons)


def feedback_line(member: Member) -> Message:
    """Say when somebody last received feedback."""
    if member.last_feedback is None:
        return say(N_("no feedback yet"))
    return say(N_("feedback {day}"), day=local_date(member.last_feedback, member.zone))
