"""Appreciation (/apresiasi): a person, a value and a sentence; shared with the team if they agree."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from bot.talk.behaviours import VALUES
from bot.talk.conversation import Audience, Command, Conversation, MenuLine
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.models import Behaviour
from kinerja.reports.appreciations import (
    Thanks,
    appreciation_card,
    thanks_of,
    thanks_of_month,
)
from kinerja.reports.colleagues import (
    Colleague,
    colleague,
    find_colleagues,
    near_colleagues,
)
from kinerja.rules.feedback import LONGEST_APPRECIATION
from kinerja.services.appreciating import answer_sharing, appreciate
from kinerja.services.telling import Notice

LISTED = 3


def choose(turn: Turn, page: int = 1) -> Answer:
    """Ask who is thanked: people near by, or anybody by name."""
    shown = page_of(near_colleagues(turn.session, turn.actor, turn.today), page, 2)
    rows = _people(shown.items)
    rows.append(
        (button(N_("Search a name"), action("ap.find")), button(N_("Thanks"), action("ap.team")))
    )
    rows.append((*shown.turning(lambda number: action("ap", number)), home()))
    return Reply(say(N_("<b>Appreciation</b>\nWhom would you like to thank?")), tuple(rows))


def search(_turn: Turn) -> Answer:
    """Ask for a name."""
    return Start("apfind")


def begin(turn: Turn, person_id: int) -> Answer:
    """Ask for the value and the sentence."""
    found = colleague(turn.session, turn.actor, person_id, turn.today)
    if found is None:
        raise Unknown
    return Start("ap", {"receiver": found.id, "name": found.name})


def show(turn: Turn, appreciation_id: int) -> Answer:
    """Show an appreciation to its receiver."""
    return _screen(appreciation_card(turn.session, turn.actor, appreciation_id, turn.today))


def share(turn: Turn, appreciation_id: int) -> Answer:
    """Let the team see it."""
    return _answered(turn, appreciation_id, shared=True)


def keep(turn: Turn, appreciation_id: int) -> Answer:
    """Keep it for oneself."""
    return _answered(turn, appreciation_id, shared=False)


def show_team(turn: Turn, page: int = 1) -> Answer:
    """Show the thanks of the month in the person's unit."""
    shown = page_of(thanks_of_month(turn.session, turn.actor, turn.today), page, LISTED)
    if not shown.items:
        text = say(
            N_("<b>Thanks of this month</b>\nNone is shared yet. Whom would you like to thank?")
        )
    else:
        text = lines(say(N_("<b>Thanks of this month</b>")), *map(_listed, shown.items))
    turning = shown.turning(lambda number: action("ap.team", number))
    return Reply(
        text, ((*turning, button(N_("‹ Appreciation"), action("ap")), home()),), protected=True
    )


def show_of(turn: Turn, person_id: int, page: int = 1) -> Answer:
    """Show the thanks that one of the rater's people agreed to share."""
    found = thanks_of(turn.session, turn.actor, person_id, turn.today)
    shown = page_of(found, page, LISTED)
    heading = say(N_("<b>Thanks</b>: {count} shared"), count=len(found))
    if not found:
        heading = say(N_("<b>Thanks</b>\nNone is shared with you."))
    turning = shown.turning(lambda number: action("ap.of", person_id, number))
    back = button(N_("‹ Feedback"), action("fb.of", person_id))
    return Reply(
        lines(heading, *map(_listed, shown.items)), ((*turning, back, home()),), protected=True
    )


def _listed(one: Thanks) -> Message:
    return say(
        N_("<b>{receiver}</b> · {value}\n{text}\n– {giver}"),
        receiver=one.receiver,
        value=say(VALUES[one.behaviour]),
        text=short(one.text, 300),
        giver=one.giver,
    )


def _answered(turn: Turn, appreciation_id: int, *, shared: bool) -> Reply:
    answer_sharing(
        turn.session, turn.actor, appreciation_id, shared=shared, now=turn.now, today=turn.today
    )
    said = (
        N_("Your team and your superior may read it now.") if shared else N_("It stays with you.")
    )
    card = appreciation_card(turn.session, turn.actor, appreciation_id, turn.today)
    return _screen(card, say(said))


