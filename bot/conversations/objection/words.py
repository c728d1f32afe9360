"""What the screens of an objection say in the same words."""

from __future__ import annotations

from bot.talk.period_names import period_name
from bot.talk.turn import Turn
from kinerja.messages import N_, Message, say
from kinerja.models import ObjectionState
from kinerja.reports.case_timeline import Happened
from kinerja.reports.objections import ObjectionCard, objection_card

STATES = {
    ObjectionState.DRAFT: N_("draft, not sent yet"),
    ObjectionState.SENT: N_("sent, waits for the rater's answer"),
    ObjectionState.ANSWERED: N_("answered, waits for the decision"),
    ObjectionState.DECIDED: N_("decided, final"),
}
HAPPENED = {
    Happened.PLAN_APPROVED: N_("Plan (SKP) approved, version {text}"),
    Happened.REPORT_SENT: N_("Report for {month} sent"),
    Happened.FEEDBACK_GIVEN: N_("Feedback of the rater: {text}"),
    Happened.FEEDBACK_ANSWERED: N_("Answer to the feedback: {text}"),
    Happened.SELF_ASSESSED: N_("Self-assessment: {text}"),
    Happened.RELEASED: N_("Ratings released"),
    Happened.DELIVERED: N_("Evaluation delivered"),
    Happened.OPENED: N_("Evaluation opened"),
    Happened.OBJECTED: N_("Objection sent: {text}"),
    Happened.ANSWERED: N_("Answer of the rater: {text}"),
    Happened.DECIDED: N_("Decision: {text}"),
}


def card_of(turn: Turn, objection_id: int) -> ObjectionCard:
    """Return the file of an objection, to those who may read it."""
    law = turn.options.regulation
    return objection_card(turn.session, turn.actor, objection_id, law, turn.today)


def heading(card: ObjectionCard) -> Message:
    """Say whose objection it is, and to what."""
    about = say(
        N_("{name}, evaluation for {period}"),
        name=card.name,
        period=period_name(card.kind, card.starts_on),
    )
    if not card.objection.number:
        return say(N_("<b>Objection file</b>\n{about}"), about=about)
    return say(
        N_("<b>Objection file {number}</b>\n{about}"), number=card.objection.number, about=about
    )
