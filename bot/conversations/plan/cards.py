"""The cards of a plan that is written: the draft, one result, one indicator, the steps."""

from __future__ import annotations

from collections.abc import Sequence

from bot.conversations.plan import words as put
from bot.talk.conversation import Handler
from bot.talk.figures import short, size_of
from bot.talk.pages import page_of
from bot.talk.turn import Button, Reply, Rows, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say
from kinerja.messages import words as plain
from kinerja.models import ResultKind
from kinerja.reports.plan_card import PlanCard, card_of_result, plan_card
from kinerja.rules.periods import first_of_month
from kinerja.rules.written_plan import WrittenIndicator, WrittenResult

LISTED = 4
STEPS = 5
MOST_INDICATORS = 5
LARGEST = 1500


def show_draft(turn: Turn, plan_id: int, page: int = 1) -> Reply:
    """Show the draft of a plan with what comes next."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    return draft_screen(card, page)


def show_result(turn: Turn, result_id: int) -> Reply:
    """Show one result of a draft with what can be done to it."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    return result_screen(turn, card, _result(card, result_id))


def show_more(turn: Turn, result_id: int) -> Reply:
    """Show what else of a result can be changed."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    return more_screen(turn, card, _result(card, result_id))


def show_indicator(turn: Turn, result_id: int, indicator_id: int) -> Reply:
    """Show one indicator."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    result = _result(card, result_id)
    found = next((one for one in result.indicators if one.id == indicator_id), None)
    if found is None:
        return result_screen(turn, card, result)
    return indicator_screen(turn, card, result, found)


def show_steps(turn: Turn, result_id: int, page: int = 1) -> Reply:
    """Show the action plan of a result."""
    card = card_of_result(turn.session, turn.actor, result_id, turn.today)
    return steps_screen(turn, card, _result(card, result_id), page)


def draft_screen(card: PlanCard, page: int = 1, trouble: Message | None = None) -> Reply:
    """Return the card of a draft."""
    results = card.plan.results
    shown = page_of(results, page, LISTED)
    text = lines(
        put.heading(card),
        say(N_("Why it is revised: {reason}"), reason=short(card.reason, 200))
        if card.reason
        else None,
        say(N_("To be completed: {reason}"), reason=short(card.return_reason, 200))
        if card.return_reason
        else None,
        plain(""),
        *_fitting([put.in_list(result) for result in shown.items]),
        plain("") if results else None,
        trouble or _what_next(card),
    )
    numbers = tuple(button("{n}", action("plan.res", one.id), n=one.number) for one in shown.items)
    add = button(N_("Add a result"), action("plan.add", card.id))
    check = (button(N_("Check and send"), action("plan.check", card.id)),) if results else ()
    last = (
        *shown.turning(lambda number: action("plan.draft", card.id, number)),
        button(N_("Other parts"), action("plan.parts", card.id)),
        *_proposed(card),
        home(),
    )
    rows: Rows = ((add, *check), numbers, last[:2], last[2:])
    return Reply(text, tuple(row for row in rows if row))


def result_screen(turn: Turn, card: PlanCard, result: WrittenResult) -> Reply:
    """Return the card of one result."""
    month = max(first_of_month(turn.today), first_of_month(card.plan.starts_on))
    text = lines(
        put.whole(result),
        *_fitting([put.numbered(one, result, card, month) for one in result.indicators]),
        None if result.indicators else say(N_("Nothing measures this result yet.")),
        say(N_("Steps of the action plan: {count}"), count=len(result.steps))
        if result.steps
        else None,
    )
    label = N_("Indicator {n}") if len(result.indicators) < 3 else "{n}"
    indicators = tuple(
        button(label, action("plan.ind", result.id, one.id), n=one.number)
        for one in result.indicators[:MOST_INDICATORS]
    )
    leaving = [put.way_back(card, result.number)]
    leaving += _following(card, result)
    if not put.can_write(card, turn.person_id):
        return Reply(text, (indicators, tuple(leaving)) if indicators else (tuple(leaving),))
    rows: Rows = (
        (
            button(N_("Add an indicator"), action("plan.ind.add", result.id)),
            button(N_("Add a result"), action("plan.add", card.id)),
        ),
        indicators,
        (
            button(N_("Change the words"), action("plan.res.words", result.id)),
            button(N_("More"), action("plan.res.more", result.id)),
        ),
        tuple(leaving),
    )
    return Reply(text, tuple(row for row in rows if row), protected=not card.is_own)


