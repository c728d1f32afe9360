"""Writing what else belongs to results: the steps of the action plan, and the manual of an indicator."""

from __future__ import annotations

from datetime import date

from bot.conversations.plan import cards
from bot.conversations.plan.indicators import found_indicator
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Start, Turn, action
from kinerja.errors import Refused, Unknown
from kinerja.messages import N_, Message, Month, lines, say
from kinerja.reports.plan_card import card_of_result
from kinerja.rules.plan_targets import read_target
from kinerja.services.plan_details import StepWords, add_step, remove_step, set_manual

AS_BEFORE = "=before"


def add_one(turn: Turn, result_id: int) -> Answer:
    """Ask for a step of a result's action plan."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    result = card.plan.result(result_id)
    if result is None:
        raise Unknown
    months = [card.plan.starts_on.month, card.plan.ends_on.month]
    what = short(result.text, 90)
    context = {"result": result_id, "what": what, "months": months, "year": card.plan.year}
    return Start("plstep", context)


def take_out(turn: Turn, step_id: int) -> Answer:
    """Take a step out."""
    result_id = remove_step(turn.session, turn.actor, step_id, now=turn.now, today=turn.today)
    return cards.show_steps(turn, result_id)


def ask_manual(turn: Turn, indicator_id: int, result_id: int) -> Answer:
    """Ask for the manual of an indicator."""
    _card, result, one = found_indicator(turn, indicator_id, result_id)
    context = {"result": result.id, "indicator": one.id, "what": short(one.text, 90)}
    context |= {"definition_now": one.definition, "formula_now": one.formula}
    return Start("plman", context | {"source_now": one.source})


def _months(_turn: Turn, answers: Answers) -> list[Option]:
    first, last = answers["months"]
    return [
        (str(month), say("{month}", month=Month(date(answers["year"], month, 1))))
        for month in range(first, last + 1)
    ]


def _save_step(turn: Turn, answers: Answers) -> Answer:
    written = (answers["target"] or "").strip()
    try:
        target = read_target(written).low
    except Refused:
        target = None
    words = StepWords(
        month=int(answers["month"]),
        text=answers["text"],
        target=target,
        target_text=written,
        proof=answers["proof"] or "",
    )
    add_step(turn.session, turn.actor, answers["result"], words, now=turn.now, today=turn.today)
    return cards.show_steps(turn, answers["result"])


def _save_manual(turn: Turn, answers: Answers) -> Answer:
    names = ("definition", "formula", "source")
    given = [_kept(answers, name) for name in names]
    set_manual(
        turn.session,
        turn.actor,
        answers["indicator"],
        (given[0], given[1], given[2]),
        now=turn.now,
        today=turn.today,
    )
    return cards.show_indicator(turn, answers["result"], answers["indicator"])


def _kept(answers: Answers, name: str) -> str:
    value = answers[name]
    return str(answers[f"{name}_now"] if value == AS_BEFORE else value or "")


def _manual_field(name: str, label: str, question: str, longest: int) -> Text:
    def ask(_turn: Turn, answers: Answers) -> Message:
        now = answers.get(f"{name}_now")
        so_far = say(N_("So far: {text}"), text=short(now, 300)) if now else None
        return lines(so_far, say(question))

    def offers(_turn: Turn, answers: Answers) -> list[Option]:
        return [(AS_BEFORE, say(N_("As before")))] if answers.get(f"{name}_now") else []

    return Text(name=name, label=label, question=ask, also=offers, optional=True, longest=longest)


STEP = Form(
    name="plstep",
    title=lambda _turn, answers: say(N_("Step for: {text}"), text=answers["what"]),
    fields=(
        Text(
            name="text",
            label=N_("Step"),
            question=N_("What is done? One step, for example: “train the cadres of five posts”."),
            longest=300,
        ),
        Choice(
            name="month",
            label=N_("Month"),
            question=N_("In which month?"),
            choices=_months,
        ),
        Text(
            name="target",
            label=N_("Target"),
            question=N_("How much by then? For example: <code>5 posts</code>."),
            optional=True,
            longest=100,
        ),
        Text(
            name="proof",
            label=N_("Proof"),
            question=N_("What will prove it? For example: “attendance list, photo”."),
            optional=True,
            longest=200,
        ),
    ),
    save=_save_step,
    review=False,
    back=lambda answers: action("plan.steps", answers["result"]),
)
MANUAL = Form(
    name="plman",
    title=lambda _turn, answers: say(N_("Manual of: {text}"), text=answers["what"]),
    fields=(
        _manual_field(
            "definition", N_("Definition"), N_("What does the indicator mean? What counts?"), 500
        ),
        _manual_field(
            "formula",
            N_("Formula"),
            N_("How is it calculated? For example: done / planned × 100%."),
            500,
        ),
        _manual_field(
            "source",
            N_("Source"),
            N_("Where do the numbers come from? For example: the register."),
            300,
        ),
    ),
    save=_save_manual,
    review=False,
    back=lambda answers: action("plan.ind", answers["result"], answers["indicator"]),
)
ACTIONS: dict[str, Handler] = {
    "plan.step.add": add_one,
    "plan.step.out": take_out,
    "plan.ind.manual": ask_manual,
}
