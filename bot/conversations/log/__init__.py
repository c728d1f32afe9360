"""The quick log (/catat): what was done, for which result, in two taps and a sentence."""

from __future__ import annotations

from bot.conversations.log.cards import (
    show,
    show_list,
    show_month,
    show_piece,
    show_pieces,
)
from bot.conversations.log.changing import CHANGING_ACTIONS, CHANGING_FORMS
from bot.conversations.log.noting import NOTING_FORM, begin, begin_empty, pick_up
from bot.conversations.log.pieces import EVIDENCE_ACTIONS, EVIDENCE_FORM
from bot.talk.conversation import Command, Conversation, MenuLine
from bot.talk.turn import action, button
from kinerja.messages import N_

CONVERSATION = Conversation(
    name="log",
    commands=(Command(("catat", "log"), N_("Note work when it happens"), begin),),
    actions={
        "log": begin_empty,
        "log.list": show_list,
        "log.month": show_month,
        "log.open": show,
        "log.files": show_pieces,
        "log.file": show_piece,
        **CHANGING_ACTIONS,
        **EVIDENCE_ACTIONS,
    },
    forms=(NOTING_FORM, *CHANGING_FORMS, EVIDENCE_FORM),
    menu=(MenuLine(N_("Quick log"), "log"),),
    mends=(button(N_("Change a log"), action("log.list")),),
    picks_up=pick_up,
)
