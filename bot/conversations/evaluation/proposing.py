"""Proposing whole ratings, after what is doubtful was asked once."""

from __future__ import annotations

from bot.conversations.evaluation.people import card_of, card_screen, heading
from bot.conversations.evaluation.words import DOUBTS
from bot.talk.conversation import Handler
from bot.talk.figures import short
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.messages import N_, lines, say
from kinerja.models import Doubt
from kinerja.reports.evaluations import doubts, evaluation_card
from kinerja.reports.rating_card import RatingCard
from kinerja.services.asking_doubts import note_asked
from kinerja.services.rating import propose


def begin(turn: Turn, evaluation_id: int) -> Answer:
    """Ask about what is doubtful, once; where nothing is, the ratings are proposed."""
    found = doubts(turn.session, turn.actor, evaluation_id, turn.today)
    if not found:
        return propose_now(turn, evaluation_id)
    note_asked(turn.session, turn.actor, evaluation_id, found, now=turn.now, today=turn.today)
    card = _card(turn, evaluation_id)
    text = lines(
        heading(card),
        say(N_("Before you propose the ratings, one question; it is asked once:"))
        if len(found) == 1
        else say(N_("Before you propose the ratings, some questions; they are asked once:")),
        *(say(DOUBTS[one], name=short(card.name, 40)) for one in found),
        say(N_("You may stay with your ratings.")),
    )
    at = (card.position_id, card.period_id)
    looking = button(N_("Look at the record"), action("eval.rec", *at))
    if Doubt.SURPRISE in found:
        looking = button(N_("Feedback first"), action("fb.person", card.person_id))
    rows = (
        (button(N_("Propose them all the same"), action("eval.propose.yes", evaluation_id)),),
        (looking, button(N_("Change"), action("eval.of", *at))),
        (button(N_("‹ People"), action("eval.people", card.period_id)), home()),
    )
    return Reply(text, rows, protected=True)


def propose_now(turn: Turn, evaluation_id: int) -> Answer:
    """Propose the ratings, whatever was asked."""
    propose(turn.session, turn.actor, evaluation_id, now=turn.now, today=turn.today)
    said = say(
        N_("Proposed. Your superior can see these ratings now; {name} cannot."),
        name=_name(turn, evaluation_id),
    )
    return card_screen(turn, _card(turn, evaluation_id), said)


def _card(turn: Turn, evaluation_id: int) -> RatingCard:
    row = evaluation_card(turn.session, turn.actor, evaluation_id, turn.today).evaluation
    return card_of(turn, row.position_id, row.period_id)


def _name(turn: Turn, evaluation_id: int) -> str:
    return evaluation_card(turn.session, turn.actor, evaluation_id, turn.today).person


ACTIONS: dict[str, Handler] = {"eval.propose": begin, "eval.propose.yes": propose_now}
