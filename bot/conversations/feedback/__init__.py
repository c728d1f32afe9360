"""Feedback (/umpanbalik): given on a report, read, acknowledged, answered."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.feedback.correcting import CORRECT, can_correct
from bot.conversations.feedback.correcting import begin as begin_correction
from bot.conversations.feedback.giving import GIVE
from bot.conversations.feedback.listing import show_list, show_of
from bot.conversations.feedback.screens import feedback_screen
from bot.conversations.feedback.starting import begin, begin_for, begin_led, choose_person
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button
from kinerja.messages import N_, say
from kinerja.reports.feedback import feedback_card, feedback_inbox
from kinerja.rules.feedback import LONGEST_ANSWER
from kinerja.services.giving_feedback import acknowledge, answer, open_feedback
from kinerja.services.telling import Notice

THANKS = {"id": "Terima kasih.", "en": "Thank you."}


def show(turn: Turn, feedback_id: int) -> Answer:
    """Show one feedback; for its receiver it counts as opened."""
    card = feedback_card(turn.session, turn.actor, feedback_id, turn.today)
    if card.received:
        open_feedback(turn.session, turn.actor, feedback_id, now=turn.now, today=turn.today)
    return feedback_screen(card, correctable=can_correct(turn, card))


def confirm(turn: Turn, feedback_id: int) -> Answer:
    """Acknowledge a feedback."""
    acknowledge(turn.session, turn.actor, feedback_id, now=turn.now, today=turn.today)
    return feedback_screen(
        feedback_card(turn.session, turn.actor, feedback_id, turn.today),
        say(N_("Thank you. {name} sees that you have read it."), name=_giver(turn, feedback_id)),
    )


def thank(turn: Turn, feedback_id: int) -> Answer:
    """Thank for a feedback: the shortest answer there is, in the language of the person."""
    thanks = THANKS.get(turn.language, THANKS["en"])
    answer(turn.session, turn.actor, feedback_id, thanks, now=turn.now, today=turn.today)
    card = feedback_card(turn.session, turn.actor, feedback_id, turn.today)
    return feedback_screen(card, say(N_("Your thanks went to {name}."), name=card.giver))


def ask_answer(turn: Turn, feedback_id: int) -> Answer:
    """Ask for an answer to a feedback."""
    card = feedback_card(turn.session, turn.actor, feedback_id, turn.today)
    return Start("fbanswer", {"feedback": feedback_id, "name": card.giver})


def _giver(turn: Turn, feedback_id: int) -> str:
    return feedback_card(turn.session, turn.actor, feedback_id, turn.today).giver


def _save_answer(turn: Turn, answers: Answers) -> Answer:
    feedback_id = answers["feedback"]
    answer(turn.session, turn.actor, feedback_id, answers["text"], now=turn.now, today=turn.today)
    return feedback_screen(
        feedback_card(turn.session, turn.actor, feedback_id, turn.today),
        say(N_("Your answer went to {name}."), name=answers["name"]),
    )


def _told_given(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("fb.open", values["feedback_id"])),)
    return Reply(say(N_("There is new feedback for you.")), (row,))


def _told_read(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("fb.open", values["feedback_id"])),)
    return Reply(say(N_("{name} has read your feedback."), name=values["name"]), (row,))


def _told_corrected(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("fb.open", values["feedback_id"])),)
    return Reply(say(N_("{name} has corrected a feedback for you."), name=values["name"]), (row,))


def _told_answered(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("fb.open", values["feedback_id"])),)
    return Reply(say(N_("{name} has answered your feedback."), name=values["name"]), (row,))


def _unread(turn: Turn) -> int:
    return feedback_inbox(turn.session, turn.actor, turn.today).unread


ANSWER = Form(
    name="fbanswer",
    title=lambda _turn, answers: say(N_("Answer to {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(N_("{name} will read it."), name=answers["name"]),
    fields=(
        Text(
            name="text",
            label=N_("Your answer"),
            question=N_("What would you like to answer?"),
            longest=LONGEST_ANSWER,
        ),
    ),
    save=_save_answer,
    back=lambda answers: action("fb.open", answers["feedback"]),
)

CONVERSATION = Conversation(
    name="feedback",
    commands=(Command(("umpanbalik", "feedback"), N_("Feedback you received"), show_list),),
    actions={
        "fb": show_list,
        "fb.give": begin,
        "fb.led": begin_led,
        "fb.person": begin_for,
        "fb.whom": choose_person,
        "fb.of": show_of,
        "fb.open": show,
        "fb.ack": confirm,
        "fb.answer": ask_answer,
        "fb.thank": thank,
        "fb.fix": begin_correction,
    },
    forms=(GIVE, ANSWER, CORRECT),
    notices={
        Notice.FEEDBACK_GIVEN: _told_given,
        Notice.FEEDBACK_ACKNOWLEDGED: _told_read,
        Notice.FEEDBACK_ANSWERED: _told_answered,
        Notice.FEEDBACK_CORRECTED: _told_corrected,
    },
    menu=(MenuLine(N_("Feedback"), "fb", Audience.EMPLOYEE, badge=_unread),),
)
