"""Somebody who follows the link of a service counter: they are asked three things and remain unknown."""

from __future__ import annotations

from bot.talk import strangers
from bot.talk.turn import Answer, Reply, Start, Turn, home
from kinerja.messages import N_, say
from kinerja.reports.counters import counter_by_code
from kinerja.rules.counters import COUNTER_FORM, PREFIX
from kinerja.services.visiting_counters import has_answered


def is_visit(token: str) -> bool:
    """Say whether what came with the link belongs to a counter."""
    return token.startswith(PREFIX)


def visit(turn: Turn, token: str) -> Answer:
    """Begin the three questions; colleagues do not judge the counters of their agency."""
    counter = counter_by_code(turn.session, token.removeprefix(PREFIX))
    if turn.person_id is not None:
        text = N_(
            "This link is for people who are served at a counter. Colleagues are not asked here, so that "
            "the answers are those of the people served."
        )
        return Reply(say(text), ((home(),),))
    if counter is None:
        return strangers.greeting()
    if has_answered(turn.session, counter.id, turn.chat_id, turn.now):
        return Reply(say(N_("You have answered today already. Thank you!")), fresh=True)
    return Start(COUNTER_FORM, {"counter": counter.id, "name": counter.name, "unit": counter.unit})
