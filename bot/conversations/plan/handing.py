"""Handing a plan over: the quality check, everything once more, the receipt."""

from __future__ import annotations

from dataclasses import replace

from bot.conversations.plan import cards
from bot.conversations.plan import words as put
from bot.talk.conversation import Handler
from bot.talk.figures import short, size_of
from bot.talk.pages import page_by_size, page_of
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, LocalTime, Message, lines, say
from kinerja.messages import words as plain
from kinerja.reports.plan_card import PlanCard, plan_card
from kinerja.reports.plan_sources import values_of_last_year
from kinerja.rules.plan_quality import MOST_RESULTS, Doubt, LastYear, Question, questions
from kinerja.rules.plan_states import check_complete
from kinerja.services.deciding_plans import submit_plan
from kinerja.services.plan_details import settle

LARGEST = 1300
ASKED = 4
REPEATED = 3

ASKS = {
    Doubt.ACTIVITY: N_(
        "Result {n} names an activity, not what comes out of it: “{text}”. An outcome reads better."
    ),
    Doubt.NO_UNIT: N_("Result {n}: the target of “{text}” has no unit."),
    Doubt.NO_NUMBER: N_("Result {n}: the target of “{text}” is no number."),
    Doubt.REACHED: N_("Result {n}: “{text}” was better last year already ({value})."),
    Doubt.CUT: N_(
        "Result {n}: “{text}” exists once a year, and is cut into months here. “Once a year” fits better."
    ),
    Doubt.NOBODY: N_("No result supports a result of your superior."),
    Doubt.MANY: N_("The plan has more than {most} results. Fewer are clearer."),
}


def check(turn: Turn, plan_id: int) -> Answer:
    """Ask what the quality check finds, once; then show everything before it is sent."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    try:
        check_complete(len(card.plan.results), card.without_indicator)
    except Refused as refused:
        return cards.draft_screen(card, 1, refused.message)
    found = _questions(turn, card)
    return questions_screen(card, found) if found else review_screen(card)


def leave_it(turn: Turn, plan_id: int) -> Answer:
    """Leave what was asked about as it is, and go on."""
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    keys = [question.key for question in _questions(turn, card)[:ASKED]]
    settle(turn.session, turn.actor, plan_id, keys, now=turn.now, today=turn.today)
    return check(turn, plan_id)


def review(turn: Turn, plan_id: int, page: int = 1) -> Answer:
    """Show everything once more, page by page."""
    return review_screen(plan_card(turn.session, turn.actor, plan_id, turn.today), page)


def send(turn: Turn, plan_id: int) -> Answer:
    """Hand the plan over, and give the receipt."""
    submit_plan(turn.session, turn.actor, plan_id, now=turn.now, today=turn.today)
    card = plan_card(turn.session, turn.actor, plan_id, turn.today)
    text = lines(
        say(N_("<b>The plan for {year} was sent.</b>"), year=str(card.plan.year)),
        plain(short(card.position, 80)),
        say(N_("Number: <code>{number}</code>"), number=f"SKP-{card.id}-{card.plan.version}"),
        say(N_("Received: {time}"), time=LocalTime(turn.now, card.zone)),
        put.readers(card),
        say(
            N_(
                "Logs and reports go on meanwhile: against the approved version, or against this one where "
                "there is none."
            )
        ),
        say(N_("Stored in this assistant, not in e-Kinerja.")),
    )
    rows: Rows = ((button(N_("My plan"), action("skp", card.id)), home()),)
    return Reply(text, rows)


def questions_screen(card: PlanCard, found: tuple[Question, ...]) -> Reply:
    """Return what the quality check asks about."""
    asked = found[:ASKED]
    text = lines(
        say(
            N_("<b>Before you send it</b>\nThis could be clearer; nothing of it has to be changed.")
        ),
        *(_asks(question) for question in asked),
    )
    rows: Rows = (
        (button(N_("Leave it as it is"), action("plan.leave", card.id)),),
        tuple(_way_to(card, asked)),
        (put.way_back(card), home()),
    )
    return Reply(text, tuple(row for row in rows if row))


def review_screen(card: PlanCard, page: int = 1) -> Reply:
    """Return everything once more, before it is sent."""
    head = lines(say(N_("<b>Please check the plan for {year}</b>"), year=str(card.plan.year)))
    said = [put.with_support(one) for one in card.plan.results]
    shown = page_by_size(said, [size_of(one) for one in said], page, LARGEST)
    annex = sum(map(len, card.plan.annexes.values()))
    text = lines(
        head,
        *shown.items,
        plain(""),
        say(
            N_("Values with an expectation: {values}. Items of the annex: {annex}."),
            values=len(card.plan.expectations),
            annex=annex,
        ),
        put.readers(card),
        say(N_("Is everything right?")),
    )
    rows: Rows = (
        (button(N_("Yes, send it"), action("plan.send", card.id)),),
        shown.turning(lambda number: action("plan.review", card.id, number)),
        (button(N_("Change something"), action("plan.draft", card.id)), home()),
    )
    return Reply(text, tuple(row for row in rows if row))


def left_as_it_is(turn: Turn, card: PlanCard) -> Message | None:
    """Say to whoever decides what the quality check had asked and the owner left as it is."""
    plan = replace(card.plan, settled=frozenset())
    found = questions(plan, _last_year(turn, card), has_superior=bool(card.raters))
    if not found:
        return None
    shown = (_asks(question) for question in found[:REPEATED])
    return lines(say(N_("The quality check asked; the owner left it as it is:")), *shown)


def _last_year(turn: Turn, card: PlanCard) -> LastYear:
    return values_of_last_year(turn.session, card.plan.person_id, card.plan.year)


def _questions(turn: Turn, card: PlanCard) -> tuple[Question, ...]:
    return questions(card.plan, _last_year(turn, card), has_superior=bool(card.raters))


def _asks(question: Question) -> Message:
    return say(
        N_("• {question}"),
        question=say(
            ASKS[question.doubt],
            n=question.number,
            text=short(question.text, 90),
            value=question.value,
            most=MOST_RESULTS,
        ),
    )


def _way_to(card: PlanCard, asked: tuple[Question, ...]) -> list[Button]:
    """Return the buttons to the results that are asked about."""
    numbers = sorted({question.number for question in asked if question.number})
    results = {result.number: result.id for result in card.plan.results}
    return [
        button(N_("Result {n}"), action("plan.res", results[n]), n=n)
        for n in page_of(numbers, 1, 3).items
    ]


ACTIONS: dict[str, Handler] = {
    "plan.check": check,
    "plan.leave": leave_it,
    "plan.review": review,
    "plan.send": send,
}
