"""The rhythm of scheduled feedback in words."""

from __future__ import annotations

from datetime import date

from kinerja.messages import N_, NN_, Message, say
from kinerja.reports.rhythms import Rhythm


def every(months: int) -> Message:
    """Say how often."""
    return say(NN_("every {n} month", "every {n} months"), n=months)


def rhythm_line(rhythm: Rhythm, today: date) -> Message:
    """Say what the pair agreed on, and when the next feedback is due."""
    if rhythm.held is None or rhythm.due_on is None:
        return say(N_("Scheduled feedback: no rhythm agreed yet"))
    sentence = N_("Scheduled feedback: {every}, the next one until {day}")
    if rhythm.is_due(today):
        sentence = N_("Scheduled feedback: {every}, due since {day}")
    return say(sentence, every=every(rhythm.held.months), day=rhythm.due_on)
