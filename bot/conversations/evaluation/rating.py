"""Rating one person: results and behaviour as a whole, and item by item where that is wanted."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bot.conversations.evaluation.people import card_of, card_screen, heading
from bot.talk import ratings
from bot.talk.behaviours import VALUES
from bot.talk.conversation import Handler
from bot.talk.fields import Answers, Choice, Text
from bot.talk.figures import short
from bot.talk.form import Form
from bot.talk.pages import page_holding, page_of
from bot.talk.turn import Answer, Reply, Start, Turn, action, button, home
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, lines, say, words
from kinerja.models import Behaviour, ItemRating, Rating, RatingOf
from kinerja.reports.rating_card import RatingCard
from kinerja.rules.evaluation import LONGEST_REASON, Given, check_reason
from kinerja.services.rating import rate_item, save_ratings

LISTED = 3
_ITEMS = 20
"""A result is named by its number, a value by its own name; no plan has so many results."""


def begin(turn: Turn, position_id: int, period_id: int, of: str) -> Answer:
    """Ask for a rating as a whole."""
    if of not in set(RatingOf):
        raise Unknown
    card = card_of(turn, position_id, period_id)
    context = {"position": position_id, "period": period_id, "of": of, "name": card.name}
    return Start("rate", context)


def show_items(turn: Turn, position_id: int, period_id: int, page: int = 1) -> Answer:
    """Show the results of the plan and the seven values, each with what was said of it."""
    card = card_of(turn, position_id, period_id)
    items = _items(card)
    shown = page_of(items, page, LISTED)
    listed = [
        say("<b>{number}. {what}</b>\n{rating}", number=number, what=what, rating=_said(item))
        for number, (_key, what, item) in enumerate(shown.items, start=shown.first_number)
    ]
    text = lines(
        heading(card),
        say(N_("Item by item, if you want; the ratings as a whole do not follow from it.")),
        *listed,
    )
    at = (position_id, period_id)
    buttons = [
        button("{number}", action("eval.item", *at, key), number=number)
        for number, (key, _what, _item) in enumerate(shown.items, start=shown.first_number)
    ]
    turning = shown.turning(lambda number: action("eval.items", *at, number))
    leaving = (button("‹ {name}", action("eval.of", *at), name=short(card.name, 20)), home())
    rows = (tuple(buttons), turning, leaving)
    return Reply(text, tuple(row for row in rows if row), protected=True)


def begin_item(turn: Turn, position_id: int, period_id: int, key: str) -> Answer:
    """Ask for the rating of one item."""
    card = card_of(turn, position_id, period_id)
    found = next((item for item in _items(card) if item[0] == key), None)
    if found is None:
        raise Unknown
    return Start(
        "rateitem",
        {"position": position_id, "period": period_id, "item": key, "name": card.name},
    )


def _items(card: RatingCard) -> list[tuple[str, Message, ItemRating | None]]:
    by_value = {one.value: one for one in card.values}
    return [
        *(
            (str(one.result_id), words(short(one.text, 120)), one.item)
            for one in card.results[:_ITEMS]
        ),
        *((value.value, say(VALUES[value]), by_value.get(value)) for value in Behaviour),
    ]


def _said(item: ItemRating | None) -> Message:
    if item is None:
        return say(N_("–"))
    return say(
        "{rating}: {reason}", rating=ratings.rating(item.rating), reason=short(item.reason, 120)
    )


def _save(turn: Turn, answers: Answers) -> Answer:
    at = (answers["position"], answers["period"])
    given = _with(_given(card_of(turn, *at)), answers)
    save_ratings(turn.session, turn.actor, *at, given, now=turn.now, today=turn.today)
    return card_screen(turn, card_of(turn, *at), say(N_("Kept as a draft.")))


def _save_item(turn: Turn, answers: Answers) -> Answer:
    at = (answers["position"], answers["period"])
    key = answers["item"]
    card = card_of(turn, *at)
    row = card.evaluation
    evaluation_id = row.id if row is not None else None
    if evaluation_id is None:
        evaluation_id = save_ratings(
            turn.session, turn.actor, *at, Given(), now=turn.now, today=turn.today
        )
    rate_item(
        turn.session,
        turn.actor,
        evaluation_id,
        int(key) if key.isdigit() else Behaviour(key),
        Rating(answers["rating"]),
        answers["reason"],
        now=turn.now,
        today=turn.today,
    )
    keys = [one for one, _what, _item in _items(card)]
    return show_items(turn, *at, page_holding(keys.index(key), LISTED))


def _given(card: RatingCard) -> Given:
    row = card.evaluation
    if row is None:
        return Given()
    return Given(row.results, row.results_reason, row.behaviour, row.behaviour_reason)


def _with(given: Given, answers: Answers) -> Given:
    rating, reason = Rating(answers["rating"]), answers["reason"]
    if answers["of"] == RatingOf.RESULTS:
        return replace(given, results=rating, results_reason=reason)
    return replace(given, behaviour=rating, behaviour_reason=reason)


def _title(_turn: Turn, answers: Answers) -> Message:
    if answers["of"] == RatingOf.RESULTS:
        return say(N_("Results of {name}"), name=answers["name"])
    return say(N_("Behaviour of {name}"), name=answers["name"])


def _item_title(turn: Turn, answers: Answers) -> Message:
    card = card_of(turn, answers["position"], answers["period"])
    what = next(what for key, what, _item in _items(card) if key == answers["item"])
    return say("{name}: {what}", name=answers["name"], what=what)


def _question(turn: Turn, answers: Answers) -> Message:
    of = RatingOf(answers["of"])
    card = card_of(turn, answers["position"], answers["period"])
    foreseen = None
    if of is RatingOf.RESULTS and card.foreseen is not None:
        foreseen = say(
            N_(
                "For the head of a unit the rule foresees “{rating}”. Please confirm it, or choose."
            ),
            rating=ratings.rating(card.foreseen),
        )
    asked = say(N_("What do you rate, with the whole record before you?"))
    return lines(ratings.meanings(turn.law, of), foreseen, asked)


def _choices(_turn: Turn, _answers: Answers) -> tuple[tuple[str, Message], ...]:
    return tuple((one.value, say(label)) for one, label in ratings.RATINGS.items())


def _check_reason(_turn: Turn, _answers: Answers, value: Any) -> None:
    check_reason(str(value))


def _rating(question: object) -> Choice:
    return Choice(
        name="rating",
        label=N_("Rating"),
        question=question,  # type: ignore[arg-type]
        choices=_choices,
    )


_REASON = Text(
    name="reason",
    label=N_("Reason"),
    question=N_("Why? Please write a sentence with an example of this period's work."),
    check=_check_reason,
    longest=LONGEST_REASON,
)
_READERS = N_("Nobody else sees it until you propose the ratings.")


def _back(answers: Answers) -> str:
    return action("eval.of", answers["position"], answers["period"])


RATE = Form(
    name="rate",
    title=_title,
    readers=_READERS,
    fields=(_rating(_question), _REASON),
    save=_save,
    send_label=N_("Keep it"),
    back=_back,
    about_others=True,
)
RATE_ITEM = Form(
    name="rateitem",
    title=_item_title,
    readers=_READERS,
    fields=(_rating(N_("What do you rate?")), _REASON),
    save=_save_item,
    review=False,
    back=lambda answers: action("eval.items", answers["position"], answers["period"]),
    about_others=True,
)

ACTIONS: dict[str, Handler] = {
    "eval.rate": begin,
    "eval.items": show_items,
    "eval.item": begin_item,
}
