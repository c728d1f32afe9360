"""Open points of dialogues in words, where somebody reports or gives feedback."""

from __future__ import annotations

from collections.abc import Sequence

from bot.talk.figures import short
from kinerja.messages import N_, Message, say
from kinerja.reports.dialogue_cards import DialogueCard, Point

SHOWN = 3


def how_many_points(found: Sequence[tuple[DialogueCard, Point]]) -> Message | None:
    """Say how many points are open and which is due first; nothing where there is none."""
    if not found:
        return None
    _card, first = found[0]
    return say(
        N_("Open points of dialogues: {count}; until {day}: {text}"),
        count=len(found),
        day=first.due_on,
        text=short(first.text, 80),
    )


def points_listed(found: Sequence[tuple[DialogueCard, Point]]) -> tuple[Message, ...]:
    """Return the first open points, a line each."""
    return tuple(
        say(
            N_("• {name}: {text} (until {day})"),
            day=point.due_on,
            name=short(card.name_of(point.owner_id), 30),
            text=short(point.text, 90),
        )
        for card, point in found[:SHOWN]
    )
