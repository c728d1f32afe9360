"""What is asked for a work team: its name, leader and days; a result; who takes a part."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from bot.conversations.cascade import teams
from bot.talk.fields import Answers, Choice, Day, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.saying import NoticeText
from bot.talk.turn import Answer, Reply, Turn, action, button
from kinerja.errors import Refused
from kinerja.messages import N_, lines, say
from kinerja.reports.colleagues import find_colleagues
from kinerja.reports.work_teams import card_of_team_result, team_card
from kinerja.rules.sharing import LONGEST_PART, check_part
from kinerja.rules.work_teams import LONGEST_NAME, check_days, check_name
from kinerja.services.telling import Notice
from kinerja.services.work_teams import (
    TeamWords,
    add_team_result,
    propose_in_team,
    set_up_team,
)

NONE = "none"
ME = "=me"


def _units(_turn: Turn, answers: Answers) -> list[Option]:
    return [(str(key), say("{name}", name=short(name, 40))) for key, name in answers["units"]]


def _people(turn: Turn, answers: Answers) -> list[Option]:
    found = find_colleagues(turn.session, turn.actor, answers["who"], turn.today)
    return [
        (str(one.id), say("{name}, {unit}", name=short(one.name, 30), unit=short(one.unit, 24)))
        for one in found
    ]


def _check_who(turn: Turn, _answers: Answers, value: Any) -> None:
    if value != ME and not find_colleagues(turn.session, turn.actor, str(value), turn.today):
        raise Refused(
            N_("Nobody here has this name. Please write a part of it, at least three letters.")
        )


def _check_name(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_name(str(value))


def _check_last(turn: Turn, answers: Answers, value: Any) -> None:
    check_days(date.fromisoformat(answers["first"]), date.fromisoformat(str(value)), turn.today)


def _check_part(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_part(str(value))


def _set_up(turn: Turn, answers: Answers) -> Answer:
    units = answers["units"]
    unit_id = int(answers["unit"]) if len(units) > 1 else units[0][0]
    leader = turn.actor.person_id if answers["who"] == ME else int(answers["leader"])
    words = TeamWords(
        answers["name"],
        leader or 0,
        date.fromisoformat(answers["first"]),
        date.fromisoformat(answers["last"]),
    )
    team_id = set_up_team(turn.session, turn.actor, unit_id, words, now=turn.now, today=turn.today)
    card = team_card(turn.session, turn.actor, team_id, turn.today)
    return teams.team_screen(card, said=say(N_("<b>The team is set up.</b>")))


def _add(turn: Turn, answers: Answers) -> Answer:
    serves = answers.get("serves") or NONE
    add_team_result(
        turn.session,
        turn.actor,
        answers["team"],
        answers["text"],
        None if serves == NONE else int(serves),
        now=turn.now,
        today=turn.today,
    )
    return teams.see(turn, answers["team"])


def _give(turn: Turn, answers: Answers) -> Answer:
    result_id, person_id = answers["result"], int(answers["person"])
    told = propose_in_team(
        turn.session, turn.actor, result_id, person_id, now=turn.now, today=turn.today
    )
    said = say(
        N_("Proposed. It is theirs once they place it and whoever rates them approves the plan.")
    )
    if not told:
        said = lines(
            said, say(N_("They do not use the assistant yet; please tell them in person."))
        )
    card = card_of_team_result(turn.session, turn.actor, result_id, turn.today)
    return teams.result_screen(card, card.result(result_id), said=said)


def _serves(_turn: Turn, answers: Answers) -> list[Option]:
    own = [(str(key), say("{text}", text=text)) for key, text in answers["own"]]
    return [*own, (NONE, say(N_("None of them")))]


def _myself(_turn: Turn, _answers: Answers) -> list[Option]:
    return [(ME, say(N_("I lead it myself")))]


NEW = Form(
    name="wtnew",
    title=N_("Set up a work team"),
    readers=N_("The team's leader reads it, and those to whom its results are proposed."),
    fields=(
        Choice(
            name="unit",
            label=N_("Unit"),
            question=N_("Which unit sets it up?"),
            choices=_units,
            when=lambda _turn, answers: len(answers["units"]) > 1,
        ),
        Text(
            name="name",
            label=N_("Team"),
            question=N_(
                "What is the team called? For example: “Tim percepatan penurunan stunting”."
            ),
            check=_check_name,
            longest=LONGEST_NAME,
        ),
        Text(
            name="who",
            label=N_("Name"),
            question=N_("Who leads it? Please write a part of the name, also from another unit."),
            also=_myself,
            check=_check_who,
            longest=100,
        ),
        Choice(
            name="leader",
            label=N_("Leader"),
            question=N_("Whom do you mean?"),
            choices=_people,
            when=lambda _turn, answers: answers.get("who") != ME,
        ),
        Day(
            name="first",
            label=N_("First day"),
            question=N_("From which day? For example: 01/03."),
            ahead=True,
        ),
        Day(
            name="last",
            label=N_("Last day"),
            question=N_("Until which day? For example: 31/12."),
            check=_check_last,
            ahead=True,
        ),
    ),
    save=_set_up,
    send_label=N_("Set it up"),
    back=lambda _answers: action("wt"),
    about_others=True,
)
ADD = Form(
    name="wtadd",
    title=lambda _turn, answers: say(N_("A result of {name}"), name=answers["name"]),
    fields=(
        Text(
            name="text",
            label=N_("Result"),
            question=N_("What will be achieved? One sentence that names the outcome."),
            check=_check_part,
            longest=LONGEST_PART,
        ),
        Choice(
            name="serves",
            label=N_("Serves"),
            question=N_("Which of your results does it serve?"),
            choices=_serves,
            when=lambda _turn, answers: bool(answers["own"]),
        ),
    ),
    save=_add,
    review=False,
    back=lambda answers: action("wt.see", answers["team"]),
)
GIVE = Form(
    name="wtgive",
    title=lambda _turn, answers: say(N_("Propose: {text}"), text=answers["what"]),
    readers=lambda _turn, answers: say(
        N_("Once approved, {name} sees and gives feedback on just this result."),
        name=answers["leader"],
    ),
    fields=(
        Text(
            name="who",
            label=N_("Name"),
            question=N_("To whom? Please write a part of the name, also from another unit."),
            check=_check_who,
            longest=100,
        ),
        Choice(
            name="person",
            label=N_("Person"),
            question=N_("Whom do you mean?"),
            choices=_people,
        ),
    ),
    save=_give,
    review=False,
    back=lambda answers: action("wt.res", answers["result"]),
    about_others=True,
)


def _entrusted(values: Mapping[str, Any]) -> Reply:
    seeing = button(N_("Open"), action("wt.see", values["team_id"]))
    return Reply(say(N_("A work team is entrusted to you.")), ((seeing,),))


FORMS = (NEW, ADD, GIVE)
NOTICES: dict[Notice, NoticeText] = {Notice.TEAM_ENTRUSTED: _entrusted}
