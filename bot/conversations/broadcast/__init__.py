"""Announcements (/pengumuman): write, address, try, hand over, watch, stop, correct, withdraw."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.broadcast import (
    addressing,
    composing,
    filters,
    mending,
    outcomes,
    reading,
    releasing,
    running,
    templates,
    timing,
    words,
)
from bot.conversations.broadcast.words import STATES, progress_text
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.figures import short
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Turn, action, button, home
from kinerja.messages import N_, say
from kinerja.reports.broadcasts import broadcasts_of
from kinerja.services.telling import Notice

_LISTED = 2


def show_list(turn: Turn, page: int = 1) -> Answer:
    """List the announcements of the person's units, newest first, and offer to write one."""
    shown = page_of(broadcasts_of(turn.session, turn.actor, turn.today), page, _LISTED)
    rows: list[tuple[Button, ...]] = [
        (
            button(
                "{number}. {text} · {state}",
                action("bc.open", one.id),
                number=str(one.id),
                text=short(one.text.replace("*", ""), 18) or say(N_("no text")),
                state=say(STATES[one.state]),
            ),
        )
        for one in shown.items
    ]
    rows.append(
        (button(N_("Write one"), action("bc.new")), button(N_("Templates"), action("bc.templates")))
    )
    rows.append((*shown.turning(lambda number: action("bc", number)), home()))
    text = N_(
        "<b>Announcements</b>\nThey go to the people of your units who are linked; you see who got them "
        "and can stop, correct or withdraw them."
    )
    return Reply(say(text), tuple(rows))


def _progress(values: Mapping[str, Any]) -> Reply:
    return Reply(progress_text(values), running.progress_rows(values))


def _done(values: Mapping[str, Any]) -> Reply:
    row = (
        button(N_("Delivery report"), action("bc.report", values["broadcast_id"])),
        button(N_("Open"), action("bc.open", values["broadcast_id"])),
    )
    return Reply(progress_text(values), (row, (home(),)))


def _to_approve(values: Mapping[str, Any]) -> Reply:
    return _opening(N_("An announcement waits for your look before it goes out."), values)


def _approved(values: Mapping[str, Any]) -> Reply:
    return _opening(N_("Your announcement was approved."), values)


def _sent_back(values: Mapping[str, Any]) -> Reply:
    return _opening(N_("Your announcement came back with a reason."), values)


def _opening(sentence: str, values: Mapping[str, Any]) -> Reply:
    return Reply(say(sentence), ((button(N_("Open"), action("bc.open", values["broadcast_id"])),),))


CONVERSATION = Conversation(
    name="broadcast",
    commands=(
        Command(
            ("pengumuman", "siaran", "broadcast"),
            N_("Announce something to your units"),
            show_list,
            Audience.ANNOUNCER,
        ),
    ),
    actions={
        "bc": show_list,
        "bc.read": reading.read,
        "bc.show": reading.show,
        "bc.tried": reading.tried,
        **composing.ACTIONS,
        **templates.ACTIONS,
        **timing.ACTIONS,
        **addressing.ACTIONS,
        **filters.ACTIONS,
        **releasing.ACTIONS,
        **running.ACTIONS,
        **mending.ACTIONS,
        **outcomes.ACTIONS,
    },
    forms=(
        *composing.FORMS,
        *timing.FORMS,
        *addressing.FORMS,
        *releasing.FORMS,
        *mending.FORMS,
    ),
    notices={
        Notice.BROADCAST: words.announcement_reply,
        Notice.BROADCAST_TEST: words.test_reply,
        Notice.BROADCAST_RECALLED: words.recalled_reply,
        Notice.BROADCAST_UNREAD: reading.unread,
        Notice.BROADCAST_PROGRESS: _progress,
        Notice.BROADCAST_DONE: _done,
        Notice.BROADCAST_TO_APPROVE: _to_approve,
        Notice.BROADCAST_APPROVED: _approved,
        Notice.BROADCAST_SENT_BACK: _sent_back,
    },
    menu=(MenuLine(N_("Announcements"), "bc", Audience.ANNOUNCER),),
)
