"""A new post: the one held so far ends, or a second one is held beside it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from typing import Any

from bot.conversations.acting.asking import FIRST, NAME, PERSON
from bot.conversations.acting.for_others import back, name_of, title
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, say
from kinerja.reports.transfers import units_named
from kinerja.rules.cells import clean
from kinerja.services.transferring import NewPost, transfer

MOVES, BESIDE = "move", "beside"


def begin(turn: Turn, person_id: int) -> Answer:
    """Ask which post somebody takes up."""
    return Start("actmove", {"person_id": person_id, "who": name_of(turn, person_id)})


def _ways(_turn: Turn, _answers: Answers) -> list[Option]:
    return [
        (MOVES, say(N_("The post held so far ends"))),
        (BESIDE, say(N_("A second post beside it"))),
    ]


def _units(turn: Turn, answers: Answers) -> list[Option]:
    found = units_named(turn.session, turn.actor, answers["where"], turn.today)
    return [(str(key), say("{unit}", unit=short(name, 44))) for key, name in found]


def _check_where(turn: Turn, _answers: Answers, value: Any) -> None:
    if not units_named(turn.session, turn.actor, str(value), turn.today):
        raise Refused(N_("None of your units has this name. Please write a part of it."))


def _save_move(turn: Turn, answers: Answers) -> Answer:
    person_id = answers["person_id"]
    first = date.fromisoformat(answers["first"])
    post = NewPost(
        int(answers["unit"]),
        clean(answers["title"]),
        int(answers["person"]),
        first,
        beside=answers["way"] == BESIDE,
    )
    transfer(turn.session, turn.actor, person_id, post, now=turn.now, today=turn.today)
    text = say(
        N_(
            "<b>Entered.</b> {name} holds the post from {first} on. They and the superiors are told; the "
            "plan for the rest of the year is written with /skp."
        ),
        name=answers["who"],
        first=first,
    )
    person = button(N_("‹ The person"), action("act.for", person_id))
    return Reply(text, ((person, home()),), protected=True)


def transferred(values: Mapping[str, Any]) -> Reply:
    """Tell of a new post: the person, and who rates there and here."""
    if values["own"]:
        text = say(
            N_(
                "You have a new post from {first} on. Please write its plan with /skp; what is left of the "
                "earlier one is reported as before."
            ),
            first=values["first"],
        )
    else:
        text = say(
            N_(
                "{name} has a new post from {first} on. Who rates which post closes what is left of it."
            ),
            name=values["name"],
            first=values["first"],
        )
    return Reply(text, ((home(),),))


MOVE = Form(
    name="actmove",
    about_others=True,
    title=title(N_("New post of {name}")),
    fields=(
        Choice(
            name="way",
            label=N_("Kind"),
            question=N_("What becomes of the post held so far?"),
            choices=_ways,
        ),
        Text(
            name="where",
            label=N_("Unit sought"),
            question=N_("Into which unit? Please write a part of its name."),
            check=_check_where,
            longest=60,
        ),
        Choice(name="unit", label=N_("Unit"), question=N_("Which unit?"), choices=_units),
        Text(
            name="title",
            label=N_("Position"),
            question=N_("What is the position called?"),
            longest=120,
        ),
        replace(NAME, question=N_("Who rates the new post? Please write a part of the name.")),
        PERSON,
        FIRST,
    ),
    save=_save_move,
    back=back,
)
ACTIONS: dict[str, Handler] = {"act.for.move": begin}
