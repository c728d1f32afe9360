"""Help with obstacles (*kendala*): asked for, answered, handed on, solved; both sides see the thread."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.conversations.review import obstacle_screens as screens
from bot.talk.conversation import Conversation
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.privacy import ask_about_nik
from bot.talk.turn import Answer, Reply, Start, Turn, action, button
from kinerja.errors import Refused
from kinerja.messages import N_, Message, say
from kinerja.models import ObstacleResponse
from kinerja.reports.help_requests import help_requests, obstacle_card
from kinerja.rules.obstacles import LONGEST_ANSWER, check_answer
from kinerja.services.helping import answer_help, hand_on
from kinerja.services.obstacles import close_obstacle
from kinerja.services.telling import Notice


def show(turn: Turn, page: int = 1) -> Answer:
    """Show the open requests for help, those that wait for an answer first."""
    found = help_requests(turn.session, turn.actor, turn.today)
    return screens.list_screen(found, page, turn.zone)


def open_one(turn: Turn, obstacle_id: int, line_id: int = 0) -> Answer:
    """Show an obstacle; ``line_id`` is the result of the report it was opened from."""
    card = obstacle_card(turn.session, turn.actor, obstacle_id, turn.today)
    return screens.card_screen(card, turn.zone, line_id)


def ask_words(turn: Turn, letter: str, obstacle_id: int) -> Answer:
    """Ask whether a few words go with the answer."""
    response = screens.ANSWERS.get(letter)
    if response is None:
        raise Refused(N_("Please choose one of the buttons."))
    card = obstacle_card(turn.session, turn.actor, obstacle_id, turn.today)
    context = {"obstacle": obstacle_id, "response": response.value, "name": card.person_name}
    return Start("helping", context | {"superior": card.superior})


def pass_on(turn: Turn, obstacle_id: int) -> Answer:
    """Hand one's own request on after three working days of silence."""
    hand_on(turn.session, turn.actor, obstacle_id, now=turn.now, today=turn.today)
    card = obstacle_card(turn.session, turn.actor, obstacle_id, turn.today)
    said = say(N_("Told: {names}."), names=", ".join(card.in_charge))
    return screens.card_screen(card, turn.zone, 0, said)


def solved(turn: Turn, obstacle_id: int, line_id: int = 0) -> Answer:
    """Close an obstacle."""
    close_obstacle(turn.session, turn.actor, obstacle_id, now=turn.now, today=turn.today)
    card = obstacle_card(turn.session, turn.actor, obstacle_id, turn.today)
    return screens.card_screen(card, turn.zone, line_id)


def _save(turn: Turn, answers: Answers) -> Answer:
    response = ObstacleResponse(answers["response"])
    answer_help(
        turn.session,
        turn.actor,
        answers["obstacle"],
        response,
        answers["words"] or "",
        now=turn.now,
        today=turn.today,
    )
    card = obstacle_card(turn.session, turn.actor, answers["obstacle"], turn.today)
    told = [answers["name"], *(card.in_charge if response is ObstacleResponse.FORWARD else ())]
    said = say(N_("Told: {names}."), names=", ".join(told))
    return screens.card_screen(card, turn.zone, 0, said)


def _title(_turn: Turn, answers: Answers) -> Message:
    label = say(screens.LABELS[ObstacleResponse(answers["response"])])
    return say(N_("{answer}: obstacle of {name}"), answer=label, name=answers["name"])


def _question(_turn: Turn, answers: Answers) -> Message:
    response = ObstacleResponse(answers["response"])
    if response is ObstacleResponse.FORWARD:
        return say(
            N_("It goes to {superior}. What should they know? One sentence, or skip."),
            superior=answers["superior"] or "–",
        )
    if response is ObstacleResponse.ADJUST_TARGET:
        return say(N_("Which target, and from when? One sentence, or skip."))
    return say(N_("How and until when do you help? One sentence, or skip."))


def _readers(_turn: Turn, answers: Answers) -> Message:
    readers = [answers["name"]]
    if answers["response"] == ObstacleResponse.FORWARD.value and answers["superior"]:
        readers.append(answers["superior"])
    return say(N_("Read by: {names}."), names=", ".join(readers))


def _check_words(turn: Turn, answers: Answers, value: Any) -> Message | None:
    check_answer(str(value or ""))
    return ask_about_nik(turn, answers, value)


def _told_fallen(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "A request for help of <b>{name}</b> has had no answer for three working days; now it is yours, "
            "too."
        ),
        name=values["name"],
    )
    return _opening(text, values)


def _told_asked(values: Mapping[str, Any]) -> Reply:
    text = say(N_("{name} asks for your help with an obstacle."), name=values["name"])
    return _opening(text, values)


def _told_answered(values: Mapping[str, Any]) -> Reply:
    return _opening(say(N_("There is an answer to your request for help.")), values)


def _told_closed(values: Mapping[str, Any]) -> Reply:
    return _opening(say(N_("An obstacle is solved.")), values)


def _opening(text: Message, values: Mapping[str, Any]) -> Reply:
    return Reply(text, ((button(N_("Open"), action("stuck.open", values["obstacle_id"])),),))


CONVERSATION = Conversation(
    name="obstacle",
    actions={
        "stuck": show,
        "stuck.open": open_one,
        "stuck.say": ask_words,
        "stuck.above": pass_on,
        "stuck.done": solved,
    },
    forms=(
        Form(
            name="helping",
            about_others=True,
            title=_title,
            readers=_readers,
            fields=(
                Text(
                    name="words",
                    label=N_("Your answer"),
                    question=_question,
                    check=_check_words,
                    optional=True,
                    longest=LONGEST_ANSWER,
                ),
            ),
            save=_save,
            review=False,
            back=lambda answers: action("stuck.open", answers["obstacle"]),
        ),
    ),
    notices={
        Notice.HELP_ASKED: _told_asked,
        Notice.HELP_FALLEN: _told_fallen,
        Notice.HELP_ANSWERED: _told_answered,
        Notice.OBSTACLE_CLOSED: _told_closed,
    },
)
