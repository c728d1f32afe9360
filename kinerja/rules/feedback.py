"""Feedback: its three parts, and what the regulation foresees after progress and without it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from kinerja.errors import N_, Refused
from kinerja.models.feedback import Behaviour, FeedbackAction, FeedbackKind, FeedbackMode

LONGEST_PART = 2000
LONGEST_ANSWER = 2000
LONGEST_TAG = 60
LONGEST_APPRECIATION = 1000
CORRECTED_WITHIN = timedelta(hours=24)
"""How long a giver may correct a feedback; it is never deleted."""

TWICE_WITHIN = timedelta(minutes=1)
"""A second feedback on the same report within this time is the same tap twice."""

FORESEEN: dict[bool, tuple[FeedbackAction, ...]] = {
    True: (FeedbackAction.RECOGNITION, FeedbackAction.NEW_ASSIGNMENT),
    False: (
        FeedbackAction.EXPECTATION_CHANGE,
        FeedbackAction.COACHING,
        FeedbackAction.COUNSELLING,
        FeedbackAction.LEARNING,
    ),
}
"""What may follow (PermenPANRB 6/2022): after progress, and where there was none."""


@dataclass(frozen=True, slots=True)
class FeedbackContent:
    """What a feedback says: three parts, what it belongs to, and what follows from it."""

    progress: bool
    went_well: str = ""
    to_improve: str = ""
    next_step: str = ""
    result_ids: tuple[int, ...] = ()
    behaviours: tuple[Behaviour, ...] = ()
    actions: tuple[FeedbackAction, ...] = ()
    kind: FeedbackKind = FeedbackKind.SCHEDULED
    mode: FeedbackMode = FeedbackMode.INDIRECT
    strengths: tuple[str, ...] = ()
    to_develop: tuple[str, ...] = ()

    @property
    def parts(self) -> tuple[str, str, str]:
        """The three parts: what went well, what to improve, the next step."""
        return self.went_well, self.to_improve, self.next_step


def check_feedback(content: FeedbackContent) -> FeedbackContent:
    """Return a feedback with its parts trimmed and nothing named twice; refused where it cannot be."""
    went_well, to_improve, next_step = (check_part(part) for part in content.parts)
    if not (went_well or to_improve or next_step):
        raise Refused(
            N_(
                "Please fill in at least one of the three parts, for example what went well: "
                "“All twelve visits were recorded on the same day.”"
            )
        )
    check_actions(content.actions, progress=content.progress)
    return replace(
        content,
        went_well=went_well,
        to_improve=to_improve,
        next_step=next_step,
        result_ids=tuple(dict.fromkeys(content.result_ids)),
        behaviours=tuple(dict.fromkeys(content.behaviours)),
        actions=tuple(dict.fromkeys(content.actions)),
        strengths=_tags(content.strengths),
        to_develop=tuple(t for t in _tags(content.to_develop) if t not in content.strengths),
    )


def _tags(tags: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(tag.strip()[:LONGEST_TAG] for tag in tags if tag.strip()))


def check_part(text: str) -> str:
    """Return a part of a feedback, trimmed; a part may be left empty."""
    return _short_enough(text.strip(), LONGEST_PART)


def check_correction(given_at: datetime, now: datetime) -> None:
    """Refuse a correction that comes too late."""
    if now - given_at > CORRECTED_WITHIN:
        raise Refused(
            N_(
                "A feedback can be corrected within 24 hours. Please give a further one that adds what "
                "is missing."
            )
        )


def check_answer(text: str) -> str:
    """Return the answer to a feedback, trimmed."""
    trimmed = text.strip()
    if not trimmed:
        raise Refused(N_("Please write your answer in a sentence."))
    return _short_enough(trimmed, LONGEST_ANSWER)


def check_appreciation(text: str) -> str:
    """Return the words of an appreciation, trimmed."""
    trimmed = text.strip()
    if not trimmed:
        raise Refused(N_("Please write your answer in a sentence."))
    return _short_enough(trimmed, LONGEST_APPRECIATION)


def check_actions(actions: tuple[FeedbackAction, ...], *, progress: bool) -> None:
    """Refuse what the regulation does not foresee after progress, or where there was none."""
    if set(actions) <= set(FORESEEN[progress]):
        return
    if progress:
        raise Refused(
            N_("After progress, please choose recognition, a new assignment, or neither.")
        )
    raise Refused(
        N_(
            "Where there was no progress yet, please choose changed expectations, coaching, counselling, "
            "learning, or none of them."
        )
    )


def _short_enough(text: str, longest: int) -> str:
    if len(text) > longest:
        raise Refused(
            N_("The answer has {length} characters. Please shorten it to at most {longest}."),
            length=len(text),
            longest=longest,
        )
    return text
