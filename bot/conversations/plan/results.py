"""Writing one result: its words, what it supports and how, main or additional."""

from __future__ import annotations

from typing import Any

from bot.conversations.plan import cards
from bot.conversations.plan import words as put
from bot.conversations.plan.indicators import start_indicator
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Option, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.turn import Answer, Reply, Rows, Start, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.models import Perspective, PlanStatus, Support
from kinerja.reports.plan_card import PlanCard, card_of_result, plan_card
from kinerja.reports.plan_sources import results_to_support
from kinerja.rules.plan_quality import Doubt, Question
from kinerja.rules.plan_words import names_activity
from kinerja.rules.written_plan import WrittenResult
from kinerja.services.plan_details import settle
from kinerja.services.plan_writing import (
    ResultWords,
    add_result,
    change_result,
    remove_result,
    turn_kind,
)

_GUIDANCE = N_(
    "A result says what will be different or finished at the end of the year, for whom. It is not what you "
    "do each day. Begin with the outcome: “Waiting time is shorter …”, “All babies are immunised …”, “The "
    "guideline is in use …”, instead of “Carrying out …”. What comes out of it is measured by the "
    "indicator, one at least, which you are asked for next."
)


def add(turn: Turn, plan_id: int) -> Answer:
    """Ask for a new result."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    return start_result(card)


def start_result(card: PlanCard, supports_id: int = 0, supports: str = "") -> Start:
    """Begin the questions of a new result, also as a part of a leader's result."""
    context = _context(card) | {"result": 0, "number": len(card.plan.results) + 1}
    values = {"supports": f"={supports_id}"} if supports_id else {}
    return Start("plres", context | {"part_of": supports}, values)


def change_words(turn: Turn, result_id: int) -> Answer:
    """Ask for the words of a result anew."""
    card, result = _found(turn, result_id)
    kept = {
        "supports": f"={result.supports_id}" if result.supports_id else result.supports or None,
        "support": result.support,
        "perspective": result.perspective,
    }
    return Start("plres", _context(card) | _of(result) | {"now": result.text}, kept)


def change_support(turn: Turn, result_id: int) -> Answer:
    """Ask anew what a result supports."""
    card, result = _found(turn, result_id)
    kept = {"text": result.text, "perspective": result.perspective}
    return Start("plres", _context(card) | _of(result), kept)


def change_kind(turn: Turn, result_id: int) -> Answer:
    """Turn a main result into an additional one, or back."""
    turn_kind(turn.session, turn.actor, result_id, now=turn.now, today=turn.today)
    return cards.show_more(turn, result_id)


def ask_out(turn: Turn, result_id: int) -> Answer:
    """Ask once whether a result is taken out."""
    _card, result = _found(turn, result_id)
    text = lines(
        say(N_("Take this result out, with its indicators and steps?")),
        say("<b>{number}. {text}</b>", number=result.number, text=short(result.text, 200)),
    )
    rows: Rows = (
        (button(N_("Yes, remove it"), action("plan.res.out.yes", result_id)),),
        (button(N_("‹ The result"), action("plan.res", result_id)), home()),
    )
    return Reply(text, rows)


def take_out(turn: Turn, result_id: int) -> Answer:
    """Take a result out of the plan."""
    plan_id = remove_result(turn.session, turn.actor, result_id, now=turn.now, today=turn.today)
    return back_to_plan(turn, plan_id)