def more_screen(turn: Turn, card: PlanCard, result: WrittenResult) -> Reply:
    """Return what else of a result can be changed: support, leader, kind, steps, taking it out."""
    steps = action("plan.steps", result.id)
    other = N_("Make it additional")
    if result.kind is ResultKind.ADDITIONAL:
        other = N_("Make it a main result")
    rows: list[tuple[Button, ...]] = [
        (
            button(N_("What it supports"), action("plan.res.up", result.id)),
            button(N_("Who leads it"), action("plan.res.lead", result.id)),
        ),
        (
            button(N_("Action plan ({count})"), steps, count=len(result.steps)),
            button(other, action("plan.res.kind", result.id)),
        ),
        (button(N_("Take this result out"), action("plan.res.out", result.id)),),
    ]
    if not put.can_write(card, turn.person_id):
        rows = [(button(N_("Action plan ({count})"), steps, count=len(result.steps)),)]
    rows.append((button(N_("‹ The result"), action("plan.res", result.id)), home()))
    return Reply(put.whole(result), tuple(rows))


def indicator_screen(
    turn: Turn, card: PlanCard, result: WrittenResult, one: WrittenIndicator
) -> Reply:
    """Return one indicator with its manual."""
    text = lines(
        say(N_("Result {n}: {text}"), n=result.number, text=short(result.text, 90)),
        say("<b>{text}</b>", text=short(one.text, 400)),
        say(N_("Target: {target}"), target=put.short_target(one)),
        put.measured(one),
        _manual(N_("Definition: {text}"), one.definition),
        _manual(N_("Formula: {text}"), one.formula),
        _manual(N_("Source: {text}"), one.source),
    )
    leaving = (button(N_("‹ The result"), action("plan.res", result.id)), home())
    if not put.can_write(card, turn.person_id):
        return Reply(text, (leaving,))
    rows: Rows = (
        (
            button(N_("Change the words"), action("plan.ind.words", one.id, result.id)),
            button(N_("Change the target"), action("plan.ind.target", one.id, result.id)),
        ),
        (
            button(N_("How it counts"), action("plan.ind.how", one.id, result.id)),
            button(N_("Manual"), action("plan.ind.manual", one.id, result.id)),
        ),
        (button(N_("Take this indicator out"), action("plan.ind.out", one.id)),),
        leaving,
    )
    return Reply(text, rows)


def steps_screen(turn: Turn, card: PlanCard, result: WrittenResult, page: int = 1) -> Reply:
    """Return the action plan of a result; a step is taken out by its number."""
    shown = page_of(result.steps, page, STEPS)
    numbered = list(enumerate(shown.items, start=shown.first_index + 1))
    text = lines(
        say(N_("<b>Action plan</b>\n{text}"), text=short(result.text, 110)),
        *(put.step_line(step, n, card.plan.year) for n, step in numbered),
        None
        if result.steps
        else say(N_("No steps yet. Without them the target of a month follows from the pattern.")),
        say(N_("Tap a number to take that step out."))
        if result.steps and put.can_write(card, turn.person_id)
        else None,
    )
    rows: list[tuple[Button, ...]] = []
    if put.can_write(card, turn.person_id):
        rows.append((button(N_("Add a step"), action("plan.step.add", result.id)),))
        rows.append(
            tuple(button("{n}", action("plan.step.out", step.id), n=n) for n, step in numbered)
        )
    rows.append(shown.turning(lambda number: action("plan.steps", result.id, number)))
    rows.append((button(N_("‹ The result"), action("plan.res", result.id)), home()))
    return Reply(text, tuple(row for row in rows if row))


def _proposed(card: PlanCard) -> tuple[Button, ...]:
    """Return the button to what the leader proposed and nobody has placed or declined yet."""
    if not card.proposed:
        return ()
    return (button(N_("Proposed ({count})"), action("shr"), count=card.proposed),)


def _following(card: PlanCard, result: WrittenResult) -> Sequence[Button]:
    after = next((one for one in card.plan.results if one.number == result.number + 1), None)
    return [button(N_("Next result ›"), action("plan.res", after.id))] if after else [home()]


def _what_next(card: PlanCard) -> Message:
    if not card.plan.results:
        return say(N_("Nothing is written yet. Add the first result; it is kept at once."))
    missing = card.without_indicator
    if missing:
        return say(
            N_("Every result needs at least one indicator. Still without: {numbers}."),
            numbers=", ".join(map(str, missing)),
        )
    return say(N_("Everything is kept. You can go on at any time, or check and send it."))


def _fitting(said: list[Message]) -> list[Message]:
    """Return as many messages as fit on a screen."""
    kept: list[Message] = []
    size = 0
    for one in said:
        size += size_of(one)
        if kept and size > LARGEST:
            break
        kept.append(one)
    return kept


def _manual(sentence: str, text: str) -> Message | None:
    return say(sentence, text=short(text, 250)) if text else None


def _result(card: PlanCard, result_id: int) -> WrittenResult:
    result = card.plan.result(result_id)
    if result is None:
        raise Unknown
    return result


ACTIONS: dict[str, Handler] = {
    "plan.draft": show_draft,
    "plan.res": show_result,
    "plan.res.more": show_more,
    "plan.ind": show_indicator,
    "plan.steps": show_steps,
}
