"""From an outbox row to finished words: the text, labels and files in the reader's language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from bot.talk.speaker import Speaker
from bot.talk.turn import File, Reply, decode_reply
from kinerja.messages import decode
from kinerja.services.telling import Notice

REPLY = "reply"
"""Kind of an outbox row that holds a finished reply."""
FORGET = "forget"
"""Kind of an outbox row that removes a message of the person (``edits_message_id``)."""
CLOSE = "close"
"""Kind of an outbox row that takes the buttons from an earlier message (``edits_key``)."""

RECALL = Notice.BROADCAST_RECALLED.value
"""Kind of an outbox row that deletes a message (``edits_key``), or where it is too old, replaces its words."""
COMMANDS = "commands"
"""Kind of an outbox row that tells Telegram the command menu of a chat; an empty one takes it back."""

NoticeText = Callable[[Mapping[str, Any]], Reply]
"""Makes the reply for a notice from its values."""


@dataclass(frozen=True, slots=True)
class Label:
    """A finished button."""

    text: str
    data: str = ""
    url: str = ""
    copies: str = ""


@dataclass(frozen=True, slots=True)
class Words:
    """Finished words, ready for any face: HTML with ``<b> <i> <code>`` only, labels, a file."""

    html: str
    rows: tuple[tuple[Label, ...], ...]
    file: File | None
    protected: bool


def put_into_words(
    kind: str,
    content: Mapping[str, Any],
    speaker: Speaker,
    notices: Mapping[str, NoticeText],
) -> Words:
    """Say an outbox row's kind and content with a speaker."""
    if kind == REPLY:
        reply = decode_reply(content)
    else:
        reply = notices[kind]({name: decode(value) for name, value in content.items()})
    return Words(
        html=speaker.html(reply.text),
        rows=tuple(
            tuple(Label(speaker.plain(b.label), b.data, b.url, b.copies) for b in row)
            for row in reply.buttons
        ),
        file=reply.file,
        protected=reply.protected,
    )
