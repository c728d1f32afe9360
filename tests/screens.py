"""What every screen of every dialogue keeps to, in each language: few rows, little text, and a way on.

The stage of the dialogues (`tests/talk.py`) holds each message it delivers against this, so that every
screen any dialogue reaches is looked at.
"""

from bot.talk.saying import REPLY, Label, NoticeText, Words, put_into_words
from bot.talk.speaker import LANGUAGES, speaker
from bot.talk.turn import action

MOST_ROWS = 4
MOST_BYTES = 2048
LONGEST_LABEL = {1: 44, 2: 24, 3: 16, 4: 12, 5: 9}
"""Characters of a label by the number of buttons in its row, as 360 pixels show it on one line.

Answers of a question are numbered where they are long, and share a row where that spares a page.
"""
HOME = action("menu")
_BACK = ("|cancel", "|back", "|change", "|card")
"""Ends of the data of a form's buttons that lead back."""
_ON = ("resume", "aside", "anew")
"""Actions that lead back into what is under way."""
_THEMSELVES = (action("menu", 2), action("language.choose"), action("data.agree"))
"""What tells the menu itself, which is home, and the privacy notice, which has to be answered first."""
_DONE = ("bc.to", "bc.read", "bc.tried")
"""Actions that end a screen: to whom an announcement goes, and that it was read."""


def faults(words: Words, *, is_linked: bool, is_reply: bool) -> list[str]:
    """Return what is wrong with a screen; what pushes itself needs a way on only where it has buttons."""
    found = []
    if len(words.rows) > MOST_ROWS:
        found.append(f"{len(words.rows)} rows of buttons")
    if len(words.html.encode()) >= MOST_BYTES:
        found.append(f"{len(words.html.encode())} bytes of text")
    found += [
        f"{label.text!r} beside {len(row) - 1} others"
        for row in words.rows
        for label in row
        if len(label.text) > LONGEST_LABEL.get(len(row), 6) and not _is_answer(label)
    ]
    labels = [label for row in words.rows for label in row]
    if is_linked and is_reply and not any(map(_leads_back, labels)):
        found.append("no way back or home")
    return found


def check(kind: str, content: dict, notices: dict[str, NoticeText], *, is_linked: bool) -> None:
    """Fail for a message that is no good screen in one of the languages."""
    for language in LANGUAGES:
        words = put_into_words(kind, content, speaker(language), notices)
        found = faults(words, is_linked=is_linked, is_reply=kind == REPLY)
        labels = [[label.text for label in row] for row in words.rows]
        assert [] == found, f"{language}: {found}\n{words.html}\n{labels}"


def _is_answer(label: Label) -> bool:
    return label.data.split("|")[1:2] == ["f"]


def _leads_back(label: Label) -> bool:
    if label.text.startswith("‹") or label.data in (HOME, *_THEMSELVES):
        return True
    parts = label.data.split("|")
    return label.data.endswith(_BACK) or (parts[1:2] == ["a"] and parts[2] in (*_ON, *_DONE))
