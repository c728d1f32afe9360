"""How somebody was rated: the evaluations delivered to them, read, acknowledged, with a comment if wanted."""

from __future__ import annotations

from bot.conversations.evaluation.words import DELIVERIES
from bot.talk import ratings
from bot.talk.behaviours import VALUES
from bot.talk.clocks import clock_line
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_of
from bot.talk.period_names import period_name
from bot.talk.turn import Answer, Button, Reply, Start, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say, words
from kinerja.models import DeliveryAnswer, Objection
from kinerja.reports.deliveries import DeliveredCard, SaidOfItem, delivered_card, own_evaluations
from kinerja.rules.deliveries import shown_code
from kinerja.rules.evaluation import LONGEST_REASON
from kinerja.rules.legal_clocks import is_over
from kinerja.rules.periods import local_date
from kinerja.services.delivering import acknowledge, open_delivered

LISTED = 4
ITEMS = 4


def show_mine(turn: Turn, page: int = 1) -> Answer:
    """Show the evaluations that were delivered to the reader."""
    found = own_evaluations(turn.session, turn.actor)
    shown = page_of(found, page, LISTED)
    listed = [
        say(
            "<b>{period}</b>: {state}",
            period=period_name(one.kind, one.starts_on),
            state=say(DELIVERIES[one.delivery.answer]),
        )
        for one in shown.items
    ]
    nothing = say(
        N_("No evaluation was delivered to you yet. I will tell you at once when one is.")
    )
    text = lines(say(N_("<b>My evaluations</b>")), *(listed or [nothing]))
    opening = [
        button(
            "{period}",
            action("eval.doc", one.evaluation_id),
            period=period_name(one.kind, one.starts_on),
        )
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("eval.mine", number))
    leaving = (button(N_("‹ Evaluation"), action("eval")), home())
    rows = (tuple(opening[:2]), tuple(opening[2:]), turning, leaving)
    return Reply(text, tuple(row for row in rows if row))


def show_document(turn: Turn, evaluation_id: int) -> Answer:
    """Show an evaluation to the person it is of; that it was opened is noted."""
    open_delivered(turn.session, turn.actor, evaluation_id, now=turn.now, today=turn.today)
    return _document(turn, _card(turn, evaluation_id))


def _card(turn: Turn, evaluation_id: int) -> DeliveredCard:
    law = turn.options.regulation
    return delivered_card(turn.session, turn.actor, evaluation_id, law, turn.today)


def _document(turn: Turn, card: DeliveredCard, said: Message | None = None) -> Reply:
    row, made = card.evaluation, card.delivery
    text = lines(
        said,
        say(
            N_("<b>Evaluation: {period}</b>\nRated by {rater}, delivered on {day}."),
            period=period_name(card.kind, card.starts_on),
            rater=card.rater,
            day=made.delivered_on,
        ),
        say(
            N_("Performance of the unit: {predicate}"),
            predicate=ratings.organisation(row.organisation),
        ),
        _rated(N_("Results: <b>{rating}</b>\n{reason}"), card, of_results=True),
        _rated(N_("Behaviour: <b>{rating}</b>\n{reason}"), card, of_results=False),
        say(N_("Predicate: <b>{predicate}</b>"), predicate=_predicate(card)),
        *_answered(turn, card),
        say(N_("Verification code: <code>{code}</code>"), code=shown_code(made.code)),
    )
    return Reply(text, _rows(turn, card))


def _rated(sentence: str, card: DeliveredCard, *, of_results: bool) -> Message:
    row = card.evaluation
    one, reason = (
        (row.results, row.results_reason) if of_results else (row.behaviour, row.behaviour_reason)
    )
    return say(sentence, rating=ratings.rating(one), reason=short(reason, 350))


def _predicate(card: DeliveredCard) -> Message:
    predicate = card.evaluation.predicate
    return say(ratings.PREDICATES[predicate]) if predicate else say(N_("–"))


