"""What the screens of an evaluation say in the same words."""

from __future__ import annotations

from bot.talk.period_names import period_name
from bot.talk.turn import Button, Turn, action, button
from kinerja.errors import Refused
from kinerja.messages import N_, Message, say
from kinerja.models import DeliveryAnswer, Doubt, EvaluationState, PeriodKind
from kinerja.reports.evaluation_periods import EvaluationPeriod, evaluation_period
from kinerja.reports.to_rate import ToRate

STATES = {
    None: N_("not begun"),
    EvaluationState.DRAFT: N_("draft"),
    EvaluationState.PROPOSED: N_("proposed"),
    EvaluationState.RELEASED: N_("released"),
}
DOUBTS = {
    Doubt.SURPRISE: N_(
        "• <b>No surprise</b>: you rate below expectations, and in this period you have not told {name} of "
        "it in feedback. Would you like to give feedback first?"
    ),
    Doubt.EVERYONE_THE_SAME: N_(
        "• <b>Everyone the same</b>: all the people whom you have rated have the same two ratings. Is that "
        "what you saw?"
    ),
    Doubt.LAST_WEEKS_ONLY: N_(
        "• <b>Only the last month</b>: all your feedback to {name} is of the last four weeks. Did you look "
        "at the whole period?"
    ),
}

DELIVERIES = {
    None: N_("waits for an answer"),
    DeliveryAnswer.ACKNOWLEDGED: N_("received"),
    DeliveryAnswer.OBJECTED: N_("objected to"),
    DeliveryAnswer.SILENT: N_("no answer"),
}


def state_of(one: ToRate) -> Message:
    """Say how far the rater is with somebody."""
    if one.on_leave:
        return say(N_("not rated – leave"))
    if one.asked:
        return say(N_("your superior asks"))
    return say(STATES[one.state])


def name_of(kind: PeriodKind, one: EvaluationPeriod) -> Message:
    """Return the name of a period."""
    return period_name(kind, one.starts_on)


def the_period(turn: Turn, period_id: int) -> EvaluationPeriod:
    """Return a period by its id; refused where it has not begun."""
    found = evaluation_period(turn.session, period_id, turn.today)
    if found is None:
        raise Refused(N_("This period has not begun yet."))
    return found


def back_to(period_id: int) -> Button:
    """Return the button to what is to be done in a period."""
    return button(N_("‹ Evaluation"), action("eval", period_id))
