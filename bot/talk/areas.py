"""What is developed, in words: tags of feedback, values, and what an evaluation names; and where it shows."""

from __future__ import annotations

from bot.talk.behaviours import named
from kinerja.messages import N_, NN_, Message, say
from kinerja.models import (
    RatingOf,
)
from kinerja.models.development import ActionWay, GapSource
from kinerja.rules.suggestions import Gap

_OF_EVALUATIONS = {
    RatingOf.RESULTS.value: N_("Results of work"),
    RatingOf.BEHAVIOUR.value: N_("Behaviour at work"),
}
WAYS = {
    ActionWay.WORK: N_("At work (70)"),
    ActionWay.OTHERS: N_("With others (20)"),
    ActionWay.COURSE: N_("In a course (10)"),
}
SOURCES = {
    GapSource.FEEDBACK: N_("from feedback"),
    GapSource.COMPETENCE: N_("from coaching"),
    GapSource.EVALUATION: N_("from an evaluation"),
    GapSource.OWN: N_("of your own"),
}


def area_name(area: str) -> Message:
    """Return what is developed as people read it."""
    if area in _OF_EVALUATIONS:
        return say(_OF_EVALUATIONS[area])
    return named([area])[0]


def reason_of(gap: Gap) -> Message:
    """Say where a gap shows."""
    if gap.source is GapSource.FEEDBACK:
        return say(
            NN_(
                "named by feedback {n} time since {day}",
                "named by feedback {n} times since {day}",
            ),
            n=gap.count,
            day=gap.since,
        )
    if gap.source is GapSource.COMPETENCE:
        return say(N_("assessed after coaching on {day}"), day=gap.since)
    return say(N_("below expectation in the evaluation of {day}"), day=gap.since)