def _answered(turn: Turn, card: DeliveredCard) -> tuple[Message, ...]:
    made = card.delivery
    if made.answer is None:
        return (
            say(N_("Acknowledging means that you received it, not that you agree.")),
            clock_line(N_("Answer until {days}."), card.acknowledging),
            clock_line(N_("An objection is possible until {days}."), card.objecting),
        )
    if made.answer is DeliveryAnswer.SILENT:
        return (say(N_("No answer until {day}."), day=made.silent_until),)
    told = say(DELIVERIES[made.answer])
    when = say(
        N_("{what} on {day}."),
        what=told,
        day=local_date(made.answered_at, turn.zone) if made.answered_at else "",
    )
    if card.decided is not None:
        return (when, _decision(card.decided))
    comment = (say(N_("Your comment: {text}"), text=short(made.comment, 300)),)
    objecting: tuple[Message, ...] = ()
    if made.answer is DeliveryAnswer.ACKNOWLEDGED and not is_over(card.objecting, turn.today):
        objecting = (clock_line(N_("An objection is possible until {days}."), card.objecting),)
    return (when, *(comment if made.comment else ()), *objecting)


def _decision(one: Objection) -> Message:
    if one.upheld or one.predicate is None:
        return say(N_("The objection was decided: the evaluation stays."))
    return say(
        N_(
            "Changed by the decision: results “{results}”, behaviour “{behaviour}”: <b>{predicate}</b>"
        ),
        results=ratings.rating(one.results),
        behaviour=ratings.rating(one.behaviour),
        predicate=say(ratings.PREDICATES[one.predicate]),
    )


def _rows(turn: Turn, card: DeliveredCard) -> tuple[tuple[Button, ...], ...]:
    made, number = card.delivery, card.evaluation.id
    rows: list[tuple[Button, ...]] = []
    if made.answer in (None, DeliveryAnswer.SILENT):
        rows.append((button(N_("I have received it"), action("eval.ack", number)),))
    more: list[Button] = []
    if made.answer is DeliveryAnswer.OBJECTED:
        more.append(button(N_("Objection"), action("obj")))
    elif not is_over(card.objecting, turn.today):
        more.append(button(N_("I object"), action("obj.begin", number)))
    if card.items:
        more.append(button(N_("Item by item"), action("eval.doc.items", number)))
    if more:
        rows.append(tuple(more))
    rows.append((button(N_("‹ My evaluations"), action("eval.mine")), home()))
    return tuple(rows)


def show_items(turn: Turn, evaluation_id: int, page: int = 1) -> Answer:
    """Show what was said of single results and values."""
    card = _card(turn, evaluation_id)
    shown = page_of(card.items, page, ITEMS)
    text = lines(
        say(N_("<b>Item by item</b>, {period}"), period=period_name(card.kind, card.starts_on)),
        *(_item(one) for one in shown.items),
    )
    turning = shown.turning(lambda number: action("eval.doc.items", evaluation_id, number))
    back = button(N_("‹ My evaluation"), action("eval.doc", evaluation_id))
    return Reply(text, tuple(row for row in (turning, (back, home())) if row))


def _item(one: SaidOfItem) -> Message:
    return say(
        "<b>{what}</b>\n{rating}: {reason}",
        what=say(VALUES[one.value]) if one.value else words(short(one.result, 120)),
        rating=ratings.rating(one.rating),
        reason=short(one.reason, 200),
    )


def begin(turn: Turn, evaluation_id: int) -> Answer:
    """Ask for a comment; it may be left out."""
    _card(turn, evaluation_id)
    return Start("ack", {"evaluation": evaluation_id})


def _save(turn: Turn, answers: Answers) -> Answer:
    evaluation_id, comment = answers["evaluation"], answers["comment"] or ""
    acknowledge(turn.session, turn.actor, evaluation_id, comment, now=turn.now, today=turn.today)
    said = say(N_("Noted: received on {day}. Your superior is told."), day=turn.today)
    return _document(turn, _card(turn, evaluation_id), said)


ACKNOWLEDGE = Form(
    name="ack",
    title=N_("I have received my evaluation"),
    readers=N_("Your superior and who stands above read it. Receiving is not agreeing."),
    fields=(
        Text(
            name="comment",
            label=N_("Comment"),
            question=N_("Would you like to add a comment? Otherwise skip it."),
            optional=True,
            longest=LONGEST_REASON,
        ),
    ),
    save=_save,
    send_label=N_("Confirm receipt"),
    back=lambda answers: action("eval.doc", answers["evaluation"]),
)
ACTIONS: dict[str, Handler] = {
    "eval.mine": show_mine,
    "eval.doc": show_document,
    "eval.doc.items": show_items,
    "eval.ack": begin,
}
