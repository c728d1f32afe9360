"""Opening one dialogue, and what a form about a pair has to know."""

from __future__ import annotations

from typing import Any

from bot.conversations.dialogue.screens import dialogue_screen
from bot.talk.dialogue_kinds import KINDS
from bot.talk.fields import Answers
from bot.talk.turn import Answer, Reply, Turn
from kinerja.errors import Unknown
from kinerja.messages import N_, Message, say
from kinerja.models import DialogueKind
from kinerja.reports.dialogue_sides import dialogue_sides
from kinerja.reports.dialogues import dialogue_card
from kinerja.reports.pairs import pair_between
from kinerja.rules.dialogues import Side


def show(turn: Turn, dialogue_id: int, said: Message | None = None) -> Reply:
    """Show one dialogue."""
    card = dialogue_card(turn.session, turn.actor, dialogue_id, turn.today)
    sides = sides_of_pair(turn, card.rater_id, card.person_id) if card.is_pair else None
    return dialogue_screen(turn, card, sides, said)


def open_one(turn: Turn, dialogue_id: int) -> Answer:
    """Show one dialogue."""
    return show(turn, dialogue_id)


def kind_named(kind: str) -> DialogueKind:
    """Return the kind that a button names."""
    try:
        return DialogueKind(kind)
    except ValueError:
        raise Unknown from None


def about_pair(turn: Turn, rater_id: int, person_id: int, kind: DialogueKind) -> dict[str, Any]:
    """Return what a form keeps about the pair."""
    pair = pair_between(turn.session, turn.actor, rater_id, person_id, turn.today)
    return {
        "rater": rater_id,
        "person": person_id,
        "kind": kind.value,
        "name": pair.other(turn.actor.person_id or 0)[1],
        "dialogue": None,
    }


def sides_of_pair(turn: Turn, rater_id: int, person_id: int) -> tuple[Side, Side]:
    """Return the reader and the other one."""
    return dialogue_sides(turn.session, turn.actor, rater_id, person_id, turn.today)


def title(_turn: Turn, answers: Answers) -> Message:
    """Say what a form about a pair is about."""
    kind = say(KINDS[DialogueKind(answers["kind"])])
    return say(N_("{kind} with {name}"), kind=kind, name=answers["name"])
