"""Lesson hours in words: kinds, states, and how far somebody is, with the right wording for each employment."""

from __future__ import annotations

from kinerja.messages import N_, Message, lines, say
from kinerja.models import LearningKind, LearningState
from kinerja.reports.learning import Hours
from kinerja.rules.lesson_hours import HourState

KINDS = {
    LearningKind.TECHNICAL: N_("Technical training"),
    LearningKind.E_LEARNING: N_("E-learning"),
    LearningKind.GUIDANCE: N_("Technical guidance"),
    LearningKind.SEMINAR: N_("Seminar, conference"),
    LearningKind.WORKSHOP: N_("Workshop"),
    LearningKind.COACHING: N_("Coaching, mentoring"),
    LearningKind.BRIEFING: N_("Briefing"),
    LearningKind.COURSE: N_("Course"),
    LearningKind.FUNCTIONAL: N_("Functional training"),
    LearningKind.LEADERSHIP: N_("Leadership training"),
    LearningKind.SOCIAL: N_("Social and cultural"),
    LearningKind.COMMUNITY: N_("Learning community"),
    LearningKind.SELF_STUDY: N_("Self-study"),
    LearningKind.WORKPLACE: N_("Guidance at work"),
    LearningKind.BENCHMARKING: N_("Benchmarking"),
    LearningKind.EXCHANGE: N_("Exchange, secondment"),
    LearningKind.DISTANCE: N_("Distance training"),
    LearningKind.EDUCATION: N_("Education"),
}
STATES = {
    LearningState.WAITING: N_("waits for your superior"),
    LearningState.RETURNED: N_("to be completed"),
    LearningState.CONFIRMED: N_("confirmed"),
}
_SENTENCES = {
    HourState.BELOW: N_(
        "Confirmed: <b>{hours}</b> of at least {wanted} lesson hours; {left} are missing until {last}."
    ),
    HourState.REACHED: N_(
        "Confirmed: <b>{hours}</b> lesson hours. The least of {wanted} for this year is reached."
    ),
    HourState.WITHIN: N_(
        "Confirmed: <b>{hours}</b> lesson hours from the agency since {first}. Up to {left} more can be given "
        "until {last} (at most {wanted} a year of the contract). This is information; nothing is owed."
    ),
    HourState.USED_UP: N_(
        "Confirmed: <b>{hours}</b> lesson hours from the agency since {first}, the most a year of the "
        "contract allows."
    ),
    HourState.EXCEEDED: N_(
        "Confirmed: <b>{hours}</b> lesson hours from the agency since {first}, more than the {wanted} a year "
        "of the contract allows. Please let the personnel office know."
    ),
}


def hours_text(hours: Hours) -> Message:
    """Say how far somebody's hours are, and what waits to be confirmed."""
    if hours.rule is None or hours.standing is None:
        return say(N_("No lesson hours are counted for you."))
    agency = hours.rule.basis.by_agency
    return lines(
        say(
            _SENTENCES[hours.standing.state],
            hours=hours.confirmed,
            wanted=hours.rule.hours,
            left=hours.standing.left,
            first=hours.first,
            last=hours.last,
        ),
        say(N_("Waiting to be confirmed: {hours}"), hours=hours.waiting) if hours.waiting else None,
        say(N_("According to the agency's setting.")) if agency else None,
    )
