"""What may be done with a delivered evaluation, and how its code is written."""

from __future__ import annotations

from kinerja.errors import N_, Refused
from kinerja.models.delivery import DeliveryAnswer
from kinerja.rules.evaluation import LONGEST_REASON

CODE_LETTERS = "ABCDEFGHJKMNPQRSTUVWXYZ23456789"
"""Letters and digits that nobody takes for one another."""
CODE_LENGTH = 10


def check_unanswered(answer: DeliveryAnswer | None) -> None:
    """Refuse a second answer; one that comes after the clock ran out is taken."""
    if answer in (DeliveryAnswer.ACKNOWLEDGED, DeliveryAnswer.OBJECTED):
        raise Refused(N_("You have already answered this evaluation; your answer stays."))


def check_comment(comment: str) -> str:
    """Return a comment, trimmed; it may be empty."""
    trimmed = comment.strip()
    if len(trimmed) > LONGEST_REASON:
        raise Refused(
            N_("The text has {length} characters. Please shorten it to at most {longest}."),
            length=len(trimmed),
            longest=LONGEST_REASON,
        )
    return trimmed


def read_code(written: str) -> str:
    """Return a code as it is kept, whatever spaces, dashes and small letters it was typed with."""
    return "".join(letter for letter in written.upper() if letter.isalnum())[:CODE_LENGTH]


def shown_code(code: str) -> str:
    """Return a code in two groups, as it is easier to type."""
    return f"{code[:5]}-{code[5:]}"
