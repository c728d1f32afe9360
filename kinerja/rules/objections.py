"""What may be done with an objection, and in which order."""

from __future__ import annotations

from datetime import date, timedelta

from kinerja.errors import N_, Refused
from kinerja.models.delivery import DeliveryAnswer
from kinerja.models.objection import ObjectionState
from kinerja.rules.legal_clocks import ClockRun, is_over

MOST_EVIDENCE = 10
ANSWERED_WITHIN = timedelta(days=7)
"""How long a decision waits for the rater's answer; then it can do without."""


def check_may_object(answer: DeliveryAnswer | None, clock: ClockRun, today: date) -> None:
    """Refuse an objection after its clock has run out by every reading, or a second one."""
    if answer is DeliveryAnswer.OBJECTED:
        raise Refused(N_("You have already objected to this evaluation."))
    if is_over(clock, today):
        raise Refused(
            N_("An objection was possible until {day}; the time is over."), day=clock.closes_on
        )


def check_draft(state: ObjectionState) -> None:
    """Refuse to change an objection that was sent."""
    if state is not ObjectionState.DRAFT:
        raise Refused(N_("The objection was sent, so it stays as it is."))


def check_sendable(reasons: str) -> None:
    """Refuse to send an objection without reasons."""
    if not reasons:
        raise Refused(N_("Please write your reasons first; an objection needs them."))


def check_answerable(state: ObjectionState) -> None:
    """Refuse a second answer, and one that comes after the decision."""
    if state is not ObjectionState.SENT:
        raise Refused(N_("This objection does not wait for your answer any more."))


def check_decidable(state: ObjectionState, sent_on: date | None, today: date) -> None:
    """Refuse a second decision, and one before the rater was heard or had the time to answer."""
    if state is ObjectionState.DECIDED:
        raise Refused(N_("This objection is decided. The decision is final."))
    if state is not ObjectionState.ANSWERED and may_decide_on(sent_on, today) > today:
        raise Refused(
            N_("Please hear the rater first. Without an answer you can decide from {day} on."),
            day=may_decide_on(sent_on, today),
        )


def may_decide_on(sent_on: date | None, today: date) -> date:
    """Return from which day on an objection can be decided without an answer of the rater."""
    return (sent_on or today) + ANSWERED_WITHIN
