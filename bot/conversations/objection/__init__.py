"""Objections (/keberatan): sent with reasons, answered by the rater, decided from above; final."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.objection import case, deciding, filing
from bot.conversations.objection.words import STATES
from bot.talk.conversation import Audience, Command, Conversation
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.period_names import period_name
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.messages import N_, lines, say
from kinerja.models import ObjectionState
from kinerja.reports.objections import objections_of
from kinerja.services.telling import Notice

LISTED = 3


def show(turn: Turn, page: int = 1) -> Answer:
    """Show the objections that concern the reader; those that wait for them come first."""
    found = objections_of(turn.session, turn.actor, turn.today)
    shown = page_of(found, page, LISTED)
    listed = [
        say(
            N_("<b>{name}</b>, {period}: {state}"),
            name=short(one.name, 40),
            period=period_name(one.kind, one.starts_on),
            state=say(STATES[one.state]),
        )
        for one in shown.items
    ]
    nothing = say(
        N_(
            "There is none. Somebody who does not agree with an evaluation objects from the evaluation itself."
        )
    )
    text = lines(say(N_("<b>Objections</b>")), *(listed or [nothing]))
    opening = tuple(
        (
            button(
                "{name}, {period}",
                action("obj.open", one.objection_id),
                name=short(one.name, 20),
                period=period_name(one.kind, one.starts_on),
            ),
        )
        for one in shown.items
    )
    turning = shown.turning(lambda number: action("obj", number))
    mine = button(N_("My evaluations"), action("eval.mine"))
    return Reply(text, (*opening, (*turning, mine, home())), protected=True)


def show_one(turn: Turn, objection_id: int) -> Answer:
    """Show one objection: a draft to its author, else the file."""
    card = case.look(turn, objection_id)
    if card.objection.state is ObjectionState.DRAFT:
        return filing.draft_screen(card)
    return case.file_screen(turn, card)


def _told(sentence: str) -> Any:
    def text(values: Mapping[str, Any]) -> Reply:
        opening = ((button(N_("Open"), action("obj.open", values["objection_id"])),),)
        return Reply(say(sentence, name=values["name"]), opening)

    return text


def _without(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "{name} has objected to an evaluation, and nobody above the rater uses the assistant. Please see "
            "that somebody who may decide is invited."
        ),
        name=values["name"],
    )
    return Reply(text, ((home(),),))


CONVERSATION = Conversation(
    name="objection",
    commands=(
        Command(
            ("keberatan", "objection"),
            N_("Objections to evaluations"),
            show,
            Audience.ANYONE,
            shows_only=True,
        ),
    ),
    actions={
        "obj": show,
        "obj.open": show_one,
        **filing.ACTIONS,
        **case.ACTIONS,
        **deciding.ACTIONS,
    },
    forms=(
        filing.REASONS,
        filing.EVIDENCE,
        deciding.ANSWER,
        deciding.UPHOLD,
        deciding.CHANGE,
    ),
    notices={
        Notice.OBJECTION_TO_ANSWER: _told(
            N_("{name} has objected to an evaluation. Please answer.")
        ),
        Notice.OBJECTION_TO_DECIDE: _told(
            N_("{name} has objected to an evaluation. You will decide.")
        ),
        Notice.OBJECTION_WITHOUT_DECIDER: _without,
        Notice.OBJECTION_ANSWERED: _told(N_("The objection of {name} was answered.")),
        Notice.OBJECTION_DECIDED: _told(N_("The objection of {name} is decided.")),
    },
)
