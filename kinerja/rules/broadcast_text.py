"""The words of an announcement: simple marks become bold, italic and code; everything else is escaped."""

from __future__ import annotations

import html
import re

from kinerja.errors import Refused
from kinerja.messages import N_

LONGEST_TEXT = 3500
LONGEST_CAPTION = 900
"""A text below a picture or file; Telegram takes 1,024 characters there, the heading among them."""

_MARK = re.compile(
    r"`(?P<code>[^`\n]+)`"
    r"|(?<![\w*])\*(?=\S)(?P<bold>[^*\n]+?)(?<=\S)\*(?![\w*])"
    r"|(?<!\w)_(?=\S)(?P<italic>[^_\n]+?)(?<=\S)_(?!\w)"
)
_TAGS = {"code": "code", "bold": "b", "italic": "i"}


def formatted(text: str) -> str:
    """Return a text as HTML: ``*bold*``, ``_italic_`` and `` `code` ``, each within one line."""
    parts, at = [], 0
    for found in _MARK.finditer(text):
        kind = str(found.lastgroup)
        inner = found[kind]
        said = html.escape(inner, quote=False) if kind == "code" else formatted(inner)
        parts += [html.escape(text[at : found.start()], quote=False)]
        parts += [f"<{_TAGS[kind]}>{said}</{_TAGS[kind]}>"]
        at = found.end()
    return "".join([*parts, html.escape(text[at:], quote=False)])


def check_text(text: str, *, with_file: bool) -> str:
    """Return the text of an announcement, or refuse one that is empty or too long."""
    kept = text.strip()
    if not any(letter.isalnum() for letter in kept):
        raise Refused(N_("Please write what is to be announced, in at least one sentence."))
    longest = LONGEST_CAPTION if with_file else LONGEST_TEXT
    if len(kept) > longest:
        raise Refused(
            N_("The text has {length} characters. Please shorten it to at most {longest}."),
            length=len(kept),
            longest=longest,
        )
    return kept
