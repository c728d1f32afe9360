"""The people somebody rates in a period, and the card of one of them."""

from __future__ import annotations

from bot.conversations.evaluation.words import (
    DELIVERIES,
    STATES,
    back_to,
    name_of,
    state_of,
    the_period,
)
from bot.talk import ratings
from bot.talk.figures import calling, short
from bot.talk.pages import page_of
from bot.talk.period_names import period_name
from bot.talk.turn import Answer, Button, Reply, Rows, Turn, action, button, home
from kinerja.messages import N_, Message, lines, say
from kinerja.models import DeliveryAnswer, EmploymentKind, Evaluation, EvaluationState
from kinerja.reports.proposals import to_finish
from kinerja.reports.rating_card import RatingCard, rating_card
from kinerja.reports.to_rate import people_to_rate
from kinerja.rules.periods import local_date

LISTED = 4


def show_people(turn: Turn, period_id: int, page: int = 1) -> Answer:
    """Show whom the reader rates; those who are left come first."""
    period = the_period(turn, period_id)
    people = people_to_rate(turn.session, turn.actor, period_id, turn.today)
    shown = page_of(sorted(people, key=lambda one: not one.is_left), page, LISTED)
    listed = [
        say("<b>{name}</b> · {state}", name=short(one.name, 40), state=state_of(one))
        for one in shown.items
    ]
    nobody = say(N_("Nobody whom you rate has an approved plan in this period."))
    text = lines(
        say(N_("<b>People you rate: {period}</b>"), period=name_of(period.kind, period)),
        *(listed or [nobody]),
    )
    names = [
        button("{name}", action("eval.of", one.position_id, period_id), name=calling(one.name, 22))
        for one in shown.items
    ]
    turning = shown.turning(lambda number: action("eval.people", period_id, number))
    finishing: tuple[Button, ...] = ()
    left = to_finish(turn.session, turn.actor, period_id, turn.today)
    if len(left.to_release) > 1 or len(left.to_deliver) > 1:
        finishing = (button(N_("Finish all"), action("eval.finish", period_id)),)
    rows = (
        tuple(names[:2]),
        tuple(names[2:]),
        (*turning, *finishing),
        (back_to(period_id), home()),
    )
    return Reply(text, tuple(row for row in rows if row), protected=True)


def show_one(turn: Turn, position_id: int, period_id: int) -> Answer:
    """Show one person as far as they are rated."""
    return card_screen(turn, card_of(turn, position_id, period_id))


def card_of(turn: Turn, position_id: int, period_id: int) -> RatingCard:
    """Return the card of one person."""
    the_period(turn, period_id)
    return rating_card(turn.session, turn.actor, position_id, period_id, turn.law, turn.today)


def card_screen(turn: Turn, card: RatingCard, said: Message | None = None) -> Reply:
    """Return the screen of one person, after what was just done."""
    text = lines(
        said,
        heading(card),
        _organisation(turn, card),
        *_given(card),
        say(N_("By the quadrant: <b>{predicate}</b>"), predicate=_predicate(card))
        if card.predicate
        else None,
        _own_words(turn, card),
        _particulars(card),
        *_asked(card),
        _state(card),
    )
    return Reply(text, _rows(card), protected=True)


def heading(card: RatingCard) -> Message:
    """Say who is rated, and for which period."""
    return say(
        N_("<b>{name}</b>, {title}\n{unit} · {period}"),
        name=card.name,
        title=short(card.title, 60),
        unit=short(card.unit, 60),
        period=period_name(card.period_kind, card.starts_on),
    )


def _organisation(turn: Turn, card: RatingCard) -> Message:
    told = say(
        N_("Performance of the unit: {predicate}"),
        predicate=ratings.organisation(card.organisation),
    )
    if card.foreseen is None:
        return told
    foreseen = say(
        N_("They lead the unit: for the results the rule foresees “{rating}”, please confirm it."),
        rating=ratings.rating(card.foreseen),
    )
    return lines(told, foreseen, ratings.by_agency(turn.law.head_of_unit.basis))


def _given(card: RatingCard) -> tuple[Message, ...]:
    row = card.evaluation
    return (
        _rated(
            N_("Results: <b>{rating}</b>"), row and row.results, row.results_reason if row else ""
        ),
        _rated(
            N_("Behaviour: <b>{rating}</b>"),
            row and row.behaviour,
            row.behaviour_reason if row else "",
        ),
    )


