"""Observations (/pengamatan): one message about one of one's people, then shared or deleted."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.fields import Answers, Text
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.reports.feedback_people import people_rated
from kinerja.reports.observations import ObservationView, observations_of
from kinerja.rules.observations import LONGEST_OBSERVATION
from kinerja.services.observing import delete_observation, note_observation, share_observation
from kinerja.services.telling import Notice

PEOPLE = 3


def show(turn: Turn, number: int = 1) -> Answer:
    """Show the observations that wait, one at a time."""
    return _screen(turn, number)


def whom(turn: Turn, page: int = 1) -> Answer:
    """Ask whom the observation is about."""
    shown = page_of(people_rated(turn.session, turn.actor, turn.today), page, PEOPLE)
    rows: list[tuple[Button, ...]] = [
        (button("{name}", action("obs.note", person.id), name=person.name),)
        for person in shown.items
    ]
    turning = shown.turning(lambda number: action("obs.whom", number))
    rows.append((*turning, button(N_("‹ Observations"), action("obs")), home()))
    asked = N_("Whom is the observation about?")
    return Reply(say(asked if shown.items else N_("There is nobody whom you rate.")), tuple(rows))


def begin(turn: Turn, person_id: int) -> Answer:
    """Ask what was seen."""
    rated = people_rated(turn.session, turn.actor, turn.today)
    name = next((person.name for person in rated if person.id == person_id), None)
    if name is None:
        raise Unknown
    return Start("obs", {"person": person_id, "name": name})


def praise(turn: Turn, observation_id: int) -> Answer:
    """Share it as something that went well."""
    return _share(turn, observation_id, praise=True)


def improve(turn: Turn, observation_id: int) -> Answer:
    """Share it as something to improve."""
    return _share(turn, observation_id, praise=False)


def delete(turn: Turn, observation_id: int) -> Answer:
    """Delete it."""
    delete_observation(turn.session, turn.actor, observation_id, now=turn.now, today=turn.today)
    return _screen(turn, 1, say(N_("The observation is deleted.")))


def _share(turn: Turn, observation_id: int, *, praise: bool) -> Reply:
    share_observation(
        turn.session, turn.actor, observation_id, praise=praise, now=turn.now, today=turn.today
    )
    return _screen(turn, 1, say(N_("The observation was shared as feedback.")))


def _screen(turn: Turn, number: int, said: Message | None = None) -> Reply:
    shown = page_of(observations_of(turn.session, turn.actor, turn.today), number, 1)
    new = button(N_("New observation"), action("obs.whom"))
    if not shown.items:
        text = say(N_("<b>Observations</b>\nNone waits. A note stays with you at most 14 days."))
        return Reply(lines(said, text), ((new, home()),))
    one = shown.items[0]
    rows: tuple[tuple[Button, ...], ...] = (
        (button(N_("Share: went well"), action("obs.well", one.id)),),
        (button(N_("Share: to improve"), action("obs.improve", one.id)),),
        (button(N_("Delete"), action("obs.del", one.id)), new),
        (*shown.turning(lambda page: action("obs", page)), home()),
    )
    heading = say(N_("<b>Observations</b>: {count}"), count=shown.pages)
    return Reply(lines(said, heading, _card(one)), rows, protected=True)


def _card(one: ObservationView) -> Message:
    due = say(N_("Please share or delete it; after that day it is deleted.")) if one.due else None
    text = say(
        N_("{name}, {day}\n{text}\nStays with you until {until}."),
        name=one.person,
        day=one.noted_at.date(),
        text=one.text,
        until=one.private_until,
    )
    return lines(text, due)


def _save(turn: Turn, answers: Answers) -> Answer:
    note_observation(
        turn.session,
        turn.actor,
        answers["person"],
        answers["text"],
        now=turn.now,
        today=turn.today,
    )
    return _screen(turn, 1, say(N_("The observation is noted.")))


def _told_ending(values: Mapping[str, Any]) -> Reply:
    text = say(
        N_(
            "An observation of yours stays private until {day} and is then deleted. Do you want to share it?"
        ),
        day=values["day"],
    )
    return Reply(text, ((button(N_("Open"), action("obs")),),))


def _told_ended(_values: Mapping[str, Any]) -> Reply:
    text = say(
        N_("An observation of yours was neither shared nor deleted in 14 days; it is deleted now.")
    )
    return Reply(text, ((button(N_("New observation"), action("obs.whom")), home()),))


def _due(turn: Turn) -> int:
    return sum(one.due for one in observations_of(turn.session, turn.actor, turn.today))


CONVERSATION = Conversation(
    name="observation",
    commands=(Command(("pengamatan", "observe"), N_("Note an observation"), show, Audience.RATER),),
    actions={
        "obs": show,
        "obs.whom": whom,
        "obs.note": begin,
        "obs.well": praise,
        "obs.improve": improve,
        "obs.del": delete,
    },
    forms=(
        Form(
            name="obs",
            about_others=True,
            title=lambda _turn, answers: say(N_("Observation of {name}"), name=answers["name"]),
            readers=N_(
                "Only you read it, for at most 14 days; then it is shared as feedback or deleted."
            ),
            fields=(
                Text(
                    name="text",
                    label=N_("Observation"),
                    question=N_("What did you see, and when?"),
                    longest=LONGEST_OBSERVATION,
                ),
            ),
            save=_save,
            review=False,
            back=lambda _answers: action("obs"),
        ),
    ),
    notices={
        Notice.OBSERVATION_ENDING: _told_ending,
        Notice.OBSERVATION_ENDED: _told_ended,
    },
    menu=(MenuLine(N_("Observations"), "obs", Audience.RATER, badge=_due),),
)
