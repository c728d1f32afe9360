"""Evaluation (/evaluasi): a unit's performance, the rating of people, and what they say of themselves."""

from __future__ import annotations

from bot.conversations.evaluation import (
    calibration,
    mine,
    oneself,
    organisation,
    people,
    proposing,
    rating,
    record,
    releasing,
)
from bot.conversations.evaluation.home import choose_period, show
from bot.conversations.evaluation.notices import NOTICES
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from kinerja.messages import N_

CONVERSATION = Conversation(
    name="evaluation",
    commands=(
        Command(
            ("evaluasi", "evaluation"),
            N_("Evaluation: rating, and how I was rated"),
            show,
            Audience.ANYONE,
        ),
    ),
    actions={
        "eval": show,
        "eval.periods": choose_period,
        "eval.people": people.show_people,
        "eval.of": people.show_one,
        **rating.ACTIONS,
        **record.ACTIONS_OF_RECORD,
        **proposing.ACTIONS,
        **organisation.ACTIONS,
        **oneself.ACTIONS,
        **calibration.ACTIONS,
        **releasing.ACTIONS,
        **mine.ACTIONS,
    },
    forms=(
        rating.RATE,
        rating.RATE_ITEM,
        organisation.ORGANISATION,
        oneself.SELF_ASSESS,
        calibration.ASK,
        calibration.ANSWER,
        mine.ACKNOWLEDGE,
    ),
    notices=NOTICES,
    menu=(MenuLine(N_("Evaluation"), "eval", Audience.ANYONE),),
)
