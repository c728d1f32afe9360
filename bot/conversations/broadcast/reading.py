"""The reader's side of an announcement: read and understood, and the reminder to those who have not."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from bot.conversations.broadcast.words import announcement_reply
from bot.talk.turn import Answer, Reply, Turn, action, button, home
from kinerja.messages import N_, say
from kinerja.reports.broadcast_outcomes import announcement
from kinerja.rules.periods import local_date
from kinerja.services.mending_broadcasts import mark_read


def read(turn: Turn, broadcast_id: int) -> Answer:
    """Note that the person has read it; the button goes and the day stays."""
    mark_read(turn.session, turn.actor, broadcast_id, now=turn.now)
    return replace(show(turn, broadcast_id), toast=say(N_("Thank you, that is noted.")))


def show(turn: Turn, broadcast_id: int) -> Reply:
    """Show an announcement to somebody it is for."""
    turn.session.flush()
    values, read_at = announcement(turn.session, turn.actor, broadcast_id)
    return announcement_reply(values, local_date(read_at, turn.zone) if read_at else None)


def tried(_turn: Turn) -> Answer:
    """Say that a test asks nobody to confirm."""
    text = say(N_("This was the test. In the real one this button notes who has read it."))
    return Reply(text, ((home(),),), fresh=True, toast=text)


def unread(values: Mapping[str, Any]) -> Reply:
    """Remind somebody of an announcement they have not confirmed."""
    text = say(N_("An announcement waits for you to confirm that you have read and understood it."))
    return Reply(text, ((button(N_("Open"), action("bc.show", values["broadcast_id"])),),))
