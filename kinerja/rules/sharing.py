"""What a part of a result says, and what its state allows."""

from __future__ import annotations

from kinerja.errors import Refused
from kinerja.messages import N_
from kinerja.models import ShareState
from kinerja.rules.cells import clean

LONGEST_PART = 1000
LONGEST_WORD = 500
WAITING = (ShareState.OFFERED, ShareState.PROPOSED)
"""Parts that somebody is to answer."""


def check_part(text: str) -> str:
    """Return the words of a part, on one line; refuse where nothing or too much is said."""
    words = clean(text)
    if len(words) < 3:
        raise Refused(N_("Please say it in a few words, so that it can be understood."))
    if len(words) > LONGEST_PART:
        raise Refused(
            N_("Please shorten this to at most {longest} characters."), longest=LONGEST_PART
        )
    return words


def check_word(text: str) -> str:
    """Return why a part is declined; nobody is turned down without a word."""
    words = clean(text)
    if len(words) < 3:
        raise Refused(N_("Please say it in a few words, so that it can be understood."))
    if len(words) > LONGEST_WORD:
        raise Refused(
            N_("Please shorten this to at most {longest} characters."), longest=LONGEST_WORD
        )
    return words


def check_waits(state: ShareState, expected: ShareState) -> None:
    """Refuse to answer a part that does not wait for this answer any more."""
    if state is not expected:
        raise Refused(N_("This has been answered already, or was taken back."))
