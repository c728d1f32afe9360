"""The day to come that is asked for when somebody is away."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.talk.fields import Answers, Day, Option
from bot.talk.turn import Turn
from kinerja.messages import N_, say


@dataclass(frozen=True, kw_only=True)
class LastDay(Day):
    """A day to come, or today."""

    ahead: bool = True

    def options(self, turn: Turn, answers: Answers) -> Sequence[Option]:
        first = date.fromisoformat(answers["first"]) if "first" in answers else turn.today
        if self.name == "last" and first > turn.today:
            days = (first, first + timedelta(days=1))
            return tuple((day.isoformat(), say("{day}", day=day)) for day in days)
        labels = {turn.today: N_("Today"), turn.today + timedelta(days=1): N_("Tomorrow")}
        return tuple((day.isoformat(), say(label)) for day, label in labels.items())
