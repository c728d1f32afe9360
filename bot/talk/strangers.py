"""What somebody hears whom the assistant does not know: how to be invited, and nothing else."""

from __future__ import annotations

from bot.talk.turn import Reply
from kinerja.messages import N_, say


def greeting() -> Reply:
    """Return the one sentence for people who are not linked."""
    text = N_(
        "This assistant serves the staff of one agency, by personal invitation. "
        "Please ask your unit's administrator for yours and open its link."
    )
    return Reply(say(text), fresh=True)
