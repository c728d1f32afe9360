"""One indicator: added to a result, changed in part, taken out."""

from __future__ import annotations

from typing import Any

from bot.conversations.plan import cards
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.turn import Answer, Start, Turn
from kinerja.errors import Unknown
from kinerja.models import Approach, Polarity
from kinerja.reports.plan_card import PlanCard, card_of_result
from kinerja.rules.plan_targets import Target
from kinerja.rules.written_plan import WrittenIndicator, WrittenResult
from kinerja.services.plan_writing import remove_indicator


def add(turn: Turn, result_id: int) -> Answer:
    """Ask for another indicator of a result."""
    return start_indicator(turn, result_id)


def start_indicator(turn: Turn, result_id: int) -> Start:
    """Begin the questions of a new indicator."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    return Start("plind", _context(card, _result(card, result_id)))


def change_words(turn: Turn, indicator_id: int, result_id: int) -> Answer:
    """Ask for aspect and words of an indicator anew."""
    context, one = _found(turn, indicator_id, result_id)
    kept = _values(one)
    return Start("plind", context | {"now": one.text}, _without(kept, "text", "aspect"))


def change_target(turn: Turn, indicator_id: int, result_id: int) -> Answer:
    """Ask for the target of an indicator anew."""
    context, one = _found(turn, indicator_id, result_id)
    left_out = ("target", "polarity") if one.polarity is Polarity.RANGE else ("target",)
    return Start("plind", context, _without(_values(one), *left_out))


def change_how(turn: Turn, indicator_id: int, result_id: int) -> Answer:
    """Ask anew how the months of an indicator count, and what is better."""
    context, one = _found(turn, indicator_id, result_id)
    kept = _values(one)
    return Start("plind", context, {name: kept[name] for name in ("aspect", "text", "target")})


def take_out(turn: Turn, indicator_id: int) -> Answer:
    """Take an indicator out of its result."""
    result_id = remove_indicator(
        turn.session, turn.actor, indicator_id, now=turn.now, today=turn.today
    )
    return cards.show_result(turn, result_id)


def found_indicator(
    turn: Turn, indicator_id: int, result_id: int
) -> tuple[PlanCard, WrittenResult, WrittenIndicator]:
    """Return an indicator with its result and plan."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    result = _result(card, result_id)
    one = next((one for one in result.indicators if one.id == indicator_id), None)
    if one is None:
        raise Unknown
    return card, result, one


def _found(
    turn: Turn, indicator_id: int, result_id: int
) -> tuple[dict[str, Any], WrittenIndicator]:
    card, result, one = found_indicator(turn, indicator_id, result_id)
    return _context(card, result) | {"indicator": one.id}, one


def _result(card: PlanCard, result_id: int) -> WrittenResult:
    result = card.plan.result(result_id)
    if result is None:
        raise Unknown
    return result


def _context(card: PlanCard, result: WrittenResult) -> dict[str, Any]:
    return {
        "result": result.id,
        "indicator": 0,
        "what": short(result.text, 110),
        "number": result.number,
        "in_words": card.plan.approach is Approach.QUALITATIVE,
        "year": card.plan.year,
        "months": [card.plan.starts_on.month, card.plan.ends_on.month],
    }


def _values(one: WrittenIndicator) -> dict[str, Any]:
    target = one.target_text
    if one.target is not None:
        target = f"{Target(one.target, one.target_high, '', None).words} {one.unit}".strip()
    return {
        "aspect": one.aspect,
        "text": one.text,
        "target": target,
        "pattern": one.pattern,
        "part": one.numerator_name,
        "whole": one.denominator_name,
        "month": str(one.release_month or 12),
        "polarity": one.polarity,
    }


def _without(values: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: value for name, value in values.items() if name not in names}


ACTIONS: dict[str, Handler] = {
    "plan.ind.add": add,
    "plan.ind.words": change_words,
    "plan.ind.target": change_target,
    "plan.ind.how": change_how,
    "plan.ind.out": take_out,
}
