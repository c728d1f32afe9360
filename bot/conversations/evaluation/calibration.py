"""Proposed ratings as whoever stands above the rater sees them: asked about with a reason, never changed."""

from __future__ import annotations

from typing import Any

from bot.conversations.evaluation.people import card_of, card_screen
from bot.conversations.evaluation.words import STATES, back_to, name_of, the_period
from bot.talk import ratings
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import calling, short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, Message, lines, say
from kinerja.models import EvaluationQuestion, EvaluationState
from kinerja.reports.evaluations import EvaluationCard, calibration, evaluation_card
from kinerja.reports.proposals import units_with_proposals
from kinerja.rules.evaluation import LONGEST_REASON, check_reason
from kinerja.services.rating import answer_question, ask_back

LISTED = 4


def show_units(turn: Turn, period_id: int, page: int = 1) -> Answer:
    """Show the units below the reader with what is proposed there."""
    period = the_period(turn, period_id)
    units = units_with_proposals(turn.session, turn.actor, period_id, turn.today)
    shown = page_of(units, page, LISTED)
    listed = [
        say(
            N_("<b>{name}</b>: proposed {proposed}, released {released}"),
            name=short(one.name, 60),
            proposed=one.proposed,
            released=one.released,
        )
        for one in shown.items
    ]
    text = lines(
        say(N_("<b>Proposed ratings: {period}</b>"), period=name_of(period.kind, period)),
        say(N_("You may ask back with a reason; the rater alone changes a rating.")),
        *(listed or [say(N_("Nothing is proposed below you yet."))]),
    )
    names = [
        button("{name}", action("eval.cal", one.unit_id, period_id), name=short(one.name, 20))
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("eval.below", period_id, number))
    rows = (tuple(names[:2]), tuple(names[2:]), turning, (back_to(period_id), home()))
    return Reply(text, tuple(row for row in rows if row))


def show_unit(turn: Turn, unit_id: int, period_id: int, page: int = 1) -> Answer:
    """Show what is proposed in one unit, rater by rater."""
    found = calibration(turn.session, turn.actor, unit_id, period_id, turn.law, turn.today)
    shown = page_of(found.proposals, page, LISTED)
    listed = [
        say(
            N_(
                "<b>{name}</b> ({rater}): results “{results}”, behaviour “{behaviour}” → {predicate} · {state}"
            ),
            name=short(one.person, 40),
            rater=short(one.rater, 30),
            results=ratings.rating(one.results),
            behaviour=ratings.rating(one.behaviour),
            predicate=say(ratings.PREDICATES[one.predicate]),
            state=say(N_("asked")) if one.asked else say(STATES[one.state]),
        )
        for one in shown.items
    ]
    text = lines(
        say(
            N_("Performance of the unit: {predicate}"),
            predicate=ratings.organisation(found.organisation),
        ),
        *(listed or [say(N_("Nothing is proposed below you yet."))]),
    )
    names = [
        button("{name}", action("eval.look", one.evaluation_id), name=calling(one.person, 22))
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("eval.cal", unit_id, period_id, number))
    guide = button(N_("Guide"), action("eval.guide", unit_id, period_id))
    leaving = (button(N_("‹ Units"), action("eval.below", period_id)), guide, home())
    rows = (tuple(names[:2]), tuple(names[2:]), turning, leaving)
    return Reply(text, tuple(row for row in rows if row), protected=True)


def look(turn: Turn, evaluation_id: int) -> Answer:
    """Show one proposal with its reasons."""
    return _look(turn, evaluation_card(turn.session, turn.actor, evaluation_id, turn.today))