def _rated(sentence: str, one: object, reason: str) -> Message:
    told = say(sentence, rating=ratings.rating(one))  # type: ignore[arg-type]
    return lines(told, say("{reason}", reason=short(reason, 220)) if reason else None)


def _predicate(card: RatingCard) -> Message:
    return say(ratings.PREDICATES[card.predicate]) if card.predicate else say(N_("–"))


def _own_words(turn: Turn, card: RatingCard) -> Message | None:
    own = card.self_assessment
    if own is None:
        return (
            say(N_("Self-assessment: not written yet.")) if turn.options.self_assessment else None
        )
    return say(
        N_("Self-assessment of {day}:\n{results}\n{behaviour}"),
        day=local_date(own.written_at, turn.zone),
        results=short(own.results, 150),
        behaviour=short(own.behaviour, 150),
    )


def _particulars(card: RatingCard) -> Message | None:
    """Say what is particular with contract employees and probationers."""
    if card.kind is EmploymentKind.PROBATIONER:
        return say(
            N_("Probationer (CPNS): the evaluation belongs to the papers of the appointment.")
        )
    if card.kind in (EmploymentKind.CONTRACT, EmploymentKind.PART_TIME_CONTRACT):
        if card.post_ends_on is None:
            return say(N_("Contract employee (PPPK): evaluated by the contract year."))
        return say(
            N_("Contract employee (PPPK): the contract ends on {day}; its plan is closed by then."),
            day=card.post_ends_on,
        )
    return None


def _asked(card: RatingCard) -> tuple[Message, ...]:
    return tuple(
        say(N_("Your superior asks: {reason}"), reason=short(one.reason, 200))
        for one in card.questions
        if one.answered_at is None
    )


def _state(card: RatingCard) -> Message:
    row = card.evaluation
    if card.on_leave:
        return say(N_("<b>Not rated – leave</b>: they were on leave for the whole period."))
    if row is None or row.state is EvaluationState.DRAFT:
        return say(N_("Nobody else sees your draft."))
    made = card.delivery
    if made is None:
        return say(N_("State: {state}"), state=say(STATES[row.state]))
    if made.silent_until is not None and made.answer is DeliveryAnswer.SILENT:
        return say(
            N_("Delivered on {day}. No answer until {until}."),
            day=made.delivered_on,
            until=made.silent_until,
        )
    told = say(
        N_("Delivered on {day}: {answer}."),
        day=made.delivered_on,
        answer=say(DELIVERIES[made.answer]),
    )
    paper = say(N_("They did not use the assistant on that day; please hand it over on paper."))
    comment = say(N_("Comment: {text}"), text=short(made.comment, 300))
    return lines(told, paper if made.on_paper else None, comment if made.comment else None)


def _rows(card: RatingCard) -> Rows:
    row, at = card.evaluation, (card.position_id, card.period_id)
    record = button(N_("Record"), action("eval.rec", *at))
    leaving = (button(N_("‹ People"), action("eval.people", card.period_id)), home())
    if row is not None and row.state is EvaluationState.RELEASED:
        deliver = (button(N_("Deliver"), action("eval.deliver", *at)),)
        return ((record,), leaving) if card.delivery else (deliver, (record,), leaving)
    if card.on_leave:
        return ((record,), leaving)
    rate = (
        button(N_("Rate results"), action("eval.rate", *at, "results")),
        button(N_("Rate behaviour"), action("eval.rate", *at, "behaviour")),
    )
    items = button(N_("Item by item"), action("eval.items", *at))
    guide = button(N_("Guide"), action("eval.guide", card.unit_id, card.period_id))
    return tuple(one for one in (rate, (record, items, guide), _next(card, row), leaving) if one)


def _next(card: RatingCard, row: Evaluation | None) -> tuple[Button, ...]:
    """Return what comes next: proposing whole ratings, answering, releasing."""
    at = (card.position_id, card.period_id)
    if row is None or card.predicate is None:
        return ()
    if any(one.answered_at is None for one in card.questions):
        answer = button(N_("Answer"), action("eval.answer", *at))
        if row.state is EvaluationState.PROPOSED:
            return (answer,)
        return (answer, button(N_("Propose the ratings"), action("eval.propose", row.id)))
    if row.state is EvaluationState.PROPOSED:
        return (button(N_("Release"), action("eval.release", *at)),)
    return (button(N_("Propose the ratings"), action("eval.propose", row.id)),)
