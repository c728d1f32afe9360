"""Whether something was copied into e-Kinerja BKN, as every screen says it."""

from __future__ import annotations

from datetime import date

from bot.talk.turn import Button, action, button
from kinerja.messages import N_, LocalTime, Message, say
from kinerja.reports.filing import SpanView
from kinerja.rules.filing import DAILY, FilingState

NOT_YET = N_("Stored in this assistant, not yet in e-Kinerja.")
_FILED = N_("Copied into e-Kinerja on {time}.")
_REPORT_CHANGED = N_("The report changed after it was copied on {time}. Please copy it again.")
_LOGS_CHANGED = N_("The logs changed after they were copied on {time}. Please copy them again.")


def filed(view: SpanView, zone: str) -> Message | None:
    """Say whether a span was copied; nothing of one that holds nothing."""
    if view.state is FilingState.EMPTY:
        return None
    if view.state is FilingState.OPEN or view.filed_at is None:
        return say(NOT_YET)
    sentence = _FILED
    if view.state is FilingState.CHANGED:
        sentence = _LOGS_CHANGED if view.span in DAILY else _REPORT_CHANGED
    return say(sentence, time=LocalTime(view.filed_at, zone))


def copy_button(position_id: int, month: date, name: str = "fil.month") -> Button:
    """Return the button that shows a month's text for e-Kinerja."""
    return button(N_("Copy to e-Kinerja"), action(name, position_id, month.isoformat()))
