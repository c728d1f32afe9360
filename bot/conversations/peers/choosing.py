"""Several answers by button, within bounds: more than the most is refused at the tap, fewer at *Done*."""

from __future__ import annotations

from dataclasses import dataclass

from bot.talk.fields import DONE, Answers, Many, Taken
from bot.talk.turn import Attachment, Turn
from kinerja.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Bounded(Many):
    """Between ``fewest`` and ``most`` answers; ``bounds`` is the sentence that says so."""

    fewest: int = 0
    most: int
    bounds: str

    def take(self, turn: Turn, answers: Answers, raw: str | Attachment) -> Taken:
        """Take or take back an answer, or go on."""
        taken = super().take(turn, answers, raw)
        if len(taken.value) > self.most or (raw == DONE and len(taken.value) < self.fewest):
            raise Refused(self.bounds)
        return taken