def _screen(card: Thanks, said: Message | None = None) -> Reply:
    text = say(
        N_("<b>Appreciation from {giver}</b>\n{value}, {day}\n\n{text}"),
        giver=card.giver,
        value=say(VALUES[card.behaviour]),
        day=card.given_at.date(),
        text=card.text,
    )
    asked = say(N_("May your team read it in the thanks of the month, and your superior?"))
    choices = []
    if card.shared is not True:
        choices.append(button(N_("Share it"), action("ap.share", card.id)))
    if card.shared is not False:
        choices.append(button(N_("Keep it to myself"), action("ap.keep", card.id)))
    leaving = (button(N_("‹ Appreciation"), action("ap")), home())
    return Reply(lines(said, text, asked), (tuple(choices), leaving))


def _people(people: Sequence[Colleague]) -> list[tuple[Button, ...]]:
    return [
        (
            button(
                "{name} · {unit}",
                action("ap.to", one.id),
                name=short(one.name, 24),
                unit=short(one.unit, 20),
            ),
        )
        for one in people
    ]


def _found(turn: Turn, answers: Answers) -> Answer:
    found = find_colleagues(turn.session, turn.actor, answers["query"], turn.today)
    asked = N_("Whom would you like to thank?")
    if not found:
        asked = N_("I find nobody of that name. Please write at least three letters of it.")
    rows = _people(found[:LISTED])
    if len(found) > LISTED:
        asked = N_("There are more of that name. Please search with more of it, or choose:")
    rows.append((button(N_("Search a name"), action("ap.find")), home()))
    return Reply(say(asked), tuple(rows))


def _values(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(value.value, say(label)) for value, label in VALUES.items()]


def _save(turn: Turn, answers: Answers) -> Answer:
    appreciate(
        turn.session,
        turn.actor,
        answers["receiver"],
        Behaviour(answers["value"]),
        answers["text"],
        now=turn.now,
        today=turn.today,
    )
    text = say(N_("Your thanks went to <b>{name}</b>."), name=answers["name"])
    return Reply(text, ((button(N_("Thank somebody else"), action("ap")), home()),))


def _told(values: Mapping[str, Any]) -> Reply:
    row = (button(N_("Open"), action("ap.open", values["appreciation_id"])),)
    return Reply(say(N_("There is an appreciation for you.")), (row,))


GIVE = Form(
    name="ap",
    title=lambda _turn, answers: say(N_("Appreciation for {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(
        N_("{name} reads it at once; the team and the superior only if they agree."),
        name=answers["name"],
    ),
    fields=(
        Choice(
            name="value",
            label=N_("BerAKHLAK value"),
            question=N_("Which BerAKHLAK value did you see?"),
            choices=_values,
        ),
        Text(
            name="text",
            label=N_("Thanks"),
            question=N_("What did they do, and what came of it? One sentence is enough."),
            longest=LONGEST_APPRECIATION,
        ),
    ),
    save=_save,
    review=False,
    back=lambda _answers: action("ap"),
)
FIND = Form(
    name="apfind",
    title=N_("Appreciation"),
    fields=(
        Text(
            name="query",
            label=N_("Name"),
            question=N_("Please write the name, or a part of it."),
            longest=60,
        ),
    ),
    save=_found,
    review=False,
    back=lambda _answers: action("ap"),
)
CONVERSATION = Conversation(
    name="appreciation",
    commands=(
        Command(("apresiasi", "appreciate"), N_("Thank a colleague"), choose, Audience.ANYONE),
    ),
    actions={
        "ap": choose,
        "ap.find": search,
        "ap.to": begin,
        "ap.open": show,
        "ap.share": share,
        "ap.keep": keep,
        "ap.team": show_team,
        "ap.of": show_of,
    },
    forms=(GIVE, FIND),
    notices={Notice.APPRECIATED: _told},
    menu=(MenuLine(N_("Appreciation"), "ap", Audience.ANYONE),),
)
