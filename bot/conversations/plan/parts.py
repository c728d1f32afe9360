"""The other parts of a plan: BerAKHLAK with the leader's expectations, the approach, the way to the annex."""

from __future__ import annotations

from bot.conversations.plan import words as put
from bot.talk.behaviours import VALUES
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.speaker import speaker
from bot.talk.turn import Answer, Button, Reply, Rows, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import Approach, Behaviour, PlanStatus
from kinerja.reports.plan_card import PlanCard, plan_card
from kinerja.services.plan_details import (
    LONGEST_EXPECTATION,
    set_expectation,
    turn_approach,
)
from kinerja.services.plan_drafts import drop_draft

NOTHING = "=none"
SUGGESTED = "=usual"

EXPECTED = {
    Behaviour.SERVICE: N_("Answers every complaint within one working day"),
    Behaviour.ACCOUNTABLE: N_("Reports on time, with evidence that can be checked"),
    Behaviour.COMPETENT: N_("Learns something new each quarter and shares it"),
    Behaviour.HARMONIOUS: N_("Helps colleagues without being asked"),
    Behaviour.LOYAL: N_("Keeps official secrets and the good name of the unit"),
    Behaviour.ADAPTIVE: N_("Proposes one improvement of the work each quarter"),
    Behaviour.COLLABORATIVE: N_("Works with other units and tells what was agreed"),
}
"""What could be expected of each value."""


def show(turn: Turn, plan_id: int) -> Answer:
    """Show the other parts of a plan."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    count = sum(map(len, card.plan.annexes.values()))
    text = lines(
        say(N_("<b>Other parts of the plan</b>")),
        say(N_("Approach: {name}"), name=say(put.APPROACHES[card.plan.approach])),
        say(
            N_(
                "BerAKHLAK: all seven values belong to the plan; {count} with an expectation of its own."
            ),
            count=len(card.plan.expectations),
        ),
        say(N_("Annex: {count} items in three lists."), count=count),
    )
    if not put.can_write(card, turn.person_id):
        rows: Rows = (
            (
                button(N_("Values"), action("plan.values", plan_id)),
                button(N_("Annex"), action("plan.annex", plan_id)),
            ),
            (put.way_back(card), home()),
        )
        return Reply(text, rows, protected=not card.is_own)
    rows = (
        (
            button(N_("Values"), action("plan.values", plan_id)),
            button(N_("Annex"), action("plan.annex", plan_id)),
        ),
        _superiors(card),
        _beginning(card),
        (put.way_back(card), home()),
    )
    return Reply(text, tuple(row for row in rows if row))


def show_values(turn: Turn, plan_id: int) -> Answer:
    """Show the seven values with what the leader expects of each."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    listed = [
        say(
            N_("• {value}: {text}"),
            value=say(VALUES[one]),
            text=short(card.plan.expectations.get(one, "–"), 110),
        )
        for one in Behaviour
    ]
    text = lines(say(N_("<b>BerAKHLAK</b>, with the special expectations of the leader")), *listed)
    change = button(N_("Write an expectation"), action("plan.value", plan_id))
    rows: Rows = ((change,),) if put.can_write(card, turn.person_id) else ()
    return Reply(text, (*rows, leaving(card)), protected=not card.is_own)


def ask_value(turn: Turn, plan_id: int) -> Answer:
    """Ask for the expectation of a value."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    return Start("plval", {"plan": card.id, "set": [one.value for one in card.plan.expectations]})


def turn_it(turn: Turn, plan_id: int) -> Answer:
    """Turn the approach."""
    turn_approach(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    return show(turn, plan_id)


def ask_drop(turn: Turn, plan_id: int) -> Answer:
    """Ask once whether a draft is thrown away."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    text = lines(
        say(N_("Throw this draft away?")),
        put.count_of_results(card),
        say(N_("What was sent or approved before stays.")),
    )
    rows: Rows = (
        (button(N_("Yes, throw it away"), action("plan.drop.yes", plan_id)),),
        (put.way_back(card), home()),
    )
    return Reply(text, rows)


def drop(turn: Turn, plan_id: int) -> Answer:
    """Throw a draft away."""
    drop_draft(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    rows: Rows = ((button(N_("‹ My plan"), action("skp")), home()),)
    return Reply(say(N_("The draft is gone.")), rows)


def _superiors(card: PlanCard) -> tuple[Button, ...]:
    if not card.is_own or not card.raters:
        return ()
    return (button(N_("From my superior's results"), action("plan.take", card.id)),)


def _beginning(card: PlanCard) -> tuple[Button, ...]:
    turned = N_("Targets in words")
    if card.plan.approach is Approach.QUALITATIVE:
        turned = N_("Targets as numbers")
    row = [button(turned, action("plan.approach", card.id))]
    if card.plan.status is PlanStatus.DRAFT:
        row.append(button(N_("Throw the draft away"), action("plan.drop", card.id)))
    return tuple(row)


def leaving(card: PlanCard) -> tuple[Button, ...]:
    return (button(N_("‹ Other parts"), action("plan.parts", card.id)), home())


def _ask_expectation(_turn: Turn, answers: Answers) -> Message:
    value = say(VALUES[Behaviour(answers["value"])])
    return say(N_("What does your leader expect of “{value}” in particular?"), value=value)


def _expectations(turn: Turn, answers: Answers) -> list[Option]:
    return [
        (SUGGESTED, say(EXPECTED[Behaviour(answers["value"])])),
        (NOTHING, say(N_("No expectation of its own"))),
    ]


def _values(_turn: Turn, answers: Answers) -> list[Option]:
    return [
        (
            one.value,
            say("✓ {label}", label=say(label)) if one.value in answers["set"] else say(label),
        )
        for one, label in VALUES.items()
    ]


def _save_value(turn: Turn, answers: Answers) -> Answer:
    value, text = Behaviour(answers["value"]), answers["text"]
    if text == SUGGESTED:
        text = speaker(turn.language).plain(say(EXPECTED[value]))
    text = "" if text == NOTHING else text
    set_expectation(
        turn.session, turn.actor, answers["plan"], value, text, now=turn.now, today=turn.today
    )
    return show_values(turn, answers["plan"])


VALUE = Form(
    name="plval",
    title=N_("Expectations of the leader"),
    fields=(
        Choice(
            name="value",
            label=N_("Value"),
            question=N_("Which value is it about?"),
            choices=_values,
        ),
        Text(
            name="text",
            label=N_("Expectation"),
            question=_ask_expectation,
            also=_expectations,
            longest=LONGEST_EXPECTATION,
        ),
    ),
    save=_save_value,
    review=False,
    back=lambda answers: action("plan.values", answers["plan"]),
)
ACTIONS: dict[str, Handler] = {
    "plan.parts": show,
    "plan.values": show_values,
    "plan.value": ask_value,
    "plan.approach": turn_it,
    "plan.drop": ask_drop,
    "plan.drop.yes": drop,
}
