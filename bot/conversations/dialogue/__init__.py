"""Dialogues (/dialog): a time that suits both, notes that both confirm, and points that stay until they are done."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.dialogue import (
    arranging,
    choosing,
    levels,
    noting,
    points,
    survey,
    times,
)
from bot.conversations.dialogue.calendar import file_of_notice
from bot.conversations.dialogue.opening import open_one
from bot.conversations.dialogue.screens import list_screen
from bot.conversations.dialogue.words import at_time
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.saying import NoticeText
from bot.talk.turn import Answer, Reply, Turn, action, button
from kinerja.messages import N_, say
from kinerja.reports.coaching import surveys_received
from kinerja.reports.dialogues import dialogues_of
from kinerja.services.telling import Notice


def show_list(turn: Turn, page: int = 1) -> Answer:
    """Show one's dialogues."""
    found = dialogues_of(turn.session, turn.actor, turn.today)
    forms = surveys_received(turn.session, turn.actor, turn.today)
    return list_screen(turn, found, page, len(forms))


def _told(sentence: str) -> NoticeText:
    """Return the text of a notice that names who did it, with the way to the dialogue."""

    def text(values: Mapping[str, Any]) -> Reply:
        row = (button(N_("Open"), action("dlg.open", values["dialogue_id"])),)
        return Reply(say(sentence, name=values["name"]), (row,))

    return text


def _told_file(sentence: str, *, cancelled: bool) -> NoticeText:
    """Return the text of a notice that brings a calendar file."""

    def text(values: Mapping[str, Any]) -> Reply:
        row = (button(N_("Open"), action("dlg.open", values["dialogue_id"])),)
        said = say(sentence, time=at_time(values["starts_at"], values["zone"]))
        return Reply(said, (row,), file=file_of_notice(values, cancelled=cancelled))

    return text


def _told_soon(values: Mapping[str, Any]) -> Reply:
    sentence = N_("Soon: your dialogue with {name}, {time}.")
    if not values["suits"]:
        sentence = N_(
            "Your dialogue with {name} falls on a day that one of you does not work: {time}. Please "
            "agree on another time."
        )
    row = (button(N_("Open"), action("dlg.open", values["dialogue_id"])),)
    time = at_time(values["starts_at"], values["zone"])
    return Reply(say(sentence, name=values["name"], time=time), (row,))


CONVERSATION = Conversation(
    name="dialogue",
    commands=(
        Command(
            ("dialog", "dialogue"),
            N_("Dialogues: a time, notes, open points"),
            show_list,
            Audience.ANYONE,
        ),
    ),
    actions={
        "dlg": show_list,
        "dlg.open": open_one,
        "dlg.with": choosing.choose_person,
        "dlg.kind": choosing.choose_kind,
        "dlg.how": choosing.choose_way,
        "dlg.coach": choosing.coach,
        "dlg.new": arranging.begin,
        "dlg.held": arranging.begin_held,
        "dlg.time": arranging.another_time,
        "dlg.next": arranging.next_one,
        "dlg.yes": arranging.agree,
        "dlg.off": arranging.ask_off,
        "dlg.off.yes": arranging.call_off,
        "dlg.ics": arranging.give_file,
        "dlg.note": noting.begin,
        "dlg.ok": noting.confirm,
        "dlg.points": points.show_points,
        "dlg.point": points.open_point,
        "dlg.add": points.begin_point,
        "dlg.out": points.take_out,
        "dlg.done": points.done,
        "dlg.undone": points.not_done,
        "dlg.revise": noting.revise,
        "dlg.form": survey.begin,
        "dlg.surveys": survey.show_received,
        "dlg.survey": survey.show,
        "dlg.levels": levels.show_levels,
        "dlg.level": levels.begin,
    },
    forms=(times.PROPOSE, times.HELD, noting.NOTE, points.POINT, survey.SURVEY, levels.LEVEL),
    notices={
        Notice.DIALOGUE_PROPOSED: _told(N_("{name} proposes a time for a dialogue.")),
        Notice.DIALOGUE_AGREED: _told_file(
            N_("The dialogue is agreed: {time}. The file puts it into your calendar."),
            cancelled=False,
        ),
        Notice.DIALOGUE_CANCELLED: _told(N_("{name} has called off a dialogue.")),
        Notice.DIALOGUE_TO_REMOVE: _told_file(
            N_("The dialogue is called off: {time}. The file takes it out of your calendar."),
            cancelled=True,
        ),
        Notice.DIALOGUE_SOON: _told_soon,
        Notice.SURVEY_SENT: survey.told,
        Notice.DIALOGUE_TO_NOTE: _told(
            N_("You had a dialogue with {name}. Please note what you agreed on.")
        ),
        Notice.DIALOGUE_NOTED: _told(
            N_("{name} has confirmed the notes of your dialogue. Please read and confirm them.")
        ),
        Notice.DIALOGUE_CONFIRMED: _told(
            N_("{name} has confirmed the notes of your dialogue, too.")
        ),
        Notice.DIALOGUE_POINT_DONE: _told(N_("{name} has done a point that you agreed on.")),
    },
    menu=(MenuLine(N_("Dialogues"), "dlg", Audience.ANYONE),),
)