def _look(turn: Turn, card: EvaluationCard, said: Message | None = None) -> Reply:
    row = card.evaluation
    text = lines(
        said,
        say(N_("<b>{name}</b>, rated by {rater}"), name=card.person, rater=card.rater),
        say(
            N_("Results: <b>{rating}</b>\n{reason}"),
            rating=ratings.rating(row.results),
            reason=short(row.results_reason, 300),
        ),
        say(
            N_("Behaviour: <b>{rating}</b>\n{reason}"),
            rating=ratings.rating(row.behaviour),
            reason=short(row.behaviour_reason, 300),
        ),
        *(_talk(one) for one in card.questions[-2:]),
        say(N_("State: {state}"), state=say(STATES[row.state])),
    )
    asking: tuple[Button, ...] = ()
    if row.state is EvaluationState.PROPOSED and turn.actor.person_id != row.rater_id:
        asking = (button(N_("Ask back"), action("eval.ask", row.id)),)
    back = button(N_("‹ Proposals"), action("eval.below", row.period_id))
    return Reply(text, tuple(one for one in (asking, (back, home())) if one), protected=True)


def _talk(one: EvaluationQuestion) -> Message:
    asked = say(N_("Asked: {reason}"), reason=short(one.reason, 200))
    if not one.answer:
        return asked
    return lines(asked, say(N_("Answered: {answer}"), answer=short(one.answer, 200)))


def begin(turn: Turn, evaluation_id: int) -> Answer:
    """Ask for the reason of a question."""
    card = evaluation_card(turn.session, turn.actor, evaluation_id, turn.today)
    context = {"evaluation": evaluation_id, "name": card.person, "rater": card.rater}
    return Start("askback", context)


def begin_answer(turn: Turn, position_id: int, period_id: int) -> Answer:
    """Ask the rater for the answer to the oldest open question."""
    card = card_of(turn, position_id, period_id)
    for one in card.questions:
        if one.answered_at is None:
            context = {"question": one.id, "name": card.name, "reason": one.reason}
            return Start("answerback", {**context, "position": position_id, "period": period_id})
    raise Refused(N_("Nothing is asked about these ratings."))


def _ask(turn: Turn, answers: Answers) -> Answer:
    evaluation_id = answers["evaluation"]
    reason = answers["reason"]
    ask_back(turn.session, turn.actor, evaluation_id, reason, now=turn.now, today=turn.today)
    card = evaluation_card(turn.session, turn.actor, evaluation_id, turn.today)
    return _look(turn, card, say(N_("Asked. {rater} is told, and answers."), rater=card.rater))


def _answer(turn: Turn, answers: Answers) -> Answer:
    answer_question(
        turn.session,
        turn.actor,
        answers["question"],
        answers["answer"],
        now=turn.now,
        today=turn.today,
    )
    card = card_of(turn, answers["position"], answers["period"])
    return card_screen(turn, card, say(N_("Answered. Your superior is told.")))


def _check(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


ASK = Form(
    name="askback",
    title=lambda _turn, answers: say(N_("Ask about {name}"), name=answers["name"]),
    readers=lambda _turn, answers: say(N_("{rater} reads it."), rater=answers["rater"]),
    fields=(
        Text(
            name="reason",
            label=N_("Question"),
            question=N_("What do you ask, and why? Please name what you have seen."),
            check=_check,
            longest=LONGEST_REASON,
        ),
    ),
    save=_ask,
    send_label=N_("Ask"),
    back=lambda answers: action("eval.look", answers["evaluation"]),
    about_others=True,
)
ANSWER = Form(
    name="answerback",
    title=lambda _turn, answers: say(N_("Answer about {name}"), name=answers["name"]),
    readers=N_("Who asked reads it."),
    fields=(
        Text(
            name="answer",
            label=N_("Answer"),
            question=lambda _turn, answers: say(
                N_("Asked: {reason}\nWhat do you answer? A rating stays unless you change it."),
                reason=answers["reason"],
            ),
            check=_check,
            longest=LONGEST_REASON,
        ),
    ),
    save=_answer,
    send_label=N_("Answer"),
    back=lambda answers: action("eval.of", answers["position"], answers["period"]),
    about_others=True,
)
ACTIONS: dict[str, Handler] = {
    "eval.below": show_units,
    "eval.cal": show_unit,
    "eval.look": look,
    "eval.ask": begin,
    "eval.answer": begin_answer,
}
