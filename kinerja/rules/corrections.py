"""Requests for a correction of one's own data: what they must say, and how they are answered."""

from __future__ import annotations

from kinerja.errors import N_, Refused
from kinerja.rules.cells import clean
from kinerja.rules.reporting import check_length

LONGEST_REQUEST = 1000
SHORTEST_REQUEST = 10
SHORTEST_ANSWER = 5
MOST_OPEN = 5
"""Requests of one person that may wait at the same time."""


def check_request(text: str, already_open: int) -> str:
    """Return the words of a request, trimmed; refused where nobody could act on them."""
    if already_open >= MOST_OPEN:
        raise Refused(
            N_("{n} of your requests wait already. Please wait until they are answered."),
            n=already_open,
        )
    if len(clean(text)) < SHORTEST_REQUEST:
        raise Refused(
            N_(
                "Please write what is wrong and what would be right, for example: My rank is III/c since "
                "April, not III/b."
            )
        )
    return check_length(text, LONGEST_REQUEST)


def check_answer(text: str, *, corrected: bool) -> str:
    """Return the words of an answer, trimmed; whoever corrects nothing has to say why."""
    if not corrected and len(clean(text)) < SHORTEST_ANSWER:
        raise Refused(
            N_("Please write why it cannot be corrected, so that they can understand or ask on.")
        )
    return check_length(text, LONGEST_REQUEST)