def back_to_plan(turn: Turn, plan_id: int) -> Answer:
    """Show the plan again: the draft, or what is changed together."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    if card.is_own:
        return cards.draft_screen(card)
    return cards.result_screen(turn, card, card.plan.results[0])


def _context(card: PlanCard) -> dict[str, Any]:
    return {
        "plan": card.id,
        "upwards": bool(card.raters),
        "leads": card.has_people,
        "own": card.is_own,
        "draft": card.plan.status is PlanStatus.DRAFT,
    }


def _of(result: WrittenResult) -> dict[str, Any]:
    return {"result": result.id, "number": result.number}


def _found(turn: Turn, result_id: int) -> tuple[PlanCard, WrittenResult]:
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    result = card.plan.result(result_id)
    if result is None:
        raise Unknown
    return card, result


def _title(_turn: Turn, answers: Answers) -> Message:
    return say(N_("Result {number}"), number=answers["number"])


def _readers(_turn: Turn, answers: Answers) -> Message:
    if answers["draft"]:
        return say(put.READERS_OF_DRAFT)
    return say(N_("What you change is marked for the owner of the plan."))


def _ask_words(_turn: Turn, answers: Answers) -> Message:
    now, part_of = answers.get("now"), answers.get("part_of")
    return lines(
        say(N_("So far: {text}"), text=short(now, 400)) if now else None,
        say(N_("Your superior's result: {text}"), text=short(part_of, 200)) if part_of else None,
        say(N_("Which part of it will you achieve?"))
        if part_of
        else say(N_("What will be achieved? One sentence that names the outcome.")),
        say(N_("For example: “Waiting time at the counter is shorter than 30 minutes”.")),
    )


def _doubt_words(_turn: Turn, answers: Answers, value: Any) -> Message | None:
    if not names_activity(str(value)):
        return None
    return say(
        N_(
            "“{text}” names what is done, not what comes out of it. A result reads better as an outcome: “… "
            "is available”, “… is shorter”, “… is complete”. Keep it as it is?"
        ),
        text=short(str(value), 120),
    )


def _ask_supports(_turn: Turn, _answers: Answers) -> Message:
    return say(
        N_(
            "Which result of your superior does it support? Choose one, or write its words if it is not "
            "listed."
        )
    )


def _leaders_results(turn: Turn, answers: Answers) -> list[Option]:
    found = results_to_support(turn.session, turn.actor, answers["plan"], turn.today)
    return [(f"={one.id}", say("{text}", text=short(one.text, 54))) for one in found]


def _save(turn: Turn, answers: Answers) -> Answer:
    supports = answers.get("supports") or ""
    linked = int(supports[1:]) if supports[:1] == "=" and supports[1:].isdigit() else None
    support, perspective = answers.get("support"), answers.get("perspective")
    words = ResultWords(
        text=answers["text"],
        supports_id=linked,
        supports="" if linked else supports,
        support=Support(support) if support and supports else None,
        perspective=Perspective(perspective) if perspective else None,
    )
    result_id = answers["result"]
    if result_id:
        change_result(turn.session, turn.actor, result_id, words, now=turn.now, today=turn.today)
        _note_asked(turn, result_id)
        return cards.show_result(turn, result_id)
    result_id = add_result(
        turn.session, turn.actor, answers["plan"], words, now=turn.now, today=turn.today
    )
    _note_asked(turn, result_id)
    return start_indicator(turn, result_id)


def _note_asked(turn: Turn, result_id: int) -> None:
    """Remember that the words were asked about, so that they are not before sending."""
    card, result = _found(turn, result_id)
    if names_activity(result.text):
        key = Question(Doubt.ACTIVITY, result.lineage).key
        settle(turn.session, turn.actor, card.id, [key], now=turn.now, today=turn.today)


RESULT = Form(
    name="plres",
    title=_title,
    readers=_readers,
    fields=(
        Text(
            name="text",
            label=N_("Result"),
            question=_ask_words,
            help=_GUIDANCE,
            check=_doubt_words,
            keep_label=N_("Keep it as it is"),
        ),
        Text(
            name="supports",
            label=N_("Supports"),
            question=_ask_supports,
            also=_leaders_results,
            optional=True,
            when=lambda _turn, answers: answers["upwards"],
        ),
        Choice(
            name="support",
            label=N_("How"),
            question=N_("Does it support that result directly or indirectly?"),
            help=N_(
                "Directly: it is a part of that result, or its target. Indirectly: it makes that result "
                "possible, for example with data, people or equipment."
            ),
            choices=lambda _turn, _answers: [
                (one.value, say(label)) for one, label in put.SUPPORTS.items()
            ],
            when=lambda _turn, answers: bool(answers.get("supports")),
        ),
        Choice(
            name="perspective",
            label=N_("Perspective"),
            question=N_("What does this result look at? Leaders name a perspective."),
            choices=lambda _turn, _answers: [
                (one.value, say(label)) for one, label in put.PERSPECTIVES.items()
            ],
            when=lambda _turn, answers: answers["leads"],
        ),
    ),
    save=_save,
    review=False,
    back=lambda answers: action("plan.back", answers["plan"]),
)
ACTIONS: dict[str, Handler] = {
    "plan.add": add,
    "plan.back": back_to_plan,
    "plan.res.words": change_words,
    "plan.res.up": change_support,
    "plan.res.kind": change_kind,
    "plan.res.out": ask_out,
    "plan.res.out.yes": take_out,
}
