"""Feedback from others (/minta): asked for, answered with or without a name, read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.peers import answering, asking, hub, reading
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.turn import Reply, action, button
from kinerja.messages import N_, say
from kinerja.services.telling import Notice


def _told_asked(values: Mapping[str, Any]) -> Reply:
    row = (
        button(N_("Open"), action("peer.see", values["request_id"])),
        button(N_("I would rather not"), action("peer.no", values["request_id"])),
    )
    return Reply(
        say(N_("You are asked for feedback about a colleague. It takes a minute.")), (row,)
    )


def _told_closing(values: Mapping[str, Any]) -> Reply:
    row = (
        button(N_("Open"), action("peer.see", values["request_id"])),
        button(N_("I would rather not"), action("peer.no", values["request_id"])),
    )
    text = N_("Today is the last day of a request for feedback about a colleague.")
    return Reply(say(text), (row,))


CONVERSATION = Conversation(
    name="peers",
    commands=(Command(("minta", "ask"), N_("Feedback from others"), hub.show, Audience.ANYONE),),
    actions={
        "peer": hub.show,
        "peer.asked": hub.show_asked,
        "peer.see": answering.show,
        "peer.no": answering.decline,
        "peer.begin": answering.begin,
        "peer.ask": asking.choose_subject,
        "peer.whom": asking.choose_circle,
        "peer.group": asking.begin_group,
        "peer.pick": asking.begin_picked,
        "peer.find": asking.search,
        "peer.found": asking.begin_found,
        "peer.own": reading.show_own,
        "peer.open": reading.show,
        "peer.sure": reading.ask_cancel,
        "peer.cancel": reading.cancel,
    },
    forms=(asking.ASK, asking.FIND, answering.ANSWER),
    notices={
        Notice.PEERS_ASKED: _told_asked,
        Notice.PEERS_CLOSING: _told_closing,
        Notice.PEERS_ASKED_ABOUT: reading.told_asked_about,
        Notice.PEERS_CLOSED: reading.told_closed,
        Notice.PEER_ANSWERED: reading.told_answered,
    },
    menu=(MenuLine(N_("Feedback from others"), "peer", Audience.ANYONE, badge=hub.count_asked),),
)
