"""Who leads a result: whoever rates the post, or somebody else of the agency, found by name."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.conversations.plan import cards
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Day, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Start, Turn, action
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, say
from kinerja.reports.colleagues import find_colleagues
from kinerja.reports.plan_card import card_of_result
from kinerja.rules.periods import first_of_month
from kinerja.services.plan_writing import set_leader

RATER = "=rater"


def change_leader(turn: Turn, result_id: int) -> Answer:
    """Ask who leads a result."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    result = card.plan.result(result_id)
    if result is None:
        raise Unknown
    return Start("pllead", {"result": result.id, "what": short(result.text, 90)})


def _people(turn: Turn, answers: Answers) -> list[Option]:
    found = find_colleagues(turn.session, turn.actor, answers["name"], turn.today)
    return [
        (str(one.id), say("{name}, {unit}", name=short(one.name, 30), unit=short(one.unit, 24)))
        for one in found
    ]


def _check_name(turn: Turn, _answers: Answers, value: Any) -> None:
    if value != RATER and not find_colleagues(turn.session, turn.actor, str(value), turn.today):
        raise Refused(
            N_("Nobody here has this name. Please write a part of it, at least three letters.")
        )


def _save_leader(turn: Turn, answers: Answers) -> Answer:
    chosen = answers.get("person")
    leader_id = int(chosen) if chosen else None
    set_leader(
        turn.session,
        turn.actor,
        answers["result"],
        leader_id,
        first=_day(answers, "first"),
        last=_day(answers, "last"),
        now=turn.now,
        today=turn.today,
    )
    return cards.show_more(turn, answers["result"])


def _day(answers: Answers, name: str) -> date | None:
    return date.fromisoformat(answers[name]) if answers.get(name) else None


def _somebody(_turn: Turn, answers: Answers) -> bool:
    return answers.get("name") != RATER


def _this_month(turn: Turn, _answers: Answers) -> list[Option]:
    first = first_of_month(turn.today)
    return [(first.isoformat(), say("{day}", day=first))]


def _this_year(turn: Turn, _answers: Answers) -> list[Option]:
    last = date(turn.today.year, 12, 31)
    return [(last.isoformat(), say("{day}", day=last))]


LEADER = Form(
    name="pllead",
    title=lambda _turn, answers: say(N_("Who leads: {text}"), text=answers["what"]),
    fields=(
        Text(
            name="name",
            label=N_("Name"),
            question=N_(
                "Who leads this result? Usually whoever rates the post; else please write a part of the name, "
                "also from another unit."
            ),
            also=lambda _turn, _answers: [(RATER, say(N_("Whoever rates the post")))],
            check=_check_name,
            longest=100,
        ),
        Choice(
            name="person",
            label=N_("Person"),
            question=N_("Whom do you mean?"),
            choices=_people,
            when=_somebody,
        ),
        Day(
            name="first",
            label=N_("Leads from"),
            question=N_("From which day on? Skip it if it holds all the time."),
            also=_this_month,
            ahead=True,
            optional=True,
            when=_somebody,
        ),
        Day(
            name="last",
            label=N_("Leads until"),
            question=N_("Until which day? Skip it if it is open."),
            also=_this_year,
            ahead=True,
            optional=True,
            when=_somebody,
        ),
    ),
    save=_save_leader,
    review=False,
    back=lambda answers: action("plan.res.more", answers["result"]),
)
ACTIONS: dict[str, Handler] = {"plan.res.lead": change_leader}
