"""What can wait on somebody: each kind, and one item of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from kinerja.models import FeedbackAction


class WaitingKind(StrEnum):
    """What is waited for."""

    REVIEW = "review"
    RETURNED = "returned"
    UNREAD = "unread"
    FOLLOW_UP = "followup"
    OBSTACLE = "obstacle"
    CHECK = "check"
    FILING = "filing"
    RHYTHM = "rhythm"
    DUE = "due"
    CORRECTION = "correction"
    PLAN = "plan"
    PLAN_RETURNED = "plan_returned"
    PEER = "peer"
    USE = "use"
    USE_ASKED = "use_asked"
    LEARNING = "learning"
    LEARNING_RETURNED = "learning_returned"
    DIALOGUE_TIME = "dialogue_time"
    DIALOGUE_TO_NOTE = "dialogue_to_note"
    DIALOGUE_NOTES = "dialogue_notes"
    DIALOGUE_POINT = "dialogue_point"
    DIALOGUE_NEXT = "dialogue_next"
    COACHING_SURVEY = "coaching_survey"
    COACHING_LEVELS = "coaching_levels"
    COUNSELLING = "counselling"
    SHARE = "share"
    OFFER = "offer"


@dataclass(frozen=True, slots=True)
class WaitingItem:
    """Something that waits; ``other`` is the other side, who is to act or who waits.

    ``can_nudge`` says that the reader may remind the other side of it.
    """

    kind: WaitingKind
    id: int
    other_id: int
    other: str
    since: datetime
    period: date | None = None
    action: FeedbackAction | None = None
    text: str = ""
    can_nudge: bool = False
    count: int = 0
    day: date | None = None

    @property
    def key(self) -> str:
        """What names the item."""
        return f"{self.kind.value}-{self.id}"
