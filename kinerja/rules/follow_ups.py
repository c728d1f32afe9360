"""Open items (*tindak lanjut*): who has to act after feedback, and how often one may be reminded."""

from __future__ import annotations

from datetime import datetime, timedelta

from kinerja.errors import N_, Refused
from kinerja.models.feedback import FeedbackAction

NUDGE_AFTER = timedelta(days=7)
"""One gentle reminder for the same item within this time."""


def owners_of(action: FeedbackAction, giver_id: int, receiver_id: int) -> tuple[int, ...]:
    """Return who has to act: the giver, after learning the receiver as well."""
    if action is FeedbackAction.LEARNING:
        return giver_id, receiver_id
    return (giver_id,)


def check_nudge(last: datetime | None, now: datetime) -> None:
    """Refuse a second reminder of the same item within a week."""
    if last is not None and now - last < NUDGE_AFTER:
        raise Refused(
            N_("You have already reminded of this on {day}. Once a week is enough."),
            day=last.date(),
        )
