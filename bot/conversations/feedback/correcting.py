"""Correcting a feedback within 24 hours: its three parts, each of which can be changed."""

from __future__ import annotations

from bot.conversations.feedback.screens import feedback_screen
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Start, Turn, action
from kinerja.errors import Unknown
from kinerja.messages import N_, say
from kinerja.reports.feedback import FeedbackCard, feedback_card
from kinerja.rules.feedback import CORRECTED_WITHIN, LONGEST_PART, check_correction
from kinerja.services.correcting_feedback import correct_feedback


def can_correct(turn: Turn, card: FeedbackCard) -> bool:
    """Say whether the person gave this feedback less than 24 hours ago."""
    in_time = turn.now - card.given_at <= CORRECTED_WITHIN
    return card.giver_id == turn.actor.person_id and in_time


def begin(turn: Turn, feedback_id: int) -> Answer:
    """Show the three parts, to change any of them."""
    card = feedback_card(turn.session, turn.actor, feedback_id, turn.today)
    if card.giver_id != turn.actor.person_id:
        raise Unknown
    check_correction(card.given_at, turn.now)
    return Start(
        "fbfix",
        {"feedback": feedback_id, "name": card.receiver},
        {"well": card.went_well, "improve": card.to_improve, "next": card.next_step},
    )


def _save(turn: Turn, answers: Answers) -> Answer:
    parts = (answers["well"] or "", answers["improve"] or "", answers["next"] or "")
    feedback_id = answers["feedback"]
    correct_feedback(turn.session, turn.actor, feedback_id, parts, now=turn.now, today=turn.today)
    card = feedback_card(turn.session, turn.actor, feedback_id, turn.today)
    said = say(
        N_("The correction went to {name}; the words before are kept."), name=answers["name"]
    )
    return feedback_screen(card, said, correctable=can_correct(turn, card))


def _part(name: str, label: str, question: str) -> Text:
    return Text(name=name, label=label, question=question, optional=True, longest=LONGEST_PART)


CORRECT = Form(
    name="fbfix",
    about_others=True,
    title=lambda _turn, answers: say(N_("Correct the feedback to {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(
        N_("{name} is told that it was corrected."), name=answers["name"]
    ),
    fields=(
        _part("well", N_("What went well"), N_("<b>What went well?</b>")),
        _part("improve", N_("What can be improved"), N_("<b>What can be improved?</b>")),
        _part("next", N_("Next step"), N_("<b>What is the next step, and until when?</b>")),
    ),
    save=_save,
    back=lambda answers: action("fb.open", answers["feedback"]),
)
