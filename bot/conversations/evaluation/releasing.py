"""Releasing ratings with the predicate of the quadrant, and delivering the evaluation to its person."""

from __future__ import annotations

from bot.conversations.evaluation.people import card_of, card_screen
from bot.conversations.evaluation.words import name_of, the_period
from bot.talk import ratings
from bot.talk.conversation import Handler
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.errors import Refused
from kinerja.messages import N_, NN_, Message, lines, say
from kinerja.reports.proposals import ToFinish, to_finish
from kinerja.reports.rating_card import RatingCard
from kinerja.services.delivering import deliver
from kinerja.services.rating import release


def ask_release(turn: Turn, position_id: int, period_id: int) -> Answer:
    """Ask whether the ratings are released; they stay from then on."""
    card = card_of(turn, position_id, period_id)
    text = lines(
        say(N_("Release the ratings of <b>{name}</b>?"), name=card.name),
        say(N_("Predicate by the quadrant: <b>{predicate}</b>"), predicate=_predicate(card)),
        say(
            N_("From then on they stay. {name} sees them once you deliver the evaluation."),
            name=card.name,
        ),
    )
    at = (position_id, period_id)
    rows = (
        (
            button(N_("Release"), action("eval.release.yes", *at)),
            button(N_("Not yet"), action("eval.of", *at)),
        ),
        (button(N_("‹ People"), action("eval.people", period_id)), home()),
    )
    return Reply(text, rows, protected=True)


def release_one(turn: Turn, position_id: int, period_id: int) -> Answer:
    """Release the ratings of one person."""
    card = card_of(turn, position_id, period_id)
    _release(turn, _id_of(card))
    said = say(N_("Released. Please deliver the evaluation to {name} now."), name=card.name)
    return card_screen(turn, card_of(turn, position_id, period_id), said)


def deliver_one(turn: Turn, position_id: int, period_id: int) -> Answer:
    """Deliver the evaluation of one person."""
    card = card_of(turn, position_id, period_id)
    deliver(turn.session, turn.actor, _id_of(card), now=turn.now, today=turn.today)
    return card_screen(turn, card_of(turn, position_id, period_id), say(N_("Delivered.")))


def show_finish(turn: Turn, period_id: int, said: Message | None = None) -> Reply:
    """Show how many evaluations can be released and delivered together."""
    period = the_period(turn, period_id)
    found = to_finish(turn.session, turn.actor, period_id, turn.today)
    text = lines(
        said,
        say(N_("<b>Release and deliver: {period}</b>"), period=name_of(period.kind, period)),
        say(
            NN_(
                "To release: {n} proposal, nothing is asked.",
                "To release: {n} proposals, nothing is asked.",
            ),
            n=len(found.to_release),
        ),
        say(
            NN_("To deliver: {n} released evaluation.", "To deliver: {n} released evaluations."),
            n=len(found.to_deliver),
        ),
        say(N_("What is released stays as it is.")),
    )
    deeds = []
    if found.to_release:
        mark = _mark(found.to_release)
        deeds.append(button(N_("Release all"), action("eval.finish.rel", period_id, mark)))
    if found.to_deliver:
        mark = _mark(found.to_deliver)
        deeds.append(button(N_("Deliver all"), action("eval.finish.del", period_id, mark)))
    leaving = (button(N_("‹ People"), action("eval.people", period_id)), home())
    return Reply(text, tuple(row for row in (tuple(deeds), leaving) if row), protected=True)


def finish(turn: Turn, period_id: int) -> Answer:
    """Show what can be released and delivered together."""
    return show_finish(turn, period_id)


def release_all(turn: Turn, period_id: int, mark: str) -> Answer:
    """Release those that were counted when it was asked."""
    found = _unchanged(turn, period_id, mark, of_release=True)
    for one in found.to_release:
        _release(turn, one)
    said = NN_("{n} evaluation is released.", "{n} evaluations are released.")
    return show_finish(turn, period_id, say(said, n=len(found.to_release)))


def deliver_all(turn: Turn, period_id: int, mark: str) -> Answer:
    """Deliver those that were counted when it was asked."""
    found = _unchanged(turn, period_id, mark, of_release=False)
    for one in found.to_deliver:
        deliver(turn.session, turn.actor, one, now=turn.now, today=turn.today)
    said = NN_("{n} evaluation is delivered.", "{n} evaluations are delivered.")
    return show_finish(turn, period_id, say(said, n=len(found.to_deliver)))


def _unchanged(turn: Turn, period_id: int, mark: str, *, of_release: bool) -> ToFinish:
    found = to_finish(turn.session, turn.actor, period_id, turn.today)
    if _mark(found.to_release if of_release else found.to_deliver) != mark:
        raise Refused(N_("Something changed meanwhile. Please look at the list again."))
    return found


def _mark(ids: tuple[int, ...]) -> str:
    """Return what tells whether a list is still the one that was shown."""
    return f"{len(ids)}.{max(ids, default=0)}"


def _release(turn: Turn, evaluation_id: int) -> None:
    quadrant = turn.law.quadrant
    release(turn.session, turn.actor, evaluation_id, quadrant, now=turn.now, today=turn.today)


def _id_of(card: RatingCard) -> int:
    if card.evaluation is None or card.evaluation.id is None:
        raise Refused(N_("Please give both ratings first: of results, and of behaviour."))
    return card.evaluation.id


def _predicate(card: RatingCard) -> Message:
    return say(ratings.PREDICATES[card.predicate]) if card.predicate else say(N_("–"))


ACTIONS: dict[str, Handler] = {
    "eval.release": ask_release,
    "eval.release.yes": release_one,
    "eval.deliver": deliver_one,
    "eval.finish": finish,
    "eval.finish.rel": release_all,
    "eval.finish.del": deliver_all,
}
