import pytest

from kinerja.errors import Refused
from kinerja.rules.corrections import (
    LONGEST_REQUEST,
    MOST_OPEN,
    SHORTEST_REQUEST,
    check_answer,
    check_request,
)

ENOUGH = "x" * SHORTEST_REQUEST


@pytest.mark.parametrize(
    ("text", "already_open", "refusal"),
    [
        (f"  {ENOUGH} ", 0, None),
        (ENOUGH[1:], 0, "what would be right"),
        (" " * 50, 0, "what would be right"),
        (ENOUGH, MOST_OPEN - 1, None),
        (ENOUGH, MOST_OPEN, "wait already"),
        ("x" * LONGEST_REQUEST, 0, None),
        ("x" * (LONGEST_REQUEST + 1), 0, "shorten"),
    ],
)
def test_a_request_says_enough_to_act_on(text, already_open, refusal):
    if refusal is None:
        assert text.strip() == check_request(text, already_open)
        return
    with pytest.raises(Refused, match=refusal):
        check_request(text, already_open)


@pytest.mark.parametrize(
    ("text", "corrected", "refused"),
    [("", True, False), ("SK 12", False, False), ("", False, True), ("SK 1", False, True)],
)
def test_only_what_is_not_corrected_needs_words(text, corrected, refused):
    if not refused:
        assert text == check_answer(text, corrected=corrected)
        return
    with pytest.raises(Refused, match="why"):
        check_answer(text, corrected=corrected)
